"""The window in each state that a person sees, and the pages that stand alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.model import (
    ArticlePlace,
    Parcel,
    Refund,
)
from core.rules.errors import Damaged
from core.rules.intake import IntakeMode
from core.rules.time import MINUTE_MS, Instant
from desktop.devices.printers import PrinterChoice, PrintKind
from desktop.devices.scanner import parse
from desktop.labels.chain_templates import faults_of
from desktop.screens import Section
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.alerts.state import Shows
from desktop.screens.approvals.screen import ApprovalsScreen
from desktop.screens.approvals.state import Deed
from desktop.screens.day.screen import DayScreen
from desktop.screens.day.state import Turn
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.labels.state import Part as LabelsPart
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.preparation.state import Phase
from desktop.screens.receive import ReceiveScreen
from desktop.screens.receive.state import TRANSFER_KEY
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Answer, Device, Part
from desktop.screens.stock.screen import StockScreen
from desktop.screens.stock.state import Part as ArticlePart
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.today.screen import TodayScreen
from desktop.screens.today.state import Filter, Way
from desktop.shell.first_start import FirstStartPage
from desktop.shell.first_start_arrival import Arrival
from desktop.shell.first_start_words import note, why_not
from desktop.shell.messages import Message
from desktop.shell.saying import translate
from desktop.shell.sign_in import Person
from desktop.shell.strip import Condition
from desktop.shell.theme import Tone
from desktop.shell.trouble import TroublePage
from desktop.shell.wording import cause_words
from desktop.support.crash_reports import CrashReport
from sync import Download
from sync.connection import Cause, ConnectionKind, ConnectionState
from sync.keys import KeyPlace
from sync.schema import SpoolJob
from tests.desktop.desk_double import INES, MARC, NOW, STORE
from tests.desktop.screens import look_alerts, look_counter, look_returns
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_returns import a_return
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.look_wishes import (
    refused_in_part,
    substitute_asked,
    substitute_chosen,
    substitute_offered,
)
from tests.desktop.screens.store_world import ARTICLES
from tests.desktop.screens.truck_world import FIRST

OFFLINE = ConnectionState(
    ConnectionKind.OFFLINE, Instant(NOW - 22 * MINUTE_MS), Instant(NOW - 22 * MINUTE_MS), Cause.UNREACHABLE
)


def sign_in(room: Room) -> None:
    """People to choose from."""
    page = room.window.sign_in
    page.show_location("Lyon Part-Dieu")
    people = ("Inès Martin", "Paul Garnier", "Marc Lefèvre", "Jean-Baptiste de La Rochefoucauld")
    page.show_people([Person(str(place), name, "") for place, name in enumerate(people)])
    room.window.show_sign_in()


def pin(room: Room) -> None:
    sign_in(room)
    room.window.sign_in.choose("3")


def today(room: Room) -> None:
    screen = cast(TodayScreen, room.go(Section.TODAY))
    now(screen.presenter.narrow(Filter()))


def prepare_queue(room: Room) -> None:
    room.go(Section.PREPARE)


def pick(room: Room) -> None:
    room.go(Section.PREPARE, "f1")


def _round_in_hand(room: Room) -> PreparationScreen:
    """A round of the three orders that nobody has begun, or that another state of this screen has."""
    screen = cast(PreparationScreen, room.go(Section.PREPARE))
    while screen.presenter.state.phase is not Phase.QUEUE or screen.presenter.state.chosen:
        now(screen.presenter.back())
    for key in ("f1", "f3", "f4"):
        screen.presenter.composing.turn(key)
    return screen


def round_composed(room: Room) -> None:
    assert len(_round_in_hand(room).presenter.state.chosen) == 3


def round_picked(room: Room) -> None:
    screen = _round_in_hand(room)
    now(screen.presenter.primary())
    assert screen.presenter.state.is_round
    screen.scanned(parse(ARTICLES["shirt"]["gtin"]))


def wrong_scan(room: Room) -> None:
    room.go(Section.PREPARE, "f1").scanned(parse(ARTICLES["watch"]["gtin"]))


def short(room: Room) -> None:
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f1"))
    next(action for action in screen.actions() if action.declared.name == "prepare_short").trigger()


def in_hand(room: Room) -> PreparationScreen:
    """An order of which all is picked."""
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f8"))
    for name in ("belt", "belt", "shirt"):
        if screen.presenter.state.phase is Phase.PICK:
            screen.scanned(parse(ARTICLES[name]["gtin"]))
    return screen


def pack(room: Room) -> None:
    assert in_hand(room).presenter.state.phase is Phase.PACK


def staging(room: Room) -> None:
    screen = in_hand(room)
    if screen.presenter.state.phase is Phase.PACK:
        now(screen.presenter.primary())
    assert screen.presenter.state.phase is Phase.STAGE


def prepared(room: Room) -> None:
    staging(room)
    screen = cast(PreparationScreen, room.screens[Section.PREPARE])
    now(screen.presenter.put_in(screen.presenter.state.proposed_bin))
    assert screen.presenter.state.phase is Phase.DONE


def approvals(room: Room) -> None:
    if all(one.state != "proposed" for one in room.desk.rows(Refund)):
        room.desk.me = INES
        shown = a_return(room).presenter
        now(shown.photograph(look_returns.a_photo()))
        now(shown.leave_to_manager())
        room.desk.me = MARC
    screen = cast(ApprovalsScreen, room.go(Section.APPROVALS))
    screen.presenter.back()
    assert screen.presenter.state.refunds


def approval_refused(room: Room) -> None:
    approvals(room)
    cast(ApprovalsScreen, room.screens[Section.APPROVALS]).presenter.begin(Deed.REFUSE)


def stock(room: Room) -> None:
    room.go(Section.STOCK)


def article(room: Room) -> None:
    room.go(Section.STOCK).scanned(parse(ARTICLES["jacket"]["gtin"]))


def counting(room: Room) -> None:
    """An article to be counted, and its number asked for."""
    look_alerts.alert_settled(room)
    now(cast(AlertsScreen, room.screens[Section.ALERTS]).presenter.turn_to(Shows.OPEN))
    today(room)
    screen = cast(TodayScreen, room.screens[Section.TODAY])
    task = next(work for work in screen.presenter.state.works if work.counting is not None)
    screen.view.rows.choose(task.key)
    now(screen.presenter.act(task.key))


def narrowed(room: Room) -> None:
    screen = cast(TodayScreen, room.go(Section.TODAY))
    now(screen.presenter.narrow(Filter(kind="pickup", is_late=True, zone="A", words="c-204")))


def nothing_like_it(room: Room) -> None:
    screen = cast(TodayScreen, room.go(Section.TODAY))
    now(screen.presenter.narrow(Filter(words="zzz")))


def ready(room: Room) -> None:
    room.go(Section.DAY, Turn.OPENING)


def closing(room: Room) -> None:
    room.go(Section.DAY, Turn.CLOSING)


def intake(room: Room) -> None:
    """A cap is being chosen."""
    screen = cast(DayScreen, room.go(Section.DAY, Turn.INTAKE))
    screen.presenter.choose(IntakeMode.CAPPED)


def count_of_a_zone(room: Room) -> None:
    if not room.desk.rows(ArticlePlace):
        for article in ARTICLES.values():
            place = dict(zip(("zone", "aisle", "shelf"), article["place"], strict=True))
            room.desk.add(ArticlePlace(location_id=STORE, article_id=article["id"], **place))
    screen = cast(DayScreen, room.go(Section.DAY, Turn.COUNT))
    now(screen.presenter.want_counted("B"))


def intake_paused(room: Room) -> None:
    """Paused, and a backlog asked about."""
    screen = cast(DayScreen, room.go(Section.DAY, Turn.INTAKE))
    screen.presenter.choose(IntakeMode.PAUSED)
    now(screen.presenter.limit("", "Dégât des eaux en réserve"))
    screen.presenter.ask_backlog(is_late=False)
    limit = screen.presenter.state.limit
    assert limit is not None
    room.intake.show_limit(limit, "Europe/Paris")


def sync(room: Room) -> None:
    room.desk.add(SpoolJob(id="j1", template="pickup_parcel", data={}, status="failed", asked_at=NOW))
    screen = cast(SyncStatusScreen, room.go(Section.SYNC))
    screen.show_connection(OFFLINE)
    screen.view.cards.faults.show_reports([CrashReport("3FA91C", "20261122T210500Z", Path("report"))])
    # Two strips of two lines: the least room that the page has.
    works = translate("ConnectionView", "You can prepare, hand over, take returns and print.")
    proxy = translate("ConnectionView", "The network’s proxy is in the way.")
    waits = translate("ConnectionView", "Labels wait and come out by themselves.")
    title = translate("ConnectionView", "The label printer does not print")
    act = translate("ConnectionView", "Details")
    for key, name, text in (
        ("offline", "10:42", f"{proxy} {works} {works}"),
        ("printer", title, f"{waits} {waits}"),
    ):
        room.window.strips.show_condition(Condition(key, Tone.WARN, name, text, act))


def conditions_and_message(room: Room) -> None:
    room.go(Section.TODAY)
    text = translate("ConnectionView", "You can prepare, hand over, take returns and print.")
    act = translate("Support", "Details")
    room.window.strips.show_condition(Condition("line", Tone.WARN, "10:42", text, act))
    fault = translate(
        "Support", "The program had a fault. What was done before it is kept. Tell support this number: {0}."
    )
    room.messages.say(Message(fault.format("3FA91C"), Tone.BAD, translate("Actions", "Undo"), "Ctrl+Z"))


def palette(room: Room) -> None:
    room.go(Section.TODAY)
    room.window.top_bar.search.focus_all()
    QTest.keyClicks(room.window.top_bar.search.line, "c-203")


def reprint(room: Room) -> None:
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f6"))
    screen.view.acts.reprint.trigger()


def rejecting(room: Room) -> None:
    today(room)
    screen = cast(TodayScreen, room.go(Section.TODAY, "f1"))
    screen.view.ways[Way.REJECT].trigger()


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


def settings(room: Room, part: Part) -> None:
    screen = cast(SettingsScreen, room.go(Section.SETTINGS))
    now(screen.presenter.turn_to(part))


def settings_faulty_template(room: Room) -> None:
    """A text that does not fit its label, and one problem more."""
    settings(room, Part.TEMPLATES)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    now(screen.presenter.templates.choose("price_label", "fr"))
    text = screen.presenter.templates.state.text.replace("[2, 2, 56, 8.6]", "[2, 2, 18, 8.6]")
    now(screen.presenter.templates.edit(text.replace("module_mm = 0.25", "module_mm = 0.1"), "fr"))


def settings_chain_template(room: Room) -> None:
    """Somebody who may publish, and a chain's template that does not print well here."""
    settings(room, Part.TEMPLATES)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    now(screen.presenter.templates.choose("price_label", "fr"))
    templates = screen.presenter.templates.state
    text = templates.text.replace("[2, 2, 56, 8.6]", "[2, 2, 18, 8.6]")
    known = tuple(replace(one, is_chain=True, is_own=True, version=12) for one in templates.known)
    templates = replace(
        templates, known=known, may_publish=True, dropped="", refused=faults_of("price_label", text)
    )
    screen.view.show_state(replace(screen.presenter.state, templates=templates))


