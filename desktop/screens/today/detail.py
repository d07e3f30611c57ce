"""Today's detail: what is selected, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.actions import Action
from desktop.screens.detail_card import WordyDetail
from desktop.screens.refund_look import refund_look
from desktop.screens.today import detail_words, words
from desktop.screens.today.state import PROMISED, Step, TodayState, Way, Work
from desktop.shell.amounts import clock_words, money_words, variant_words
from desktop.shell.lacking import show_lacks
from desktop.shell.saying import translate
from desktop.shell.sentences import case_sentence
from desktop.shell.theme import GRID, TextRole
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
    """The selected row. Its primary button is the row's step, its other one takes the step's question back.

    Attributes:
        answer: where a reason is written, or what was counted.
    """

    def __init__(
        self, act: Action, not_yet: Action, ways: Mapping[Way, Action], beside: tuple[Action, Action]
    ) -> None:
        super().__init__(name="today_detail")
        self._act, self._not_yet = act, not_yet
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
        self.answer = Field("", name="today_answer")
        self._lacks = Text("", TextRole.LABEL, "ink2", name="today_missing", wrap=True)
        self._asked: tuple[Work, Way | None] | None = None
        self.answer.line.textChanged.connect(self._offer)
        self.facts.addWidget(self._facts)
        self._question.setContentsMargins(0, GRID, 0, 0)
        self.facts.addWidget(self._question)
        self.facts.addWidget(self.answer)
        self._load_title = Text("", TextRole.LABEL, "ink3")
        self._load = LoadBars(name="today_load")
        self.extras.addWidget(self._load_title)
        self.extras.addWidget(self._load)
        self._primary = PrimaryButton("", name="today_go")
        self._secondary = SecondaryButton("", name="today_not_yet")
        act.drive(self._primary)
        not_yet.drive(self._secondary)
        self.buttons.addWidget(self._lacks)
        self.buttons.addWidget(self._primary)
        self.buttons.addWidget(self._secondary)
        self._ways = {way: QuietButton("", name=f"today_{way.value}") for way in ways}
        for way, button in self._ways.items():
            ways[way].drive(button)
            self.buttons.addWidget(button)
        self._story = QuietButton("", name="today_story_button")
        self._day = QuietButton("", name="today_day_button")
        self._tell, day = beside
        self._tell.drive(self._story)
        self.buttons.addWidget(self._story)
        day.drive(self._day)
        self.buttons.addWidget(self._day)
        self._answered: tuple[str, Way | None] | None = None
        self._manager = Text("", TextRole.LABEL, "ink3", name="today_manager", wrap=True)
        self.buttons.addWidget(self._manager)
        self.close_parts()

    def show_work(self, work: Work, state: TodayState) -> None:
        """Show a row."""
        is_asked = state.asked == work.key
        self._label.setText(translate("Today", "Selected"))
        self._show_head(work, state)
        if not state.asked:
            self._answered = None
        self._show_question(work, is_asked, state.way)
        is_put_back = is_asked and state.way is None
        listed = (
            detail_words.places(work.head, state.ticked)
            if is_put_back and work.head
            else detail_words.facts(work)
        )
        self._facts.show_facts(listed)
        self._facts.setVisible(bool(listed))
        is_way = is_asked and state.way is not None
        self._asked = (work, state.way) if is_asked else None
        self._act.setEnabled(is_way or work.step is not Step.NONE)
        self._offer()
        self._act.say(self._act_words(work, is_asked, state.way))
        self._primary.setVisible(is_way or work.step is not Step.NONE)
        for way, button in self._ways.items():
            button.setVisible(way in work.ways and not is_asked)
        said = words.manager_words(work.ways, state.may)
        self._manager.setText(said)
        self._manager.setVisible(bool(said) and not is_asked)
        self._not_yet.say()
        self._tell.setEnabled(bool(work.number))
        self._story.setVisible(bool(work.number) and not is_asked)
        self._secondary.setVisible(is_asked)
        # While something is asked, nothing stands between the answer and its button.
        for part in (self._load_title, self._load):
            part.setVisible(not is_asked)

    def show_load(self, state: TodayState) -> None:
        """Show the next hours."""
        self._load_title.setText(translate("Today", "Load of the next 4 hours"))
        bars = [HourLoad(clock_words(hour.begins_at, state.timezone), hour.orders) for hour in state.hours]
        self._load.show_load(bars, state.capacity)

    def _show_head(self, work: Work, state: TodayState) -> None:
        head, case, counting = work.head, work.case, work.counting
        if head is not None:
            self._title.setText(head.number)
            self._who.setText(f"{head.customer} · {kind_phrase(head.kind)}")
            is_due = work.task in PROMISED
            look = words.promise_look(work, state.now, state.timezone) if is_due else state_look(head.state)
            self._pill.show_look(look)
        elif case is not None:
            self._title.setText(case.number or translate("Today", "To settle"))
            self._who.setText(case_sentence(case.kind, case.data))
            self._pill.setVisible(False)
        elif work.coming is not None:
            self._title.setText(work.coming.number)
            self._who.setText(work.coming.about)
            self._pill.setVisible(False)
        elif work.money is not None:
            self._title.setText(money_words(work.money.cents, work.money.currency))
            self._who.setText(" · ".join(part for part in (work.money.number, work.money.customer) if part))
            self._pill.show_look(refund_look(work.money.state))
        elif counting is not None:
            self._title.setText(counting.name)
            self._who.setText(variant_words(counting.size, counting.colour))
            self._pill.setVisible(False)

    def _show_question(self, work: Work, is_asked: bool, way: Way | None) -> None:
        is_way = is_asked and way is not None
        is_counting = is_asked and work.step is Step.COUNT
        answered = (work.key, way) if is_way or is_counting else None
        # What was typed stays while another row is looked at.
        is_new, self._answered = answered != self._answered, answered or self._answered
        label = translate("Today", "On the shelf")
        self.answer.set_label(words.reason_label(way) if is_way and way else label)
        self.answer.setVisible(answered is not None)
        self._question.setVisible(is_way or (is_asked and work.step in (Step.PUT_BACK, Step.COUNT)))
        self._question.setText(
            translate("Today", "Is all of it back in its place? Scan each one, or confirm.")
        )
        if is_counting:
            self._question.setText(translate("Today", "How many are there? Type it, or scan each one."))
        if is_way and way and work.head:
            self._question.setText(words.consequence_words(way, work.head))
        if answered is not None and is_new:
            self.answer.line.clear()
            # Behind another page or the sign-in it would take the keys that are meant for those.
            if self.isVisible():
                self.answer.line.setFocus()

    def count_one(self) -> None:
        """One more stands there."""
        said = self.answer.text().strip()
        self.answer.line.setText(str((int(said) if said.isdecimal() else 0) + 1))

    def _offer(self) -> None:
        """What is asked about can be done once it is answered; until then, what is missing of it."""
        if self._asked is None:
            show_lacks(self._lacks, "", self._primary)
            return
        lacks = detail_words.lack_words(*self._asked, self.answer.text())
        show_lacks(self._lacks, lacks, self._primary)
        self._act.setEnabled(not lacks)

    def _act_words(self, work: Work, is_asked: bool, way: Way | None) -> str:
        if is_asked and way is not None and work.head is not None:
            return words.way_words(way, work.head)
        if is_asked and work.step is Step.PUT_BACK:
            return translate("Today", "All is back")
        if is_asked and work.step is Step.COUNT:
            return translate("Today", "So many are there")
        return words.step_words(work.step)
