"""What has just left, in words."""

from __future__ import annotations

from desktop.screens.handover import part_words
from desktop.screens.handover.state import Done, HandOverState
from desktop.screens.part_payments_view import paid_part_words
from desktop.shell.amounts import moment_words, money_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.wording import kind_phrase, proof_words


def done_words(done: Done) -> str:
    """What has just happened."""
    if done.is_for_carrier:
        return translate("HandOver", "Given to the carrier")
    if not done.units and not done.is_unheard:
        return translate("HandOver", "Refused: to be put back")
    return translate("HandOver", "Handed over")


def done_facts(done: Done, state: HandOverState) -> list[tuple[str, str]]:
    """What left, when, to whom."""
    head = done.head
    shown = translate("HandOver", "Shown")
    proof = proof_words(done.proof)
    if done.proxy_name:
        proof = f"{proof}, {done.proxy_name}"
    if done.is_for_carrier:
        shown, proof = translate("HandOver", "Driver"), done.proxy_name
    paid = paid_in_all(done)
    if done.manifest:
        return [
            (translate("HandOver", "What"), _what_left(done)),
            (translate("HandOver", "When"), moment_words(done.at, state.now, state.timezone)),
            (shown, proof),
            (translate("HandOver", "Manifest"), done.manifest),
        ]
    if done.is_unheard:
        return [
            (translate("HandOver", "What"), counts.parcels(done.parcels)),
            (translate("HandOver", "When"), moment_words(done.at, state.now, state.timezone)),
            (shown, proof),
            (translate("HandOver", "Paid"), paid if done.paid_cents else ""),
            (
                translate("HandOver", "What follows"),
                translate("HandOver", "headquarters checks it; what does not fit comes under Exceptions"),
            ),
        ]
    return [
        (translate("HandOver", "Order"), f"{head.number} · {kind_phrase(head.kind)}"),
        (translate("HandOver", "What"), _what_left(done)),
        (translate("HandOver", "The rest"), part_words.rest_of(done)),
        (translate("HandOver", "When"), moment_words(done.at, state.now, state.timezone)),
        (shown, proof),
        (translate("HandOver", "Paid"), paid if done.paid_cents else ""),
    ]


def paid_in_all(done: Done) -> str:
    """What was paid, and what of it by a gift card, a credit or a part in cash."""
    currency = done.head.currency
    amount = translate("HandOver", "{amount}, at the till").format(
        amount=money_words(done.paid_cents, currency)
    )
    return ", ".join([amount, *(paid_part_words(part, currency) for part in done.parts)])


def paper_words(done: Done | None) -> str:
    """What is printed of what has left; "" for the usual words."""
    return translate("HandOver", "Print a receipt") if done is not None and not done.manifest else ""


def _what_left(done: Done) -> str:
    units = counts.articles(done.units)
    if done.left or done.refused:
        return units
    words = translate("HandOver", "{parcels}, {articles}")
    return words.format(parcels=counts.parcels(done.parcels), articles=units)