def settings_network_printer(room: Room) -> None:
    settings(room, Part.PRINTERS)
    button = room.window.findChild(QAbstractButton, "printer_label_way_network")
    assert button is not None
    button.click()


def settings_ipp_printer(room: Room) -> None:
    """A label printer behind a queue of another machine."""
    settings(room, Part.PRINTERS)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    choice = PrinterChoice(uri="ipp://serveur-magasin:631/printers/Zebra-reserve", is_raw=True, dpi=300)
    devices = screen.presenter.state.devices | {
        PrintKind.LABEL: Device(choice, Answer.FAULT, "printer_cover_open")
    }
    screen.view.show_state(replace(screen.presenter.state, devices=devices))


def camera(room: Room) -> None:
    """Over a screen, with the drawing that leads to it; none is chosen."""
    labels(room)
    room.camera.turn()
    room.window.top_bar.offer_camera(True)


def settings_system_printer(room: Room) -> None:
    settings(room, Part.PRINTERS)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    card = screen.view.printers[PrintKind.DOCUMENT]
    printers = ("Bureau", "HP LaserJet Pro M404dn, réserve du premier étage")
    card.show_state(replace(screen.presenter.state, printers=printers))
    button = card.findChild(QAbstractButton, "printer_document_way_system")
    assert button is not None
    button.click()


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


