"""Alerts: one exception at a time, what each side says, and the choice that settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from core.commands import Resolution, SettleException, WentTo
from core.rules.errors import Refused
from core.rules.permissions import Permission
from desktop.desk import Desk, Prints
from desktop.screens.alerts.reading import load_alerts, number_open
from desktop.screens.alerts.state import (
    MAX_NUMBER_CHARS,
    MAX_SETTLEMENT_CHARS,
    NEEDS_WORDS,
    NOT_WORDS,
    Alert,
    AlertsState,
    Shows,
)
from desktop.screens.fulfilments import one_head, this_place
from desktop.screens.preparation.parcel_label import label_fields, label_print
from desktop.screens.screen import Face, Section, story_key
from desktop.screens.slips import look_at_slip
from desktop.shell.amounts import cents_in
from sync.reading import Reader
from sync.workstation import Print


class AlertsPresenter:
    """Shows exceptions and settles them.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[AlertsState], language: Callable[[], str]) -> None:
        self._desk = desk
        self._face = face
        self._language = language
        self.state = AlertsState()
        self._came_up = ""
        """The exception that took the place of one which is gone, or that another screen led to, until
        somebody chooses it."""

    async def refresh(self) -> None:
        """Read everything again; what was chosen stays chosen while it can still be done."""
        fresh = await self._read()
        selected = self.state.selected
        if fresh.alert(selected) is None:
            first = fresh.alerts[0].id if fresh.alerts else ""
            self._came_up = first if selected else ""
            selected = first
        # A second Enter is meant for the one before: for what came up by itself nothing is chosen.
        self._show(_asking(fresh, selected, self.state, is_advised=selected != self._came_up))

    async def recount(self) -> None:
        """Read only how many wait."""
        may_settle = self._desk.me.may(Permission.SETTLE_EXCEPTION)
        waiting = await self._desk.read(number_open) if may_settle else 0
        self.state = replace(self.state, open_count=waiting, may_settle=may_settle)

    async def _read(self) -> AlertsState:
        """The list that is wanted once it is read: somebody may have turned to the other one meanwhile."""
        while True:
            me, now, shows = self._desk.me, self._desk.clock.now(), self.state.shows
            fresh = await self._desk.read(partial(load_alerts, me=me, now=now, shows=shows))
            if self.state.shows is shows:
                return fresh

    async def turn_to(self, shows: Shows) -> None:
        """List the open ones, or those that are settled."""
        self.state = replace(self.state, shows=shows, selected="")
        await self.refresh()

    async def open(self, key: str) -> None:
        """Select an exception, or the first about a fulfilment; "" for whatever is first."""
        if key and self.state.shows is Shows.SETTLED:
            self.state = replace(self.state, shows=Shows.OPEN)
        await self.refresh()
        found = next((one.id for one in self.state.alerts if key in (one.id, one.fulfilment_id)), "")
        if key and found:
            # Another screen leads here by Enter: pressed twice, it must not settle what nobody has read.
            self._came_up = found
            self._show(_asking(self.state, found, None, is_advised=False))

    def count(self) -> int:
        """What waits for me: a manager's work."""
        return self.state.open_count if self.state.may_settle else 0

    def select(self, key: str) -> None:
        """Ask about another one."""
        if key != self.state.selected or key == self._came_up:
            self._came_up = ""
            self._show(_asking(self.state, key, None))

    def choose(self, choice: Resolution) -> None:
        """Choose what is to be done about the selected one."""
        alert = self.state.alert(self.state.selected)
        if alert is not None and choice in alert.choices and self._may(alert, choice):
            self._show(replace(self.state, chosen=choice))

    def say_amounts(self, amounts: Sequence[str]) -> None:
        """How much went to each of its cards, as it is typed."""
        self.state = replace(self.state, amounts=tuple(amounts))

    def choose_at(self, place: int) -> None:
        """Choose by its number, from 1."""
        alert = self.state.alert(self.state.selected)
        if alert is not None and 1 <= place <= len(alert.choices):
            self.choose(alert.choices[place - 1])

    def show_order(self) -> None:
        """Go to the order that the selected one is about."""
        alert = self.state.alert(self.state.selected)
        if alert is not None and alert.is_on_today:
            self._face.go(Section.TODAY, alert.fulfilment_id)

    def tell_story(self) -> None:
        """Go to what became of the order that the selected one is about."""
        alert = self.state.alert(self.state.selected)
        if alert is not None and alert.order_number:
            self._face.go(Section.STORY, story_key(Section.ALERTS, alert.order_number))

    async def settle(self, said: str, deed: str) -> None:
        """Do what was chosen.

        Args:
            said: what the person wrote about it.
            deed: the choice in words, for what says itself what was done.
        """
        alert, choice = self.state.alert(self.state.selected), self.state.chosen
        if alert is None or choice is None or not self._may(alert, choice):
            return
        reference = said.strip() if choice is Resolution.PAID_BY_CARD else ""
        number = said.strip() if choice is Resolution.SAME_BOX else ""
        words = (deed if choice in NOT_WORDS else said.strip()) or ("" if choice in NEEDS_WORDS else deed)
        if not words:
            return
        try:
            command = SettleException(
                case_id=alert.id,
                case_aggregate=alert.aggregate,
                settlement=words[:MAX_SETTLEMENT_CHARS],
                resolution=choice,
                paid_reference=reference,
                went_to=_went_to(self.state),
                other_number=number[:MAX_NUMBER_CHARS],
            )
            await look_at_slip(self._desk, reference)
            await self._desk.do(command, self._prints(alert, choice))
        except Refused as refusal:
            self._face.refused(refusal)
        else:
            self._face.heard(True)
        await self.refresh()

    def _may(self, alert: Alert, choice: Resolution) -> bool:
        return self.state.may_settle and choice not in alert.forbidden

    def _prints(self, alert: Alert, choice: Resolution) -> Prints | None:
        if choice is not Resolution.PRINT_AGAIN:
            return None
        me, now, language = self._desk.me, self._desk.clock.now(), self._language()

        def labels(reader: Reader) -> list[Print]:
            head = one_head(reader, me, now, alert.fulfilment_id)
            parcels = head.parcels if head else ()
            timezone = this_place(reader).timezone
            return [
                label_print(
                    label_fields(
                        head,
                        parcel.number,
                        place,
                        len(parcels),
                        parcel.bin,
                        me.location_name,
                        timezone,
                        language,
                    ),
                    language,
                )
                for place, parcel in enumerate(parcels, 1)
                if head is not None
            ]

        return labels

    def _show(self, state: AlertsState) -> None:
        self.state = state
        self._face.show(state)


