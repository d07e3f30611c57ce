"""The program as the system sees it: how it starts a second time, how it ends, and what ends with it.

Real processes, real signals; offscreen, though with a display by name, so that `demo` opens the desktop.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from desktop.core_process import CoreProcess
from desktop.one_window import bring_to_front

ROOT = Path(__file__).resolve().parents[2]
ENDS_WITHIN_S = 60
LOOK_S = 0.5
"""It is knocked for so long before anybody looks whether the program still lives."""
ON_WINDOWS = sys.platform == "win32"
INTERRUPT = signal.CTRL_BREAK_EVENT if sys.platform == "win32" else signal.SIGINT

pytestmark = pytest.mark.slow


class Shop:
    """A demo's folder, and the programs that are started on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.profile = data / "workstation"

    @property
    def core(self) -> str:
        """Where the demo's core says that it listens."""
        return f"http://127.0.0.1:{(self.data / 'core' / 'core.port').read_text()}/v1/health"

    def devices(self) -> set[str]:
        """Those that the demo's core knows, as its database says: no program is started to ask."""
        with closing(sqlite3.connect(f"file:{self.data / 'core' / 'core.db'}?mode=ro", uri=True)) as database:
            return {id_ for (id_,) in database.execute("SELECT id FROM device WHERE revoked_at IS NULL")}

    @contextmanager
    def started(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """The program, from the moment that its window answers."""
        process = self._begin(*words)
        try:
            while not bring_to_front(self.profile, LOOK_S):
                assert process.poll() is None, (self.data / "said").read_text()
            yield process
        finally:
            process.kill()
            process.wait()

    def run(self, *words: str) -> int:
        """The program to its end; its exit code."""
        return self._begin(*words).wait(ENDS_WITHIN_S)

    def _begin(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.data / "said").open("wb") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "desktop", *words],
                cwd=ROOT,
                env={**os.environ, "DISPLAY": ":offscreen"},
                stdout=out,
                stderr=out,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    data = tmp_path_factory.mktemp("demo")
    CoreProcess(data / "core").make_network(stores=3, articles=300, orders=5)
    return Shop(data)


def test_a_second_start_brings_the_first_window_to_the_front_and_touches_nothing(shop: Shop) -> None:
    demo = ("demo", "--data", str(shop.data), "--language", "en")
    with shop.started(*demo) as first:
        core = shop.core
        assert shop.run(*demo) == 0
        assert "Coulisse is open already" in (shop.data / "said").read_text()
        assert first.poll() is None
        assert shop.core == core
        assert httpx.get(core).json()["status"] == "ok"
        # Ctrl-C ends the window, then the core, each in order.
        first.send_signal(INTERRUPT)
        assert first.wait(ENDS_WITHIN_S) == 130
    assert not (shop.data / "core" / "core.port").exists()


def test_a_killed_desktop_takes_its_core_along_and_leaves_nothing_in_the_way(shop: Shop) -> None:
    with shop.started("demo", "--data", str(shop.data)) as killed:
        core = shop.core
        killed.kill()
        killed.wait()
        with pytest.raises(httpx.TransportError):
            while True:
                httpx.get(core)
                time.sleep(0.05)
    with shop.started("--profile", str(shop.profile)) as next_one:
        next_one.send_signal(INTERRUPT if ON_WINDOWS else signal.SIGTERM)
        assert next_one.wait(ENDS_WITHIN_S) == (130 if ON_WINDOWS else 0)


def test_a_demo_whose_workstation_was_thrown_away_is_enrolled_anew(shop: Shop) -> None:
    demo = ("demo", "--data", str(shop.data))
    if not shop.profile.exists():
        with shop.started(*demo):
            pass
    before = shop.devices()
    shutil.rmtree(shop.profile)
    with shop.started(*demo) as enrolled:
        while not shop.devices() > before:
            assert enrolled.poll() is None, (shop.data / "said").read_text()
            time.sleep(0.05)
