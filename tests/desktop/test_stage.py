"""One window takes the place of the other: where that was, and as large."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from core.rules.errors import CoulisseError
from desktop.shell.first_start import FirstStartPage
from desktop.shell.trouble import TroublePage
from desktop.stage import FIRST_SIZE, Stage, fills

SHOWS_ONE = """
from PySide6.QtWidgets import QApplication
from desktop.shell.first_start import FirstStartPage
from desktop.stage import Stage
application = QApplication([])
page = FirstStartPage()
Stage(application, lambda: None).show(page)
application.processEvents()
print(page.frameGeometry().width(), page.frameGeometry().height())
"""


@pytest.fixture
def stage(qapp: QApplication) -> Stage:
    return Stage(qapp, lambda: None)


def test_the_first_window_has_the_first_size_whichever_it_is(stage: Stage) -> None:
    stage.show(TroublePage(CoulisseError("key_missing")))
    assert stage.window is not None
    assert (stage.window.width(), stage.window.height()) == FIRST_SIZE


@pytest.mark.parametrize(
    ("room", "does"),
    [
        ((1024, 728), True),
        ((1366, 728), True),
        ((1440, 900), False),
        ((3840, 2160), False),
        ((800, 800), False),
    ],
)
def test_on_a_small_screen_the_first_window_fills_it(room: tuple[int, int], does: bool) -> None:
    assert fills(QSize(*room)) is does


def test_on_a_screen_of_1024_by_768_nothing_of_the_window_is_beyond_it(tmp_path: Path) -> None:
    screen = {"name": "small", "x": 0, "y": 0, "width": 1024, "height": 768}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [screen]}))
    environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    done = subprocess.run(
        [sys.executable, "-c", SHOWS_ONE], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1024", "768"]


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
