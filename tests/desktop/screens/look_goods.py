"""Articles, what is expected, and what is stuck on either."""

from __future__ import annotations

from typing import cast

from core.model import (
    Parcel,
)
from desktop.devices.scanner import parse
from desktop.labels import PrintKind
from desktop.screens import Section
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.labels.state import Part as LabelsPart
from desktop.screens.receive import ReceiveScreen
from desktop.screens.receive.state import TRANSFER_KEY
from desktop.screens.stock.screen import StockScreen
from desktop.screens.stock.state import Part as ArticlePart
from desktop.shell.connection_view import printer_words
from desktop.shell.saying import translate
from desktop.shell.sentences import code_sentence
from desktop.shell.strip import Condition
from desktop.shell.theme import Tone
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


def labels_paused(room: Room) -> None:
    """A batch that is paused: one label is out, one was taken, one failed, and the printer has one still."""
    labels_of_an_article(room)
    screen = cast(LabelsScreen, room.screens[Section.LABELS])
    now(screen.presenter.choose_template("product_barcode"))
    screen.presenter.set_copies(12)
    now(screen.presenter.print())
    batch, station = screen.presenter.state.batch, room.desk.station
    assert batch is not None
    waiting = [job.id for job in room.desk.spooled() if job.aggregate == batch.name]
    for job, then in zip(station.take_prints(waiting[:4]), ("confirmed", "sent", "failed"), strict=False):
        station.mark_prints([job], then)
    now(screen.presenter.hold())


def labels_of_a_printer_that_is_off(room: Room) -> None:
    """A batch that waits, under the strip of its printer."""
    labels_of_an_article(room)
    screen = cast(LabelsScreen, room.screens[Section.LABELS])
    now(screen.presenter.choose_template("product_barcode"))
    # A batch is called by its moment: not the one of another state.
    room.desk.clock.advance(1)
    now(screen.presenter.print())
    batch, station = screen.presenter.state.batch, room.desk.station
    assert batch is not None
    waiting = [job.id for job in room.desk.spooled() if job.aggregate == batch.name]
    station.mark_prints(station.take_prints(waiting), "queued", "printer_not_answering")
    now(screen.presenter.follow())
    title, waits = printer_words(PrintKind.PRICE)
    text = f"{code_sentence('printer_not_answering')} {waits}"
    act = translate("ConnectionView", "Details")
    room.window.strips.show_condition(Condition("printer", Tone.WARN, title, text, act, "printer"))


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
