"""The stall watch: gaps are judged, places are kept, figures come back."""

from __future__ import annotations

import threading
import weakref
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.support.stalls import (
    ASLEEP_MS,
    BEAT_MS,
    KEPT,
    STALL_MS,
    StallFigures,
    StallRecord,
    StallWatch,
    read_figures,
)
from desktop.support.traces import stack_of


def test_a_gap_within_the_patience_is_no_stall() -> None:
    record = StallRecord(0)
    record.gap(BEAT_MS + STALL_MS, (), 25)
    assert record.figures(1_000) == StallFigures(1_000)


def test_the_longest_stalls_are_kept_longest_first() -> None:
    record = StallRecord(0)
    for place in range(KEPT + 5):
        record.gap(BEAT_MS + 100 + place, (f"desktop/x.py:{place}",), 25)
    figures = record.figures(5_000)
    assert figures.count == KEPT + 5
    assert figures.longest_ms == 100 + KEPT + 4
    assert [stall.stall_ms for stall in figures.longest] == [100 + place for place in range(KEPT + 4, 4, -1)]


def test_a_machine_that_slept_has_not_stalled() -> None:
    record = StallRecord(0)
    record.gap(ASLEEP_MS * 10, (), ASLEEP_MS * 10)
    assert record.figures(1).count == 0
    record.gap(ASLEEP_MS * 10, (), 25)
    assert record.figures(1).count == 1


def test_it_sees_where_the_thread_hangs(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "log" / "stalls.json"
    watch = StallWatch(path)
    looked = threading.Event()
    look = watch._look

    def look_and_tell() -> tuple[str, ...]:
        where = look()
        looked.set()
        return where

    watch._look = look_and_tell  # type: ignore[method-assign]
    watch.begin()
    looked.wait(10)  # the GUI's thread stands still here until it has been seen
    qtbot.waitUntil(lambda: watch.figures().count > 0)
    watch.stop()
    figures = read_figures(path)
    assert figures is not None
    assert figures.longest_ms >= STALL_MS
    assert any("test_stalls.py" in line for line in figures.longest[0].where)


def test_looking_at_a_thread_keeps_nothing_of_it_alive() -> None:
    class Painter:
        """Must end with the function that made it, on its own thread."""

    stands, go_on = threading.Event(), threading.Event()
    ended: list[int] = []

    def paint() -> None:
        painter = Painter()
        weakref.finalize(painter, lambda: ended.append(threading.get_ident()))
        stands.set()
        go_on.wait(10)

    thread = threading.Thread(target=paint)
    thread.start()
    stands.wait(10)
    assert thread.ident is not None
    where = stack_of(thread.ident)
    go_on.set()
    thread.join()
    assert any(line.endswith(" paint") for line in where)
    assert ended == [thread.ident]
    assert stack_of(thread.ident) == []


def test_figures_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    assert read_figures(tmp_path / "none.json") is None
    (tmp_path / "bad.json").write_text("{")
    assert read_figures(tmp_path / "bad.json") is None
