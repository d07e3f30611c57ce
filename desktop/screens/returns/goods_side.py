"""The goods' side of a return: which units, why, what they are like, where they go."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from core.rules.disposition import Disposition
from core.rules.errors import Refused
from core.rules.returns import ReturnReason
from desktop.devices.pictures import small_jpeg
from desktop.screens.returns.goods_state import Line, Taken
from desktop.screens.returns.side import Side


class GoodsSide(Side):
    """Changes what is brought back."""

    def take(self, line_id: str, units: int) -> None:
        """So many units of a line are brought back; none takes it off."""
        line = self._line(line_id)
        if line is None:
            return
        places = line.free[: max(0, min(units, line.at_once))]
        known = self.state.taken_of(line_id)
        if places and known is not None and len(known.places) == len(places):
            self._show(current=line_id)
        elif places:
            self._put(line, places)
        else:
            left = tuple(one for one in self.state.takens if one.line.id != line_id)
            self._show(takens=left, current=left[-1].line.id if left else "", said=None)

    def more(self, step: int) -> None:
        """A unit more or less of the current line."""
        if self.state.current:
            self.take(self.state.current, self.state.units_of(self.state.current) + step)

    def look_at(self, line_id: str) -> None:
        """Reason and condition of this line are asked, if it is brought back."""
        if self.state.units_of(line_id):
            self._show(current=line_id)

    def toggle(self, line_id: str) -> None:
        """This line is brought back, all that is left of it; or it is not."""
        line = self._line(line_id)
        if line is not None:
            self.take(line_id, 0 if self.state.units_of(line_id) else len(line.free))

    def turn_to(self, line_id: str) -> None:
        """Reason and condition of this line are asked; one that was not brought back is, from now on."""
        if self.state.units_of(line_id):
            self._show(current=line_id)
        else:
            self.take(line_id, 1)

    def give_reason(self, reason: ReturnReason) -> None:
        """Why the customer brings the current line back."""
        self._change(reason=reason)

    def answer(self, is_yes: bool) -> None:
        """The next question of the guided grading."""
        taken = self.state.taken
        if taken is not None and taken.question is not None:
            self._change(answers={**taken.answers, taken.question.code: is_yes})

    def grade_again(self) -> None:
        """Ask about the current line's condition from the start."""
        self._change(answers={}, sent_to=None)

    def send_to(self, disposition: Disposition) -> None:
        """Where the current line goes, other than advised."""
        self._change(sent_to=disposition)

    async def photograph(self, source: object) -> None:
        """A picture of the current line's goods, from a file or the clipboard. While it is made smaller
        another line may be turned to, and the return does not go without it."""
        line_id = self.state.current
        try:
            with self._acting():
                jpeg = await self._desk.read(lambda _reader: small_jpeg(source))
        except Refused as refusal:
            self._show(said=refusal)
            self._face.refused(refusal)
            return
        self._change_line(line_id, photo=jpeg)

    def no_photo(self) -> None:
        """None of it is kept."""
        self._change(photo=b"")

    def give_serial(self, serial: str) -> None:
        """The serial number of the piece: which of the units it is follows from it."""
        taken, number = self.state.taken, serial.strip()
        place = taken.line.place_of(number) if taken is not None and taken.line.serials else None
        self._change(serial=number, **({} if place is None else {"places": (place,)}))

    # inside

    def _line(self, line_id: str) -> Line | None:
        lines = self.state.sale.lines if self.state.sale is not None else ()
        taken = (one.line for one in self.state.takens)
        return next((line for line in (*lines, *taken) if line.id == line_id), None)

    def _put(self, line: Line, places: tuple[int, ...]) -> None:
        known = next((one for one in self.state.takens if one.line.id == line.id), None)
        before = self.state.takens[-1] if self.state.takens else None
        made = Taken(line=line, places=places, reason=before.reason if before is not None else None)
        one = replace(known, line=line, places=places) if known is not None else made
        others = tuple(other for other in self.state.takens if other.line.id != line.id)
        self._show(takens=(*others, one), current=line.id, said=None)

    def _change(self, **changes: Any) -> None:
        self._change_line(self.state.current, **changes)

    def _change_line(self, line_id: str, **changes: Any) -> None:
        takens = tuple(
            replace(one, **changes) if one.line.id == line_id else one for one in self.state.takens
        )
        self._show(takens=takens, said=None)
