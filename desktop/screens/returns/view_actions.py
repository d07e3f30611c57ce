"""The actions of Returns: what can be done as things are, and what it says."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.actions import (
    RETURNS_ASK,
    RETURNS_BACK,
    RETURNS_CREDIT,
    RETURNS_DROP,
    RETURNS_EXCHANGE,
    RETURNS_GIVE_BACK,
    RETURNS_GO,
    RETURNS_GOODWILL,
    RETURNS_LATER,
    RETURNS_MEANS,
    RETURNS_NO,
    RETURNS_NO_PROOF,
    RETURNS_PHOTO,
    RETURNS_PRINT,
    RETURNS_SLIP,
    RETURNS_UNMEANS,
    RETURNS_YES,
    Action,
)
from desktop.screens.returns import counter_words, money_said, refused_words
from desktop.screens.returns.state import Proof, ReturnsState, Sight
from desktop.shell.saying import translate


class ReturnsActions:
    """All of them, in the order in which the palette shows them.

    Attributes:
        go: Enter; the others are called as their keys' words say.
    """

    def __init__(self, view: QWidget) -> None:
        self.go, self.back = Action(RETURNS_GO, view), Action(RETURNS_BACK, view)
        self.ask = Action(RETURNS_ASK, view)
        self.credit, self.later = Action(RETURNS_CREDIT, view), Action(RETURNS_LATER, view)
        self.slip, self.no_proof = Action(RETURNS_SLIP, view), Action(RETURNS_NO_PROOF, view)
        self.yes, self.no = Action(RETURNS_YES, view), Action(RETURNS_NO, view)
        self.drop, self.photo = Action(RETURNS_DROP, view), Action(RETURNS_PHOTO, view)
        self.means, self.unmeans = Action(RETURNS_MEANS, view), Action(RETURNS_UNMEANS, view)
        self.goodwill, self.exchange = Action(RETURNS_GOODWILL, view), Action(RETURNS_EXCHANGE, view)
        self.give_back, self.print_again = Action(RETURNS_GIVE_BACK, view), Action(RETURNS_PRINT, view)

    def all(self) -> list[Action]:
        """Each of them."""
        return [
            self.go, self.ask, self.exchange, self.credit, self.later, self.yes, self.no, self.slip,
            self.no_proof, self.drop, self.means, self.unmeans, self.goodwill, self.give_back, self.photo,
            self.print_again, self.back,
        ]  # fmt: skip

    def say(self) -> None:
        """Say their words anew."""
        for action in self.all():
            if action is not self.go:
                action.say()

    def show_state(self, state: ReturnsState) -> None:
        """What can be done now."""
        is_taking, is_asking = state.sight is Sight.TAKING, state.beside is not None
        self.go.say(_go_words(state))
        can_sign = is_asking and bool(state.beside and state.beside.chosen and not state.beside.is_checking)
        may_go = state.sight in (Sight.FOUND, Sight.DONE, Sight.CARD) or (
            is_taking and not is_asking and state.is_complete
        )
        may_do = state.sight is Sight.OPENED and not is_asking
        is_typing = state.asks_means or state.parts.is_looking
        self.go.setEnabled(may_go or (may_do and not is_typing) or can_sign or state.may_ask)
        # Beside a list Enter opens what is chosen; elsewhere it asks.
        self.ask.setEnabled(state.may_ask and state.sight is Sight.FOUND)
        self.back.setEnabled(state.sight is not Sight.ASKING or bool(state.wanted) or state.slip is not None)
        self.credit.say(translate("Returns", "To what was paid with") if state.as_credit else "")
        self.credit.setEnabled(is_taking and not is_asking and bool(state.money.total_cents))
        is_signed = state.sight is Sight.OPENED and state.due_needs_hand
        self.later.setEnabled((is_taking and state.may_wait and state.is_complete) or is_signed)
        without = state.sight in (Sight.ASKING, Sight.FOUND)
        self.slip.setEnabled(without)
        self.no_proof.setEnabled(without and state.policy.takes_without_proof)
        is_open = is_taking and not is_asking and state.taken is not None and state.taken.question is not None
        self.yes.setEnabled(is_open)
        self.no.setEnabled(is_open)
        self.goodwill.setEnabled(may_do)
        has_papers = state.opened is not None and bool(state.opened.papers)
        self.print_again.setEnabled(may_do and has_papers and state.gesture is None)
        can_drop = may_do and state.opened is not None and state.opened.may_drop
        self.drop.setEnabled(can_drop and state.gesture is None)
        self.give_back.say(
            refused_words.give_back_words(state.opened) if state.opened and state.may_give_back else ""
        )
        self.give_back.setEnabled(may_do and state.may_give_back)
        self.means.setEnabled(state.may_add_means)
        self.unmeans.setEnabled(may_do and bool(state.parts.paid))
        has_photo = state.taken is not None and bool(state.taken.photo)
        self.photo.say(translate("Returns", "Another photo…") if has_photo else "")
        self.photo.setEnabled(is_taking and not is_asking and state.taken is not None)
        can_exchange = is_taking and not is_asking and state.taken is not None
        is_left = may_do and state.opened is not None and bool(state.opened.open_units)
        can_again = is_left and state.gesture is None
        self.exchange.say(_put_away_words(state) if state.is_choosing else "")
        self.exchange.setEnabled((can_exchange and state.proof is not Proof.SLIP) or can_again)


def _put_away_words(state: ReturnsState) -> str:
    """What the key of an exchange does once the sizes are there: what was chosen for an open return goes."""
    if state.sight is Sight.OPENED:
        return translate("Returns", "No exchange")
    return translate("Returns", "Put away")


def _go_words(state: ReturnsState) -> str:
    """What Enter does."""
    if state.sight is Sight.DONE and state.done is not None and state.done.is_due:
        return translate("Returns", "Go on")
    if state.sight in (Sight.DONE, Sight.CARD):
        return translate("Returns", "Next customer")
    if state.sight is Sight.OPENED:
        return counter_words.next_words(state)
    if state.sight is Sight.TAKING:
        return money_said.go_words(state)
    if state.sight is Sight.ASKING and (state.may_ask or state.is_asking):
        return translate("Returns", "Ask headquarters")
    return translate("Returns", "Open")
