"""Whoever says that money went says to which card, where several have paid its sale."""

from __future__ import annotations

from collections import Counter

from core.commands import definitions as d
from core.model import ExceptionCase
from core.rules.errors import Refused
from core.rules.exceptions import Resolution


def check_cards(case: ExceptionCase, command: d.SettleException) -> None:
    """Say nothing if it is known how much went to which card.

    A case names `cards`, where its sale was paid by several: each with what it took; and as `told` what the
    payment service has said by itself.

    Raises:
        Refused: `which_card_got_it`: neither a person nor the payment service says so; `not_on_that_card`:
            more than the card took, or than the case is about, or a card that has not paid.
    """
    took = {str(name): int(cents) for name, cents in case.data.get("cards") or ()}
    if command.resolution is not Resolution.WENT or not took:
        return
    cents = int(case.data.get("cents", 0))
    if not command.went_to:
        if sum(int(one) for _, one in case.data.get("told") or ()) < cents:
            raise Refused("which_card_got_it", cents=cents)
        return
    went = Counter[str]()
    for one in command.went_to:
        went[one.reference] += one.cents
    is_beyond = any(sent > took.get(name, 0) for name, sent in went.items())
    if is_beyond or went.total() > cents:
        raise Refused("not_on_that_card", cents=cents)
