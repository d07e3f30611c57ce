"""What the steps of a preparation share: the order in hand, the desk, and what is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from core.commands import Command, Outcome, OutcomeStatus
from core.rules.errors import Refused
from core.rules.fulfilment import FulfilmentState
from core.rules.stock import ShortReason
from desktop.desk import Desk, Prints
from desktop.screens.fulfilments import Head, Holder, Line, minutes_until
from desktop.screens.preparation.reading import Loaded, load_queue, load_work
from desktop.screens.preparation.state import Phase, PreparationState, Said
from desktop.screens.screen import Face

_S = FulfilmentState
_PHASES: Mapping[str, Phase] = {
    **dict.fromkeys((_S.PROPOSED, _S.CLAIMED, _S.PICKING), Phase.PICK),
    **dict.fromkeys((_S.PACKED, _S.LABELLED, _S.ARRIVED), Phase.STAGE),
    **dict.fromkeys((_S.STAGED, _S.READY), Phase.DONE),
    _S.PICKED: Phase.PACK,
}


class Bench:
    """One order in hand.

    Attributes:
        state: what is shown.
        loaded: the order as it was last read; None while none is in hand.
        skipped: lines left for later, in the order in which they were.
    """

    def __init__(self, desk: Desk, face: Face[PreparationState]) -> None:
        self.desk = desk
        self.face = face
        self.state = PreparationState()
        self.loaded: Loaded | None = None
        self.skipped: list[str] = []

    @property
    def head(self) -> Head | None:
        """The order in hand."""
        return self.loaded.head if self.loaded else None

    def show(self, **changes: Any) -> None:
        """Show the state with changes."""
        self.state = replace(self.state, **changes)
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

    async def take(self, fulfilment_id: str) -> None:
        """Have this order in hand from now on."""
        self.skipped = []
        self.loaded = None
        self.state = PreparationState(
            is_read=True, queue=self.state.queue, taken=self.state.taken, timezone=self.state.timezone
        )
        await self.reload(fulfilment_id)

    async def reload(self, fulfilment_id: str = "") -> None:
        """Read again the order in hand and the queue."""
        me, now = self.desk.me, self.desk.clock.now()
        wanted = fulfilment_id or (self.head.id if self.head else "")
        queue = await self.desk.read(lambda reader: load_queue(reader, me, now))
        loaded = await self.desk.read(lambda reader: load_work(reader, me, now, wanted)) if wanted else None
        self.state = replace(
            self.state,
            now=now,
            timezone=queue.place.timezone,
            queue=queue.free,
            taken=queue.taken,
            is_read=True,
        )
        self._lay(loaded, was_in_hand=self.loaded is not None)

    def put_down(self, said: Said | None = None) -> None:
        """Have nothing in hand; what was picked stays picked."""
        self.loaded = None
        self.show(
            phase=Phase.QUEUE, head=None, lines=(), current="", said=said, wants_serial=False, short_units=0,
            undoes="", asks_reprint=False, drafts=(), bins={}, in_hand="", label=b"", proposed_bin="",
        )  # fmt: skip

    def _lay(self, loaded: Loaded | None, *, was_in_hand: bool) -> None:
        if loaded is None:
            if was_in_hand:
                self.put_down(Said(False, "unknown_fulfilment"))
            else:
                self.show()
            return
        head = loaded.head
        phase = _PHASES.get(head.state)
        if phase is None:
            self.put_down(Said(False, "moved_on", {"number": head.number, "state": head.state}))
            return
        if phase in (Phase.PICK, Phase.PACK) and head.holder is Holder.COLLEAGUE:
            self.put_down(Said(False, "taken_over", {"number": head.number, "name": head.holder_name}))
            return
        self.loaded = loaded
        if phase is Phase.PACK and not head.picked:
            phase = Phase.NOTHING
        lines = self._walk(head)
        current = self._current(lines)
        self.show(
            phase=phase,
            head=head,
            minutes_left=minutes_until(head.promised_at, self.state.now),
            lines=lines,
            current=current,
            stock=loaded.stock,
            wants_serial=self.state.wants_serial and current == self.state.current,
            short_units=self.state.short_units if phase is Phase.PICK else 0,
        )

    def _walk(self, head: Head) -> tuple[Line, ...]:
        late = [line for line in head.lines if line.left_to_pick and self._is_for_later(line)]
        place = {key: number for number, key in enumerate(self.skipped)}
        late.sort(key=lambda line: place.get(line.id, -1))
        return (*(line for line in head.lines if line not in late), *late)

    def _is_for_later(self, line: Line) -> bool:
        return line.id in self.skipped or line.short_reason == ShortReason.PICK_LATER

    def _current(self, lines: tuple[Line, ...]) -> str:
        left = [line for line in lines if line.left_to_pick]
        kept = next((line for line in left if line.id == self.state.current), None)
        return (kept or left[0]).id if left else ""
