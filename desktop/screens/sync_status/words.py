"""Sync in words: what was done, where it stands, how old what we know is."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.screens.sync_status.deeds import deed_words, print_words
from desktop.screens.sync_status.state import (
    CASES,
    Copies,
    Done,
    FailedPrint,
    Standing,
    SyncState,
)
from desktop.shell.ages import ago_words
from desktop.shell.amounts import day_words, moment_words, number_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import code_sentence
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row
from desktop.shell.wording import cause_words, unproven_words
from sync.connection import ConnectionKind, ConnectionState
from sync.divergence import FOUND, TAKEN_ANEW

STANDINGS: Mapping[Standing, tuple[Tone, str, str]] = {
    Standing.WAITING: (Tone.WARN, "waiting", QT_TRANSLATE_NOOP("Sync", "waits")),
    Standing.SENT: (Tone.INFO, "online", QT_TRANSLATE_NOOP("Sync", "sent")),
    Standing.APPLIED: (Tone.OK, "check", QT_TRANSLATE_NOOP("Sync", "done")),
    Standing.ADJUSTED: (Tone.OK, "check", QT_TRANSLATE_NOOP("Sync", "done, changed")),
    Standing.RECORDED: (Tone.WARN, "alert", QT_TRANSLATE_NOOP("Sync", "recorded")),
    Standing.REFUSED: (Tone.BAD, "refused", QT_TRANSLATE_NOOP("Sync", "refused")),
    Standing.QUARANTINED: (Tone.BAD, "lock", QT_TRANSLATE_NOOP("Sync", "set aside")),
    Standing.UNREADABLE: (
        Tone.INFO,
        "check",
        QT_TRANSLATE_NOOP("Sync", "recorded, details after the update"),
    ),
}


def order_words(done: Done) -> str:
    """Whose order: "C-20418 · Claire Martin"."""
    return " · ".join(part for part in (done.order_number, done.customer) if part)


def standing_look(done: Done) -> PillLook:
    """Where it stands, in a word, a shape and a colour."""
    tone, icon, words = STANDINGS[done.standing]
    return PillLook(translate("Sync", words), tone, icon)


def why_words(done: Done) -> str:
    """Why it was turned down, changed, or no longer applies here; empty for nothing to say."""
    if done.code:
        return code_sentence(done.code, {"order_number": done.order_number, **done.data})
    return code_sentence(done.stuck_code, {"order_number": done.order_number}) if done.stuck_code else ""


def groups(state: SyncState) -> list[Group]:
    """The rows in their groups: what needs somebody first."""
    turned_down = [done for done in state.done if done.is_turned_down]
    waiting = [done for done in state.done if done.is_waiting]
    answered = [done for done in state.done if not done.is_turned_down and not done.is_waiting]
    to_settle = "" if state.may_settle else translate("Sync", "a manager does")
    seen, again = translate("Sync", "Seen"), translate("Sync", "Print again")
    return [
        Group(
            tuple(_turned_down(done, state, seen) for done in turned_down),
            translate("Sync", "Not accepted by headquarters"),
        ),
        Group(_cases(state), translate("Sync", "To settle"), to_settle),
        Group(tuple(_print(job, state, again) for job in state.prints), translate("Sync", "Not printed")),
        Group(
            tuple(_row(done, state) for done in waiting),
            translate("Sync", "Waits for headquarters"),
            _more(state),
        ),
        Group(tuple(_row(done, state) for done in answered), translate("Sync", "Answered with a remark")),
    ]


def _more(state: SyncState) -> str:
    listed = sum(done.is_waiting for done in state.done)
    if state.waiting > listed:
        return translate("Sync", "the first {0} of {1}").format(
            number_words(listed), number_words(state.waiting)
        )
    return counts.actions_kept(state.waiting)


def _row(done: Done, state: SyncState) -> Row:
    told = _when(done.at, done.who, state)
    what = Cell(deed_words(done), why_words(done) or order_words(done), strong=done.is_waiting)
    return Row(done.id, (Cell(pill=standing_look(done)), what, told), is_muted=not done.is_waiting)


def _turned_down(done: Done, state: SyncState, seen: str) -> Row:
    title = " · ".join(part for part in (deed_words(done), done.order_number) if part)
    what = Cell(title, why_words(done), strong=True)
    return Row(done.id, (Cell(pill=standing_look(done)), what, _when(done.at, done.who, state)), seen)


def _cases(state: SyncState) -> tuple[Row, ...]:
    """One row for all of them: they are settled where all is told of each."""
    if not state.to_settle:
        return ()
    look = PillLook(translate("Sync", "open"), Tone.WARN, "alert")
    said = translate("Sync", "Exceptions: {count}").format(count=number_words(state.to_settle))
    hint = translate("Sync", "What each side says, and what can be done, is under Exceptions.")
    cells = (Cell(pill=look), Cell(said, hint, strong=True), Cell())
    return (Row(CASES, cells, translate("Sync", "Show them")),)


def _print(job: FailedPrint, state: SyncState, again: str) -> Row:
    look = PillLook(translate("Sync", "failed"), Tone.BAD, "printer")
    what = Cell(print_words(job), code_sentence(job.code) if job.code else "", strong=True)
    return Row(job.id, (Cell(pill=look), what, _when(job.asked_at, "", state)), again)


def _when(at: int, who: str, state: SyncState) -> Cell:
    return Cell(moment_words(at, state.now, state.timezone), who, colour="ink2", small=True)


# The line and the copies


def since_words(connection: ConnectionState, state: SyncState) -> str:
    """ "since 10:42"."""
    at = moment_words(connection.since, state.now, state.timezone)
    return translate("Sync", "since {0}").format(at)


def works_words(connection: ConnectionState) -> str:
    """What the line, or its want, means for the work."""
    if connection.kind is ConnectionKind.CONNECTED and connection.fault:
        return translate("Sync", "Headquarters answers, and not everything comes through. Work goes on.")
    if connection.kind is ConnectionKind.CONNECTED:
        return translate("Sync", "Everything works. What is done here is with headquarters within seconds.")
    if connection.kind is ConnectionKind.UNPROVEN:
        return translate("Sync", "Orders and actions are exchanged, as far as headquarters answers.")
    if connection.kind is ConnectionKind.HELD:
        return translate(
            "Sync", "Work goes on and is kept here; it is sent once this workstation is enrolled again."
        )
    # What goes on is said by the strip over every screen.
    return translate("Sync", "New orders come when the line is back.")


def why_held_up(connection: ConnectionState) -> str:
    """What stands in the way, as the strip over the screens says it; empty for nothing."""
    if connection.is_answered and connection.fault:
        return code_sentence(connection.fault)
    if connection.kind is ConnectionKind.UNPROVEN:
        return unproven_words()
    return cause_words(connection.cause)


def line_facts(connection: ConnectionState, state: SyncState) -> list[tuple[str, str]]:
    """Facts about the line."""
    never = translate("Sync", "never yet")
    heard = ago_words(state.now - connection.last_answer_at) if connection.last_answer_at else never
    is_proven = connection.kind is not ConnectionKind.UNPROVEN
    last = translate("Sync", "Last answer") if is_proven else translate("Sync", "Last proven answer")
    nothing = translate("Sync", "nothing")
    waits = counts.actions(state.waiting) if state.waiting else nothing
    accepted = counts.actions_of_the_day(state.accepted) if state.accepted else ""
    return [
        (last, heard),
        (translate("Sync", "Waits"), waits),
        (translate("Sync", "Accepted"), accepted),
    ]


def copy_facts(copies: Copies, now: int, timezone: str) -> list[tuple[str, str]]:
    """Facts about the copies."""
    left, leased = (number_words(count) for count in (copies.numbers_left, copies.numbers_leased))
    numbers = translate("Sync", "{left} of {leased} left").format(left=left, leased=leased)
    printing = counts.labels_waiting(copies.prints_waiting) if copies.prints_waiting else ""
    return [
        (translate("Sync", "Network"), _network_words(copies, now)),
        *_told_words(copies, now),
        (translate("Sync", "This store"), _version_words(copies.store_version)),
        (translate("Sync", "This device"), _version_words(copies.device_version)),
        (translate("Sync", "Parcel numbers"), numbers),
        (translate("Sync", "Printer"), printing),
        *_erased_words(copies, now, timezone),
    ]


def _erased_words(copies: Copies, now: int, timezone: str) -> list[tuple[str, str]]:
    """Until when what was sent names a customer who was erased."""
    if copies.erased_until <= now:
        return []
    said = translate("Sync", "in sent actions until {day}")
    day = day_words(copies.erased_until, timezone, now=now)
    return [(translate("Sync", "Erased customer"), said.format(day=day))]


def _network_words(copies: Copies, now: int) -> str:
    if not copies.network_version:
        return translate("Sync", "still arriving")
    age = ago_words(now - (copies.heard_at or copies.network_made_at))
    return translate("Sync", "version {version}, {ago}").format(
        version=number_words(copies.network_version), ago=age
    )


_TABLES = {
    "position": QT_TRANSLATE_NOOP("Sync", "stock"),
    "article": QT_TRANSLATE_NOOP("Sync", "articles"),
    "article_price": QT_TRANSLATE_NOOP("Sync", "prices"),
    "location": QT_TRANSLATE_NOOP("Sync", "places"),
    "piece": QT_TRANSLATE_NOOP("Sync", "pieces"),
}
_OF_THE_STORE = QT_TRANSLATE_NOOP("Sync", "this store’s own rows")


def _told_words(copies: Copies, now: int) -> list[tuple[str, str]]:
    """What differed in the network's copy or in the store's own rows, and when it was put right."""
    told = copies.told
    if told is None:
        return []
    what = ", ".join(
        dict.fromkeys(translate("Sync", _TABLES.get(name, _OF_THE_STORE)) for name in told.tables)
    )
    ago = ago_words(now - told.at)
    if told.kind == FOUND:
        return [(translate("Sync", "Differs"), translate("Sync", "{what}, {ago}").format(what=what, ago=ago))]
    if told.kind == TAKEN_ANEW:
        said = translate("Sync", "taken again, {ago}: {what}").format(what=what, ago=ago)
    else:
        said = translate("Sync", "rows: {rows} ({what}), {ago}").format(
            rows=number_words(told.rows), what=what, ago=ago
        )
    return [(translate("Sync", "Put right"), said)]


def _version_words(version: int) -> str:
    return (
        translate("Sync", "version {0}").format(number_words(version))
        if version
        else translate("Sync", "nothing yet")
    )
