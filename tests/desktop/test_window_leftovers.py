"""A test's windows end with it."""

from __future__ import annotations

import gc
import weakref

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.support.window_leftovers import windows_as_found


class Knot(QWidget):
    """A window that holds itself, with something in it: only the collector finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self
        self.inside = QLabel("inside", self)


def test_a_window_in_a_cycle_is_gone_with_all_that_is_in_it(qapp: QApplication) -> None:
    with windows_as_found():
        Knot().show()
        assert len(QApplication.topLevelWidgets()) == 1
    assert QApplication.allWidgets() == []


def test_a_window_that_is_still_held_is_no_window_any_more(qapp: QApplication) -> None:
    with windows_as_found():
        kept = Knot()
    assert not shiboken6.isValid(kept)
    assert not shiboken6.isValid(kept.inside)


def test_a_window_that_was_there_before_stays(qapp: QApplication) -> None:
    before = QWidget()
    with windows_as_found():
        child = QLabel("new in an old window", before)
    assert shiboken6.isValid(before)
    assert shiboken6.isValid(child)


def test_a_timer_in_a_cycle_dies_here_and_not_with_the_next_test(qapp: QApplication) -> None:
    class Ticking(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.me = self
            self.timer = QTimer(self)
            self.timer.start(1_000)

    with windows_as_found():
        gone = weakref.ref(Ticking())
        assert gone() is not None
    assert gone() is None


def test_the_collector_is_off_inside_and_on_again_as_before() -> None:
    gc.enable()
    with windows_as_found():
        assert not gc.isenabled()
    assert gc.isenabled()
