"""What is to be done of a return on a small screen: its button stays, its sizes have room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.model import Article
from core.rules.exchange_sending import Way
from desktop.screens import Section
from desktop.screens.returns.deed_card import TALLEST
from desktop.screens.returns.screen import ReturnsScreen
from desktop.shell.theme import theme
from desktop.shell.widgets import Button
from desktop.shell.widgets.chips import Chips
from tests.desktop.screens import look_returns as look
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_checks import settle
from tests.desktop.screens.look_room import Room, make_world, room_on, speaking
from tests.desktop.screens.store_world import ARTICLES


@pytest.fixture(scope="module")
def world(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_world(furnished_replica, tmp_path_factory.mktemp("foot") / "store")


@pytest.fixture(scope="module")
def one_room(world: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Room]:
    """It goes from return to return as in a day."""
    theme.apply(qapp, "light")
    with (
        speaking("fr"),
        room_on(world, tmp_path_factory.mktemp("room") / "replica", [Section.RETURNS]) as room,
    ):
        yield room


@pytest.fixture
def room(one_room: Room) -> Room:
    one_room.window.resize(1024, 768)
    one_room.window.activateWindow()
    return one_room


def quiet() -> None:
    settle(cast(QApplication, QApplication.instance()))


def seen(room: Room, name: str) -> QWidget:
    quiet()
    return next(one for one in room.window.findChildren(QWidget, name) if one.isVisible())


def is_whole(widget: QWidget) -> bool:
    """Whether all of it is on the screen."""
    return widget.visibleRegion().boundingRect().size() == widget.size()


def top(room: Room, name: str) -> int:
    return seen(room, name).mapTo(room.window, QPoint(0, 0)).y()


def text_of(room: Room, name: str) -> str:
    widget = seen(room, name)
    assert isinstance(widget, QLabel | Button)
    return widget.text().replace("\u00a0", " ").replace("\u202f", " ")


def press(room: Room, key: Qt.Key) -> None:
    QTest.keyClick(room.window.focusWidget() or room.window, key)
    quiet()


@pytest.mark.parametrize(
    ("state", "button"),
    [
        (look.returns_elsewhere, "returns_go"),
        (look.returns_again, "returns_do_next"),
        (look.returns_rest_in_parts, "returns_do_next"),
    ],
)
def test_the_primary_button_is_never_out_of_sight(
    room: Room, state: Callable[[Room], None], button: str
) -> None:
    state(room)
    assert is_whole(seen(room, button))


def test_what_is_left_to_pay_and_what_is_paid_in_all_say_of_what_they_are(room: Room) -> None:
    look.returns_rest_by_card(room)
    words = [text_of(room, name) for name in ("returns_due", "returns_due_amount", "returns_do_next")]
    assert words == ["Le client paie l’échange", "74,00 €", "74,00 € encaissés, article remis"]
    look.returns_rest_in_parts(room)
    words = [text_of(room, name) for name in ("returns_due", "returns_due_amount", "returns_do_next")]
    assert words == ["Reste à payer sur 74,00 €", "39,00 €", "74,00 € en tout, article remis"]


def test_it_stays_under_the_finger_while_a_part_is_paid(room: Room) -> None:
    look.returns_rest_by_card(room)
    places = [top(room, "returns_do_next")]
    look.returns_rest_in_parts(room)
    places.append(top(room, "returns_do_next"))
    look.returns_undone(room)
    places.append(top(room, "returns_do_next"))
    look.returns_again(room)
    places.append(top(room, "returns_do_next"))
    assert len(set(places)) == 1, places


@pytest.mark.parametrize(
    ("state", "button", "trouble", "part"),
    [
        (look.returns_elsewhere, "returns_go", "returns_trouble", "returns_instead"),
        (look.returns_again, "returns_do_next", "returns_opened_trouble", "returns_again"),
    ],
)
def test_a_refusal_is_seen_and_leads_into_the_field_that_is_missing(
    room: Room, state: Callable[[Room], None], button: str, trouble: str, part: str
) -> None:
    state(room)
    shown = cast(ReturnsScreen, room.screens[Section.RETURNS]).presenter
    shown.send_by(Way.HOME)
    shown.say_where({"name": "Amélie Roux", "phone": "06 12 34 56 78", "street": "", "city": ""})
    quiet()
    press(room, Qt.Key.Key_Return)
    assert shown.state.said is not None and shown.state.said.code == "exchange_without_address"
    assert is_whole(seen(room, trouble)) and is_whole(seen(room, button))
    field = room.window.focusWidget()
    assert field is seen(room, f"{part}_sending_street")
    assert is_whole(field)


def test_after_escape_the_missing_field_is_there_still(room: Room) -> None:
    look.returns_elsewhere(room)
    screen = cast(ReturnsScreen, room.screens[Section.RETURNS])
    screen.presenter.say_where({"name": "", "phone": ""})
    screen.presenter.back()
    press(room, Qt.Key.Key_Return)
    assert screen.presenter.state.said is not None
    assert is_whole(seen(room, "returns_instead_sending_name"))


def test_all_sizes_of_an_open_return_are_within_reach(room: Room) -> None:
    shirt = ARTICLES["shirt"]
    room.desk.add_to_network(
        *(
            Article(
                id=900 + place, sku=f"SH{place}", gtin=f"36142710{place:05d}", style=shirt["style"],
                name=shirt["name"], category=shirt["category"], size=str(34 + 2 * place),
                colour=shirt["colour"],
            )
            for place in range(9)
        )
    )  # fmt: skip
    look.returns_undone(room)
    now(cast(ReturnsScreen, room.screens[Section.RETURNS]).presenter.begin_exchange())
    grid = seen(room, "returns_again_grid")
    assert grid.visibleRegion().boundingRect().width() == grid.width() >= grid.minimumSizeHint().width()


def test_a_digit_is_shown_for_one_thing_at_a_time(room: Room) -> None:
    look._put_elsewhere(room)
    shown = look.a_return(room).presenter

    def digits(name: str) -> list[str]:
        return [chip.digit for chip in cast(Chips, seen(room, name))._shown if chip.digit]

    assert digits("returns_reason")
    now(shown.begin_exchange())
    now(shown.take_instead(look.BIGGER))
    assert (digits("returns_reason"), digits("returns_instead_sending_ways")) == ([], ["1", "2"])
    shown.back()
    assert digits("returns_reason") and not digits("returns_instead_sending_ways")


def test_on_a_very_high_screen_the_buttons_stay_near_what_they_are_about(room: Room) -> None:
    look.returns_money(room)
    room.window.resize(3840, 2160)
    quiet()
    screen = cast(ReturnsScreen, room.screens[Section.RETURNS])
    card = screen.view.money
    assert card.height() == TALLEST
    assert card.y() == screen.view.sale.y()


def test_in_a_small_window_a_name_has_the_width_that_its_quantity_would_take(room: Room) -> None:
    look.returns_dearer_delivery(room)
    name, count = seen(room, "returns_goods_name"), seen(room, "returns_less")
    assert name.width() > 2 * count.width()
    assert top(room, "returns_less") >= top(room, "returns_goods_name") + name.height()
