"""Exceptions as people settle them: what each side says, the choices, who settled it and how."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.commands import PackFulfilment, ParcelDraft, Resolution
from core.model import DeliveryLine, ExceptionCase, Fulfilment
from core.rules.exceptions import ANNOUNCED_SINCE, CHOICES, FREE_NOWHERE
from core.rules.permissions import CORE_ACTOR
from core.rules.time import MINUTE_MS
from desktop.devices.scanner import OrderNumber, Parcel
from desktop.screens import Section
from desktop.screens.alerts import reading, words
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.alerts.state import AlertsState, Shows
from desktop.shell.language import language
from desktop.shell.widgets import Text
from sync.reading import Reader
from tests.desktop.desk_double import NOW, STORE, SessionDesk
from tests.desktop.screens.alerts_room import offered, opened, raise_one, said, screen, settle, sides
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.store_world import add_case
from tests.desktop.screens.truck_world import send_parcels

__all__ = ["opened", "screen"]


def test_a_list_that_was_read_before_somebody_turned_to_the_other_is_read_again(
    desk: SessionDesk, screen: AlertsScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    presenter, read = screen.presenter, desk.read

    async def read_and_turn(query: Callable[[Reader], AlertsState]) -> AlertsState:
        found = await read(query)
        monkeypatch.setattr(desk, "read", read)
        await presenter.turn_to(Shows.SETTLED)
        return found

    monkeypatch.setattr(desk, "read", read_and_turn)
    now(presenter.refresh())

    assert presenter.state.shows is Shows.SETTLED


def test_what_happened_is_said_and_what_each_side_knew(desk: SessionDesk, screen: AlertsScreen) -> None:
    raise_one(
        desk, screen, "handed_over_after_cancellation", "f7",
        state="cancelled", since=NOW - 90 * MINUTE_MS, verb="hand_over", by="s-ines",
    )  # fmt: skip

    assert said(screen, "alert_title") == "Handed over though cancelled"
    assert said(screen, "alert_sentence") == (
        "C-9 was handed over although it is cancelled. The money must be looked at."
    )
    assert sides(screen) == {
        "Headquarters": "cancelled since 10:08",
        "This store": "Order handed over by Inès Martin, 11:23",
        "By now": "not collected",
    }


def test_too_many_picked_says_how_many_were_ordered_and_told(desk: SessionDesk, screen: AlertsScreen) -> None:
    raise_one(desk, screen, "picked_too_many", "f2", name="Montre Orée", ordered=1, told=2, by="s-paul")

    assert sides(screen)["Headquarters"] == "1 ordered"
    assert sides(screen)["This store"] == "2 told as picked by Paul Garnier, 11:23"


def test_a_carton_that_did_not_come_was_announced(desk: SessionDesk, screen: AlertsScreen) -> None:
    raise_one(desk, screen, "carton_missing", "none", number="0376", delivery="BL-1", units=5)
    assert sides(screen)["Headquarters"] == "Announced in this delivery."


def test_headquarters_knew_of_none_where_nothing_was_announced(
    desk: SessionDesk, screen: AlertsScreen
) -> None:
    told = {"delivery": "BL-1", "name": "Montre", "units": 1}
    raise_one(desk, screen, "units_extra", "none", expected=0, **told)
    assert sides(screen)["Headquarters"] == "Not announced"
    [title] = [row.cells[1].hint for row in screen.view.rows.rows() if row.key == "x9"]
    assert title == said(screen, "alert_title") == "Article not announced"
    with speaking("fr"):
        screen.view.speak()
        assert sides(screen)["Siège"] == "Non annoncé"


def test_of_a_delivery_s_article_size_and_colour_are_told(desk: SessionDesk, screen: AlertsScreen) -> None:
    """A style comes in several of them: each has a case of its own."""
    desk.add(
        DeliveryLine(
            id="l7",
            delivery_id="d7",
            line_no=1,
            article_id=11,
            name="Veste Léandre",
            size="52",
            colour="Sapin",
        )
    )
    raise_one(
        desk, screen, "units_damaged", "none", delivery="BL-1", name="Veste Léandre", units=1, line_id="l7"
    )
    [row] = [row for group in words.groups(screen.presenter.state) for row in group.rows if row.key == "x9"]
    assert row.cells[-1].words() == "Veste Léandre, 52 · Sapin"
    assert said(screen, "alert_number").endswith("52 · Sapin")
    add_case(desk, "x8", "units_damaged", name="Veste Léandre", line_id="l7")
    now(screen.open("x8"))
    screen.presenter.select("x8")
    assert said(screen, "alert_number") == "52 · Sapin"
    number = screen.view.findChild(Text, "alert_number")
    assert number is not None and number.isVisible(), "also where it is all that is told"


def test_what_is_free_nowhere_names_what_is_missing_and_what_can_be_done(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    articles = [{"sku": "S", "name": "Écharpe", "units": 2}, {"sku": "M", "name": "Montre", "units": 1}]
    raise_one(
        desk, screen, FREE_NOWHERE, "none", articles=articles, is_collected=True, placed_at=NOW - MINUTE_MS
    )  # fmt: skip
    assert sides(screen) == {
        "Headquarters": "Missing: 2 × Écharpe, 1 × Montre",
        "This store": "Ordered 11:37, to be collected here",
    }
    assert offered(screen) == [
        "Ask every place again", "Cancel what is missing", "The customer waits for it"
    ]  # fmt: skip
    screen.presenter.choose(Resolution.CLOSE)
    settle(screen, qtbot, "called her, she waits")
    case = desk.row(ExceptionCase, "x9")
    assert (case.data["resolution"], case.settlement) == ("close", "called her, she waits")


def test_the_order_is_shown_on_today(
    desk: SessionDesk, screen: AlertsScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    qtbot.keyClick(screen.view, Qt.Key.Key_F4)

    assert opened.gone == [(Section.TODAY, "f5")]


def test_an_order_that_has_left_has_no_row_to_be_shown(
    desk: SessionDesk, screen: AlertsScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    with desk.writing() as session:
        session.get_one(Fulfilment, "f6").state = "handed_over"
    raise_one(desk, screen, "packed_other_than_picked", "f6")
    qtbot.keyClick(screen.view, Qt.Key.Key_F4)

    assert not screen.view.order.isEnabled()
    assert opened.gone == []


def test_a_scan_selects_the_exception_about_it(
    desk: SessionDesk, screen: AlertsScreen, opened: OpenDoors
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    assert screen.scanned(OrderNumber("C-20352"))
    assert screen.presenter.state.selected == "x1"
    assert screen.scanned(Parcel("034567890000000019", fulfilment_id="f5"))
    assert screen.presenter.state.selected == "x9"
    assert opened.sounds == [True, True]
    assert not screen.scanned(OrderNumber("C-99999"))


def test_a_day_without_exceptions_says_so(desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot) -> None:
    settle(screen, qtbot, "It is here")

    assert screen.view.nothing.sentence() == "Everything adds up"
    assert not screen.view.detail.isVisible()


def test_a_contradiction_made_here_tells_who_made_it(desk: SessionDesk, screen: AlertsScreen) -> None:
    parcels = [ParcelDraft("not-a-number", {"f1-1": 1})]
    now(desk.do(PackFulfilment(fulfilment_id="f1", parcels=parcels)))
    now(screen.refresh(None))
    raised = {alert.kind: alert for alert in screen.presenter.state.alerts}

    assert raised["step_skipped"].by == "Marc Lefèvre"
    assert words.headquarters_words(raised["step_skipped"], screen.presenter.state) == (
        "to prepare since 10:58"
    )


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_kind_and_every_choice_is_said_in_both_languages(
    desk: SessionDesk, screen: AlertsScreen, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_SHOWN", 2 * len(CHOICES))
    data = {
        "order_number": "C-9", "name": "Montre", "number": "1", "serial": "S", "state": "ready",
        "verb": "pack", "cents": 100, "device": "Poste 1", "code": "absurd_quantity",
    }  # fmt: skip
    for place, kind in enumerate(CHOICES):
        add_case(desk, f"k{place}", kind, fulfilment="f6", **data)
    # What is read off the widgets need not be painted, eighty times.
    screen.view.setUpdatesEnabled(False)
    with speaking(code):
        now(screen.refresh(None))
        state = screen.presenter.state
        assert language.code == code
        for alert in state.alerts:
            every = [words.sentence_of(alert), words.headquarters_words(alert, state)]
            every += [words.store_words(alert, state), *(one.words for one in words.choices(alert))]
            if code == "en":
                assert all(every) and "{" not in " ".join(every), alert.kind
                continue
            # The longer words are read off the widgets.
            screen.view.rows.choose(alert.id)
            seen = [said(screen, name) for name in ("alert_number", "alert_title", "alert_sentence")]
            seen += [value for value in sides(screen).values() if value]
            assert offered(screen) == [choice.words for choice in words.choices(alert)], alert.kind
            every += seen
            assert all(every), alert.kind
            assert "{" not in " ".join(every), alert.kind
            assert set(every[:3]) <= set(seen), f"{alert.kind}: not on the screen as it is said"
        assert {alert.kind for alert in state.alerts} == CHOICES.keys()


def test_a_parcel_that_never_arrived_is_given_up_for_lost_where_its_customer_waits(
    screen: AlertsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    send_parcels(desk)
    raise_one(desk, screen, "parcel_overdue", "f20", order_number="C-20500", origin="Paris", sent_at=NOW)
    assert said(screen, "alert_sentence") == (
        "The parcel of C-20500 has not arrived from Paris. Ask there where it is."
    )
    assert offered(screen) == ["It is still on its way", "It is lost"]
    assert sides(screen)["Headquarters"] == "Sent 11:38."
    screen.presenter.choose(Resolution.LOST)
    settle(screen, qtbot, "not in the lorry, not in Paris")
    assert desk.row(Fulfilment, "f20").state == "lost"
    assert desk.row(ExceptionCase, "x9").data["resolution"] == "lost"


@pytest.mark.parametrize(
    ("choice", "state"), [(Resolution.LOST, "lost"), (Resolution.DELIVERED, "delivered")]
)
def test_a_parcel_that_its_carrier_tells_nothing_of_is_asked_about_where_it_left(
    screen: AlertsScreen, desk: SessionDesk, qtbot: QtBot, choice: Resolution, state: str
) -> None:
    send_parcels(desk)
    with desk.writing() as session:
        head = session.get_one(Fulfilment, "f20")
        head.location_id, head.collect_location_id = STORE, None
    told = {"carrier": "Colivia", "parcels": "034567890000000019", "came": 0, "sent_at": NOW}
    raise_one(desk, screen, "shipment_overdue", "f20", order_number="C-20500", **told)
    assert said(screen, "alert_sentence") == (
        "Colivia has not told that C-20500 has reached its customer. Ask it where the parcel is: "
        "034567890000000019."
    )
    assert offered(screen) == ["It is still on its way", "It is lost", "Its customer has it"]
    screen.presenter.choose(choice)
    settle(screen, qtbot, "asked Colivia")
    assert desk.row(Fulfilment, "f20").state == state


def test_a_parcel_that_came_back_alone_is_sent_again_or_cancelled(
    screen: AlertsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    send_parcels(desk)
    with desk.writing() as session:
        head = session.get_one(Fulfilment, "f20")
        head.location_id, head.collect_location_id = STORE, None
    told = {"number": "034567890000000019", "units": {"line-1": 1}}
    raise_one(desk, screen, "parcel_came_back", "f20", order_number="C-20500", **told)
    assert said(screen, "alert_sentence") == (
        "The carrier has brought back one of several parcels of C-20500: 034567890000000019. What was in it "
        "is in the stock here. Ask its customer whether they still want it."
    )
    assert offered(screen) == ["They want it: send it again", "No longer wanted: cancel", "Count it again"]
    screen.presenter.choose(Resolution.CLOSE)
    settle(screen, qtbot, "they were on holiday")
    assert desk.row(ExceptionCase, "x9").data["resolution"] == "close"


@pytest.mark.parametrize(
    ("kind", "how", "in_words"),
    [
        ("delivery_overdue", "give_up", "Not awaited any more"),
        ("carton_unknown", ANNOUNCED_SINCE, "Announced since"),
    ],
)
def test_what_the_core_has_settled_is_told_as_headquarters(
    screen: AlertsScreen, desk: SessionDesk, kind: str, how: str, in_words: str
) -> None:
    add_case(desk, "x8", kind, delivery="ASN-7", resolution=how)
    with desk.writing() as session:
        case = session.get_one(ExceptionCase, "x8")
        case.settled_at, case.settled_by = NOW, CORE_ACTOR
    now(screen.presenter.turn_to(Shows.SETTLED))
    [alert] = [one for one in screen.presenter.state.alerts if one.id == "x8"]
    facts = dict(words.settled_facts(alert, screen.presenter.state))
    assert (facts["By"], facts["Settled"]) == ("Headquarters", in_words)
