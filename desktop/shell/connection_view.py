"""Shows the connection where it belongs: a dot and a word in the top bar, a strip when it lasts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from core.ports import Clock
from core.rules.time import MINUTE_MS, SECOND_MS
from desktop.devices.printers.job import PrinterFault
from desktop.labels import PrintKind
from desktop.shell.ages import ago_words, download_words
from desktop.shell.amounts import clock_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.sentences import code_sentence
from desktop.shell.strip import Condition, StripArea
from desktop.shell.theme import Tone
from desktop.shell.top_bar import TopBar
from desktop.shell.widgets import time_words
from desktop.shell.wording import unproven_words
from sync import Cause, ConnectionKind, ConnectionState
from sync.clock_offset import is_off
from sync.faults import BEYOND_READING

REFRESH_MS = 1_000
HELD = "held"
"""The condition that a person ends by enrolling this machine again."""
UNREADABLE = "unreadable"
"""The condition of a machine whose own file only another helps against."""
CLOCK = "clock"
"""The condition of a machine whose hour is not the core's."""
PATIENCE_MS = 2 * SECOND_MS
"""A line that comes back within this gets no strip: it would only flicker."""


class ConnectionView(QObject):
    """Keeps top bar and strip true to the state.

    Attributes:
        state: what is shown.
        waiting: how many commands have no answer yet, as it is shown.
        timezone: the store's.
    """

    def __init__(
        self, top_bar: TopBar, strips: StripArea, clock: Clock, state: ConnectionState, timezone: str
    ) -> None:
        super().__init__(top_bar)
        self._top_bar = top_bar
        self._strips = strips
        self._clock = clock
        self.waiting = 0
        self.state = state
        self.timezone = timezone
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.redraw)
        self._timer.start()

    def show_state(self, state: ConnectionState) -> None:
        """The connection is now like this."""
        self.state = state
        self.redraw()

    def show_waiting(self, waiting: int) -> None:
        """So many commands have no answer yet."""
        self.waiting = waiting
        self.redraw()

    def redraw(self) -> None:
        """Say it again, with the ages of now."""
        tone, words = self._words()
        self._top_bar.show_connection(tone, words, self._age())
        condition = self._condition()
        for key in ("offline", HELD):
            if condition is None or condition.key != key:
                self._strips.clear_condition(key)
        if condition is not None:
            self._strips.show_condition(condition)
        self._redraw_clock()

    def _redraw_clock(self) -> None:
        off_ms = self.state.clock_off_ms
        if not is_off(off_ms):
            self._strips.clear_condition(CLOCK)
            return
        by = time_words(abs(off_ms) // MINUTE_MS)
        title = self.tr("This computer’s clock is {0} ahead") if off_ms > 0 else None
        title = title or self.tr("This computer’s clock is {0} behind")
        text = self.tr(
            "What is done here is written down with that hour, and promises seem nearer or farther. "
            "Set it by the network; work goes on."
        )
        self._strips.show_condition(
            Condition(CLOCK, Tone.WARN, title.format(by), text, self.tr("Details"), "clock")
        )

    def _words(self) -> tuple[Tone, str]:
        match self.state.kind:
            case ConnectionKind.CONNECTED:
                return Tone.OK, self.tr("Connected")
            case ConnectionKind.UNPROVEN:
                return Tone.WARN, self.tr("Not proven")
            case ConnectionKind.HELD:
                return Tone.BAD, self.tr("Held by headquarters")
            case ConnectionKind.STARTING:
                return Tone.INFO, self.tr("Connecting")
        return Tone.WARN, self.tr("Offline")

    def _age(self) -> str:
        heard_at = self.state.last_answer_at
        if self.state.kind is ConnectionKind.UNPROVEN:
            proven = self.tr("proven at {0}").format(clock_words(heard_at, self.timezone))
            return proven if heard_at else ""
        if not heard_at:
            return self.tr("never connected")
        age_ms = max(0, self._clock.now() - heard_at)
        if self.state.kind is not ConnectionKind.CONNECTED:
            return self.tr("data from {0}").format(clock_words(heard_at, self.timezone))
        return ago_words(age_ms)

    def _condition(self) -> Condition | None:
        state = self.state
        details = self.tr("Details")
        if state.kind is ConnectionKind.HELD:
            title = self.tr("This workstation is held")
            text = self.tr("Work goes on and is kept. Ask headquarters for a new code, and enrol it again.")
            return Condition(HELD, Tone.BAD, title, text, self.tr("Enrol again"), "lock")
        is_passing = self._clock.now() - state.since < PATIENCE_MS
        if state.kind is ConnectionKind.OFFLINE and not is_passing:
            title = self.tr("Offline since {0}").format(clock_words(state.since, self.timezone))
            return Condition("offline", Tone.WARN, title, self._what_works(), details, "offline")
        if state.kind is ConnectionKind.UNPROVEN and not is_passing:
            title = self.tr("Whether headquarters answers is not proven")
            text = " ".join(
                (unproven_words(), self.tr("Work goes on; what is done here is kept until it is sent."))
            )
            return Condition("offline", Tone.INFO, title, text, details, "alert")
        if state.kind is ConnectionKind.CONNECTED and state.fault and state.fault not in BEYOND_READING:
            title = self.tr("Connected, and yet something is held up")
            return Condition("offline", Tone.WARN, title, code_sentence(state.fault), details, "alert")
        if state.download is not None and state.download.left_ms:
            # One that takes so long that its pace is known; a shorter one would only flicker.
            title, text = self.tr("The network’s articles and stock arrive"), download_words(state.download)
            return Condition("offline", Tone.INFO, title, text, details, "arrive")
        return None

    def show_printer(self, fault: PrinterFault | None) -> None:
        """All printers print, or one has this fault."""
        if fault is None:
            self._strips.clear_condition("printer")
            return
        title, waits = printer_words(fault.kind)
        text = " ".join((code_sentence(fault.code), waits))
        self._strips.show_condition(
            Condition("printer", Tone.WARN, title, text, self.tr("Details"), "printer")
        )

    def show_unreadable(self, code: str) -> None:
        """This machine's own file cannot be read any more. It does not become well by itself."""
        waits = counts.actions_in_file(self.waiting) if self.waiting else ""
        text = " ".join(part for part in (code_sentence(code), waits) if part)
        title = self.tr("This workstation’s file cannot be read")
        self._strips.show_condition(Condition(UNREADABLE, Tone.BAD, title, text, self.tr("What to do")))

    def _what_works(self) -> str:
        works = self.tr("You can prepare, hand over, take returns and print.")
        reason = _causes().get(self.state.cause, "")
        waits = self.tr("%n action(s) wait.", "", self.waiting) if self.waiting else ""
        return " ".join(part for part in (reason, waits, works) if part)


def printer_words(kind: PrintKind) -> tuple[str, str]:
    """Which printer does not print, and what becomes of what is to come out of it."""
    labels = translate("ConnectionView", "Labels wait and come out by themselves.")
    pages = translate("ConnectionView", "What is to be printed waits and comes out by itself.")
    return {
        PrintKind.LABEL: (translate("ConnectionView", "The label printer does not print"), labels),
        PrintKind.PRICE: (translate("ConnectionView", "The printer of price labels does not print"), labels),
        PrintKind.RECEIPT: (translate("ConnectionView", "The printer of receipts does not print"), pages),
        PrintKind.DOCUMENT: (translate("ConnectionView", "The printer of documents does not print"), pages),
    }[kind]


def _causes() -> dict[Cause, str]:
    insecure = translate("ConnectionView", "The connection is not secure.")
    proxy = translate("ConnectionView", "The network’s proxy is in the way.")
    return {
        Cause.NOT_THE_CORE: translate(
            "ConnectionView", "Something else answers in the place of headquarters."
        ),
        Cause.OLD_ANSWER: translate("ConnectionView", "Something on the way repeats old answers."),
        Cause.SERVER_ERROR: translate("ConnectionView", "Headquarters has a fault."),
        Cause.FAULT: translate("ConnectionView", "The exchange stopped over a fault here; it begins again."),
        Cause.BUSY: translate("ConnectionView", "Headquarters is overloaded."),
        Cause.TLS: insecure,
        Cause.TLS_EXPIRED: translate("ConnectionView", "The certificate shown is not valid today."),
        Cause.TLS_OTHER_HOST: insecure,
        Cause.TLS_NOT_TRUSTED: insecure,
        Cause.PROXY: proxy,
        Cause.PROXY_SIGN_IN: proxy,
    }
