"""Today's detail: what is selected, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.actions import Action
from desktop.screens.detail_card import WordyDetail
from desktop.screens.today import words
from desktop.screens.today.state import PROMISED, Step, TodayState, Way, Work
from desktop.shell.saying import translate
from desktop.shell.sentences import case_sentence
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Field,
    HourLoad,
    KeyValueRows,
    LoadBars,
    Pill,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Text,
)
from desktop.shell.wording import kind_phrase, state_look


class TodayDetail(WordyDetail):
    """The selected row. Its primary button is the row's step, its second one takes the step's question back.

    Attributes:
        settlement: where a manager writes what was done about a case.
    """

    def __init__(self, act: Action, accept: Action, not_yet: Action, ways: Mapping[Way, Action]) -> None:
        super().__init__(name="today_detail")
        self._act, self._accept, self._not_yet = act, accept, not_yet
        self._label = Text("", TextRole.LABEL, "ink3")
        self._title = Text("", TextRole.TITLE, name="today_detail_title", elide=True)
        self._who = Text("", TextRole.BODY, "ink2", name="today_detail_who", wrap=True)
        self._pill = Pill(name="today_detail_pill")
        for part in (self._label, self._title, self._who):
            self.head.addWidget(part)
        self.head.addSpacing(8)
        self.head.addWidget(self._pill)
        self._facts = KeyValueRows(name="today_detail_facts")
        self._question = Text("", TextRole.BODY_STRONG, "ink", name="today_question", wrap=True)
        self.settlement = Field("", name="today_settlement")
        self.facts.addWidget(self._facts)
        self.facts.addWidget(self._question)
        self.facts.addWidget(self.settlement)
        self._load_title = Text("", TextRole.LABEL, "ink3")
        self._load = LoadBars(name="today_load")
        self.extras.addWidget(self._load_title)
        self.extras.addWidget(self._load)
        self._primary = PrimaryButton("", name="today_go")
        self._secondary = SecondaryButton("", name="today_not_yet")
        self._second = SecondaryButton("", name="today_accept_button")
        act.drive(self._primary)
        accept.drive(self._second)
        not_yet.drive(self._secondary)
        self.buttons.addWidget(self._primary)
        self.buttons.addWidget(self._second)
        self.buttons.addWidget(self._secondary)
        self._ways = {way: QuietButton("", name=f"today_{way.value}") for way in ways}
        for way, button in self._ways.items():
            ways[way].drive(button)
            self.buttons.addWidget(button)
        self._settled: tuple[str, Way | None] | None = None
        self._manager = Text("", TextRole.LABEL, "ink3", name="today_manager", wrap=True)
        self.buttons.addWidget(self._manager)
        self.close_parts()

    def show_work(self, work: Work, state: TodayState) -> None:
        """Show a row."""
        is_asked = state.asked == work.key
        self._label.setText(translate("Today", "Selected"))
        self._show_head(work, state)
        self._show_question(work, is_asked, state.way)
        is_put_back = is_asked and state.way is None
        listed = words.places(work.head) if is_put_back and work.head else words.facts(work)
        self._facts.show_facts(listed)
        self._facts.setVisible(bool(listed))
        is_way = is_asked and state.way is not None
        self._act.setEnabled(is_way or work.step is not Step.NONE)
        self._act.say(self._act_words(work, is_asked, state.way))
        self._primary.setVisible(is_way or work.step is not Step.NONE)
        for way, button in self._ways.items():
            button.setVisible(way in work.ways and not is_asked)
        said = words.manager_words(work.ways, state.may)
        self._manager.setText(said)
        self._manager.setVisible(bool(said) and not is_asked)
        self._not_yet.setEnabled(is_asked)
        self._not_yet.say()
        self._secondary.setVisible(is_asked)
        is_offered = is_asked and _is_held_back(work)
        self._accept.setEnabled(is_offered)
        self._accept.say()
        self._second.setVisible(is_offered)

    def show_load(self, state: TodayState) -> None:
        """Show the next hours."""
        self._load_title.setText(translate("Today", "Load of the next 4 hours"))
        bars = [
            HourLoad(words.hour_words(hour.begins_at, state.timezone), hour.orders) for hour in state.hours
        ]
        self._load.show_load(bars, state.capacity)

    def _show_head(self, work: Work, state: TodayState) -> None:
        head, case = work.head, work.case
        if head is not None:
            self._title.setText(head.number)
            self._who.setText(f"{head.customer} · {kind_phrase(head.kind)}")
            is_due = work.task in PROMISED
            look = words.promise_look(work, state.now, state.timezone) if is_due else state_look(head.state)
            self._pill.show_look(look)
        elif case is not None:
            self._title.setText(str(case.data.get("order_number", "")) or translate("Today", "To settle"))
            self._who.setText(case_sentence(case.kind, case.data))
            self._pill.setVisible(False)

    def _show_question(self, work: Work, is_asked: bool, way: Way | None) -> None:
        is_way = is_asked and way is not None
        is_settling = is_way or (is_asked and work.step is Step.SETTLE)
        settled = (work.key, way) if is_settling else None
        is_new, self._settled = settled != self._settled, settled
        label = translate("Today", "What was done about it")
        self.settlement.set_label(words.reason_label(way) if is_way and way else label)
        self.settlement.setVisible(is_settling)
        self._question.setVisible(is_way or (is_asked and work.step is Step.PUT_BACK))
        self._question.setText(translate("Today", "Is all of it back in its place?"))
        if is_way and way and work.head:
            self._question.setText(words.consequence_words(way, work.head))
        if is_settling and is_new:
            self.settlement.line.clear()
            # Behind another page or the sign-in it would take the keys that are meant for those.
            if self.isVisible():
                self.settlement.line.setFocus()

    def _act_words(self, work: Work, is_asked: bool, way: Way | None) -> str:
        if is_asked and way is not None and work.head is not None:
            return words.way_words(way, work.head)
        if is_asked and work.step is Step.PUT_BACK:
            return translate("Today", "All is back")
        if is_asked and _is_held_back(work):
            return translate("Today", "Leave out")
        return words.step_words(work.step)


def _is_held_back(work: Work) -> bool:
    return work.case is not None and work.case.is_held_back
