"""One visit, three fates: a line is taken, another refused, a third waits; parcels in part; a label alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from core.commands import Command, HandOver, HandOverPart, Outcome, Proof, RefusePart
from core.model import ExceptionCase, Fulfilment, Parcel
from core.rules.errors import StorageFull
from core.rules.quantities import LineQuantities
from desktop.devices.scanner import Article, parse
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.labels.parcel_code import ParcelCode
from desktop.screens.handover import HandOverScreen, parting
from desktop.screens.handover.opened import Opened
from desktop.screens.handover.part_words import rest_words
from desktop.screens.handover.words import go_words
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.counter_world import Counter
from tests.desktop.screens.store_world import ARTICLES, add_order

BELT, SHIRT, DRESS = "ada-1", "ada-2", "ada-3"


@pytest.fixture
def counter(desk: SessionDesk) -> Counter:
    """Ada's belt, two shirts and dress, to be paid: 35 €, 2 × 59 €, 89 €."""
    add_order(
        desk, "ada", "C-30001", "Ada Roy", {"belt": 1, "shirt": 2, "dress": 1}, state="ready",
        bins=("BIN-3", "BIN-4"), to_pay_cents=24_200,
    )  # fmt: skip
    made = Counter(desk)
    now(made.presenter.open("ada"))
    made.presenter.prove_by(Proof.IDENTITY)
    made.presenter.change(parting.begin)
    return made


def at_counter(counter: Counter) -> Opened:
    assert counter.state.opened is not None
    return counter.state.opened


def turn(counter: Counter, line_id: str) -> None:
    counter.presenter.change(lambda opened: parting.turn_line(opened, line_id))


def less(counter: Counter, line_id: str) -> None:
    counter.presenter.change(lambda opened: parting.leave_one(opened, line_id))


def left(counter: Counter) -> dict[str, int]:
    head = next(head for head in counter.presenter._here.known if head.id == "ada")
    assert all(isinstance(line, LineQuantities) for line in head.lines)
    return {line.id: line.left_here for line in head.lines}


def test_one_line_is_taken_another_refused_and_a_third_waits(counter: Counter) -> None:
    turn(counter, BELT)
    less(counter, DRESS)
    assert at_counter(counter).refused == {BELT: 1}
    assert (at_counter(counter).taken, at_counter(counter).units_kept) == ({SHIRT: 2}, 1)
    assert at_counter(counter).due_cents == 11_800
    assert go_words(counter.state) == "Hand over 2 article(s), refuse 1, keep 1"
    counter.presenter.pay()
    now(counter.presenter.hand_over())
    refused, given = counter.desk.done
    assert refused == RefusePart(fulfilment_id="ada", units={BELT: 1})
    assert isinstance(given, HandOverPart) and (given.units, given.paid_cents) == ({SHIRT: 2}, 11_800)
    assert counter.desk.row(Fulfilment, "ada").state == "ready"
    assert left(counter) == {BELT: 0, SHIRT: 0, DRESS: 1}
    assert counter.state.done is not None
    assert (counter.state.done.units, counter.state.done.refused, counter.state.done.left) == (2, 1, 1)
    assert counter.desk.rows(ExceptionCase) == []
    now(counter.presenter.open("ada"))
    assert at_counter(counter).due_cents == 8_900


def test_with_nothing_kept_the_rest_is_handed_over_whole(counter: Counter) -> None:
    turn(counter, DRESS)
    assert at_counter(counter).due_cents == 15_300
    counter.presenter.pay()
    now(counter.presenter.hand_over())
    assert [type(one) for one in counter.desk.done] == [RefusePart, HandOver]
    assert counter.desk.row(Fulfilment, "ada").state == "handed_over"
    assert counter.desk.rows(ExceptionCase) == []


def test_a_line_may_be_refused_while_all_else_waits(counter: Counter) -> None:
    for line_id in (BELT, DRESS):
        less(counter, line_id)
    less(counter, SHIRT)
    less(counter, SHIRT)
    turn(counter, SHIRT)
    assert rest_words(at_counter(counter)) == (
        "Not wanted: 2 article(s), to be put back · Waits on here: 2 article(s)"
    )
    now(counter.presenter.hand_over())
    assert counter.desk.done == [RefusePart(fulfilment_id="ada", units={SHIRT: 2})]


def test_a_refusal_is_taken_back_line_by_line(counter: Counter) -> None:
    turn(counter, BELT)
    turn(counter, BELT)
    assert (at_counter(counter).refused, at_counter(counter).units_kept) == ({}, 1)
    counter.presenter.change(parting.turn_rest)
    assert at_counter(counter).refused == {BELT: 1}
    less(counter, DRESS)
    turn(counter, BELT)
    assert at_counter(counter).refused == {DRESS: 1}, "of all the rest, one line is wanted after all"