def _went_to(state: AlertsState) -> list[WentTo]:
    """How much went to which card: as it is typed, else as the payment service has said and the field shows.
    Nothing where nobody has typed and that is not all of it: what is left may have gone to any of them.

    Raises:
        Refused: `not_an_amount`.
    """
    cards = state.asked_cards
    texts = [text.strip() for text in state.amounts[: len(cards)]]
    texts += [""] * (len(cards) - len(texts))
    typed = [cents_in(text) for text in texts]
    if any(text.strip("0,. €") and not cents for text, cents in zip(texts, typed, strict=True)):
        raise Refused("not_an_amount")
    if not any(texts) and sum(card.told_cents for card in cards) < state.asked_cents:
        return []
    went = [cents if text else card.told_cents for card, text, cents in zip(cards, texts, typed, strict=True)]
    return [WentTo(card.name, cents) for card, cents in zip(cards, went, strict=True) if cents]


def _asking(
    state: AlertsState, selected: str, before: AlertsState | None, *, is_advised: bool = True
) -> AlertsState:
    """The state with an exception selected: what was chosen for it before, else the advised one."""
    alert = state.alert(selected)
    allowed = [one for one in alert.choices if one not in alert.forbidden] if alert else []
    is_same = before is not None and before.selected == selected
    kept = before.chosen if before is not None and is_same else None
    advised = next(iter(allowed), None) if is_advised else None
    chosen = kept if kept in allowed else advised
    amounts = before.amounts if before is not None and is_same else ()
    return replace(
        state,
        selected=selected,
        chosen=chosen if state.may_settle else None,
        amounts=amounts,
    )
