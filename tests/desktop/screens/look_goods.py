"""Articles, what is expected, and what is stuck on either."""

from __future__ import annotations

from typing import cast

from core.model import (
    Parcel,
)
from desktop.devices.scanner import parse
from desktop.screens import Section
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.labels.state import Part as LabelsPart
from desktop.screens.receive import ReceiveScreen
from desktop.screens.receive.state import TRANSFER_KEY
from desktop.screens.stock.screen import StockScreen
from desktop.screens.stock.state import Part as ArticlePart
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.store_world import ARTICLES
from tests.desktop.screens.truck_world import FIRST


def stock(room: Room) -> None:
    room.go(Section.STOCK)


def article(room: Room) -> None:
    room.go(Section.STOCK).scanned(parse(ARTICLES["jacket"]["gtin"]))


def movements(room: Room) -> None:
    article(room)
    screen = cast(StockScreen, room.screens[Section.STOCK])
    screen.view.article.beside.turns[ArticlePart.MOVEMENTS].trigger()


def labels(room: Room) -> None:
    room.go(Section.LABELS)


def labels_of_an_article(room: Room) -> None:
    screen = cast(LabelsScreen, room.go(Section.LABELS))
    assert screen.scanned(parse(ARTICLES["jacket"]["gtin"]))


def labels_of_the_store(room: Room) -> None:
    """Its bins, totes and badges, a badge in front."""
    screen = cast(LabelsScreen, room.go(Section.LABELS))
    now(screen.presenter.turn_to(LabelsPart.STORE))
    screen.view.rows.choose(screen.presenter.state.store[-1].key)


def receive(room: Room) -> None:
    """Everything that is expected."""
    room.go(Section.RECEIVE)


def receive_asked(room: Room) -> None:
    """A request that a manager is to decide."""
    room.go(Section.RECEIVE, f"{TRANSFER_KEY}t1")


def receive_carton(room: Room) -> None:
    """A carton in hand, one shirt of it missing and one damaged."""
    screen = cast(ReceiveScreen, room.go(Section.RECEIVE, "d1"))
    if not screen.presenter.state.can_undo:
        screen.scanned(parse(FIRST))
        now(screen.presenter.missing())
        now(screen.presenter.damaged())


def receive_closing(room: Room) -> None:
    """What differs, before it is told."""
    receive_carton(room)
    now(cast(ReceiveScreen, room.screens[Section.RECEIVE]).presenter.go())


def receive_parcel(room: Room) -> None:
    """A customer's parcel and its bin."""
    screen = cast(ReceiveScreen, room.go(Section.RECEIVE))
    screen.presenter.back()
    screen.presenter.back()
    numbers = [row.number for row in room.desk.rows(Parcel) if row.fulfilment_id == "f20"]
    screen.scanned(parse(min(numbers)))
