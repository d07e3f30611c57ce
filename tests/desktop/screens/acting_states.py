"""States in which one can do what in no state of `look_states` can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from msgspec.structs import replace

from core.rules.refund import RefundState
from core.rules.returns import ReturnReason, ReturnState
from desktop.devices.scanner import parse
from desktop.screens import Section
from desktop.screens.approvals.screen import ApprovalsScreen
from desktop.screens.day.screen import DayScreen
from desktop.screens.day.state import Backlog, Turn
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.labels.state import Batch
from desktop.screens.receive import ReceiveScreen
from desktop.screens.returns.known_state import Known
from desktop.screens.returns.screen import ReturnsScreen
from desktop.screens.returns.state import Sight
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Part
from desktop.screens.stock.screen import StockScreen
from desktop.screens.stock.state import Asking, Wanted, WantedList
from desktop.screens.today.screen import TodayScreen
from sync.spool import BatchProgress
from tests.desktop.desk_double import NOW
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_decisions import approvals
from tests.desktop.screens.look_goods import receive_carton
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.look_settings import settings
from tests.desktop.screens.store_world import ARTICLES


def _show(screen: Any, **changes: object) -> None:
    """As if it had been read so: what is shown again by itself shows the same."""
    screen.presenter.state = replace(screen.presenter.state, **changes)
    screen.view.show_state(screen.presenter.state)


def _as_refund(room: Room, **changes: object) -> None:
    approvals(room)
    screen = cast(ApprovalsScreen, room.screens[Section.APPROVALS])
    first = replace(screen.presenter.state.refunds[0], **changes)
    _show(screen, refunds=(first,), selected=first.id, may_decide=True)


def asked_about_mine(room: Room) -> None:
    _as_refund(room, state=RefundState.ASKED, is_mine=True)


def money_came_back(room: Room) -> None:
    _as_refund(room, state=RefundState.FAILED, is_mine=False)


def limit_written(room: Room) -> None:
    """All that it takes to limit the intake."""
    screen = cast(DayScreen, room.go(Section.DAY, Turn.INTAKE))
    screen.presenter.not_now()
    screen.view.intake.cap.line.setText("8")
    screen.view.intake.reason.line.setText("Dégât des eaux en réserve")


def late_and_not_begun(room: Room) -> None:
    screen = cast(DayScreen, room.go(Section.DAY, Turn.INTAKE))
    _show(screen, late=Backlog(("f1",), 4), rejects_late=None)


def batch_under_way(room: Room) -> None:
    screen = cast(LabelsScreen, room.go(Section.LABELS))
    batch = Batch("batch:shelf_label:1", BatchProgress(waiting=3, printed=2))
    _show(screen, batch=batch)


def received_by_hand(room: Room) -> None:
    receive_carton(room)
    screen = cast(ReceiveScreen, room.screens[Section.RECEIVE])
    _show(screen, can_undo=True)


def condition_asked(room: Room) -> None:
    """A question about what comes back is open."""
    screen = cast(ReturnsScreen, room.go(Section.RETURNS))
    while screen.presenter.state.sight is not Sight.ASKING or screen.presenter.state.wanted:
        screen.presenter.back()
    now(screen.presenter.search("W-77120"))
    now(screen.presenter.open_chosen())
    screen.presenter.turn_to("w1-1")
    screen.presenter.give_reason(ReturnReason.WRONG_SIZE)


def returns_of_a_name(room: Room) -> None:
    """A customer's slip is found by their name, and no sale."""
    screen = cast(ReturnsScreen, room.go(Section.RETURNS))
    while screen.presenter.state.sight is not Sight.ASKING or screen.presenter.state.wanted:
        screen.presenter.back()
    slip = Known(
        id="slip", number="R0000001", customer="Zoé Delmas", articles="Robe Calanque", declared_at=NOW,
        state=ReturnState.DECLARED, is_slip=True,
    )  # fmt: skip
    _show(screen, wanted="Zoé Delmas", named=(slip,), chosen="slip", nothing_found=True)


def template_to_keep(room: Room) -> None:
    """A good text that is not kept yet, and somebody who may publish it."""
    settings(room, Part.TEMPLATES)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    now(screen.presenter.templates.choose("price_label", "fr"))
    templates = screen.presenter.templates.state
    now(screen.presenter.templates.edit(templates.kept + "\n# essai\n", "fr"))
    templates = replace(screen.presenter.templates.state, may_publish=True)
    screen.view.show_state(replace(screen.presenter.state, templates=templates))


def some_asked_for(room: Room) -> None:
    screen = cast(StockScreen, room.go(Section.STOCK))
    screen.scanned(parse(ARTICLES["jacket"]["gtin"]))
    asking = Asking(
        article_id=ARTICLES["jacket"]["id"], location_id=2, name="Vienne", available=3, quantity=1
    )
    _show(screen, asking=asking)


def list_of_a_request(room: Room) -> None:
    some_asked_for(room)
    screen = cast(StockScreen, room.screens[Section.STOCK])
    listed = WantedList(location_id=2, place="Vienne", lines=(Wanted(ARTICLES["jacket"]["id"], "Veste", 1),))
    _show(screen, asking=None, listed=listed)


def articles_found(room: Room) -> None:
    screen = cast(StockScreen, room.go(Section.STOCK))
    now(screen.presenter.back())
    now(screen.presenter.search("chemise"))


def pieces_of_a_watch(room: Room) -> None:
    room.go(Section.STOCK).scanned(parse(ARTICLES["watch"]["gtin"]))


def ready_and_a_manager(room: Room) -> None:
    cast(TodayScreen, room.go(Section.TODAY, "f6"))


def pin_typed(room: Room) -> None:
    settings(room, Part.PIN)
    for field in cast(SettingsScreen, room.screens[Section.SETTINGS]).view.pin.fields:
        field.line.setText("802531")


MORE_STATES: dict[str, Callable[[Room], None]] = {
    state.__name__: state
    for state in (
        asked_about_mine,
        money_came_back,
        limit_written,
        late_and_not_begun,
        batch_under_way,
        received_by_hand,
        condition_asked,
        returns_of_a_name,
        template_to_keep,
        pin_typed,
        some_asked_for,
        list_of_a_request,
        articles_found,
        pieces_of_a_watch,
        ready_and_a_manager,
    )
}
