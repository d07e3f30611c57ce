"""What is said where an article is short: reasons, other orders, what could stand in."""

from __future__ import annotations

from core.rules.stock import ShortReason, sellable_after_short
from desktop.screens.preparation.state import ABSENT, Offer, PreparationState
from desktop.shell.amounts import article_words, money_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.wording import short_reason_words

OTHERS_NAMED = 4
"""Orders that are named one by one."""


def question_words(article: str, state: PreparationState) -> str:
    """ "Why is it short? Veste Mistral · M · marine"; with what its customer is asked about then."""
    offer = state.offer_wanted
    if offer is None:
        return translate("Prepare", "Why is it short? {article}").format(article=article)
    words = translate("Prepare", "Why is {article} short? Then {customer} is asked about {offer}.")
    named = article_words(offer.name, offer.size, offer.colour)
    customer = state.head.customer if state.head else ""
    return words.format(article=article, customer=customer, offer=named)


def reason_and_stock(reason: ShortReason, state: PreparationState) -> str:
    """A reason with what it would do to the number here, with the others' units if they are told too:
    "Not found · 6 → 2"; alone where it does nothing."""
    said, line = short_reason_words(reason), state.current_line
    stock = state.stock.get(line.article_id) if line else None
    if stock is None:
        return said
    units = state.short_units
    if state.shorts_others and reason in ABSENT:
        units += sum(other.left for other in state.others)
    after = sellable_after_short(reason, units, stock.sellable, stock.allocated)
    # What it becomes stays on the line of what it is, also on the narrowest card.
    return said if after == stock.sellable else f"{said} · {stock.sellable}\u00a0→\u00a0{after}"


def others_words(state: PreparationState) -> str:
    """Who else wants the article, and whether they are told."""
    orders = ", ".join(
        f"{other.number} ({counts.articles(other.left)})" for other in state.others[:OTHERS_NAMED]
    )
    more = len(state.others) - OTHERS_NAMED
    named = f"{orders}, {counts.more(more)}" if more > 0 else orders
    if state.shorts_others:
        return translate("Prepare", "Short for them too, with the reasons 1 to 3: {orders}").format(
            orders=named
        )
    return translate("Prepare", "Also wanted by {orders}").format(orders=named)


def others_action(state: PreparationState) -> str:
    """What the key would do about them; its own words for telling them."""
    return translate("Prepare", "Leave the others") if state.shorts_others else ""


def offer_words(offer: Offer, currency: str) -> str:
    """What there is of a substitute, and what the customer would pay: "3 here · 129.00 €"."""
    here = translate("Prepare", "{count} here").format(count=offer.free)
    return f"{here} · {money_words(offer.price_cents, currency)}"
