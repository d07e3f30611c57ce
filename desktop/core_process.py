"""The demo's core: a process of its own, started and stopped with the desktop."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from core.rules.errors import CoulisseError

TELL_EVERY_S = 15.0
"""A start that takes longer is told about, again and again."""
STOP_TIMEOUT_S = 15.0
CODE_TIMEOUT_S = 300.0
"""For one code: on the slowest machine that is a start of Python and one row."""
POLL_S = 0.05
PORT_FILE = "core.port"
LOG_FILE = "core.log"


class DemoPerson(msgspec.Struct, frozen=True):
    """Somebody of the demo's store, with the PIN that only a demo tells."""

    id: str
    name: str
    role: str
    pin: str
    badge: str = ""


class DemoTruck(msgspec.Struct, frozen=True):
    """What is on the demo's truck: numbers to be scanned; empty where its store is too small for one."""

    delivery: str = ""
    cartons: list[str] = []
    missing_carton: str = ""
    extra: str = ""
    transfer: str = ""
    transfer_carton: str = ""
    parcel: str = ""
    parcel_order: str = ""


class Demo(msgspec.Struct, frozen=True):
    """What `coulisse-core demo` wrote down about the network that it made."""

    shop_token: str
    admin_token: str
    location: str
    location_name: str
    enrolment_code: str
    staff: list[DemoPerson]
    truck: DemoTruck = DemoTruck()


class CoreProcess:
    """`coulisse-core` in one data folder.

    Attributes:
        url: where it listens, once started.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._process: subprocess.Popen[bytes] | None = None
        self._others_port: tuple[int, int] | None = None
        self.url = ""

    @property
    def has_network(self) -> bool:
        """Whether the demo network has been made."""
        return (self._data / "demo.json").exists()

    def make_network(
        self, stores: int = 40, articles: int = 20_000, orders: int = 60, *, language: str = ""
    ) -> None:
        """Generate the demo network; about half a minute at full size, once.

        Args:
            language: what its words are said in; empty for the system's.

        Raises:
            CoulisseError: `demo_failed`.
        """
        self._data.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [
                *core_command(),
                *(["--language", language] if language else []),
                "demo",
                f"--data={self._data}",
                f"--stores={stores}",
                f"--articles={articles}",
                f"--orders={orders}",
            ],
            check=False,
        )
        if done.returncode:
            raise CoulisseError("demo_failed", exit_code=done.returncode)

    def demo(self) -> Demo:
        """Tokens and people of the demo network."""
        return msgspec.json.decode((self._data / "demo.json").read_bytes(), type=Demo)

    def new_code(self) -> str:
        """A fresh code for a workstation of the demo's store, whose first one may be used or out of date.

        Raises:
            CoulisseError: `demo_code_failed`: its log has what is the matter.
        """
        words = ["enrol-code", self.demo().location, f"--data={self._data}"]
        with (self._data / LOG_FILE).open("ab") as log:
            try:
                done = subprocess.run(
                    [*core_command(), *words],
                    stdout=subprocess.PIPE,
                    stderr=log,
                    check=True,
                    text=True,
                    timeout=CODE_TIMEOUT_S,
                )
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                raise CoulisseError("demo_code_failed", log=str(self._data / LOG_FILE)) from error
        return done.stdout.strip()

    def begin(self) -> None:
        """Start serving on a free port of loopback; `wait` tells when it answers.

        It ends when its standard input is closed: by `stop`, or by the system when this process ends, however
        that comes. A session (on Windows a group) of its own keeps the terminal's Ctrl-C from it, since this
        process still wants to send what waits.
        """
        self._others_port = _identity(self._data / PORT_FILE)
        with (self._data / LOG_FILE).open("ab") as log:
            self._process = subprocess.Popen(
                [*core_command(), "serve", "--data", str(self._data), "--port", "0", "--end-with-stdin"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=os.name != "nt",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )

    def wait(self, still: Callable[[int], object] = lambda _seconds: None) -> None:
        """Wait until it answers, for as long as it lives: a bound in seconds would measure the machine.

        `still` hears every `TELL_EVERY_S` for how many seconds it has been starting.

        Raises:
            CoulisseError: `core_did_not_start`: it has ended.
        """
        assert self._process is not None
        began = told = time.monotonic()
        while not (port := self._announced_port()):
            if self._process.poll() is not None:
                raise CoulisseError("core_did_not_start", log=str(self._data / LOG_FILE))
            time.sleep(POLL_S)
            if (now := time.monotonic()) - told >= TELL_EVERY_S:
                told = now
                still(round(now - began))
        self.url = f"http://127.0.0.1:{port}"

    def start(self) -> None:
        """Start serving and wait until it answers.

        Raises:
            CoulisseError: `core_did_not_start`.
        """
        self.begin()
        self.wait()

    def _announced_port(self) -> str:
        """The port, once the process that we began has written it down; one that was killed left its own."""
        path = self._data / PORT_FILE
        is_ours = _identity(path) not in (None, self._others_port)
        return path.read_text().strip() if is_ours else ""

    def stop(self) -> None:
        """Let it end, and wait until it has."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells one writing of a file from the next; None if it is not there."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def desktop_command() -> list[str]:
    """How to start `coulisse` once more from here."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]


def core_command() -> list[str]:
    """How to start `coulisse-core` from here: beside us when frozen, else by this Python."""
    if getattr(sys, "frozen", False):
        suffix = ".exe" if os.name == "nt" else ""
        return [str(Path(sys.executable).with_name(f"coulisse-core{suffix}"))]
    return [sys.executable, "-m", "core.service"]
