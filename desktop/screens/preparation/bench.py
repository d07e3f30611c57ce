"""What the steps of a preparation share: the orders in hand, the desk, and what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from msgspec.structs import replace

from core.commands import Command, Outcome, OutcomeStatus
from core.rules.errors import Refused
from desktop.desk import Desk, Prints
from desktop.screens.fulfilments import MAX_SHOWN, Head, Holder, minutes_until
from desktop.screens.preparation.reading import Loaded, Queue, count_free, load_heads, load_queue, load_work
from desktop.screens.preparation.round import can_be_picked, in_focus, phase_of, phase_together
from desktop.screens.preparation.state import Phase, PreparationState, Said
from desktop.screens.preparation.walk import RoundLine, in_walk, own_lines, round_lines
from desktop.screens.screen import Face
from sync.reading import Reader

PAGE = 200
"""Orders that are shown more when the end of the queue comes near."""


class Bench:
    """The orders in hand: a round, which most often is one order alone.

    Attributes:
        state: what is shown.
        loaded: the orders as they were last read; None while none is in hand.
        skipped: lines left for later, in the order in which they were.
        focus: the order that is packed or put in a bin; the one that was last worked on.
        most: how much of the queue is shown.
    """

    def __init__(self, desk: Desk, face: Face[PreparationState]) -> None:
        self.desk = desk
        self.face = face
        self.state = PreparationState()
        self.loaded: Loaded | None = None
        self.skipped: list[str] = []
        self.focus = ""
        self.most = MAX_SHOWN
        self._seen = -1
        self._holding = 0
        self._is_news = False

    @property
    def head(self) -> Head | None:
        """The order in focus."""
        return self.loaded.head if self.loaded else None

    @property
    def heads(self) -> tuple[Head, ...]:
        """All orders in hand."""
        return self.loaded.heads if self.loaded else ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Their fulfilments' ids."""
        return tuple(head.id for head in self.heads)

    def show(self, **changes: Any) -> None:
        """Show the state with changes."""
        self.state = replace(self.state, **changes)
        if self._holding:
            self._is_news = True
        else:
            self.face.show(self.state)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Show what a gesture comes to, not each of its steps: a screen is laid out for each."""
        self._holding += 1
        try:
            yield
        finally:
            self._holding -= 1
            if self._is_news and not self._holding:
                self._is_news = False
                self.face.show(self.state)

    def say(self, said: Said) -> None:
        """Say what came of a gesture, and let it be heard."""
        self.face.heard(said.is_good)
        self.show(said=said)

    def good(self, code: str, **data: Any) -> None:
        """Say that it is done."""
        self.say(Said(True, code, data))

    def bad(self, code: str, **data: Any) -> None:
        """Say why it was not done."""
        self.say(Said(False, code, data))

    async def do(self, command: Command, prints: Prints | None = None) -> Outcome | None:
        """Do it and read again; None if the rules said no, which is said."""
        try:
            outcome = await self.desk.do(command, prints)
        except Refused as refusal:
            await self.reload()
            self.bad(refusal.code, **refusal.data)
            return None
        await self.reload()
        return outcome

    def concern(self, outcome: Outcome) -> bool:
        """Say what somebody must look at after a fact that was recorded all the same."""
        if outcome.status is not OutcomeStatus.RECORDED:
            return False
        self.bad(outcome.code, **outcome.data)
        return True

    async def take(self, ids: Sequence[str], focus: str) -> None:
        """Have these orders in hand from now on."""
        self.skipped, self.focus = [], focus
        self.loaded = None
        self.state = PreparationState(
            is_read=True,
            queue=self.state.queue,
            waiting=self.state.waiting,
            taken=self.state.taken,
            timezone=self.state.timezone,
        )
        await self.reload(ids)

    async def reload(self, ids: Sequence[str] = ()) -> None:
        """Read again the orders in hand. The queue behind them is read when it is to be seen: of hundreds of
        orders it takes longer than a scan may."""
        me, now, wanted = self.desk.me, self.desk.clock.now(), tuple(ids) or self.ids
        most, seen = self.most, self.desk.changes

        def read(reader: Reader) -> tuple[Queue | int, tuple[Head, ...], Loaded | None]:
            found = load_heads(reader, me, now, wanted) if wanted else ()
            kept = [head for head in found if not _has_gone(head)]
            work = load_work(reader, now, kept, in_focus(kept, self.focus)) if kept else None
            is_seen = work is None or phase_together(work.heads, work.head) is Phase.DONE
            return load_queue(reader, me, now, most) if is_seen else count_free(reader, me, now), found, work

        queue, found, loaded = await self.desk.read(read)
        self._seen = seen
        self.state = replace(self.state, now=now, is_read=True)
        if isinstance(queue, Queue):
            self._lay_queue(queue)
        else:
            self.state = replace(self.state, waiting=queue)
        gone = _why_gone(wanted, found)
        if loaded is None and wanted:
            self.put_down(gone)
        if loaded is None:
            self.show()
        else:
            self._lay(loaded)
            if gone is not None:
                self.say(gone)

    @property
    def is_behind(self) -> bool:
        """Whether anything has changed since the orders in hand were read."""
        return self._seen != self.desk.changes

    async def recount(self) -> None:
        """Read only how many orders can be begun."""
        me, now = self.desk.me, self.desk.clock.now()
        waiting = await self.desk.read(lambda reader: count_free(reader, me, now))
        self.state = replace(self.state, waiting=waiting)

    async def more(self) -> None:
        """Another page of the queue, if there is one."""
        shown = len(self.state.queue) + len(self.state.taken)
        if self.state.phase is Phase.QUEUE and shown >= self.most:
            self.most += PAGE
            await self.reload()

    async def let_go(self, fulfilment_id: str) -> None:
        """Have this order in hand no more; the others of the round stay."""
        rest = [key for key in self.ids if key != fulfilment_id]
        if not rest:
            self.put_down()
        await self.reload(rest)

    def _lay_queue(self, queue: Queue) -> None:
        free = {head.id for head in queue.free if can_be_picked(head)}
        self.state = replace(
            self.state,
            timezone=queue.place.timezone,
            queue=queue.free,
            waiting=queue.waiting,
            taken=queue.taken,
            chosen=tuple(key for key in self.state.chosen if key in free),
        )

    def put_down(self, said: Said | None = None) -> None:
        """Have nothing in hand; what was picked stays picked.

        It is shown with what is read next: the queue as it was before this work is not to be acted on.
        """
        self.loaded = None
        self.state = replace(
            self.state, phase=Phase.QUEUE, head=None, heads=(), lines=(), current="", said=said, shelf=None,
            wants_serial=False, short_units=0, undoes="", asks_reprint=False, drafts=(), bins={}, in_hand="",
            label=b"", proposed_bin="", chosen=(), offers=(),
        )  # fmt: skip

    def choose(self, line_id: str) -> None:
        """Go on with another line."""
        if self.loaded is not None:
            head = self._shown_head(self.loaded, self.state.phase, self.state.lines, line_id)
            left = minutes_until(head.promised_at, self.state.now)
            self.show(current=line_id, head=head, minutes_left=left, wants_serial=False, short_units=0)

    def _lay(self, loaded: Loaded) -> None:
        before = self.head
        self.loaded = loaded
        self.state = replace(self.state, timezone=loaded.place.timezone)
        phase = phase_together(loaded.heads, loaded.head)
        lines = self._lines(loaded, phase)
        current = self._current(lines)
        head = self._shown_head(loaded, phase, lines, current)
        if before is not None and before.id != loaded.head.id:
            # Another tote is on the table now: what was begun there belongs to the one before.
            self.state = replace(
                self.state, drafts=(), bins={}, in_hand="", label=b"", proposed_bin="", asks_reprint=False
            )
        # While it is picked no tote is packed yet; then the first one is.
        self.focus = "" if phase is Phase.PICK else loaded.head.id
        self.show(
            phase=phase,
            head=head,
            heads=loaded.heads,
            minutes_left=minutes_until(head.promised_at, self.state.now),
            lines=lines,
            current=current,
            stock=loaded.stock,
            is_scan_forced=loaded.policy.is_scan_forced,
            leaving=loaded.leaving if phase is not Phase.PICK or len(loaded.heads) == 1 else None,
            wants_serial=self.state.wants_serial and current == self.state.current,
            short_units=self.state.short_units if phase is Phase.PICK else 0,
            shelf=self.state.shelf if phase is Phase.PICK else None,
        )

    def _lines(self, loaded: Loaded, phase: Phase) -> tuple[RoundLine, ...]:
        if phase is not Phase.PICK:
            return own_lines(loaded.head)
        walked = [head for head in loaded.heads if phase_of(head) in (Phase.PICK, Phase.PACK)]
        return in_walk(round_lines(walked), self.skipped)

    def _shown_head(self, loaded: Loaded, phase: Phase, lines: Sequence[RoundLine], current: str) -> Head:
        share = next((line.next_share for line in lines if line.id == current), None)
        wanted = share.fulfilment_id if share and phase is Phase.PICK else loaded.head.id
        return next(head for head in loaded.heads if head.id == wanted)

    def _current(self, lines: tuple[RoundLine, ...]) -> str:
        left = sorted((line for line in lines if line.left_to_pick), key=lambda line: line.is_awaited)
        kept = next((line for line in left if line.id == self.state.current), None)
        return (kept or left[0]).id if left else ""


def _has_gone(head: Head) -> bool:
    """Whether an order is out of hand: moved on without us, or with a colleague."""
    phase = phase_of(head)
    return phase is None or (phase in (Phase.PICK, Phase.PACK) and head.holder is Holder.COLLEAGUE)


def _why_gone(wanted: Sequence[str], found: Sequence[Head]) -> Said | None:
    """What to say about orders that went out of hand meanwhile; the last of them, if there are several."""
    gone = [head for head in found if _has_gone(head)]
    if not gone:
        return Said(False, "unknown_fulfilment") if len(found) < len(wanted) else None
    head = gone[-1]
    tote = {"tote": head.tote} if head.tote and len(wanted) > 1 else {}
    if phase_of(head) is None:
        return Said(False, "moved_on", {"number": head.number, "state": head.state, **tote})
    return Said(False, "taken_over", {"number": head.number, "name": head.holder_name, **tote})
