"""What a list shows: rows in groups, cells in columns. Plain data, made by presenters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.shell.widgets.pill import PillLook

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Marking:
    """Characters of a text that are the reason why it is shown: `start` to `end`, the last not included.

    Attributes:
        is_guess: it only comes close to what was asked for; its line is broken.
    """

    start: int
    end: int
    is_guess: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell: a pill, or an icon, or one or two lines of text.

    Attributes:
        text, hint: first line of 15 px, second line of 13 px.
        strong: the first line weighs 600.
        colour, hint_colour: names of colours of the palette.
        small: the first line is of 13 px as well (distances, ages).
        icon: name of an icon, drawn before the text or alone; with a swatch, the article's category.
        icon_colour: name of its colour.
        swatch: colour of an article ("#223058"), drawn before the text.
        pill: drawn instead of all that.
        marks, hint_marks: what of the first and of the second line is the reason for the row.
    """

    text: str = ""
    hint: str = ""
    strong: bool = False
    colour: str = "ink"
    hint_colour: str = "ink3"
    small: bool = False
    icon: str = ""
    icon_colour: str = "ink2"
    swatch: str = ""
    pill: PillLook | None = None
    marks: tuple[Marking, ...] = ()
    hint_marks: tuple[Marking, ...] = ()

    def words(self) -> str:
        """What the cell says, for assistive technology and tests."""
        parts = (self.pill.word if self.pill else "", self.text, self.hint)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Column:
    """How a column takes its room.

    Attributes:
        width: fixed, px; 0 for one that fits its content (when ``stretch`` is 0) or shares what is left.
        stretch: share of the room that is left.
        align_right: for numbers.
        hide_below: width of the list, px, under which the column goes away.
        wraps: what does not fit goes on in the next line, and its row is as much taller; elsewhere it ends in
            an ellipsis.
    """

    width: int = 0
    stretch: int = 0
    align_right: bool = False
    hide_below: int = 0
    wraps: bool = False


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        key: stable identity, carried by the signals.
        action: word of the button at the right, empty for none; `is_aside` where it is not the next step, so
            that the selected row does not fill it either.
        repeats: each press of its button counts, two quick ones as two: one less, and one less again.
        has_more: two presses open it, though there is no button to do something with it.
        is_muted: done, or not ours: drawn quietly.
        reason: why it is here, in words: spoken, and drawn as marks.
    """

    key: str
    cells: tuple[Cell, ...]
    action: str = ""
    is_muted: bool = False
    reason: str = ""
    is_aside: bool = False
    repeats: bool = False
    has_more: bool = False

    def words(self) -> str:
        """The whole row as one sentence."""
        parts = [cell.words() for cell in self.cells if cell.words()]
        parts += [self.reason] if self.reason else []
        return " · ".join([*parts, self.action] if self.action else parts)


@dataclass(frozen=True)
class Group:
    """Rows under a title; without a title, rows alone."""

    rows: tuple[Row, ...]
    title: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Item:
    """One line of the list as it is painted: a row with its place in its group, or a group's title."""

    row: Row | None
    group: Group
    is_first: bool = False
    is_last: bool = False
    leads_list: bool = False


class RowModel(QAbstractListModel):
    """The lines of a list for Qt's view; titles are lines that cannot be selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[Group, ...] = ()
        self._items: list[Item] = []
        self._place: dict[str, int] = {}
        self._titles: list[int] = []

    def show(self, groups: tuple[Group, ...]) -> bool:
        """Take other groups; False when the lines are the same ones with, at most, other words."""
        items, known = _lines(groups), len(self._items)
        shapes, before = [_shape(item) for item in items], [_shape(item) for item in self._items]
        is_same_shape = shapes == before
        is_longer = 0 < known < len(items) and _keys(shapes[:known]) == _keys(before)
        if is_same_shape or is_longer:
            changed = [n for n in range(known) if _looks(items[n]) != _looks(self._items[n])]
            if is_longer:
                self.beginInsertRows(QModelIndex(), known, len(items) - 1)
            self._take(items)
            if is_longer:
                self.endInsertRows()
            for number in changed:
                self.dataChanged.emit(self.index(number), self.index(number))
        else:
            self.beginResetModel()
            self._take(items)
            self.endResetModel()
        self.groups = groups
        return not is_same_shape

    def _take(self, items: list[Item]) -> None:
        self._items = items
        self._place = {item.row.key: n for n, item in enumerate(items) if item.row}
        self._titles = [n for n, item in enumerate(items) if item.group.title and not item.row]

    def title_above(self, line: int) -> int | None:
        """The line of the title under which a line stands, if it has one."""
        place = bisect_right(self._titles, line)
        return self._titles[place - 1] if place else None

    def title_below(self, line: int) -> int | None:
        """The line of the next group's title, if there is one."""
        place = bisect_right(self._titles, line)
        return self._titles[place] if place < len(self._titles) else None

    def item(self, index: Index) -> Item:
        """The line at an index."""
        return self._items[index.row()]

    def lines_from(self, line: int) -> Iterator[tuple[int, Item]]:
        """This line and those after it, with their numbers."""
        return enumerate(self._items[line:], line)

    def rows(self) -> list[Row]:
        """All rows in order."""
        return [item.row for item in self._items if item.row]

    def index_of(self, key: str) -> QModelIndex:
        """Where a row is; invalid when it is not there."""
        place = self._place.get(key)
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        item = self._items[index.row()]
        return item.row.words() if item.row else f"{item.group.title} {item.group.hint}".strip()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._items[index.row()].row is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _shape(item: Item) -> tuple[str, bool, bool]:
    return (item.row.key if item.row else f"\0{bool(item.group.title)}", item.is_first, item.is_last)


def _looks(item: Item) -> tuple[Row | None, str, str]:
    """What is painted in this line. Not the group whole: it has every other line of it."""
    return (item.row, item.group.title, item.group.hint)


def _keys(shapes: list[tuple[str, bool, bool]]) -> list[str]:
    return [key for key, _is_first, _is_last in shapes]


def _lines(groups: tuple[Group, ...]) -> list[Item]:
    items: list[Item] = []
    for group in groups:
        if group.title or items:
            items.append(Item(None, group, leads_list=not items))
        last = len(group.rows) - 1
        items += [Item(row, group, n == 0, n == last) for n, row in enumerate(group.rows)]
    return items
