"""One window takes the place of the other: where that was, and as large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from core.rules.errors import CoulisseError
from desktop.shell.first_start import FirstStartPage
from desktop.shell.trouble import TroublePage
from desktop.stage import FIRST_SIZE, Stage


@pytest.fixture
def stage(qapp: QApplication) -> Stage:
    return Stage(qapp, lambda: None)


def test_the_first_window_has_the_first_size_whichever_it_is(stage: Stage) -> None:
    stage.show(TroublePage(CoulisseError("key_missing")))
    assert stage.window is not None
    assert (stage.window.width(), stage.window.height()) == FIRST_SIZE


def test_a_window_stands_where_a_person_has_put_the_one_before(stage: Stage) -> None:
    first = FirstStartPage()
    stage.show(first)
    first.setGeometry(QRect(40, 60, 1100, 780))
    QApplication.processEvents()
    work = QWidget()
    stage.show(work)
    assert work.geometry() == QRect(40, 60, 1100, 780)
    assert stage.window is work


def test_a_window_fills_the_screen_as_the_one_before_did(stage: Stage) -> None:
    first = FirstStartPage()
    stage.show(first)
    first.showMaximized()
    QApplication.processEvents()
    work = QWidget()
    stage.show(work)
    assert work.windowState() & Qt.WindowState.WindowMaximized