def test_a_scanned_parcel_leaves_with_what_is_in_it(counter: Counter) -> None:
    first, second = sorted(counter.desk.rows(Parcel), key=lambda row: row.bin)
    with counter.desk.writing() as session:
        session.get_one(Parcel, first.id).contents = {BELT: 1, SHIRT: 1}
        session.get_one(Parcel, second.id).contents = {SHIRT: 1, DRESS: 1}
    now(counter.presenter.refresh())
    for _ in range(2):
        now(counter.presenter.scan(ScannedParcel(second.number)))
        assert at_counter(counter).taken == {SHIRT: 1, DRESS: 1}
    now(counter.presenter.scan(ScannedParcel(first.number)))
    assert at_counter(counter).is_whole


def test_where_only_the_refusal_came_through_what_is_kept_is_not_refused_next(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    less(counter, SHIRT)
    turn(counter, SHIRT)
    counter.presenter.pay()
    do = counter.desk.do

    async def fills_the_disk(command: Command, *args: Any, **kwargs: Any) -> Outcome:
        if isinstance(command, HandOver):
            raise StorageFull("disk_full")
        return await do(command, *args, **kwargs)

    monkeypatch.setattr(counter.desk, "do", fills_the_disk)
    with pytest.raises(StorageFull):
        now(counter.presenter.hand_over())
    monkeypatch.undo()
    now(counter.presenter.refresh())
    assert at_counter(counter).taken == {BELT: 1, SHIRT: 1, DRESS: 1}
    assert at_counter(counter).refused == {}
    now(counter.presenter.hand_over())
    assert [type(one) for one in counter.desk.done] == [RefusePart, HandOver]
    assert counter.desk.row(Fulfilment, "ada").state == "handed_over"


def test_part_of_it_again_counts_from_nothing_again(counter: Counter) -> None:
    shirt = Article(ARTICLES["shirt"]["gtin"])
    now(counter.presenter.scan(shirt))
    counter.presenter.change(parting.begin)
    assert at_counter(counter).is_whole
    counter.presenter.change(parting.begin)
    now(counter.presenter.scan(shirt))
    assert (at_counter(counter).taken, counter.face.sounds[-1]) == ({SHIRT: 1}, True)


@pytest.fixture
def screen(desk: SessionDesk, qtbot: QtBot) -> HandOverScreen:
    add_order(
        desk, "ada", "C-30001", "Ada Roy", {"belt": 1, "shirt": 2, "dress": 1}, state="ready", bins=("BIN-3",)
    )
    add_order(desk, "hugo", "C-20418", "Hugo Martin", {"jacket": 1}, pickup_code_digest="")
    made = HandOverScreen(OpenDoors(desk).doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 900)
    now(made.refresh(None))
    made.view.show()
    made.view.activateWindow()
    qtbot.waitUntil(made.view.isActiveWindow)
    return made


def test_one_key_refuses_the_line_that_is_selected(screen: HandOverScreen, qtbot: QtBot) -> None:
    now(screen.open("ada"))
    view = screen.view
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClick(view, Qt.Key.Key_F7)
    view.order.contents.choose(SHIRT)
    button = view.findChild(QAbstractButton, "hand_over_line_button")
    assert button is not None and button.isVisible() and button.accessibleName() == "Refuse this line"
    qtbot.keyClick(view, Qt.Key.Key_F12)
    assert "refused" in next(row for row in view.order.contents.rows() if row.key == SHIRT).words()
    assert button.accessibleName() == "Keep this line here"
    go = view.findChild(QAbstractButton, "hand_over_button")
    assert go is not None and go.accessibleName() == "Hand over 2 article(s), put 2 article(s) back"


def test_with_the_line_cut_a_colleagues_label_alone_opens_the_order_and_lets_it_go(
    screen: HandOverScreen, qtbot: QtBot, desk: SessionDesk
) -> None:
    label = ParcelCode("hugo", desk.station.draw_sscc(), 1, 1, "BIN-7").text()
    assert screen.scanned(parse(label))
    view = screen.view
    bins = view.findChild(QWidget, "hand_over_bins")
    assert bins is not None and bins.accessibleName() == "Bin 7: 1 parcel(s) in hand"
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClick(view.focusWidget() or view, Qt.Key.Key_Return)
    assert desk.row(Fulfilment, "hugo").state == "handed_over"
    [case] = desk.rows(ExceptionCase)
    assert case.kind == "handed_over_unprepared", "until the colleague's own work is heard"
