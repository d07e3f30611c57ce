"""A scanner on a serial port: how bytes become scans, and a real port (a pair of terminals)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.devices.scanner import Article, Scan, read
from desktop.devices.scanner import serial_port as module
from desktop.devices.scanner.serial_lines import MOST_BYTES, SerialLines
from desktop.devices.scanner.serial_port import SerialChoice, SerialScanner, choice_in

GTIN = "4006381333931"
WAITS_MS = 60_000
needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pairs of terminals")


@pytest.mark.parametrize(
    ("received", "scans"),
    [
        (b"4006381333931\r", [GTIN]),
        (b"4006381333931\r\n4006381333931\n", [GTIN, GTIN]),
        (b"\x02BIN-14\x03", ["BIN-14"]),
        (b"BIN-14\t", ["BIN-14"]),
        ("Café\r".encode(), ["Café"]),
        ("Café\r".encode("latin-1"), ["Café"]),
        (b"010400638133393121A\x1d10B\r", ["010400638133393121A\x1d10B"]),
        (b"\r\n \r", []),
        (b"x" * (MOST_BYTES + 9) + b"\r", ["x" * MOST_BYTES]),
    ],
)
def test_bytes_become_scans_however_they_are_cut(received: bytes, scans: list[str]) -> None:
    assert SerialLines().feed(received) == scans
    lines = SerialLines()
    found = [scan for byte in received for scan in lines.feed(bytes([byte]))]
    assert found == scans
    assert not lines.is_holding


def test_a_scan_without_an_end_ends_with_the_quiet() -> None:
    lines = SerialLines()
    assert lines.feed(b"40063813") == []
    assert lines.feed(b"33931") == []
    assert lines.quiet() == [GTIN]
    assert lines.quiet() == []


@pytest.fixture
def scanner(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[SerialScanner]:
    monkeypatch.setattr(module, "RETRY_S", 0.05)
    made = SerialScanner()
    yield made
    made.stop()


@needs_terminals
def test_what_a_port_sends_is_heard_and_a_port_that_comes_later_is_found(
    scanner: SerialScanner, qtbot: QtBot, tmp_path: Path
) -> None:
    heard: list[Scan] = []
    scanner.scanned.connect(heard.append)
    path = tmp_path / "port"
    scanner.use(SerialChoice(str(path), 115_200))
    qtbot.waitUntil(lambda: scanner.fault == "scanner_port_missing", timeout=WAITS_MS)

    ours, theirs = os.openpty()
    path.symlink_to(os.ttyname(theirs))
    try:
        qtbot.waitUntil(lambda: scanner.is_reading, timeout=WAITS_MS)
        assert scanner.fault == ""
        os.write(ours, GTIN.encode() + b"\r\n")
        qtbot.waitUntil(lambda: len(heard) == 1, timeout=WAITS_MS)
        assert read(heard[0]) == Article(GTIN)
        os.write(ours, b"BIN-14")
        qtbot.waitUntil(lambda: len(heard) == 2, timeout=WAITS_MS)
        assert heard[1] == Scan("BIN-14", "BIN-14")
    finally:
        path.unlink()
        os.close(theirs)
        os.close(ours)
    qtbot.waitUntil(lambda: scanner.fault == "scanner_port_missing", timeout=WAITS_MS)


@needs_terminals
def test_another_port_and_none_end_the_first(scanner: SerialScanner, qtbot: QtBot) -> None:
    ours, theirs = os.openpty()
    scanner.use(SerialChoice(os.ttyname(theirs)))
    qtbot.waitUntil(lambda: scanner.is_reading, timeout=WAITS_MS)
    scanner.use(SerialChoice())
    assert not scanner.is_reading
    assert scanner.fault == ""
    os.close(theirs)
    os.close(ours)


def test_a_choice_is_read_as_it_was_kept() -> None:
    assert choice_in('{"port": "COM4", "speed": 19200}') == SerialChoice("COM4", 19_200)
    assert choice_in("") == choice_in("nonsense") == SerialChoice()
