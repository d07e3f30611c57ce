"""Exceptions are settled on their screen: by key, by touch, once, by who may."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.commands import Resolution
from core.model import Carton, CountTask, ExceptionCase, Fulfilment
from core.rules.exceptions import QUARANTINED
from desktop.screens.alerts import words
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.alerts.state import Shows
from desktop.shell.widgets import KeyValueRows, PrimaryButton
from tests.desktop.desk_double import INES, MARC, NOW, SessionDesk
from tests.desktop.screens.alerts_room import offered, opened, raise_one, said, screen, settle, sides
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.store_world import add_case
from tests.desktop.screens.truck_world import FIRST, announce
from tests.desktop.shell.row_lists import double_click

__all__ = ["opened", "screen"]
NEW_LABEL = "JJD0001"


def test_the_advised_choice_is_taken_with_one_key(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)

    case = desk.row(ExceptionCase, "x9")
    assert (case.data["resolution"], case.settled_by, case.settlement) == (
        "count",
        MARC.staff_id,
        "Count it again",
    )
    assert [task.name for task in desk.rows(CountTask)] == ["Robe Calanque"]


def test_a_second_enter_settles_nothing_that_came_up_by_itself(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    for key, order in (("x7", "f5"), ("x8", "f6")):
        add_case(desk, key, "put_back_twice", fulfilment=order, order_number=key)
    now(screen.open("x7"))
    screen.presenter.select("x7")
    for _ in range(2):
        qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)
    settled = [case.id for case in desk.rows(ExceptionCase) if case.settled_at is not None]
    assert settled == ["x7"]
    assert screen.presenter.state.selected and screen.presenter.state.chosen is None
    assert not screen.view.act.isEnabled()
    button = screen.view.findChild(PrimaryButton, "alert_settle_button")
    assert button is not None and button.isVisible(), "what is to be done next is said"
    assert button.accessibleName() == "Choose first what to do"
    now(screen.refresh(None))
    assert screen.presenter.state.chosen is None
    screen.view.rows.choose("x8")

    assert screen.presenter.state.chosen is Resolution.COUNT, "who chooses a row is advised again"
    assert button.isEnabled()
    assert button.accessibleName() == "Count it again"


def test_what_came_up_by_itself_is_settled_once_it_is_chosen(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)
    assert (screen.presenter.state.selected, screen.presenter.state.chosen) == ("x1", None)
    screen.presenter.select("x1")
    assert screen.presenter.state.chosen is not None


def test_enter_pressed_twice_on_today_settles_nothing_that_nobody_has_read(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    add_case(desk, "x9", "put_back_twice", fulfilment="f5", order_number="C-9")
    now(screen.open("x9"))
    qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)
    assert desk.row(ExceptionCase, "x9").settled_at is None
    # One key chooses, the next one does it.
    screen.presenter.choose_at(1)
    qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)
    assert desk.row(ExceptionCase, "x9").settled_at is not None


def test_a_key_that_was_held_back_by_the_wedge_settles_once(
    desk: SessionDesk, screen: AlertsScreen, opened: OpenDoors
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    wanted: list[tuple[str, str]] = []
    screen.view.settle_wanted.connect(lambda said, deed: wanted.append((said, deed)))
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    held.ignore()
    QApplication.sendEvent(screen.view.rows, held)

    assert len(wanted) == 1
    assert opened.messages.sentences() == []


@pytest.mark.parametrize(
    ("code", "lacks"),
    [
        ("en", "Still to be said: what you found out."),
        ("fr", "Reste à indiquer\u202f: ce que vous avez constaté."),
    ],
)
def test_what_is_settled_by_a_word_waits_for_it_and_says_so(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot, code: str, lacks: str
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    qtbot.keyClick(screen.view, Qt.Key.Key_2)
    act, field = screen.view.act, screen.view.detail.field
    button = screen.view.findChild(PrimaryButton, "alert_settle_button")
    with speaking(code):
        now(screen.refresh(None))
        assert said(screen, "alert_missing") == lacks == button.accessibleDescription()
        assert not act.isEnabled() and not button.isEnabled()
    for pressed in (screen.view.rows, screen.view):
        screen.view.setFocus()
        qtbot.keyClick(pressed, Qt.Key.Key_Return)
        assert field.line.hasFocus(), "Enter leads to where it is written"
    qtbot.keyClicks(field.line, "  ")
    assert not act.isEnabled(), "that is no word"
    assert desk.pending() == []
    settle(screen, qtbot, "Told twice, done once")

    case = desk.row(ExceptionCase, "x9")
    assert (case.data["resolution"], case.settlement) == ("close", "Told twice, done once")


def test_what_says_itself_what_was_done_waits_for_no_words(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    qtbot.keyClick(screen.view, Qt.Key.Key_2)
    assert not screen.view.act.isEnabled()
    qtbot.keyClick(screen.view, Qt.Key.Key_1)
    assert screen.view.act.isEnabled()
    assert said(screen, "alert_missing") == ""


def test_two_presses_on_an_exception_settle_nothing(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    assert screen.view.act.isEnabled()
    double_click(qtbot, screen.view.rows, "x9")
    assert desk.pending() == []


def test_a_raised_two_is_no_choice(desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    before = screen.presenter.state.chosen
    qtbot.keyClicks(screen.view, "²")

    assert screen.presenter.state.chosen is before


def test_choices_are_pressed_too_and_the_button_says_the_chosen(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    raise_one(desk, screen, "packed_other_than_picked", "f6")
    assert offered(screen) == ["Open the parcels again", "Count it again", "It is right as it stands"]
    pressed = screen.view.findChild(QWidget, "alert_choices_count")
    assert pressed is not None
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    assert screen.view.act.text() == "Count it again"
    qtbot.keyClick(screen.view, Qt.Key.Key_1)
    settle(screen, qtbot)

    assert desk.row(Fulfilment, "f6").state == "picked"
    assert desk.row(ExceptionCase, "x9").data["resolution"] == "reopen"


def test_the_choices_follow_where_the_order_stands(desk: SessionDesk, screen: AlertsScreen) -> None:
    raise_one(desk, screen, "packed_other_than_picked", "f6")
    with desk.writing() as session:
        session.get_one(Fulfilment, "f6").state = "handed_over"
    now(screen.refresh(frozenset({"fulfilment"})))

    assert offered(screen) == ["Count it again", "It is right as it stands"]


def test_what_moved_on_meanwhile_is_refused_in_a_sentence(
    desk: SessionDesk, screen: AlertsScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    raise_one(desk, screen, "packed_other_than_picked", "f6")
    with desk.writing() as session:
        session.get_one(Fulfilment, "f6").state = "handed_over"
    settle(screen, qtbot)

    assert opened.messages.sentences() == [
        "This is not possible any more where the order stands now. Choose something else."
    ]
    assert desk.row(ExceptionCase, "x9").settled_at is None


def test_labels_are_printed_with_the_settling(desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot) -> None:
    raise_one(desk, screen, "arrived_twice", "f6", number="1")
    screen.presenter.choose(Resolution.PRINT_AGAIN)
    settle(screen, qtbot)

    assert [job.data["order_number"] for job in desk.spooled()] == ["C-20365", "C-20365"]
    assert desk.row(ExceptionCase, "x9").data["resolution"] == "print_again"


@pytest.mark.parametrize(("key", "resolution"), [(Qt.Key.Key_1, "accept"), (Qt.Key.Key_2, "close")])
def test_what_is_held_back_is_accepted_or_left_out(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot, key: Qt.Key, resolution: str
) -> None:
    raise_one(
        desk, screen, QUARANTINED, "f2",
        code="absurd_quantity", name="PickLine", command_id="c1", author="s-paul", at=NOW,
    )  # fmt: skip
    assert offered(screen) == ["It has happened: accept it", "It has not happened: leave it out"]
    assert sides(screen)["This store"] == "Article picked by Paul Garnier, 11:38"
    qtbot.keyClick(screen.view, key)
    settle(screen, qtbot, "A whole pallet")

    case = desk.row(ExceptionCase, "x9")
    assert (case.data["resolution"], case.settlement) == (resolution, "A whole pallet")


@pytest.mark.parametrize(
    ("key", "other", "choice", "told"),
    [
        ("x8", NEW_LABEL, "It came under another number", f"Came under another number: {NEW_LABEL}"),
        ("x9", FIRST, "It is one that was announced", f"Announced under another number: {FIRST}"),
    ],
)
def test_that_a_carton_came_under_another_number_is_said_from_either_side(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot, key: str, other: str, choice: str, told: str
) -> None:
    announce(desk)
    for case, kind, number in (("x8", "carton_missing", FIRST), ("x9", "carton_unknown", NEW_LABEL)):
        add_case(desk, case, kind, number=number, delivery="ASN-1")
    with desk.writing() as session:
        session.get_one(Carton, "c1").state = "missing"
        session.add(Carton(id="c9", delivery_id="d1", number=NEW_LABEL, state="received", is_announced=False))
        for case in ("x8", "x9"):
            session.get_one(ExceptionCase, case).aggregate = "delivery:d1"
    now(screen.open(key))
    screen.presenter.select(key)
    assert choice in offered(screen)
    screen.presenter.choose(Resolution.SAME_BOX)
    assert (
        screen.view.detail.field.line.accessibleName() == "Number of the other carton (if there are several)"
    )
    settle(screen, qtbot, "CARTON-99")
    assert desk.row(Carton, "c1").state == "missing", "there is none of that number"
    screen.view.detail.field.line.clear()
    settle(screen, qtbot, other)
    assert desk.row(Carton, "c1").state == "received"
    assert all(desk.row(ExceptionCase, case).settled_at for case in ("x8", "x9"))
    now(screen.presenter.turn_to(Shows.SETTLED))
    [alert] = [one for one in screen.presenter.state.alerts if one.id == key]
    assert words.settled_words(alert) == told


@pytest.mark.parametrize(
    ("code", "sentence", "choice"),
    [
        (
            "en",
            "“Article picked” has no effect: C-20418 had arrived where it is collected (Lyon Part-Dieu) "
            "before this was told. Put what is still in hand here back on its shelf, and have it counted if "
            "its stock is not right.",
            "I have seen to it here",
        ),
        (
            "fr",
            "«\u202fArticle prélevé\u202f» reste sans effet\u202f: C-20418 était déjà arrivée au lieu de "
            "retrait (Lyon Part-Dieu) quand cela a été transmis. Remettez en rayon ce que vous avez encore "
            "en main ici, et faites compter l’article si son stock n’est pas juste.",
            "Je m’en suis occupé ici",
        ),
    ],
)
def test_what_was_told_after_its_order_had_arrived_elsewhere_says_what_to_do(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot, code: str, sentence: str, choice: str
) -> None:
    about = {"order_number": "C-20418", "place": "Lyon Part-Dieu", "location_id": 9}
    with speaking(code):
        raise_one(
            desk, screen, QUARANTINED, "gone",
            code="arrived_elsewhere", details=about, name="PickLine", command_id="c1", at=NOW,
        )  # fmt: skip
        assert (said(screen, "alert_sentence"), offered(screen)) == (sentence, [choice])
    settle(screen, qtbot, "Both are back on the shelf")
    assert desk.row(ExceptionCase, "x9").data["resolution"] == "close"


def test_an_associate_reads_and_a_manager_settles(desk: SessionDesk, screen: AlertsScreen) -> None:
    desk.me = INES
    raise_one(desk, screen, "put_back_twice", "f5")

    assert offered(screen) == []
    assert said(screen, "alert_manager") == "A manager settles it."
    assert not screen.view.act.isEnabled()
    assert screen.count() == 0


def test_who_settled_it_and_how_is_kept(desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    settle(screen, qtbot, "One is missing")
    qtbot.keyClick(screen.view, Qt.Key.Key_F3)

    [row] = screen.view.rows.rows()
    assert row.words() == "11:38 · C-9, Put back twice · A count was asked for, Marc Lefèvre"
    how = screen.view.findChild(KeyValueRows, "alert_how")
    assert isinstance(how, KeyValueRows)
    assert how.facts() == [
        ("Settled", "A count was asked for"),
        ("By", "Marc Lefèvre"),
        ("When", "11:38"),
        ("Words", "One is missing"),
    ]
    qtbot.keyClick(screen.view, Qt.Key.Key_F3)
    assert [alert.id for alert in screen.presenter.state.alerts] == ["x1"]


def test_what_was_chosen_and_written_outlives_a_refresh(
    desk: SessionDesk, screen: AlertsScreen, qtbot: QtBot
) -> None:
    raise_one(desk, screen, "put_back_twice", "f5")
    qtbot.keyClick(screen.view, Qt.Key.Key_2)
    qtbot.keyClicks(screen.view.detail.field.line, "It is")
    add_case(desk, "x8", "handed_over_twice", order_number="C-8")
    now(screen.refresh(frozenset({"exception_case"})))

    assert screen.view.detail.field.text() == "It is"
    assert screen.presenter.state.chosen is Resolution.CLOSE