def quitting(room: Room) -> None:
    room.go(Section.TODAY)
    room.window.quit_page.ask(12)
    room.window.show_quit_page(True)


def sending(room: Room) -> None:
    quitting(room)
    room.window.quit_page.show_sending(2, 12)


STATES: dict[str, Callable[[Room], None]] = {
    state.__name__: state
    for state in (
        sign_in,
        pin,
        today,
        prepare_queue,
        pick,
        round_composed,
        round_picked,
        wrong_scan,
        short,
        substitute_offered,
        substitute_chosen,
        substitute_asked,
        pack,
        staging,
        prepared,
        look_counter.counter,
        look_counter.at_the_counter,
        look_counter.parted,
        refused_in_part,
        look_counter.lifting,
        look_counter.paid_by_card,
        look_counter.paid_in_parts,
        look_counter.carrier_at_the_door,
        look_counter.handed_over,
        look_counter.unheard,
        look_counter.unheard_given,
        look_returns.returns_asking,
        look_returns.returns_money,
        look_returns.returns_signed_beside,
        look_returns.returns_exchange,
        look_returns.returns_cash,
        look_returns.returns_rest_by_card,
        look_returns.returns_rest_in_parts,
        look_returns.returns_gesture,
        look_returns.returns_card,
        look_returns.returns_elsewhere,
        look_returns.returns_undone,
        look_returns.returns_again,
        approvals,
        approval_refused,
        stock,
        article,
        movements,
        reprint,
        rejecting,
        narrowed,
        nothing_like_it,
        look_alerts.alerts,
        look_alerts.alert_of_an_order,
        look_alerts.alert_settled,
        look_alerts.story,
        counting,
        ready,
        closing,
        intake,
        intake_paused,
        count_of_a_zone,
        sync,
        conditions_and_message,
        palette,
        receive,
        receive_asked,
        receive_carton,
        receive_closing,
        receive_parcel,
        labels,
        labels_of_an_article,
        labels_of_the_store,
        settings_faulty_template,
        settings_chain_template,
        settings_network_printer,
        settings_ipp_printer,
        settings_system_printer,
        camera,
        quitting,
        sending,
    )
} | {f"settings_{part}": partial(settings, part=part) for part in Part}

# Pages that stand alone


def trouble() -> QWidget:
    return TroublePage(Damaged("replica_damaged"))


def first_start() -> QWidget:
    page = FirstStartPage()
    page.ask("https://coulisse.example.com")
    asked = why_not("https://coulisse.example.com", "ABCD")
    assert asked is not None
    page.show_asked(asked, note(KeyPlace.FILE, is_again=False))
    return page


def enrolling_again() -> QWidget:
    page = FirstStartPage()
    page.ask("https://coulisse.example.com")
    asked = why_not("https://coulisse.example.com", "")
    assert asked is not None
    page.show_asked(asked, note(KeyPlace.FILE, is_again=True))
    return page


def arriving() -> QWidget:
    page = FirstStartPage()
    download = Download(212_000_000, 640_000_000, 1_740_000, 5_254_000, 95_000)
    trouble_now = cause_words(Cause.NOT_THE_CORE)
    page.show_arrival(Arrival("Lyon Part-Dieu", 11, 42, download=download, trouble=trouble_now))
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    page.__name__: page for page in (trouble, first_start, enrolling_again, arriving)
}
