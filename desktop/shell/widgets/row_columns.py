"""Where each cell of a row goes, for a given width."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from desktop.shell.theme import ROW, TextRole
from desktop.shell.widgets.broken_lines import Broken, broken, is_cut
from desktop.shell.widgets.painting import role_height, role_width
from desktop.shell.widgets.pill import pill_width
from desktop.shell.widgets.row_data import Cell, Column, Row

EDGE = 16
GAP = 16
#: What is added between numbers at the right of their column and words at the left of the next.
AFTER_NUMBERS = 12
ICON = 20
ICON_GAP = 10
SWATCH = 36
ACTION_MIN = 112
ACTION_PADDING = 16
LEAST_PADDING = 14
"""Above and below the lines of a row together: two lines of a title are no taller row for a pixel or two."""
SPANS_KEPT = 4
"""Widths of a list whose columns are remembered: with its scroll bar, without, and before it was resized."""


def first_role(cell: Cell) -> TextRole:
    """The role in which a cell's first line is set."""
    if cell.small:
        return TextRole.LABEL_STRONG if cell.strong else TextRole.LABEL
    return TextRole.BODY_STRONG if cell.strong else TextRole.BODY


def cell_width(cell: Cell) -> int:
    """The room that a cell would like, px."""
    if cell.pill:
        return pill_width(cell.pill)
    words = max(role_width(cell.text, first_role(cell)), role_width(cell.hint, TextRole.LABEL))
    mark = SWATCH if cell.swatch else ICON if cell.icon else 0
    return round(words + mark + (ICON_GAP if mark and words else 0) + (1 if words else 0))


def cell_lines(cell: Cell, width: int) -> tuple[Broken, Broken]:
    """The lines of a cell's first and second text, in a column that wraps."""
    mark = SWATCH + ICON_GAP if cell.swatch else ICON + ICON_GAP if cell.icon else 0
    return broken(cell.text, first_role(cell), width - mark), broken(cell.hint, TextRole.LABEL, width - mark)


_Measured = tuple[tuple[Cell, ...], tuple[int, ...]]
"""A row's cells, and the room that each would like."""
_UNKNOWN: _Measured = ((), ())


