"""`coulisse-core serve` in processes of its own: where it says that it is, whom it keeps off, how it ends."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import structlog

from core.service.cli import log_to_stderr
from core.service.folder import CoreFolder
from tests.support.core_process import ENDS_WITHIN_S, core_process


def refused_to_serve(data: Path) -> str:
    """What a second process on the same folder says before it ends."""
    done = subprocess.run(
        [sys.executable, "-m", "core.service", "serve", "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
        timeout=ENDS_WITHIN_S,
    )
    assert done.returncode == 1
    assert "Another process is serving this folder already." in done.stderr
    return done.stderr


def test_it_says_where_it_serves_keeps_others_off_a_file_and_stops_in_order(
    core_database: str, database_kind: str, tmp_path: Path
) -> None:
    data = tmp_path / "core"
    CoreFolder(data).make(core_database)
    with core_process(data, tmp_path / "log") as serving:
        port = (data / "core.port").read_text()
        assert serving.url == f"http://127.0.0.1:{port}"
        assert httpx.get(f"{serving.url}/v1/health").json()["status"] == "ok"
        if database_kind == "sqlite":
            assert "[core_already_running" in refused_to_serve(data)
            assert (data / "core.port").read_text() == port
        else:
            # PostgreSQL may be served by several.
            with core_process(data, tmp_path / "log of another") as beside:
                assert beside.url != serving.url
        serving.process.send_signal(signal.SIGTERM)
        assert serving.process.wait(timeout=30) == 0
        if database_kind == "sqlite":
            assert not (data / "core.port").exists()


class Writes(io.StringIO):
    """A stream that keeps apart what was written at once."""

    def __init__(self) -> None:
        super().__init__()
        self.each: list[str] = []

    def write(self, text: str, /) -> int:
        self.each.append(text)
        return len(text)


def test_a_line_of_the_log_is_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its end too: what another thread says meanwhile stands on a line of its own."""
    written = Writes()
    monkeypatch.setattr(sys, "stderr", written)
    try:
        log_to_stderr()
        structlog.get_logger().info("upkeep.done", days=1)
    finally:
        structlog.reset_defaults()
    [line] = written.each
    assert line.startswith("{") and line.endswith("}\n")
