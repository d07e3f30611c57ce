"""Picking: scans, picks by hand, shorts, skips, and the way back from each."""

from __future__ import annotations

from core.commands import Outcome, PickLine, ShortLine, UndoPick, UndoShort
from core.rules.rounds import shorts_by_share
from core.rules.stock import ShortReason
from desktop.devices.scanner import Scanned
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.gestures import Done, is_for, not_of_this_order, still_ours
from desktop.screens.preparation.pieces import Asked, doubt
from desktop.screens.preparation.placing import Placing
from desktop.screens.preparation.reading import last_command, others_wanting, whose
from desktop.screens.preparation.scans import (
    AskSerial,
    Elsewhere,
    Meaning,
    Take,
    meaning_of,
    serial_given,
)
from desktop.screens.preparation.state import ABSENT, Said
from desktop.screens.preparation.walk import Share


class Picking:
    """The picks of the orders in hand.

    Attributes:
        done: what can be taken back, oldest first.
    """

    def __init__(self, bench: Bench, placing: Placing) -> None:
        self._bench = bench
        self._placing = placing
        self.done: list[Done] = []
        self._insists_on = ""

    async def scan(self, scan: Scanned) -> None:
        """Take a scan."""
        state = self._bench.state
        awaiting = state.current_line if state.wants_serial else None
        await self._act(meaning_of(scan, state.lines, awaiting), is_scanned=True)

    async def by_hand(self) -> None:
        """One unit of the current line, without a scan; a serial number is asked for where there is one."""
        line = self._bench.state.current_line
        if line is None or line.is_awaited:
            return
        if self._bench.state.is_scan_forced:
            self._bench.bad("scan_is_forced", name=line.name)
            return
        meaning: Meaning = AskSerial(line.id) if line.is_serialised else Take(line.id)
        await self._act(meaning, is_scanned=False)

    async def typed_serial(self, serial: str) -> None:
        """The serial number of the current line's piece, typed."""
        line = self._bench.state.current_line
        if line is not None and serial.strip() and not self._bench.state.is_scan_forced:
            await self._act(serial_given(line, serial.strip()[:64]), is_scanned=False)

    def choose(self, line_id: str) -> None:
        """Go on with another line."""
        line = self._bench.state.line(line_id)
        if line is not None and line.left_to_pick and line_id != self._bench.state.current:
            self._placing.leave()
            self._bench.choose(line_id)

    async def skip(self) -> None:
        """The current line goes to the end of the round."""
        line = self._bench.state.current_line
        if line is None:
            return
        skipped = self._bench.skipped
        if line.id in skipped:
            skipped.remove(line.id)
        skipped.append(line.id)
        self._placing.leave()
        self._bench.show(current="", wants_serial=False, short_units=0)
        await self._bench.reload()
        self._bench.good("skipped", name=line.name)

    def ask_short(self) -> None:
        """Ask why the current line is short; all that is left of it, unless told otherwise."""
        line = self._bench.state.current_line
        if line is not None and not line.is_awaited:
            self._bench.show(
                short_units=line.left_to_pick,
                wants_serial=False,
                said=None,
                others=(),
                shorts_others=False,
                offers=(),
                offer=0,
            )

    async def look_for_others(self) -> None:
        """See which other orders want the article that is asked about."""
        bench, line = self._bench, self._bench.state.current_line
        if line is None or not bench.state.short_units:
            return
        me, now, own, article_id = bench.desk.me, bench.desk.clock.now(), bench.ids, line.article_id
        others = await bench.desk.read(lambda reader: others_wanting(reader, me, now, article_id, own))
        bench.show(others=others)

    def turn_others(self) -> None:
        """Tell the other orders short too, or leave them."""
        if self._bench.state.short_units and self._bench.state.others:
            self._bench.show(shorts_others=not self._bench.state.shorts_others)

    def set_short_units(self, units: int) -> None:
        """How many of it are short."""
        line = self._bench.state.current_line
        if line is not None and self._bench.state.short_units:
            self._bench.show(short_units=min(max(1, units), line.left_to_pick))

    async def short(self, reason: str) -> None:
        """Tell the current line short for this reason: those that are promised last go without."""
        bench, line = self._bench, self._bench.state.current_line
        units = bench.state.short_units
        if line is None or not units:
            return
        self._placing.leave()
        bench.show(short_units=0, current="" if reason == ShortReason.PICK_LATER else line.id)
        shorts = shorts_by_share(units, [share.line.left_to_pick for share in line.shares])
        wanted = [
            (share.fulfilment_id, share.line.id, short)
            for share, short in zip(line.shares, shorts, strict=True)
            if short
        ]
        if bench.state.shorts_others and ShortReason(reason) in ABSENT:
            wanted += [(other.fulfilment_id, other.line_id, other.left) for other in bench.state.others]
        beside = frozenset(fulfilment_id for fulfilment_id, _, _ in wanted) - set(bench.ids)
        undo: list[UndoShort] = []
        is_other_said = False
        for fulfilment_id, line_id, short in wanted:
            command = ShortLine(
                fulfilment_id=fulfilment_id, line_id=line_id, quantity=short, reason=ShortReason(reason)
            )
            undoing, outcome = await self._short_one(command)
            undo += [undoing] if undoing else []
            is_other_said = is_other_said or outcome is None or bench.concern(outcome)
        bench.show(others=(), shorts_others=False, offers=())
        told = sum(undoing.quantity for undoing in undo)
        if undo:
            self.remember(Done("short", line.id, line.name, told, tuple(undo), beside=beside))
        if undo and not is_other_said:
            bench.good("told_short", name=line.name, units=told, reason=reason)

    async def _short_one(self, command: ShortLine) -> tuple[UndoShort | None, Outcome | None]:
        bench = self._bench
        outcome = await bench.do(command)
        if outcome is None:
            return None, None
        aggregate = command.aggregate
        made = await bench.desk.read(lambda reader: last_command(reader, aggregate, ShortLine.NAME))
        undo = UndoShort(
            fulfilment_id=command.fulfilment_id,
            line_id=command.line_id,
            quantity=command.quantity,
            undoes=made,
            is_later=command.reason is ShortReason.PICK_LATER,
        )
        return undo, outcome

    async def undo(self) -> None:
        """Take back the last pick, short or place of this session."""
        bench = self._bench
        self.done = [kept for done in self.done if (kept := still_ours(done, bench.ids)) is not None]
        self._show_undo()
        if not self.done or bench.head is None:
            return
        last = self.done[-1]
        bench.show(current=last.line_id, wants_serial=False, short_units=0)
        for command in last.undo:
            if await bench.do(command) is None:
                return
        self.done.pop()
        self._show_undo()
        bench.good(f"took_back_{last.kind}", name=last.name, units=last.units, tote=last.tote)

    def forget(self, fulfilment_id: str = "") -> None:
        """What was done for this order can be taken back no more; without one, nothing can."""
        self.done = [done for done in self.done if fulfilment_id and not is_for(done, fulfilment_id)]
        self._show_undo()

    async def _act(self, meaning: Meaning, *, is_scanned: bool) -> None:
        if isinstance(meaning, Take):
            await self._take(meaning, is_scanned)
        elif isinstance(meaning, AskSerial):
            line = self._bench.state.line(meaning.line_id)
            name = line.name if line else ""
            self._bench.show(current=meaning.line_id, wants_serial=True, short_units=0)
            self._bench.good("serial_wanted", name=name)
        elif isinstance(meaning, Elsewhere):
            await self._explain(meaning.gtin)
        else:
            self._bench.say(meaning)

    async def _take(self, take: Take, is_scanned: bool) -> None:
        bench = self._bench
        line = bench.state.line(take.line_id)
        share = line.next_share if line else None
        if line is None or share is None or await self._doubts(share, take):
            return
        command = PickLine(
            fulfilment_id=share.fulfilment_id,
            line_id=share.line.id,
            serial=take.serial,
            is_scanned=is_scanned,
        )
        bench.show(current=line.id, wants_serial=False, short_units=0)
        shelf = bench.state.shelf
        outcome = await bench.do(command)
        if outcome is None:
            return
        undo = UndoPick(fulfilment_id=share.fulfilment_id, line_id=share.line.id, serial=take.serial)
        done = Done("pick", line.id, line.name, 1, (undo,), share.tote if bench.state.is_round else 0)
        kept = await self._placing.picked(line, shelf)
        if kept is not None:
            self.remember(Done("place", line.id, kept.name, 0, (kept.undo,)))
            await bench.reload()
        self._placing.leave()
        self.remember(done)
        if not bench.concern(outcome):
            bench.good(
                "picked",
                name=line.name,
                size=line.size,
                colour=line.colour,
                done=line.picked + 1,
                wanted=line.quantity,
                tote=done.tote,
            )

    async def _doubts(self, share: Share, take: Take) -> bool:
        """Whether something speaks against a piece, which is said. The same number again says that the piece
        is in hand all the same: what has happened is recorded, and a person sees to it."""
        bench, serial = self._bench, take.serial
        insisted, self._insists_on = self._insists_on, ""
        if serial is None or serial == insisted:
            return False
        asked = Asked(share.line.article_id, share.line.id, share.line.name, serial)
        said = await bench.desk.read(lambda reader: doubt(reader, asked))
        if said is None:
            return False
        self._insists_on = serial
        bench.show(current=take.line_id, wants_serial=True, short_units=0)
        when = {"now": bench.state.now, "timezone": bench.state.timezone}
        bench.say(Said(False, said.code, {**said.data, **when}))
        return True

    async def _explain(self, gtin: str) -> None:
        bench = self._bench
        me, now, own = bench.desk.me, bench.desk.clock.now(), bench.ids
        found = await bench.desk.read(lambda reader: whose(reader, me, now, gtin, own))
        self._placing.leave()
        bench.say(not_of_this_order(gtin, found, bench.state.lines))

    def remember(self, done: Done) -> None:
        """What was done can be taken back."""
        self.done.append(done)
        self._show_undo()

    def _show_undo(self) -> None:
        self._bench.show(undoes=self.done[-1].kind if self.done else "")
