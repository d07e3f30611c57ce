"""Garbage with Qt's objects in it dies on the window's thread."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.loop import FREEZES, SWITCH_S, THRESHOLDS, Collector, run


@pytest.fixture(autouse=True)
def what_is_there_is_put_aside() -> Iterator[None]:
    """A loop that ends lets the collector look through all that a run of tests has imported, each time."""
    gc.freeze()
    yield
    gc.freeze()


class Knot:
    """Holds itself: only the collector finds it."""

    died_on: list[int] = []

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


@pytest.fixture
def in_threads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    died: list[int] = []
    monkeypatch.setattr(Knot, "died_on", died)
    return died


def test_nothing_is_collected_on_other_threads_while_the_window_runs(
    qapp: QApplication, in_threads: list[int]
) -> None:
    async def main(_application: QApplication) -> int:
        assert not gc.isenabled()
        Knot()
        other = threading.Thread(target=lambda: [[] for _ in range(100_000)])
        other.start()
        other.join()
        assert in_threads == []
        gc.collect()
        return 0

    assert run(main) == 0
    assert in_threads == [threading.get_ident()]
    assert gc.isenabled()


def test_what_was_put_aside_is_looked_through_again_once_the_window_is_gone(qapp: QApplication) -> None:
    async def main(_application: QApplication) -> int:
        assert gc.get_freeze_count() > 0
        return 0

    assert run(main) == 0
    assert gc.get_freeze_count() == 0


def test_a_busy_thread_gives_way_sooner_while_the_window_runs(qapp: QApplication) -> None:
    before_s = sys.getswitchinterval()

    async def main(_application: QApplication) -> int:
        assert sys.getswitchinterval() == pytest.approx(SWITCH_S)
        return 0

    assert run(main) == 0
    assert sys.getswitchinterval() == before_s > SWITCH_S


def test_the_loop_has_thresholds_of_its_own_while_the_window_runs(qapp: QApplication) -> None:
    before, loops = gc.get_threshold(), gc.get_threshold()

    async def main(_application: QApplication) -> int:
        nonlocal loops
        loops = gc.get_threshold()
        return 0

    assert run(main) == 0
    assert loops == THRESHOLDS != before
    assert gc.get_threshold() == before


def test_the_collector_takes_its_turn_by_the_thresholds(qapp: QApplication, in_threads: list[int]) -> None:
    collector = Collector()
    gc.collect()
    gc.disable()
    try:
        Knot()
        kept = [[] for _ in range(gc.get_threshold()[0] + 100)]
        collector.look()
        assert in_threads == [threading.get_ident()]
        assert kept
    finally:
        gc.enable()
        collector.stop()


def test_what_is_there_at_the_first_full_rounds_is_put_aside_unseen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    freezes: list[int] = []
    looked: list[int] = []
    collector, collect = Collector(), gc.collect
    thresholds = gc.get_threshold()

    def seen(generation: int) -> int:
        looked.append(generation)
        return collect(generation)

    monkeypatch.setattr(gc, "freeze", lambda: freezes.append(len(looked)))
    gc.disable()
    try:
        gc.set_threshold(1, 1, 1)
        for _ in range(FREEZES + 2):
            # The oldest generation is due once the one before it has had its turn twice.
            collect(1)
            collect(1)
            monkeypatch.setattr(gc, "collect", seen)
            collector.look()
            monkeypatch.setattr(gc, "collect", collect)
        assert looked == [1] * FREEZES + [2, 2]
        assert freezes == list(range(1, FREEZES + 1))
    finally:
        gc.set_threshold(*thresholds)
        gc.enable()
        collector.stop()
