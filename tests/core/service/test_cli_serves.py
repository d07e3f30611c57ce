"""`coulisse-core serve` in processes of its own: where it says that it is, whom it keeps off, how it ends."""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path

import httpx
import pytest
import structlog

from core.service.cli import log_to_stderr, main
from core.service.folder import CoreFolder
from tests.support.core_process import core_process


def refused_to_serve(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What whoever else would serve the folder, here this process, says before it gives up."""
    monkeypatch.setattr(sys, "argv", ["coulisse-core", "serve", "--data", str(data)])
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    told = capsys.readouterr().err
    assert "Another process is serving this folder already." in told
    return told


def test_it_says_where_it_serves_keeps_others_off_a_file_and_stops_in_order(
    core_database: str,
    database_kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """PostgreSQL may be served by several: `tests/e2e/test_two_cores.py`."""
    data = tmp_path / "core"
    CoreFolder(data).make(core_database)
    with core_process(data, tmp_path / "log") as serving:
        port = (data / "core.port").read_text()
        assert serving.url == f"http://127.0.0.1:{port}"
        assert httpx.get(f"{serving.url}/v1/health").json()["status"] == "ok"
        if database_kind == "sqlite":
            assert "[core_already_running" in refused_to_serve(data, monkeypatch, capsys)
            assert (data / "core.port").read_text() == port
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
