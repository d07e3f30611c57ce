"""The intake: what is taken now, how to limit it, and the backlog that can be rejected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.rules.intake import MAX_CAP, IntakeMode
from desktop.actions import Action
from desktop.screens.day import words
from desktop.screens.day.state import LASTS_MINUTES, DayState
from desktop.shell.lacking import lacking_words, reason_lack, show_lacks
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Card,
    Choices,
    Field,
    Labelled,
    MasterDetail,
    PrimaryButton,
    Scroll,
    SecondaryButton,
    Segments,
    Text,
)

BACKLOG_WIDTH = 360
FOLD_BELOW = 760


class IntakePart(QWidget):
    """Two cards: the limit, and the backlog.

    Signals:
        minutes_chosen: how long the limit is to last.

    Attributes:
        choices: what is taken; cap: how many at a time; reason: why; backlog_reason: why it is rejected.
    """

    minutes_chosen = Signal(int)

    def __init__(self, limit: Action, take_all: Action, late: Action, every: Action, not_now: Action) -> None:
        super().__init__()
        self.setObjectName("intake")
        self._limit, self._take_all = limit, take_all
        self._late, self._every, self._not_now = late, every, not_now
        self._now_label = Text("", TextRole.LABEL, "ink3")
        self._now = Text("", TextRole.TITLE, "ink", name="intake_now", wrap=True)
        self._why = Text("", TextRole.BODY, "ink2", name="intake_why", wrap=True)
        self.choices = Choices(name="intake_choices")
        self.cap = Field("", name="intake_cap")
        self.lasts = Segments(name="intake_lasts")
        self._lasts_asked = Labelled(self.lasts)
        self.lasts.chosen.connect(lambda key: self.minutes_chosen.emit(int(key)))
        self.reason = Field("", name="intake_reason")
        self._missing = Text("", TextRole.LABEL, "ink2", name="intake_missing", wrap=True)
        for field in (self.cap, self.reason):
            field.line.textChanged.connect(self._offer_limit)
        self._primary = PrimaryButton("", name="intake_limit_button")
        self._open = SecondaryButton("", name="intake_open_button")
        limit.drive(self._primary)
        take_all.drive(self._open)
        self._backlog_label = Text("", TextRole.LABEL, "ink3")
        self._backlog = Text("", TextRole.BODY, "ink2", name="intake_backlog", wrap=True)
        self.backlog_reason = Field("", name="intake_backlog_reason")
        self._lacks = Text("", TextRole.LABEL, "ink2", name="intake_backlog_missing", wrap=True)
        self.backlog_reason.line.textChanged.connect(self._offer_backlog)
        self._late_button = SecondaryButton("", name="intake_late_button")
        self._every_button = SecondaryButton("", name="intake_every_button")
        self._back_button = SecondaryButton("", name="intake_not_now_button")
        self._manager = Text("", TextRole.LABEL, "ink3", name="intake_manager", wrap=True)
        late.drive(self._late_button)
        every.drive(self._every_button)
        not_now.drive(self._back_button)
        self._shown: tuple[object, ...] = ()
        self._state = DayState()
        self._lay_out()

    def _lay_out(self) -> None:
        limits = Card(name="intake_card", spacing=12)
        for part in (self._now_label, self._now, self._why, self.choices, self.cap):
            limits.body.addWidget(part)
        limits.body.addLayout(self._lasts_asked)
        limits.body.addWidget(self.reason)
        limits.body.addWidget(self._missing)
        # One above the other: side by side, French leaves no room for both on a small screen.
        limits.body.addWidget(self._primary)
        limits.body.addWidget(self._open)
        backlog = Card(name="backlog_card", spacing=12)
        for below in (self._backlog_label, self._backlog, self.backlog_reason, self._lacks):
            backlog.body.addWidget(below)
        for button in (self._late_button, self._every_button, self._back_button):
            backlog.body.addWidget(button)
        backlog.body.addWidget(self._manager)
        scroll = Scroll(name="intake_scroll")
        scroll.body.addWidget(limits)
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            MasterDetail(
                scroll, backlog, name="intake_parts", detail_width=BACKLOG_WIDTH, fold_below=FOLD_BELOW
            )
        )

    def show_state(self, state: DayState) -> None:
        """Show what is taken, and what could be."""
        self._state = state
        self._now_label.setText(translate("Day", "Intake of new orders"))
        # Until when and why is said by the strip over every screen.
        limited = translate("Day", "The intake is limited")
        self._now.setText(limited if state.limit is not None else words.intake_words(state))
        self._why.setText(translate("Day", "Waiting now: {count}").format(count=state.waiting))
        self._show_limit(state)
        self._show_backlog(state)
        self._manager.setText(translate("Day", "Limiting the intake and rejecting take a manager."))
        self._manager.setVisible(not (state.may_limit and state.may_reject))

    def _show_limit(self, state: DayState) -> None:
        offered = words.intake_choices()
        shown = (tuple(offered), state.mode, state.may_limit)
        if shown != self._shown:
            self.choices.show_choices(offered, state.mode.value)
        self._shown = shown
        is_free = state.may_limit
        for part in (self.choices, self._primary):
            part.setVisible(is_free)
        self._lasts_asked.set_visible(is_free)
        self.reason.setVisible(is_free)
        self.cap.setVisible(is_free and state.mode is IntakeMode.CAPPED)
        self.cap.set_label(translate("Day", "Orders that may wait at a time"))
        self.reason.set_label(translate("Day", "Why"))
        self._lasts_asked.set_label(translate("Day", "For how long"))
        lasts = {str(minutes): words.minutes_words(minutes) for minutes in LASTS_MINUTES}
        self.lasts.show_segments(lasts, str(state.minutes))
        self._offer_limit()
        is_limited = is_free and state.limit is not None
        self._take_all.setEnabled(is_limited)
        self._take_all.say()
        self._open.setVisible(is_limited)

    def ask_for_missing(self) -> None:
        """Lead to the first of what is to be written before it can be limited."""
        if self.lacks_cap():
            self.cap.line.setFocus()
        elif not self.reason.text().strip():
            self.reason.line.setFocus()

    def lacks_cap(self) -> bool:
        """Whether a number is asked for, and what is typed is none that there can be."""
        typed = self.cap.text().strip()
        is_number = typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= MAX_CAP
        return self._state.mode is IntakeMode.CAPPED and not is_number

    def _offer_limit(self) -> None:
        """It can be limited once all of it is written; until then, what is missing."""
        state = self._state
        missing = words.missing_words(lacks_cap=self.lacks_cap(), lacks_reason=not self.reason.text().strip())
        can_be = state.may_limit and state.asked is None
        self._limit.setEnabled(can_be and not missing)
        self._limit.say(words.limit_words(state))
        show_lacks(self._missing, missing if can_be else "", self._primary)

    def _show_backlog(self, state: DayState) -> None:
        asked = state.asked
        self._backlog_label.setText(translate("Day", "Backlog"))
        if asked is None:
            said = translate("Day", "Orders that nobody has begun can go to other places, for a reason.")
        else:
            said = translate("Day", "Another place is looked for, for each of them. Write why, then confirm.")
        self._backlog.setText(said)
        self.backlog_reason.set_label(translate("Day", "Why"))
        self.backlog_reason.setVisible(asked is not None)
        for action, button, backlog, is_late in (
            (self._late, self._late_button, state.late, True),
            (self._every, self._every_button, state.every, False),
        ):
            is_asked = state.rejects_late is is_late
            asks = words.late_words(backlog) if is_late else words.every_words(backlog)
            action.say(words.backlog_words(backlog) if is_asked else asks)
            button.setVisible(state.may_reject and (asked is None or is_asked))
        self._offer_backlog()
        self._not_now.setEnabled(asked is not None)
        self._not_now.say()
        self._back_button.setVisible(asked is not None)

    def lacks_reason(self) -> bool:
        """Whether a backlog is asked about, and nothing is written yet of why it is to be rejected."""
        return self._state.asked is not None and not self.backlog_reason.text().strip()

    def _offer_backlog(self) -> None:
        """What is asked about can be rejected once it is written why; until then, that it is missing."""
        state = self._state
        lacks = lacking_words(reason_lack(self.backlog_reason.text())) if self.lacks_reason() else ""
        show_lacks(self._lacks, lacks, self._late_button, self._every_button)
        for action, backlog in ((self._late, state.late), (self._every, state.every)):
            action.setEnabled(state.may_reject and bool(backlog.ids) and not lacks)
