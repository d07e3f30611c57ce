"""The day: what is to be looked at, and how much new work comes in."""

from __future__ import annotations

from msgspec.structs import replace

from core.commands import AskCount, LimitIntake, RejectFulfilment
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.intake import MAX_CAP, IntakeMode
from core.rules.time import MINUTE_MS, Instant
from desktop.desk import Desk
from desktop.screens.day.counting import AskedCount, Counting, asked_by
from desktop.screens.day.reading import load_day
from desktop.screens.day.state import LASTS_MINUTES, Ask, DayState, Turn
from desktop.screens.screen import Face, Section
from desktop.shell.amounts import local_time

MAX_REASON_CHARS = 400
MAX_WANTED_CHARS = 64
NOON_HOUR = 12

_SECTIONS = {
    Ask.DATA: Section.SYNC,
    Ask.PRINTS: Section.SYNC,
    Ask.OUTBOX: Section.SYNC,
    Ask.EXCEPTIONS: Section.ALERTS,
    Ask.PARCELS: Section.HAND_OVER,
}
"""Where each is seen to; the others on Today."""


class DayPresenter:
    """Shows the day and limits its intake.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[DayState]) -> None:
        self._desk = desk
        self._face = face
        self._usual: Turn | None = None
        self.state = DayState()

    async def refresh(self) -> None:
        """Read everything again; what is being chosen stays so."""
        me, now, turn = self._desk.me, self._desk.clock.now(), self.state.turn
        chosen = self.state.counting
        fresh = await self._desk.read(lambda reader: load_day(reader, me, now, turn, chosen))
        kept = self.state
        if kept.turn is not turn or kept.counting.wanted != chosen.wanted:
            # Turned over meanwhile: whoever did reads for it.
            return
        self._show(replace(fresh, mode=kept.mode, minutes=kept.minutes, rejects_late=kept.rejects_late))

    async def open(self, turn: str) -> None:
        """Turn to one of the four; "" stays where one was, until the hour asks for another."""
        await self.refresh()
        hour = local_time(self._desk.clock.now(), self.state.timezone).hour
        before, self._usual = self._usual, Turn.OPENING if hour < NOON_HOUR else Turn.CLOSING
        stays = self.state.turn if before is self._usual else self._usual
        await self.turn_to(Turn(turn) if turn in set(Turn) else stays)

    async def turn_to(self, turn: Turn) -> None:
        """Bring another one to the front."""
        self.state = replace(self.state, turn=turn, rejects_late=None)
        await self.refresh()

    def go_on(self, selected: str) -> None:
        """Go where that is done which comes next, while a row is selected."""
        check = self.state.next_after(selected)
        self._face.go(_SECTIONS.get(check.ask, Section.TODAY) if check else Section.TODAY, "")

    def choose(self, mode: IntakeMode) -> None:
        """Choose what is to be taken."""
        self._show(replace(self.state, mode=mode))

    def choose_minutes(self, minutes: int) -> None:
        """Choose how long."""
        if minutes in LASTS_MINUTES:
            self._show(replace(self.state, minutes=minutes))

    async def limit(self, cap: str, reason: str) -> None:
        """Limit the intake as it was chosen."""
        until = Instant(self._desk.clock.now() + self.state.minutes * MINUTE_MS)
        is_capped = self.state.mode is IntakeMode.CAPPED
        number = int(cap) if cap.strip().isdecimal() else 0
        await self._limit(self.state.mode, min(number, MAX_CAP + 1) if is_capped else 0, until, reason)

    async def take_all(self) -> None:
        """Take all orders again."""
        if self.state.limit is not None:
            await self._limit(IntakeMode.OPEN, 0, Instant(0), "")

    async def _limit(self, mode: IntakeMode, cap: int, until: Instant, reason: str) -> None:
        said = reason.strip()[:MAX_REASON_CHARS]
        here = self._desk.me.location_id
        try:
            await self._desk.do(LimitIntake(location_id=here, mode=mode, cap=cap, until=until, reason=said))
        except Refused as refusal:
            self._face.refused(refusal)
        else:
            self._face.heard(True)
        await self.refresh()

    async def want_counted(self, wanted: str) -> None:
        """Choose what is to be counted: a zone, a shelf, an article."""
        self.state = replace(
            self.state, counting=replace(self.state.counting, wanted=wanted[:MAX_WANTED_CHARS])
        )
        await self.refresh()

    def turn_blind(self) -> None:
        """Whoever counts is told what is expected, or not."""
        counting = self.state.counting
        self._show(replace(self.state, counting=replace(counting, is_blind=not counting.is_blind)))

    async def ask_count(self) -> AskedCount:
        """Have it counted; returns how many articles are to be counted by that, and how many were already."""
        counting, me = self.state.counting, self._desk.me
        if not counting.may_begin:
            return AskedCount()
        # The name of the count: what is asked for at this place, by this machine, at this moment.
        count_id = derive(me.device_id, "count", self._desk.clock.now(), counting.wanted)
        command = AskCount(
            count_id=count_id,
            location_id=me.location_id,
            articles=list(counting.articles),
            is_blind=counting.is_blind,
        )
        try:
            await self._desk.do(command)
        except Refused as refusal:
            self._face.refused(refusal)
            return AskedCount()
        asked = await self._desk.read(lambda reader: asked_by(reader, command.aggregate))
        self.state = replace(self.state, counting=Counting(is_blind=counting.is_blind))
        await self.refresh()
        return AskedCount(asked, len(counting.articles) - asked)

    def ask_backlog(self, is_late: bool) -> None:
        """Ask about a backlog before it is rejected."""
        backlog = self.state.late if is_late else self.state.every
        if self.state.may_reject and backlog.ids:
            self._show(replace(self.state, rejects_late=is_late))

    def not_now(self) -> None:
        """Leave the backlog as it is."""
        self._show(replace(self.state, rejects_late=None))

    async def reject_backlog(self, reason: str) -> int:
        """Reject what was asked about, each order for this reason; returns how many were.

        What somebody has begun meanwhile is left to them.
        """
        backlog, said = self.state.asked, reason.strip()[:MAX_REASON_CHARS]
        if backlog is None or not said:
            return 0
        rejected, refusals = 0, []
        for fulfilment_id in backlog.ids:
            try:
                await self._desk.do(
                    RejectFulfilment(fulfilment_id=fulfilment_id, reason=said, unbegun_only=True)
                )
            except Refused as refusal:
                refusals.append(refusal)
            else:
                rejected += 1
        if refusals:
            self._face.refused(refusals[0])
        self.state = replace(self.state, rejects_late=None)
        await self.refresh()
        return rejected

    def _show(self, state: DayState) -> None:
        self.state = state
        self._face.show(state)