class RowColumns:
    """Column widths shared by every row of a list, so that all line up.

    Attributes:
        heads: names of the columns; one that fits its content fits its name too.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self._fitted: list[int] = [column.width for column in columns]
        self._needs: list[int] = [0] * len(self.columns)
        self.heads: tuple[str, ...] = ()
        self._action = 0
        self._measured: dict[str, _Measured] = {}
        self._spans: dict[int, list[tuple[int, int] | None]] = {}

    def fit(self, rows: Iterable[Row]) -> None:
        """Measure the columns that take the width of their content, and what the others need."""
        kept = list(rows)
        self._spans.clear()
        self._measured = {row.key: self._measure(row) for row in kept}
        measured = [self._measured[row.key][1] for row in kept]
        for number, column in enumerate(self.columns):
            if not column.width:
                widths = [row[number] for row in measured if number < len(row)]
                self._needs[number] = max(widths, default=0)
                if column.stretch:
                    continue
                if widths and number < len(self.heads):
                    widths.append(round(role_width(self.heads[number], TextRole.LABEL)) + 1)
                self._fitted[number] = max(widths, default=0)
        words = max((role_width(row.action, TextRole.LABEL_STRONG) for row in kept if row.action), default=0)
        self._action = max(ACTION_MIN, round(words + 2 * ACTION_PADDING)) if words else 0

    def _measure(self, row: Row) -> _Measured:
        """The room that each of its cells would like; a cell that is the one of before keeps its own, and
        where the column's width is fixed nobody asks."""
        known, widths = self._measured.get(row.key, _UNKNOWN)
        if known is row.cells:
            return known, widths
        found = (
            widths[number]
            if number < len(known) and known[number] is cell
            else 0
            if number < len(self.columns) and self.columns[number].width
            else cell_width(cell)
            for number, cell in enumerate(row.cells)
        )
        return row.cells, tuple(found)

    def action_width(self) -> int:
        """Width of the button at the right; 0 when no row has one."""
        return self._action

    def spans(self, width: int) -> list[tuple[int, int] | None]:
        """Left edge and width of each column for a list of this width; None where it is hidden. Worked out
        once for all rows."""
        if width not in self._spans:
            self._spans[width] = self._spread(width)
            if len(self._spans) > SPANS_KEPT:
                del self._spans[next(iter(self._spans))]
        return self._spans[width]

    def _spread(self, width: int) -> list[tuple[int, int] | None]:
        room = width - 2 * EDGE - (self._action + GAP if self._action else 0)
        shown = [column.hide_below <= width and self._takes_room(n) for n, column in enumerate(self.columns)]
        gaps = self._gaps(shown)
        room -= sum(gaps)
        room -= sum(self._fitted[n] for n, c in enumerate(self.columns) if shown[n] and not c.stretch)
        shared = self._shared(max(0, room), shown)
        spans: list[tuple[int, int] | None] = []
        left = EDGE
        for number, column in enumerate(self.columns):
            if not shown[number]:
                spans.append(None)
                continue
            left += gaps[number]
            share = shared[number] if column.stretch else self._fitted[number]
            spans.append((left, share))
            left += share
        return spans

    def _shared(self, room: int, shown: Sequence[bool]) -> dict[int, int]:
        """The width of each column that shares `room`: its part, and of what another's part has over what it
        needs as much as would be cut off here."""
        parts = {n: c.stretch for n, c in enumerate(self.columns) if shown[n] and c.stretch}
        widths = {n: room * stretch // sum(parts.values()) for n, stretch in parts.items()}
        over = {n: max(0, width - self._needs[n]) for n, width in widths.items()}
        lacking = {n: max(0, self._needs[n] - width) for n, width in widths.items()}
        moved = min(sum(over.values()), sum(lacking.values()))
        if not moved:
            return widths
        return {
            n: width - moved * over[n] // sum(over.values()) + moved * lacking[n] // sum(lacking.values())
            for n, width in widths.items()
        }

    def spans_of(self, row: Row, width: int) -> list[tuple[int, int] | None]:
        """The same for one row: without a button its last words have the button's room too. What stands at
        the right of its column stays in line with the rows around it."""
        spans = self.spans(width)
        shown = [number for number, span in enumerate(spans) if span is not None]
        if row.action or not self._action or not shown or self.columns[shown[-1]].align_right:
            return spans
        left, wide = spans[shown[-1]] or (0, 0)
        return [*spans[: shown[-1]], (left, wide + GAP + self._action), *spans[shown[-1] + 1 :]]

    @property
    def wraps(self) -> bool:
        """Whether the height of a row depends on the width of the list."""
        return any(column.wraps for column in self.columns)

    def row_height(self, row: Row, width: int) -> int:
        """The house's rows are of one height; one whose words go on in another line is as much taller."""
        if not self.wraps:
            return ROW
        below = role_height(TextRole.LABEL)
        most = max(
            (
                len(a) * role_height(first_role(cell)) + len(b) * below
                for cell, a, b in self._wrapped(row, width)
            ),
            default=0,
        )
        usual_padding = ROW - role_height(TextRole.BODY_STRONG) - below
        return ROW if most + LEAST_PADDING <= ROW else math.ceil(most + usual_padding)

    def is_cut(self, row: Row, width: int) -> bool:
        """Whether some cell does not fit, or is not there at all."""
        spans = self.spans_of(row, width)
        fixed = [
            (cell_width(cell), span[1] if span else 0)
            for cell, span, column in zip(row.cells, spans, self.columns, strict=False)
            if not (column.wraps and span)
        ]
        return any(need > has for need, has in fixed) or self.loses_words(row, width)

    def loses_words(self, row: Row, width: int) -> bool:
        """Whether even the lines of a column that wraps do not suffice."""
        said = [lines for _, *both in self._wrapped(row, width) for lines in both if lines]
        return any(is_cut(lines) for lines in said)

    def _wrapped(self, row: Row, width: int) -> Iterator[tuple[Cell, Broken, Broken]]:
        spans = self.spans_of(row, width)
        for cell, span, column in zip(row.cells, spans, self.columns, strict=False):
            if column.wraps and span is not None:
                yield cell, *cell_lines(cell, span[1])

    def _gaps(self, shown: Sequence[bool]) -> list[int]:
        """What stands before each column: nothing before the first one shown and before hidden ones."""
        gaps: list[int] = []
        before: Column | None = None
        for column, is_shown in zip(self.columns, shown, strict=True):
            is_turn = before is not None and before.align_right and not column.align_right
            gaps.append(0 if before is None or not is_shown else GAP + (AFTER_NUMBERS if is_turn else 0))
            before = column if is_shown else before
        return gaps

    def _takes_room(self, number: int) -> bool:
        return bool(self.columns[number].stretch or self._fitted[number])
