"""When what a camera sees is a scan."""

from __future__ import annotations

from desktop.devices.scanner.sightings import GONE_MS, Sightings

PICTURE_MS = 80


def told(frames: list[str], every_ms: int = PICTURE_MS) -> list[str]:
    sightings = Sightings()
    return [text for place, text in enumerate(frames) if sightings.see(text, place * every_ms)]


def test_a_barcode_that_is_held_up_is_one_scan() -> None:
    assert told(["A"] * 50) == ["A"]


def test_one_frame_alone_is_not_believed() -> None:
    assert told(["A", "", "", "B", ""]) == []
    assert told(["A", "B", "A"]) == ["A"]


def test_a_hand_that_shakes_scans_no_second_time() -> None:
    assert told(["A", "A", "", "", "A", "A", "B", "A"]) == ["A"]


def test_what_was_taken_away_and_comes_back_is_another_scan() -> None:
    away = [""] * (GONE_MS // PICTURE_MS + 1)
    assert told(["A", "A", *away, "A", "A"]) == ["A", "A"]
    assert told(["A", "A", "B", "B", "C", "C"]) == ["A", "B", "C"]
