"""The day in words."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.intake import MAX_CAP, IntakeMode
from core.rules.time import MINUTE_MS
from desktop.screens.day.state import NEVER, Ask, Backlog, Check, DayState, How, Limit, Turn
from desktop.shell.ages import ago_words
from desktop.shell.amounts import clock_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Choice, PillLook, Row

_ASKS: Mapping[Ask, tuple[str, str, str]] = {
    Ask.DATA: (
        QT_TRANSLATE_NOOP("Day", "What this machine knows"),
        QT_TRANSLATE_NOOP("Day", "heard from headquarters {age}"),
        QT_TRANSLATE_NOOP("Day", "See the line"),
    ),
    Ask.PRINTS: (
        QT_TRANSLATE_NOOP("Day", "Printers"),
        QT_TRANSLATE_NOOP("Day", "labels that did not print: {count}"),
        QT_TRANSLATE_NOOP("Day", "See the labels"),
    ),
    Ask.LATE: (
        QT_TRANSLATE_NOOP("Day", "Late orders"),
        QT_TRANSLATE_NOOP("Day", "past their promised hour: {count}"),
        QT_TRANSLATE_NOOP("Day", "Prepare them"),
    ),
    Ask.OVERNIGHT: (
        QT_TRANSLATE_NOOP("Day", "Arrived overnight"),
        QT_TRANSLATE_NOOP("Day", "orders since yesterday evening: {count}"),
        QT_TRANSLATE_NOOP("Day", "See them"),
    ),
    Ask.EXCEPTIONS: (
        QT_TRANSLATE_NOOP("Day", "Exceptions"),
        QT_TRANSLATE_NOOP("Day", "not settled yet: {count}"),
        QT_TRANSLATE_NOOP("Day", "Settle them"),
    ),
    Ask.PARCELS: (
        QT_TRANSLATE_NOOP("Day", "Parcels for the carrier"),
        QT_TRANSLATE_NOOP("Day", "packed and still here: {count}"),
        QT_TRANSLATE_NOOP("Day", "Give them to the carrier"),
    ),
    Ask.IN_HAND: (
        QT_TRANSLATE_NOOP("Day", "Orders in hand"),
        QT_TRANSLATE_NOOP("Day", "begun and not packed: {count}"),
        QT_TRANSLATE_NOOP("Day", "Finish them"),
    ),
    Ask.BINS: (
        QT_TRANSLATE_NOOP("Day", "Bins to check"),
        QT_TRANSLATE_NOOP("Day", "to be put back or to be sorted: {count}"),
        QT_TRANSLATE_NOOP("Day", "See them"),
    ),
    Ask.OUTBOX: (
        QT_TRANSLATE_NOOP("Day", "Sent to headquarters"),
        QT_TRANSLATE_NOOP("Day", "actions that wait for an answer: {count}"),
        QT_TRANSLATE_NOOP("Day", "See what waits"),
    ),
}
"""What each is called, how it stands, and what its button says."""

_GOOD: Mapping[Ask, str] = {
    Ask.PRINTS: QT_TRANSLATE_NOOP("Day", "every label has come out"),
    Ask.LATE: QT_TRANSLATE_NOOP("Day", "nothing is late"),
    Ask.EXCEPTIONS: QT_TRANSLATE_NOOP("Day", "everything adds up"),
    Ask.PARCELS: QT_TRANSLATE_NOOP("Day", "none is left"),
    Ask.IN_HAND: QT_TRANSLATE_NOOP("Day", "nothing is half done"),
    Ask.BINS: QT_TRANSLATE_NOOP("Day", "nothing stands there that should not"),
    Ask.OUTBOX: QT_TRANSLATE_NOOP("Day", "headquarters has answered everything"),
}
_HOW: Mapping[How, tuple[str, Tone, str]] = {
    How.GOOD: (QT_TRANSLATE_NOOP("Day", "all right"), Tone.OK, "check"),
    How.ODD: (QT_TRANSLATE_NOOP("Day", "to see to"), Tone.WARN, "alert"),
    How.BAD: (QT_TRANSLATE_NOOP("Day", "first"), Tone.BAD, "late"),
}


def turns() -> dict[str, str]:
    """The four pages."""
    return {
        Turn.OPENING.value: translate("Day", "Opening"),
        Turn.CLOSING.value: translate("Day", "Closing"),
        Turn.INTAKE.value: translate("Day", "Intake"),
        Turn.COUNT.value: translate("Day", "Counts"),
    }


def row(check: Check) -> Row:
    """One thing that was looked at."""
    said, tone, icon = _HOW[check.how]
    title, stands, action = _ASKS[check.ask]
    is_good = check.how is How.GOOD and check.ask in _GOOD
    words = translate("Day", _GOOD[check.ask] if is_good else stands)
    if check.ask is Ask.DATA and check.count == NEVER:
        words = translate("Day", "never heard from headquarters")
    words = words.format(count=check.count, age=ago_words(check.count) if check.ask is Ask.DATA else "")
    cells = (
        Cell(pill=PillLook(translate("Day", said), tone, icon)),
        Cell(translate("Day", title), words, strong=True),
    )
    return Row(check.ask.value, cells, translate("Day", action) if check.leads_on else "")


def headline(state: DayState) -> str:
    """The answer, large."""
    left = sum(check.how is not How.GOOD for check in state.checks)
    if left:
        return translate("Day", "To see to: {count}").format(count=left)
    if state.turn is Turn.OPENING:
        return translate("Day", "Ready to open")
    return translate("Day", "The day is done")


def next_words(state: DayState, selected: str) -> str:
    """What the button says that does what comes next, while a row is selected."""
    check = state.next_after(selected)
    if check is not None:
        return translate("Day", _ASKS[check.ask][2])
    return translate("Day", "Begin the day") if state.turn is Turn.OPENING else translate("Day", "To Today")


def facts(state: DayState) -> list[tuple[str, str]]:
    """Who is here; at night the day's figures."""
    # A name is not parted between two lines.
    whole = (name.replace(" ", "\u00a0") for name in state.here)
    here = ", ".join(whole) or translate("Day", "nobody yet")
    if state.turn is Turn.OPENING:
        return [(translate("Day", "Here today"), here), (translate("Day", "Intake"), intake_words(state))]
    figures = state.figures
    return [
        (translate("Day", "Prepared"), counts.orders(figures.prepared)),
        (translate("Day", "Handed over"), counts.orders(figures.handed_over)),
        (translate("Day", "Sent"), counts.orders(figures.sent)),
        (translate("Day", "Put back"), counts.orders(figures.put_back)),
        (translate("Day", "Exceptions settled"), str(figures.settled)),
        (translate("Day", "Here today"), here),
    ]


