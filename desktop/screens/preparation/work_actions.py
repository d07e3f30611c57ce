"""What can be done on Prepare, and when: each action is said and opened by what is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.actions import (
    PREPARE_ADD,
    PREPARE_AGREED,
    PREPARE_BACK,
    PREPARE_DECLINED,
    PREPARE_GIVE_BACK,
    PREPARE_GO,
    PREPARE_OTHERS,
    PREPARE_PARCEL,
    PREPARE_PROPOSE,
    PREPARE_REPRINT,
    PREPARE_SHORT,
    PREPARE_SKIP,
    PREPARE_UNDO,
    Action,
)
from desktop.screens.preparation import short_words, words
from desktop.screens.preparation.round import RELEASABLE
from desktop.screens.preparation.state import Phase, PreparationState
from desktop.shell.saying import translate

_UNDOABLE = (Phase.PICK, Phase.PACK, Phase.NOTHING)


class WorkActions:
    """The actions of the page.

    Attributes:
        go, short, skip, others, reprint, parcel, undo, add, propose, give_back, agreed, declined, back: each.
    """

    def __init__(self, page: QWidget) -> None:
        self.go = Action(PREPARE_GO, page)
        self.short = Action(PREPARE_SHORT, page)
        self.skip = Action(PREPARE_SKIP, page)
        self.others = Action(PREPARE_OTHERS, page)
        self.reprint = Action(PREPARE_REPRINT, page)
        self.parcel = Action(PREPARE_PARCEL, page)
        self.undo = Action(PREPARE_UNDO, page)
        self.add = Action(PREPARE_ADD, page)
        self.propose = Action(PREPARE_PROPOSE, page)
        self.give_back = Action(PREPARE_GIVE_BACK, page)
        self.agreed = Action(PREPARE_AGREED, page)
        self.declined = Action(PREPARE_DECLINED, page)
        self.back = Action(PREPARE_BACK, page)

    def all(self) -> list[Action]:
        """Every one of them."""
        return [one for one in vars(self).values() if isinstance(one, Action)]

    def connect(self, deeds: dict[Action, Callable[[], object]]) -> None:
        """Do these when they are wanted."""
        for action, deed in deeds.items():
            action.triggered.connect(deed)

    def show_state(self, state: PreparationState, serial: str) -> None:
        """Open what can be done now, and say what it would do; `serial` is what is typed as such."""
        is_picking, is_asking = state.phase is Phase.PICK, is_asked(state)
        go = words.primary_words(state)
        self.go.say(go)
        lacks_serial = is_picking and state.wants_serial and not serial.strip()
        self.go.setEnabled(bool(go) and not is_asking and not lacks_serial)
        for action in (self.add, self.propose):
            action.setEnabled(state.phase is Phase.QUEUE and len(state.queue) > 1)
        is_labelled = state.phase in (Phase.STAGE, Phase.DONE)
        is_listed = is_picking and any(line.left_to_pick and not line.is_awaited for line in state.lines)
        self.reprint.setEnabled((is_labelled or is_listed) and not is_asking)
        self.reprint.say(translate("Prepare", "Print the list") if is_picking else "")
        self.short.setEnabled(is_picking and not state.short_units and not state.is_awaited)
        self.others.setEnabled(bool(state.short_units and state.others))
        self.others.say(short_words.others_action(state))
        self.skip.setEnabled(is_picking and sum(bool(line.left_to_pick) for line in state.lines) > 1)
        for action in (self.agreed, self.declined):
            action.setEnabled(is_picking and state.is_awaited and not is_asking)
        self.parcel.setEnabled(
            state.phase is Phase.PACK and len(state.drafts) < (state.head.picked if state.head else 0)
        )
        self.undo.setEnabled(bool(state.undoes) and state.phase in _UNDOABLE)
        is_given_back = (is_picking or state.phase is Phase.PACK) and any(
            head.state in RELEASABLE for head in state.heads
        )
        self.give_back.setEnabled(is_given_back)

    def shown(self, state: PreparationState) -> dict[Action, bool]:
        """Which have their button under the work now, in its order."""
        is_picking, is_asking = state.phase is Phase.PICK, is_asked(state)
        is_free = is_picking and not is_asking
        return {
            self.back: is_asking or state.phase is Phase.DONE,
            self.short: is_free and not state.is_awaited,
            self.skip: is_free and (self.skip.isEnabled() or not state.is_awaited),
            self.parcel: state.phase is Phase.PACK,
            self.declined: is_free and state.is_awaited,
            self.agreed: is_free and state.is_awaited,
            self.go: bool(words.primary_words(state)) and not is_asking,
        }


def is_asked(state: PreparationState) -> bool:
    """Whether a question stands in the place of the work."""
    return bool(state.short_units) or state.asks_reprint
