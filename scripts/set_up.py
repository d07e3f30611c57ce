"""Make the working folder ready: uv, locked packages, Qt's system libraries, translations, the two commands.

make runs it before every target with the machine's own Python, so it uses the standard library alone;
where the machine has a faster one (scripts/interpreter.py), it goes on with that.
What it did is written to a stamp in `.venv`; while nothing it depends on changes, the next run only
reads that stamp.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import interpreter
import system_libraries
import translations
from failure import SetUpFailed, run, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.stamp"
LOCK = ROOT / "requirements.lock"
BOOTSTRAP_LOCK = ROOT / "scripts" / "bootstrap.lock"
TOOLS = ROOT / ".tools"
OWN_PACKAGES = ("core", "sync", "desktop")
OLDEST_PYTHON = (3, 11)
ON_WINDOWS = os.name == "nt"


def main() -> int:
    """Set up and return the exit code: 0 when the packages are there, 1 with a sentence when not."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--for-build", action="store_true", help="also what `make build` needs")
    arguments.add_argument(
        "--lock", action="store_true", help="write requirements.lock anew, and nothing else"
    )
    arguments.add_argument("--this-python", action="store_true", help="stay with the Python that runs this")
    options = arguments.parse_args()
    faster = None if options.this_python else interpreter.better_than_this(OLDEST_PYTHON)
    if faster:
        os.execv(faster, [str(faster), *sys.argv, "--this-python"])
    step = write_lock if options.lock else partial(set_up, for_build=options.for_build)
    return run(step, "Set-up stopped: ")


def set_up(*, for_build: bool) -> None:
    """Bring the folder to the state the locks describe, doing only what is missing."""
    groups = system_libraries.GROUPS if for_build else system_libraries.GROUPS_TO_RUN
    if not _is_current(groups):
        _check_python()
        libraries_complete = system_libraries.provide(groups)
        _install_packages()
        if libraries_complete:
            STAMP.write_text("\n".join([_fingerprint(), *groups]), encoding="utf-8")
    _compile_own()
    if system_libraries.missing_packages(("qt",)):
        say("Qt cannot start here without them, so the translations are not compiled.")
    else:
        translations.compile_changed()


def _compile_own() -> None:
    """Bytecode of our own modules: written here, every start saves it, also where Python may write none."""
    for package in OWN_PACKAGES:
        compileall.compile_dir(ROOT / package, quiet=2)


def write_lock() -> None:
    """Resolve pyproject.toml for every system into requirements.lock: versions and hashes, no address."""
    words = [
        "--group",
        "dev",
        "--extra",
        "camera",
        "--universal",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--quiet",
    ]
    environment = {**os.environ, **_pip_settings_for_uv()}
    _run([_uv(), "pip", "compile", "pyproject.toml", *words, "--output-file", str(LOCK)], environment)


def _is_current(groups: tuple[str, ...]) -> bool:
    if not STAMP.exists() or not _venv_python().exists():
        return False
    fingerprint, *done = STAMP.read_text(encoding="utf-8").split("\n")
    return fingerprint == _fingerprint() and set(groups) <= set(done)