# The intake


def intake_words(state: DayState) -> str:
    """What is taken now."""
    if state.limit is None:
        return translate("Day", "All orders are taken")
    return limit_title(state.limit, state.timezone)


def limit_title(limit: Limit, timezone: str) -> str:
    """ "No new orders until 14:30"."""
    until = clock_words(limit.intake.until, timezone)
    if limit.intake.mode is IntakeMode.CAPPED:
        said = translate("Day", "Orders waiting at a time: {count} at most, until {time}")
        return said.format(count=limit.intake.cap, time=until)
    return translate("Day", "No new orders until {time}").format(time=until)


def limit_text(limit: Limit) -> str:
    """Why, and who said so."""
    if not limit.by:
        return limit.reason
    return translate("Day", "{reason} ({name})").format(reason=limit.reason, name=limit.by)


def intake_choices() -> list[Choice]:
    """What can be taken."""
    return [
        Choice(
            IntakeMode.PAUSED.value,
            translate("Day", "Take no new orders"),
            translate("Day", "What comes meanwhile goes to other places"),
            "1",
        ),
        Choice(
            IntakeMode.CAPPED.value,
            translate("Day", "No more than so many waiting"),
            translate("Day", "What is packed makes room for new ones"),
            "2",
        ),
    ]


def minutes_words(minutes: int) -> str:
    """ "30 min", "2 h"."""
    if minutes < 60:
        return translate("Day", "{count} min").format(count=minutes)
    return translate("Day", "{count} h").format(count=minutes // 60)


def limit_words(state: DayState) -> str:
    """What the button says that limits it."""
    until = clock_words(state.now + state.minutes * MINUTE_MS, state.timezone)
    if state.limit is not None:
        return translate("Day", "Change it: until {time}").format(time=until)
    if state.mode is IntakeMode.CAPPED:
        return translate("Day", "Limit until {time}").format(time=until)
    return translate("Day", "Pause until {time}").format(time=until)


def missing_words(*, lacks_cap: bool, lacks_reason: bool) -> str:
    """What is to be written before the intake can be limited; empty for nothing."""
    if lacks_cap and lacks_reason:
        return translate("Day", "Write how many orders may wait (1 to {most}), and why.").format(most=MAX_CAP)
    if lacks_cap:
        return translate("Day", "Write how many orders may wait (1 to {most}).").format(most=MAX_CAP)
    return translate("Day", "Write why.") if lacks_reason else ""


def backlog_words(backlog: Backlog) -> str:
    """ "Reject 12 orders, 31 articles"."""
    said = translate("Day", "Reject {orders}, {articles}")
    return said.format(orders=counts.orders(len(backlog.ids)), articles=counts.articles(backlog.units))


def late_words(backlog: Backlog) -> str:
    """The button that asks about what is late."""
    return translate("Day", "Late and not begun: {count}").format(count=len(backlog.ids))


def every_words(backlog: Backlog) -> str:
    """The button that asks about all that nobody has begun."""
    return translate("Day", "All that is not begun: {count}").format(count=len(backlog.ids))
