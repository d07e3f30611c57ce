"""Today: what is to be done, the most urgent first, and the first step of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from core.commands import (
    ClaimFulfilment,
    Command,
    CountArticle,
    PutBack,
    RejectFulfilment,
    ReopenFulfilment,
)
from core.rules.errors import Refused
from core.rules.fulfilment import FulfilmentState
from core.rules.plausibility import MAX_ACCEPTED_UNITS
from desktop.desk import Desk
from desktop.devices.scanner import normal_gtin
from desktop.screens.fulfilments import Head, Holder
from desktop.screens.screen import Face, Section
from desktop.screens.today.counting import countings
from desktop.screens.today.detail_words import units_to_put_back
from desktop.screens.today.reading import counted, load_today, number_waiting, with_colleagues
from desktop.screens.today.state import PAGE, Filter, Step, Tally, Task, TodayState, Way, Work

MAX_REASON_CHARS = 400
UNPAGED = frozenset({Task.COUNT, Task.MONEY, Task.SETTLE})


class TodayPresenter:
    """Reads the day and does the first step of a row.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[TodayState]) -> None:
        self._desk = desk
        self._face = face
        self.state = TodayState()

    async def refresh(self, also: str = "") -> None:
        """Read everything again, with a row for the fulfilment `also` in any case."""
        me, now, wanted = self._desk.me, self._desk.clock.now(), self.state.filter
        fresh = await self._desk.read(lambda reader: load_today(reader, me, now, wanted, also))
        if wanted != self.state.filter:
            # Somebody has typed on meanwhile: what they want now is being read.
            return
        asked = self.state.asked if fresh.work(self.state.asked) else ""
        way = self.state.way if asked else None
        ticked = self.state.ticked if asked else {}
        self._show(replace(fresh, asked=asked, way=way, ticked=ticked))

    async def recount(self) -> None:
        """Read only what waits for me."""
        me, now = self._desk.me, self._desk.clock.now()
        waiting = await self._desk.read(lambda reader: number_waiting(reader, me, now))
        self.state = replace(self.state, waits_for_me=waiting)

    def tick(self) -> None:
        """A minute has passed: count down without reading."""
        self._show(counted(replace(self.state, now=self._desk.clock.now())))

    def count(self) -> int:
        """What waits for me: not what a colleague has, nor what only a manager settles."""
        return self.state.waits_for_me

    async def narrow(self, wanted: Filter) -> None:
        """Show what this filter lets through."""
        self.state = replace(self.state, filter=wanted)
        await self.refresh()

    async def find(self, words: str) -> None:
        """Show what a scan names, and let it be heard whether there is anything."""
        await self.narrow(Filter(words=words))
        self._face.heard(bool(self.state.works))

    async def more(self) -> None:
        """Another page of each group that has one."""
        shown = Counter(work.task for work in self.state.works)
        if any(tally.orders > shown[task] >= self.state.filter.most for task, tally in self._paged()):
            await self.narrow(replace(self.state.filter, most=self.state.filter.most + PAGE))

    def _paged(self) -> Iterable[tuple[Task, Tally]]:
        return ((task, tally) for task, tally in self.state.tallies.items() if task not in UNPAGED)

    async def act(self, key: str) -> None:
        """Do the step of a row. Putting back and counting ask first: they cannot be undone here."""
        work = self.state.work(key)
        if work is None or work.step is Step.NONE:
            return
        if work.case is not None:
            self._face.go(Section.ALERTS, work.case.id)
        elif work.coming is not None:
            self._face.go(Section.RECEIVE, work.coming.key)
        elif work.money is not None:
            self._face.go(Section.APPROVALS, work.money.refund_id)
        elif work.step in (Step.PUT_BACK, Step.COUNT):
            await self._confirm(work)
        elif work.step in (Step.HAND_OVER, Step.DISPATCH):
            self._face.go(Section.HAND_OVER, key)
        elif work.head is not None:
            await self._begin(work, work.head)

    def not_yet(self) -> None:
        """Leave what was asked as it is."""
        self._answered()

    async def put_back_one(self, key: str, gtin: str) -> bool:
        """One unit of a row is on its shelf again, by scanning it; with the last all is told, and its stock
        is free. False for an article that is not among what goes back."""
        work = self.state.work(key)
        if work is None or work.step is not Step.PUT_BACK or work.head is None:
            return False
        ticked = dict(self.state.ticked) if self.state.asked == key else {}
        left = {line.id: units_to_put_back(line) - ticked.get(line.id, 0) for line in work.head.lines}
        found = [
            line
            for line in work.head.lines
            if left[line.id] > 0 and normal_gtin(line.gtin) == normal_gtin(gtin)
        ]
        if not found:
            return False
        ticked[found[0].id] = ticked.get(found[0].id, 0) + 1
        self._show(replace(self.state, asked=key, way=None, ticked=ticked))
        if sum(left.values()) == 1:
            await self._do(PutBack(fulfilment_id=key))
        return True

    async def count_article(self, key: str, said: str) -> None:
        """So many stand on the shelf."""
        work = self.state.work(key)
        counting = work.counting if work is not None else None
        if counting is None or self.state.asked != key or not said.strip().isdecimal():
            return
        # The key may be pressed twice: the same answer is not the recount's.
        self._answered()
        # Goods move between the question and the answer: what counts is what is known now.
        known = await self._desk.read(countings)
        counting = next((one for one in known if one.id == counting.id), counting)
        await self._do(
            CountArticle(
                task_id=counting.id,
                task_aggregate=counting.aggregate,
                counted=min(int(said.strip()), MAX_ACCEPTED_UNITS),
                expected=counting.expected,
            )
        )

    def ask(self, key: str, way: Way) -> None:
        """Ask for the reason, and say what follows, before an order is rejected or opened again."""
        work = self.state.work(key)
        if work is not None and way in work.ways and way in self.state.may:
            self._show(replace(self.state, asked=key, way=way))

    async def go_that_way(self, key: str, reason: str) -> bool:
        """Do what was asked about, for this reason; returns whether it is done."""
        way, work = self.state.way, self.state.work(key)
        if work is None or way is None or self.state.asked != key or not reason.strip():
            return False
        command = RejectFulfilment if way is Way.REJECT else ReopenFulfilment
        is_done = await self._do(command(fulfilment_id=key, reason=reason.strip()[:MAX_REASON_CHARS]))
        if is_done and way is Way.REOPEN:
            self._face.go(Section.PREPARE, key)
        return is_done

    async def _confirm(self, work: Work) -> None:
        if self.state.asked != work.key:
            self._show(replace(self.state, asked=work.key, way=None))
        elif work.step is Step.PUT_BACK:
            await self._do(PutBack(fulfilment_id=work.key))

    async def _begin(self, work: Work, head: Head) -> None:
        is_mine = head.holder is Holder.THIS_DEVICE and head.state != FulfilmentState.PROPOSED
        if work.step is not Step.PUT_IN_BIN and not is_mine:
            takes_over = work.step is Step.TAKE_OVER
            if not await self._do(ClaimFulfilment(fulfilment_id=head.id, takes_over=takes_over)):
                return
            if takes_over and head.round_id:
                await self._take_round_over(head)
        self._face.go(Section.PREPARE, head.id)

    async def _take_round_over(self, head: Head) -> None:
        """The others of a round go along: its totes stand on one trolley."""
        me, now = self._desk.me, self._desk.clock.now()
        others = await self._desk.read(lambda reader: with_colleagues(reader, me, now, head.round_id))
        for fulfilment_id in others:
            await self._do(ClaimFulfilment(fulfilment_id=fulfilment_id, takes_over=True))

    async def _do(self, command: Command) -> bool:
        self._answered()
        try:
            await self._desk.do(command)
        except Refused as refusal:
            self._face.refused(refusal)
            return False
        finally:
            self._answered()
            await self.refresh()
        return True

    def _answered(self) -> None:
        self._show(replace(self.state, asked="", way=None, ticked={}))

    def _show(self, state: TodayState) -> None:
        self.state = state
        self._face.show(state)
