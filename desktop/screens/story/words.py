"""An order's story in words: headquarters' own, and ours where it names what has a name here."""

from __future__ import annotations

from core.rules.errors import CoulisseError, Offline
from core.rules.time import MINUTE_MS
from desktop.screens.story.state import StoryState
from desktop.shell.amounts import moment_words
from desktop.shell.saying import translate
from desktop.shell.sentences import case_title, code_sentence, deed_words, sentence
from desktop.shell.widgets import Cell, Row
from desktop.shell.wording import movement_words
from sync.answers import FoundEvent
from sync.history import Happened

HEARD_LATE_MS = 5 * MINUTE_MS
"""What was done so long before headquarters heard of it is told with its own time."""
UNKNOWN = "unknown_order"
"""What headquarters answers for an order that it does not know, and for one that is another store's."""


def rows(state: StoryState) -> list[Row]:
    """What happened, the latest first."""
    if state.events:
        return [_event(str(place), one, state) for place, one in enumerate(state.events)]
    return [_here(one, state) for one in state.here]


def _event(key: str, one: FoundEvent, state: StoryState) -> Row:
    when = Cell(moment_words(one.at, state.now, state.timezone), small=True, colour="ink2")
    return Row(key, (when, Cell(_told(one), _done_words(one, state))))


def _told(one: FoundEvent) -> str:
    kind = str(one.data.get("kind", ""))
    if one.code == "case_raised":
        return translate("Story", "To be settled: {what}").format(what=case_title(kind))
    if one.code == "refused":
        deed, why = deed_words(str(one.data.get("name", ""))), str(one.data.get("reason", ""))
        who = one.data.get("who", "")
        told = translate("Story", "{deed}, {who}: not accepted").format(deed=deed, who=who)
        return f"{told}. {code_sentence(why)}" if why else told
    return one.text


def _done_words(one: FoundEvent, state: StoryState) -> str:
    done_at = int(one.data.get("done_at") or 0)
    if not done_at or one.at - done_at < HEARD_LATE_MS:
        return ""
    at = moment_words(done_at, state.now, state.timezone)
    return translate("Story", "done at {time}, heard of later").format(time=at)


def _here(one: Happened, state: StoryState) -> Row:
    when = Cell(moment_words(one.at, state.now, state.timezone), small=True, colour="ink2")
    return Row(
        one.id,
        (when, Cell(f"{movement_words(one.kind)} · {abs(one.quantity)} × {one.reason}", one.actor_name)),
    )


def note_words(state: StoryState) -> str:
    """What stands in the way of the whole story; empty where nothing does."""
    fault = state.fault
    if state.is_asking and not state.events:
        return translate("Story", "Headquarters is asked…")
    if fault is None:
        return ""
    if isinstance(fault, Offline):
        if state.events:
            return translate("Story", "This is what headquarters told before: it is not reached now.")
        return translate("Story", "Headquarters is not reached. This is what was done in this store.")
    if state.events:
        told_before = translate("Story", "This is what headquarters told before.")
        return f"{_fault_words(fault)} {told_before}"
    done_here = translate("Story", "This is what was done in this store.")
    return f"{_fault_words(fault)} {done_here}"


def _fault_words(fault: CoulisseError) -> str:
    if fault.code == UNKNOWN:
        return translate("Story", "Headquarters knows no such order of this store.")
    return sentence(fault)


def nothing_words(state: StoryState) -> tuple[str, str]:
    """What to say where nothing happened that is known."""
    if state.is_asking:
        return translate("Story", "Headquarters is asked…"), ""
    why = translate("Story", "Its story is at headquarters; it comes with the line.")
    if state.fault is not None and not isinstance(state.fault, Offline):
        why = _fault_words(state.fault)
    return translate("Story", "Nothing is known of it here"), why