def _fingerprint() -> str:
    """Digest of everything the installed packages depend on, the folder's own place included."""
    digest = hashlib.sha256(f"{ROOT}|{_own_python()}".encode())
    for path in (LOCK, BOOTSTRAP_LOCK, ROOT / "pyproject.toml", *sorted((ROOT / "scripts").glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise SetUpFailed(
            f"Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or later is needed and {sys.executable} is "
            f"{sys.version_info[0]}.{sys.version_info[1]}; name another with make PYTHON3=/path/to/python3."
        )


def _install_packages() -> None:
    uv = _uv()
    environment = {**os.environ, **_pip_settings_for_uv()}
    if not _venv_works():
        say("Making the virtual environment .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        _run(
            [uv, "venv", "--quiet", "--no-python-downloads", "--python", sys.executable, str(VENV)],
            environment,
        )
    target = ["--quiet", "--python", str(_venv_python())]
    say("Installing the locked packages")
    _run([uv, "pip", "sync", *target, "--compile-bytecode", "--require-hashes", str(LOCK)], environment)
    # The project itself, so that `coulisse` and `coulisse-core` stand in .venv/bin. The compatible mode
    # is one line in a .pth file; it needs no network, since setuptools is among the locked packages.
    own = [
        "--no-deps",
        "--no-build-isolation",
        "--config-setting",
        "editable_mode=compat",
        "--editable",
        str(ROOT),
    ]
    _run([uv, "pip", "install", *target, *own], environment)


def _venv_python() -> Path:
    return VENV / "Scripts" / "python.exe" if ON_WINDOWS else VENV / "bin" / "python"


def _venv_works() -> bool:
    """Whether .venv has a Python that runs and is the one that runs this."""
    try:
        said = _output(
            [str(_venv_python()), "-c", "import sys; print(sys.version_info[:2], sys.base_prefix)"]
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return said == _own_python()


def _own_python() -> str:
    """Version and place of the Python that runs this: what a .venv that it made says of itself."""
    return f"{sys.version_info[:2]} {sys.base_prefix}"


def _uv() -> str:
    """Path of a uv that runs: the machine's own, or the pinned one installed by pip into a folder of ours.

    pip alone is enough: `--target` needs no venv module and leaves an externally managed Python
    (PEP 668) untouched.
    """
    own = shutil.which("uv")
    if own and _runs(own):
        return own
    digest = hashlib.sha256(BOOTSTRAP_LOCK.read_bytes()).hexdigest()[:12]
    folder = TOOLS / f"uv-{digest}"
    uv = folder / "bin" / ("uv.exe" if ON_WINDOWS else "uv")
    if not uv.exists():
        say("Installing uv")
        TOOLS.mkdir(exist_ok=True)
        (TOOLS / ".gitignore").write_text("*\n", encoding="utf-8")
        if not _runs(sys.executable, "-m", "pip"):
            raise SetUpFailed(
                "pip is missing (Debian's package is python3-pip), and so is uv; install either."
            )
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        options = ["--upgrade", "--root-user-action=ignore", "--no-warn-script-location", "--require-hashes"]
        _run(
            [*pip, *options, "--target", str(folder), "--requirement", str(BOOTSTRAP_LOCK)], dict(os.environ)
        )
    return str(uv)


def _pip_settings_for_uv() -> dict[str, str]:
    """uv reads none of pip's configuration: hand on the index and the certificates it names."""
    if not _runs(sys.executable, "-m", "pip"):
        return {}
    settings: dict[str, str] = {}
    for line in _output([sys.executable, "-m", "pip", "config", "list"]).splitlines():
        key, _, value = line.partition("=")
        settings[key.rpartition(".")[2]] = value.strip("'\"")
    handed: dict[str, str] = {}
    if "index-url" in settings and not {"UV_INDEX_URL", "UV_DEFAULT_INDEX"} & os.environ.keys():
        handed["UV_DEFAULT_INDEX"] = settings["index-url"]
    if "cert" in settings and "SSL_CERT_FILE" not in os.environ:
        handed["SSL_CERT_FILE"] = settings["cert"]
    return handed


def _runs(*command: str) -> bool:
    try:
        _output([*command, "--version"])
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _output(command: list[str]) -> str:
    return subprocess.run(
        command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ).stdout.strip()


def _run(command: list[str], environment: dict[str, str]) -> None:
    try:
        subprocess.run(command, check=True, env=environment, cwd=ROOT)
    except subprocess.CalledProcessError as failure:
        raise SetUpFailed(
            f"`{' '.join(command)}` ended with {failure.returncode}; its words stand above."
        ) from None


if __name__ == "__main__":
    sys.exit(main())
