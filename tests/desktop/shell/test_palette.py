"""Search everything: type, choose by arrows, open by Enter; leave by Escape with nothing done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import PREPARE_SHORT, PREPARE_SKIP, Action
from desktop.shell.palette import Palette
from desktop.shell.tasks import Tasks
from desktop.shell.widgets.fields import SearchField
from tests.desktop.desk_double import SessionDesk, copied_desk
from tests.desktop.screens.at_once import AtOnce
from tests.desktop.screens.stocked_network import JACKET, make_stocked_replica
from tests.desktop.screens.store_world import add_order


class Bench:
    """A window with the field, something else to type in, and the palette."""

    def __init__(self, desk: SessionDesk, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.resize(1200, 800)
        self.search = SearchField("Search", name="search_everything", key="Ctrl+K")
        self.other = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.search)
        column.addWidget(self.other)
        column.addStretch()
        qtbot.addWidget(self.window)
        self.palette = Palette(self.search, desk, cast(Tasks, AtOnce()))
        self.gone: list[tuple[str, str]] = []
        self.palette.opened.connect(lambda section, key: self.gone.append((section, key)))
        self.window.show()
        self.window.activateWindow()
        self.other.setFocus()
        self.qtbot = qtbot

    def type(self, letters: str) -> None:
        self.search.focus_all()
        self.qtbot.keyClicks(self.search.line, letters)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.search.line, key)

    def keys(self) -> list[str]:
        return [row.key for row in self.palette.panel.rows.rows()]


@pytest.fixture(scope="module")
def stocked_replica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_stocked_replica(tmp_path_factory.mktemp("stocked") / "replica")


@pytest.fixture
def desk(stocked_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    made = copied_desk(stocked_replica, tmp_path / "replica")
    add_order(made, "f1", "C-20418", "Claire Martin", {})
    add_order(made, "f2", "C-20377", "Inès Garnier", {}, state="ready")
    yield made
    made.close()


@pytest.fixture
def bench(desk: SessionDesk, qtbot: QtBot) -> Bench:
    return Bench(desk, qtbot)


def test_it_shows_only_while_the_keyboard_is_in_the_field(bench: Bench, qtbot: QtBot) -> None:
    assert not bench.palette.panel.isVisible()
    bench.search.focus_all()
    assert bench.palette.panel.isVisible()
    bench.other.setFocus()
    qtbot.waitUntil(lambda: not bench.palette.panel.isVisible())


def test_without_a_text_it_offers_the_places_to_go(bench: Bench) -> None:
    bench.search.focus_all()

    first = ("today", "prepare", "hand_over", "returns", "approvals", "receive")
    places = (*first, "stock", "labels", "alerts", "sync")
    assert bench.keys() == [f"section:{key}" for key in places]


def test_an_article_opens_in_stock(bench: Bench) -> None:
    bench.type("veste")
    assert bench.keys() == [f"article:{JACKET}"]
    bench.press(Qt.Key.Key_Return)

    assert bench.gone == [("stock", str(JACKET))]
    assert not bench.palette.panel.isVisible()
    assert bench.search.text() == ""


def test_variants_of_a_style_stand_in_one_row(bench: Bench) -> None:
    bench.type("mistral")

    assert [row.cells[0].hint for row in bench.palette.panel.rows.rows()] == ["M · Marine · 2 more"]


def test_an_order_opens_where_it_is_worked_on(bench: Bench) -> None:
    bench.type("martin")
    bench.press(Qt.Key.Key_Return)
    bench.type("20377")
    bench.press(Qt.Key.Key_Return)

    assert bench.gone == [("today", "f1"), ("hand_over", "f2")]


def test_arrows_choose(bench: Bench) -> None:
    bench.type("m")
    wanted = bench.keys()[1]
    bench.press(Qt.Key.Key_Down)

    assert bench.palette.panel.rows.current_key() == wanted
    assert bench.search.line.hasFocus()


def test_escape_leaves_and_gives_the_keyboard_back(bench: Bench) -> None:
    bench.type("veste")
    bench.press(Qt.Key.Key_Escape)

    assert bench.gone == []
    assert bench.search.text() == ""
    assert bench.other.hasFocus()


def test_nothing_found_is_said_and_enter_does_nothing(bench: Bench) -> None:
    bench.type("xyz")
    bench.press(Qt.Key.Key_Return)

    assert bench.gone == []
    nothing = bench.palette.panel.findChild(QWidget, "palette_nothing")
    assert nothing.text() == "Nothing is called “xyz”. Fewer letters find more."


def test_enter_does_not_reach_the_screen_behind(bench: Bench) -> None:
    heard: list[int] = []
    bench.window.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]
    bench.type("xyz")
    bench.press(Qt.Key.Key_Return, Qt.Key.Key_Escape)

    assert heard == []


def test_a_press_on_a_row_opens_it(bench: Bench, qtbot: QtBot) -> None:
    bench.type("m")
    rows = bench.palette.panel.rows
    key = bench.keys()[-1]
    spot = QPoint(60, rows.row_rect(key).center().y())
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert len(bench.gone) == 1


def test_the_actions_of_the_screen_in_front_are_offered(bench: Bench) -> None:
    short, skip = Action(PREPARE_SHORT, bench.window), Action(PREPARE_SKIP, bench.window)
    skip.setEnabled(False)
    done: list[str] = []
    short.triggered.connect(lambda: done.append("short"))
    bench.palette.offer(lambda: [short, skip])
    bench.type("sho")

    assert bench.keys() == ["action:prepare_short"]
    bench.press(Qt.Key.Key_Return)
    assert done == ["short"]
    assert bench.gone == []


def test_it_stays_inside_the_window(bench: Bench) -> None:
    bench.window.resize(560, 400)
    bench.type("m")
    panel = bench.palette.panel.geometry()

    assert bench.window.rect().contains(panel)
