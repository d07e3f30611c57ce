"""The shared libraries of the system that Qt and the build need, and their packages on Debian.

A library is looked for by loading it, so a machine that is not Debian's is judged by the same rule; only
the names of the packages are Debian's. Where apt-get is there and may be used (root, or sudo without a
password), what is missing is installed; otherwise it is named.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

from failure import say

PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"

# What `ldd` names on a bare Debian 12, one library a package.
PACKAGES: dict[str, dict[str, str]] = {
    # Qt itself, without a display too (and lrelease)
    "qt": {
        "libglib-2.0.so.0": "libglib2.0-0",
        "libEGL.so.1": "libegl1",
        "libGL.so.1": "libgl1",
        "libX11.so.6": "libx11-6",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libxkbcommon.so.0": "libxkbcommon0",
    },
    # a window on X11 or Wayland
    "window": {
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxcb.so.1": "libxcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-glx.so.0": "libxcb-glx0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
        "libwayland-egl.so.1": "libwayland-egl1",
    },
    # PyInstaller: Python as a shared library, and objdump
    "build": {
        f"lib{PYTHON}.so.1.0": f"lib{PYTHON}",
        "objdump": "binutils",
    },
}
GROUPS_TO_RUN = ("qt", "window")
GROUPS = (*GROUPS_TO_RUN, "build")
APT_LOCK_TIMEOUT_S = 120


def provide(groups: tuple[str, ...]) -> bool:
    """Install what is missing of `groups` where that is possible; whether nothing is missing afterwards.

    What cannot be installed is named in one sentence, and the set-up goes on: without the window's
    libraries everything still runs offscreen.
    """
    missing = missing_packages(groups)
    if not missing:
        return True
    apt_get = _apt_get()
    if apt_get:
        say(f"Installing the system packages that Qt and the build need: {' '.join(missing)}")
        _install(apt_get, missing)
        missing = missing_packages(groups)
    if missing:
        say(
            f"These system packages are missing and could not be installed from here; as root, run: "
            f"apt-get install {' '.join(missing)}"
        )
    return not missing


def missing_packages(groups: tuple[str, ...]) -> list[str]:
    """Debian's names, sorted, of the packages whose library does not load; none off Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return sorted(
        package for group in groups for name, package in PACKAGES[group].items() if not _is_present(name)
    )


def _is_present(name: str) -> bool:
    if ".so" not in name:
        return shutil.which(name) is not None
    if name.startswith("libpython") and not _is_debians_python():
        return True
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _is_debians_python() -> bool:
    """Whether a package can bring this Python's library: any other Python carries its own, or has none."""
    return sys.base_prefix == "/usr"


def _apt_get() -> list[str] | None:
    """The words to begin an apt-get command with, or None where this user may not install."""
    if shutil.which("apt-get") is None:
        return None
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
        return ["sudo", "-n", *command]
    return None


def _install(apt_get: list[str], packages: list[str]) -> None:
    """Install without recommended packages; where the lists are absent or old, fetch them and try again."""
    wait = ["-o", f"DPkg::Lock::Timeout={APT_LOCK_TIMEOUT_S}"]
    install = [*apt_get, *wait, "install", "--yes", "--no-install-recommends", *packages]
    if _succeeds(install):
        return
    if _succeeds([*apt_get, *wait, "update"]):
        _succeeds(install)


def _succeeds(command: list[str]) -> bool:
    return (
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode
        == 0
    )
