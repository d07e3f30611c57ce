"""Sync's cards: the line to headquarters, the copies on this machine, and what is selected."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.rules.time import MINUTE_MS
from desktop.actions import Action
from desktop.screens.sync_status import deeds, last_day, words
from desktop.screens.sync_status.state import CASES, SyncState
from desktop.shell.ages import download_words
from desktop.shell.saying import translate
from desktop.shell.sentences import code_sentence
from desktop.shell.theme import TextRole, Tone
from desktop.shell.widgets import (
    Card,
    KeyValueRows,
    Pill,
    PillLook,
    PrimaryButton,
    ProgressThin,
    SpanStrip,
    Text,
    stand,
)
from desktop.shell.wording import connection_tone, connection_words
from desktop.support.fault_notice import FaultCard
from sync.connection import ConnectionKind
from sync.presence import Presence, Span

PADDING = 16
"""Close enough for three cards under a strip of two lines on the smallest screen."""
_SHAPES = {
    ConnectionKind.STARTING: "waiting",
    ConnectionKind.CONNECTED: "online",
    ConnectionKind.UNPROVEN: "alert",
    ConnectionKind.OFFLINE: "offline",
    ConnectionKind.HELD: "lock",
}


class DayPart(QWidget):
    """The line over the last 24 hours, drawn, and in words beside."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sync_day")
        self._title = Text("", TextRole.LABEL, "ink3")
        self._strip = SpanStrip(name="sync_day_strip")
        self._said = Text("", TextRole.LABEL, "ink", name="sync_day_words", wrap=True)
        self._shown: tuple[object, ...] = ()
        self._is_known = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for part in (self._title, self._strip, self._said):
            column.addWidget(part)

    def show_state(self, state: SyncState) -> bool:
        """Show the day as it was; returns whether anything is known of it.

        A day is drawn to the minute: at the seconds in between nothing is worked out.
        """
        title = translate("Sync", "The last 24 hours")
        shown = (state.spans, state.presence, state.now // MINUTE_MS, state.timezone, title)
        if shown != self._shown:
            self._shown = shown
            self._is_known = self._show_day(title, last_day.day_spans(state), state)
        return self._is_known

    def _show_day(self, title: str, spans: list[Span], state: SyncState) -> bool:
        self._title.setText(title)
        drawn = last_day.stretches(spans, state.now)
        self._strip.show_stretches(drawn, last_day.marks(state.now, state.timezone), last_day.meanings(spans))
        self._strip.setAccessibleName(title)
        self._strip.setAccessibleDescription(last_day.told_words(spans, state.now, state.timezone))
        said = last_day.outage_words(spans, state.now, state.timezone)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        return bool(spans)


class LineCard(Card):
    """Whether headquarters answers, since when, what stands in the way, what still works."""

    def __init__(self) -> None:
        super().__init__(name="sync_line", padding=PADDING, spacing=8)
        self._title = Text("", TextRole.LABEL, "ink3")
        self._pill = Pill(name="sync_line_state")
        self._since = Text("", TextRole.LABEL, "ink2", name="sync_line_since", elide=True)
        self._cause = Text("", TextRole.BODY_STRONG, "ink", name="sync_line_cause", wrap=True)
        self._works = Text("", TextRole.BODY, "ink2", name="sync_line_works", wrap=True)
        self._facts = KeyValueRows(name="sync_line_facts")
        self._day = DayPart()
        self._has_day = self._works_first = False
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._pill)
        head.addWidget(self._since, 1)
        self.body.addWidget(self._title)
        self.body.addLayout(head)
        self.body.addWidget(self._cause)
        self.body.addWidget(self._works)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._day)
        self.body.addStretch()
        self.leave_out(works=False, day=False)

    def show_state(self, state: SyncState) -> None:
        """Show the line as it is."""
        self._title.setText(translate("Sync", "Line to headquarters"))
        connection = state.connection
        self.setVisible(connection is not None)
        if connection is None:
            return
        kind = connection.kind
        tone = Tone.WARN if connection.fault else connection_tone(kind)
        self._pill.show_look(PillLook(connection_words(kind), tone, _SHAPES[kind]))
        self._since.setText(words.since_words(connection, state))
        cause = words.why_held_up(connection)
        self._cause.setText(cause)
        self._cause.setVisible(bool(cause))
        self._works.setText(words.works_words(connection))
        self._works_first = state.presence is not Presence.CONNECTED
        self._facts.show_facts(words.line_facts(connection, state))
        self._has_day = self._day.show_state(state)
        self._day.setVisible(self._has_day and not self._leaves_out_day)

    def leave_out(self, *, works: bool, day: bool) -> None:
        """Leave out what still works, which the strip over the page says, and the day; or show them."""
        self._leaves_out_day = day
        self._works.setVisible(not works)
        self._day.setVisible(self._has_day and not day)

    def fit(self, width: int, spare_px: int) -> None:
        """Show what still works, and the day, where there is room for both; else the one that is worth more:
        the words where not all is well, the day where it is.

        Args:
            width: of the card, px.
            spare_px: what the page has beyond the card as it is now; negative where it is too high.
        """
        inside, gap = width - 2 * PADDING, self.body.spacing()
        works = self._works.heightForWidth(inside) + gap
        day = _height_at(self._day, inside) + gap if self._has_day else 0
        room = spare_px + (0 if self._works.isHidden() else works) + (0 if self._day.isHidden() else day)
        first, second = (works, day) if self._works_first else (day, works)
        has_first = first <= room
        has_second = second <= room - first * has_first
        has_works, has_day = (has_first, has_second) if self._works_first else (has_second, has_first)
        self.leave_out(works=not has_works, day=not has_day)


