"""A real IPP printer for tests: CUPS' own `ippeveprinter`, with the bus and name service that it wants."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROGRAMS = ("ippeveprinter", "dbus-daemon", "avahi-daemon")
STARTS_WITHIN_S = 60.0
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={bus}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""
_AVAHI = """[server]
use-ipv6=no
allow-interfaces=lo
[publish]
disable-publishing=yes
"""
_COMMAND = """#!/bin/sh
while [ -e {folder}/open ]; do
  echo "STATE: +cover-open" >&2
  sleep 0.1
done
echo "STATE: -cover-open" >&2
[ -e {folder}/broken ] && exit 1
number=$(ls {folder}/printed | wc -l)
cp "$1" {folder}/printed/$number
"""


def missing_programs() -> list[str]:
    """What this machine lacks of it."""
    found = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    return [name for name in PROGRAMS if shutil.which(name, path=found) is None]


class IppPrinterHere:
    """The printer: `uri` is its address, `printed` what it printed, in order."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self.port = port
        self.uri = f"ipp://localhost:{port}/ipp/print"

    @property
    def printed(self) -> list[bytes]:
        """The documents that came out."""
        return [
            path.read_bytes()
            for path in sorted((self._folder / "printed").iterdir(), key=lambda p: int(p.name))
        ]

    @contextmanager
    def told(self, what: str) -> Iterator[None]:
        """While it is ``open`` or ``broken``."""
        mark = self._folder / what
        mark.touch()
        try:
            yield
        finally:
            mark.unlink()


@contextmanager
def ipp_printer(folder: Path, *formats: str) -> Iterator[IppPrinterHere]:
    """A printer that takes these formats, for as long as the block lasts."""
    for name in ("printed", "spool"):
        (folder / name).mkdir()
    command = folder / "print"
    command.write_text(_COMMAND.format(folder=folder), encoding="utf-8")
    command.chmod(0o755)
    (folder / "bus.conf").write_text(_BUS.format(bus=folder / "bus"), encoding="utf-8")
    (folder / "avahi.conf").write_text(_AVAHI, encoding="utf-8")
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    told = {**os.environ, "PATH": path, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'bus'}"}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    avahi = [
        "avahi-daemon",
        "--no-drop-root",
        "--no-chroot",
        "--no-rlimits",
        "-f",
        str(folder / "avahi.conf"),
    ]
    printer = ["ippeveprinter", "-n", "localhost", "-p", str(port), "-d", str(folder / "spool")]
    printer += ["-c", str(command), "-f", ",".join(formats), f"Coulisse {port}"]
    with ExitStack() as running:
        bus = ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork"]
        running.enter_context(_running(bus, told, lambda: (folder / "bus").exists()))
        running.enter_context(_running(avahi, told, lambda: True))
        running.enter_context(_running(printer, told, lambda: _answers(port)))
        yield IppPrinterHere(folder, port)


@contextmanager
def _running(command: list[str], told: dict[str, str], is_there: object) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    deadline = time.monotonic() + STARTS_WITHIN_S
    program = subprocess.Popen(command, env=told, stdout=quiet, stderr=quiet)
    try:
        while not is_there():  # type: ignore[operator]
            assert time.monotonic() < deadline, f"{command[0]} does not begin"
            if program.poll() is not None:
                # The service that it wants is still on its way.
                program = subprocess.Popen(command, env=told, stdout=quiet, stderr=quiet)
            time.sleep(0.1)
        yield
    finally:
        program.terminate()
        program.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), 0.5).close()
    except OSError:
        return False
    return True
