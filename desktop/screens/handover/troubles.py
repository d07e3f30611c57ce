"""Why nothing was handed over, in words."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.fulfilment import TO_PREPARE
from desktop.screens.fulfilments import Head, Holder
from desktop.screens.handover.state import HandOverState, Said, Trouble
from desktop.shell.amounts import bin_words, moment_words, money_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.wording import state_words

LAST_DIGITS = 4
"""How many last digits of a parcel's number people compare."""

_TROUBLES: Mapping[Trouble, str] = {
    Trouble.WRONG_CODE: QT_TRANSLATE_NOOP(
        "HandOver", "The code {text} is not this order’s. Nothing was handed over. Ask for the code again."
    ),
    Trouble.CODE_OF_ANOTHER: QT_TRANSLATE_NOOP(
        "HandOver", "The code {text} belongs to {number}, not to this order. Nothing was handed over."
    ),
    Trouble.NO_SUCH_CODE: QT_TRANSLATE_NOOP(
        "HandOver", "No parcel here has the code {text}. Look for the customer’s name or the order’s number."
    ),
    Trouble.NO_SUCH_ORDER: QT_TRANSLATE_NOOP(
        "HandOver", "Nothing here for “{text}”. Perhaps it waits in another store, under another name."
    ),
    Trouble.UNKNOWN_ORDER: QT_TRANSLATE_NOOP("HandOver", "This order is not this store’s any more."),
    Trouble.UNKNOWN_PARCEL: QT_TRANSLATE_NOOP(
        "HandOver",
        "This workstation has not heard of the parcel {digits} yet. Look for the customer’s name instead.",
    ),
    Trouble.LONG_NUMBER_ALONE: QT_TRANSLATE_NOOP(
        "HandOver",
        "This workstation has not heard of the parcel {digits}. Scan the square code on its label: "
        "it says which order it is. Without one, look for the customer’s name.",
    ),
    Trouble.GONE_BY_LABEL: QT_TRANSLATE_NOOP(
        "HandOver", "This parcel: {matter}, by this workstation. Headquarters has not answered yet."
    ),
    Trouble.PARCELS_MISSING: QT_TRANSLATE_NOOP(
        "HandOver", "By their labels this order has more parcels. Scan them too. Nothing was handed over."
    ),
    Trouble.NO_AMOUNT: QT_TRANSLATE_NOOP(
        "HandOver", "“{text}” is no amount. Type what was paid, or nothing. Nothing was handed over."
    ),
    Trouble.OTHER_PARCEL: QT_TRANSLATE_NOOP(
        "HandOver", "This parcel is for {customer}, {number}: not for this customer. Put it back."
    ),
    Trouble.OTHER_CARRIER: QT_TRANSLATE_NOOP(
        "HandOver", "This parcel is of {number}, {customer}: not for this carrier. Put it back."
    ),
    Trouble.EMPTY_BIN: QT_TRANSLATE_NOOP("HandOver", "Nothing to hand over stands in bin {bin}."),
    Trouble.NOT_READY: QT_TRANSLATE_NOOP(
        "HandOver", "{number}, {customer}: {matter}. There is nothing to hand over."
    ),
    Trouble.UNPROVED: QT_TRANSLATE_NOOP(
        "HandOver",
        "First the pickup code, an identity card, or a proxy’s name. Nothing was handed over.",
    ),
    Trouble.UNPAID: QT_TRANSLATE_NOOP(
        "HandOver", "{amount} must be paid at the till first. Nothing was handed over."
    ),
    Trouble.LIFTED_BY_ME: QT_TRANSLATE_NOOP(
        "HandOver", "You have let it leave unpaid, so somebody else must hand it over. Sign in as another."
    ),
    Trouble.NOTHING_TAKEN: QT_TRANSLATE_NOOP(
        "HandOver", "Nothing of it is taken, and it is not refused: there is nothing to do."
    ),
    Trouble.CREDIT_UNHEARD: QT_TRANSLATE_NOOP(
        "HandOver",
        "Headquarters has not sent this order yet, so no gift card or credit can pay for it here: by card or "
        "in cash. Nothing was taken from {text}.",
    ),
    Trouble.NOT_IN_ORDER: QT_TRANSLATE_NOOP(
        "HandOver", "{text} is not one of the articles that are left of this order. Nothing was changed."
    ),
}


def trouble_words(said: Said, state: HandOverState) -> str:
    """Why nothing was done."""
    head, text = said.about, said.text.strip()
    named = {"text": text, "digits": text[-LAST_DIGITS:], "bin": bin_words(text)}
    if head is not None:
        named |= {
            "number": head.number,
            "customer": head.customer,
            "matter": matter_words(head, state),
            "amount": money_words(said.cents, head.currency),
        }
    return translate("HandOver", _TROUBLES[said.trouble]).format(**named)


def matter_words(head: Head, state: HandOverState) -> str:
    """Why an order is not for handing over: "being picked by Paul, promised 10:50"."""
    said = state_words(head.state)
    if head.state not in TO_PREPARE:
        since = moment_words(head.state_at, state.now, state.timezone)
        return translate("HandOver", "{state}, {time}").format(state=said, time=since)
    if head.holder is Holder.COLLEAGUE:
        who = head.holder_name.partition(" ")[0]
        said = translate("HandOver", "{state} by {name}").format(state=said, name=who)
    at = moment_words(head.promised_at, state.now, state.timezone)
    return translate("HandOver", "{state}, promised {time}").format(state=said, time=at)