class CopiesCard(Card):
    """How far each copy on this machine has come; the download while it lasts."""

    def __init__(self) -> None:
        super().__init__(name="sync_copies", padding=PADDING, spacing=8)
        self._title = Text("", TextRole.LABEL, "ink3")
        self._facts = KeyValueRows(name="sync_copies_facts")
        self._progress = ProgressThin(name="sync_download")
        self._come = Text("", TextRole.LABEL, "ink2", name="sync_download_words", elide=True)
        for part in (self._title, self._come, self._progress, self._facts):
            self.body.addWidget(part)
        self.body.addStretch()

    def show_state(self, state: SyncState) -> None:
        """Show the copies as they are."""
        self._title.setText(translate("Sync", "Copies on this machine"))
        self._facts.show_facts(words.copy_facts(state.copies, state.now, state.timezone))
        download = state.download
        self._progress.setVisible(download is not None)
        self._come.setVisible(download is not None)
        if download is not None:
            self._progress.show_share(download.share)
            said = download_words(download)
            self._come.setText(translate("Sync", "The network arrives: {0}").format(said))


class Cards(QWidget):
    """The cards, one above the other, or side by side when they lie under the list."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.copies, self.faults = LineCard(), CopiesCard(), FaultCard()
        self._is_folded = False
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(16)
        self._parts.addWidget(self.line, 1)
        self._parts.addWidget(self.copies, 1)
        self._parts.addWidget(self.faults)

    def set_folded(self, is_folded: bool) -> None:
        """Lie under the list, or stand beside it."""
        self._is_folded = is_folded
        stand(self._parts, is_across=is_folded)
        for card in (self.line, self.copies):
            self._parts.setStretchFactor(card, 1 if is_folded else 0)

    def fit(self, height: int) -> None:
        """Say less where this many px are too few for all of them, as under two strips on a small screen."""
        if self._is_folded or self.line.isHidden():
            self.line.leave_out(works=False, day=False)
            return
        shown = [card for card in (self.line, self.copies, self.faults) if not card.isHidden()]
        wanted = sum(_height_at(card, self.width()) for card in shown)
        wanted += self._parts.spacing() * (len(shown) - 1)
        self.line.fit(self.width(), height - wanted)


def _height_at(part: QWidget, width: int) -> int:
    """How high a part is at this width, px."""
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()


class SelectedCard(Card):
    """What is selected, whole, and what can be done about it."""

    def __init__(self, act: Action) -> None:
        super().__init__(name="sync_selected", padding=20, spacing=4)
        self._act = act
        self._title = Text("", TextRole.TITLE, name="sync_selected_title", wrap=True)
        self._why = Text("", TextRole.BODY, "ink2", name="sync_selected_why", wrap=True)
        self._primary = PrimaryButton("", name="sync_go")
        act.drive(self._primary)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._primary)
        self.body.addWidget(self._title)
        self.body.addWidget(self._why)
        self.body.addSpacing(12)
        self.body.addLayout(buttons)

    def show_selected(self, key: str, state: SyncState) -> None:
        """Show a row; nothing for one that needs nobody."""
        title, why, act = _told(key, state)
        self.setVisible(bool(title))
        self._title.setText(title)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._act.setEnabled(bool(act))
        self._act.say(act)
        self._primary.setVisible(bool(act))


def _told(key: str, state: SyncState) -> tuple[str, str, str]:
    """Title, sentence and what the button says; without a title the row has said all of it."""
    if key == CASES and state.to_settle:
        # Its row says all there is: they are told, and settled, under Exceptions.
        return "", "", translate("Sync", "Show them")
    if (job := state.failed_print(key)) is not None:
        why = code_sentence(job.code) if job.code else ""
        return deeds.print_words(job), why, translate("Sync", "Print again")
    done = state.one_done(key)
    if done is not None and (done.is_turned_down or done.stuck_code or done.code):
        act = translate("Sync", "Seen") if done.is_turned_down else ""
        title = " · ".join(part for part in (deeds.deed_words(done), words.order_words(done)) if part)
        return title, words.why_words(done), act
    return "", "", ""
