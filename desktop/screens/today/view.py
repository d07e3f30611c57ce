"""Today as it is seen: four numbers, the rows in their groups, the detail of the selected one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import (
    TODAY_ACT,
    TODAY_BACK,
    TODAY_DAY,
    TODAY_INTAKE,
    TODAY_REJECT,
    TODAY_REOPEN,
    TODAY_STORY,
    Action,
)
from desktop.screens.day.state import Turn
from desktop.screens.today import words
from desktop.screens.today.detail import TodayDetail
from desktop.screens.today.filters import FilterBar
from desktop.screens.today.state import PROMISED, Step, Task, TodayState, Way, Work
from desktop.screens.wired import ScreenPage
from desktop.shell.amounts import moment_words
from desktop.shell.saying import translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import Column, EmptyState, MasterDetail, NumberTile, RowList, Stack

COLUMNS = (
    Column(),
    Column(width=20),
    Column(stretch=11, wraps=True),
    Column(stretch=9, hide_below=560, wraps=True),
)
TICK_MS = 60_000
_LEADS: dict[str, Callable[[Work], bool]] = {
    "to_prepare": lambda work: work.task is Task.PREPARE,
    "ready": lambda work: work.task is Task.HAND_OVER,
    "late": lambda work: work.task in PROMISED and work.minutes_left < 0,
    "to_settle": lambda work: work.task is Task.SETTLE,
}
"""To which rows each tile leads."""


class TodayView(ScreenPage):
    """The page.

    Signals:
        act_wanted: key of the row whose step is to be done.
        count_wanted: key of a count, and how many were found.
        day_wanted: the page of the day, or of the intake; story_wanted: what became of this order.
        filter_wanted: show only what this lets through; more_wanted: another page.
        way_wanted: key of a row, and what is asked about it; way_confirmed: the row, and the reason.
        not_yet_wanted: the question is taken back.
        minute_passed: the times left are to be counted again.
    """

    act_wanted = Signal(str)
    count_wanted = Signal(str, str)
    day_wanted = Signal(str)
    story_wanted = Signal(str)
    filter_wanted = Signal(object)
    more_wanted = Signal()
    way_wanted = Signal(str, object)
    way_confirmed = Signal(str, str)
    not_yet_wanted = Signal()
    minute_passed = Signal()

    def __init__(self) -> None:
        super().__init__(name="today")
        self._state = TodayState()
        self.act = Action(TODAY_ACT, self)
        self.act.triggered.connect(self._act_on_selected)
        self.not_yet = Action(TODAY_BACK, self)
        self.not_yet.triggered.connect(self._step_back)
        self.story = Action(TODAY_STORY, self)
        self.story.triggered.connect(self._tell_story)
        self.day = Action(TODAY_DAY, self)
        self.day.triggered.connect(lambda: self.day_wanted.emit(""))
        self.intake = Action(TODAY_INTAKE, self)
        self.intake.triggered.connect(lambda: self.day_wanted.emit(Turn.INTAKE))
        self.ways = {Way.REJECT: Action(TODAY_REJECT, self), Way.REOPEN: Action(TODAY_REOPEN, self)}
        for way, action in self.ways.items():
            action.triggered.connect(lambda _checked=False, way=way: self._ask(way))
        self.tiles = {
            "to_prepare": NumberTile("", name="tile_to_prepare"),
            "ready": NumberTile("", tone=Tone.OK, name="tile_ready"),
            "late": NumberTile("", tone=Tone.BAD, name="tile_late"),
            "to_settle": NumberTile("", tone=Tone.WARN, name="tile_to_settle"),
        }
        self.rows = RowList(COLUMNS, name="today_rows", meaning="")
        self.rows.chosen.connect(self._show_selected)
        self.rows.acted.connect(self._act)
        self.detail = TodayDetail(self.act, self.not_yet, self.ways, (self.story, self.day))
        self.nothing = EmptyState("today", name="today_nothing")
        self.filters = FilterBar(self)
        self.filters.wanted.connect(self.filter_wanted)
        self.no_match = EmptyState("search", name="today_no_match")
        self.rows.end_neared.connect(self.more_wanted)
        self._lay_out()
        self.lead_to(self.rows)
        self.tell_while_seen(TICK_MS, self.minute_passed)
        self.speak()

    def show_state(self, state: TodayState) -> None:
        """Show a state; what was selected stays selected."""
        self._state = state
        self.rows.show_groups(words.groups(state))
        self._show_tiles()
        is_empty = state.is_read and not state.total
        if is_empty is not bool(self._parts.currentIndex()):
            self.give_keys_to(None if is_empty else self.rows)
        self._parts.setCurrentIndex(1 if is_empty else 0)
        self._say_nothing()
        self.filters.show_state(state)
        self._show_match(bool(state.works) or not state.filter.is_on)
        self.detail.show_load(state)
        self._show_selected(self.rows.current_key())

    def selected(self) -> Work | None:
        """The row that is selected."""
        return self._state.work(self.rows.current_key())

    def speak(self) -> None:
        self.rows.setAccessibleName(translate("Today", "What is to be done"))
        for action in (*self.ways.values(), self.story, self.day, self.intake):
            action.say()
        self.show_state(self._state)

    def _lay_out(self) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(16)
        for name, tile in self.tiles.items():
            tile.clicked.connect(lambda _checked=False, name=name: self._lead_to(name))
            tiles.addWidget(tile)
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(tiles)
        column.addWidget(self.filters)
        column.addWidget(self.rows, 1)
        column.addWidget(self.no_match, 1)
        self._parts = Stack()
        self._parts.addWidget(MasterDetail(master, self.detail, name="today_parts"))
        self._parts.addWidget(self.nothing)
        self.body.addWidget(self._parts, 1)

    def _show_tiles(self) -> None:
        state = self._state
        settle = (
            translate("Today", "to settle") if state.may_settle else translate("Today", "wait for a manager")
        )
        for name, number, said in (
            ("to_prepare", state.to_prepare, translate("Today", "to prepare")),
            ("ready", state.ready, translate("Today", "ready to collect")),
            ("late", state.late, translate("Today", "late")),
            ("to_settle", state.to_settle, settle),
        ):
            self.tiles[name].show_number(number if state.is_read else None, said)

    def _say_nothing(self) -> None:
        last = self._state.last_handed_over_at
        hint = translate("Today", "New orders come here by themselves.")
        if last:
            time = moment_words(last, self._state.now, self._state.timezone)
            hint += " " + translate("Today", "The last one was handed over at {time}.").format(time=time)
        self.nothing.say(translate("Today", "Nothing waits for you"), hint)

    def _show_selected(self, key: str) -> None:
        work = self._state.work(key)
        self.detail.setVisible(work is not None)
        self.act.setEnabled(work is not None)
        self.not_yet.setEnabled(bool(self._state.asked) or self._state.filter.is_on)
        for way, action in self.ways.items():
            action.setEnabled(work is not None and way in work.ways & self._state.may)
        if work is not None:
            self.detail.show_work(work, self._state)

    def _show_match(self, has_rows: bool) -> None:
        if not has_rows and self.rows.hasFocus():
            self.filters.search.setFocus()
        self.rows.setVisible(has_rows)
        self.no_match.setVisible(not has_rows)
        title = translate("Today", "Nothing on the board is like that")
        self.no_match.say(title, translate("Today", "Esc shows everything again."))

    def _step_back(self) -> None:
        """First the question, then the filter."""
        if self._state.asked:
            self.not_yet_wanted.emit()
        elif self._state.filter.is_on:
            self.filters.clear()
            self.rows.setFocus()

    def _ask(self, way: Way) -> None:
        self.way_wanted.emit(self.rows.current_key(), way)

    def _lead_to(self, name: str) -> None:
        first = next((work for work in self._state.works if _LEADS[name](work)), None)
        if first is not None:
            self.rows.choose(first.key)
            self.rows.setFocus()

    def _act_on_selected(self) -> None:
        self._act(self.rows.current_key())

    def _act(self, key: str) -> None:
        work = self._state.work(key)
        if work is None:
            return
        if self._state.way is not None and self._state.asked == key:
            self.way_confirmed.emit(key, self.detail.answer.text())
        elif work.step is Step.COUNT and self._state.asked == key:
            self.count_wanted.emit(key, self.detail.answer.text())
        else:
            self.act_wanted.emit(key)

    def _tell_story(self) -> None:
        work = self._state.work(self.rows.current_key())
        if work is not None and work.number:
            self.story_wanted.emit(work.number)
