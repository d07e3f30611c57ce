"""The money in words: how much, by which means, what it is made of, what has just become of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.rules.refund import Means, Part, RefundState
from desktop.screens.returns.goods_state import Lack
from desktop.screens.returns.money_state import Money
from desktop.screens.returns.state import Done, Proof, ReturnsState, Sight
from desktop.shell.amounts import money_words, variant_words
from desktop.shell.lacking import lacking_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate

_MEANS: Mapping[Means, str] = {
    Means.CARD: QT_TRANSLATE_NOOP("Returns", "to the card"),
    Means.CASH: QT_TRANSLATE_NOOP("Returns", "in cash"),
    Means.GIFT_CARD: QT_TRANSLATE_NOOP("Returns", "to a gift card"),
    Means.STORE_CREDIT: QT_TRANSLATE_NOOP("Returns", "as store credit"),
}

_LACKS: Mapping[Lack, str] = {
    Lack.PIECE: QT_TRANSLATE_NOOP("Returns", "the serial number"),
    Lack.REASON: QT_TRANSLATE_NOOP("Returns", "the reason"),
    Lack.CONDITION: QT_TRANSLATE_NOOP("Returns", "the condition"),
}


def means_words(parts: Sequence[Part], card_last4: str = "", currency: str = "EUR") -> str:
    """ "to the card ending 4417"; with amounts where there are several."""
    said = []
    for part in parts:
        words = translate("Returns", _MEANS[part.means])
        if part.means is Means.CARD and card_last4:
            words = translate("Returns", "to the card ending {digits}").format(digits=card_last4)
        said.append(f"{money_words(part.cents, currency)} {words}" if len(parts) > 1 else words)
    return ", ".join(said)


def money_means(state: ReturnsState) -> str:
    """By which means it goes back; of an exchange, that it is paid by the customer, or is even."""
    sale = state.sale
    if state.money.to_pay_cents:
        return translate("Returns", "the customer pays for the exchange")
    if state.instead and not state.money.total_cents:
        return translate("Returns", "one for the other: nothing is to be paid")
    card, currency = (sale.card_last4, sale.currency) if sale is not None else ("", "EUR")
    return means_words(state.money.parts, card, currency)


def less_words(cents: int, currency: str) -> str:
    """What goes off: "− 49,90 €"."""
    return f"−\u00a0{money_words(cents, currency)}"


def money_rows(state: ReturnsState) -> list[tuple[str, str]]:
    """What the amount is made of."""
    money, currency = state.money, state.currency
    rows = [
        (f"{one.line.name} × {len(one.places)}" if len(one.places) > 1 else one.line.name, "")
        for one in state.takens
    ]
    if state.sale is not None:
        rows = [
            (name, money_words(one.worth_cents, currency))
            for (name, _), one in zip(rows, state.takens, strict=True)
        ]
    if money.delivery_cents:
        rows.append((translate("Returns", "Delivery"), money_words(money.delivery_cents, currency)))
    if money.fee_cents:
        rows.append((translate("Returns", "Fee kept"), less_words(money.fee_cents, currency)))
    rows += [
        (variant_words(f"{one.name} × {one.quantity}", one.variant), less_words(one.cents, currency))
        for one in state.instead
    ]
    if money.tax_cents:
        rows.append((translate("Returns", "VAT in it"), money_words(money.tax_cents, currency)))
    return rows


def notice_words(state: ReturnsState) -> str:
    """What else is to be known before the money goes."""
    money = state.money
    said = []
    is_given = bool(money.total_cents or money.new_cents)
    if money.total_cents and money.need == "regional_manager":
        said.append(translate("Returns", "A regional manager signs this."))
    elif is_given and money.need == "manager" and state.is_of_exchange and not state.uncovered:
        said.append(translate("Returns", "It was taken in exchange: a manager signs what is given for it."))
    elif money.total_cents and money.need == "manager" and state.uncovered:
        said.append(translate("Returns", "Not covered: a manager takes it back all the same, and signs."))
    elif money.total_cents and money.need == "manager":
        limit = money_words(state.policy.limits.free_cents, state.currency)
        said.append(translate("Returns", "A manager signs above {amount}.").format(amount=limit))
    if money.total_cents and not state.is_connected:
        said.append(
            translate(
                "Returns", "Offline: it is queued, and executed once the line is back. The receipt says so."
            )
        )
    if money.delivery_kept_cents:
        words = translate(
            "Returns",
            "A dearer delivery was chosen: what the standard one costs goes back, {amount} of {paid}.",
        )
        paid_cents = money.delivery_cents + money.delivery_kept_cents
        amount, paid = (money_words(cents, state.currency) for cents in (money.delivery_cents, paid_cents))
        said.append(words.format(amount=amount, paid=paid))
    if state.proof is Proof.SLIP:
        said.append(translate("Returns", "The sale is looked for later: until then no money goes back."))
    return " ".join(said)


def lack_words(state: ReturnsState) -> str:
    """Why Enter does nothing yet: what is to be said of the goods first; empty where nothing is missing."""
    if state.sight is not Sight.TAKING or state.beside is not None or state.is_complete:
        return ""
    if not state.takens:
        return translate("Returns", "Choose or scan first what is brought back.")
    first = next(one for one in state.takens if not one.is_complete)
    lacks = [translate("Returns", _LACKS[lack]) for lack in first.lacks]
    if len(state.takens) == 1:
        return lacking_words(*lacks)
    return translate("Returns", "Still to be said of {name}: {lacks}.").format(
        name=first.line.name, lacks=", ".join(lacks)
    )


def go_words(state: ReturnsState) -> str:
    """What Enter does, with the exact amount."""
    if not state.has_money:
        return translate("Returns", "Take the goods")
    return deed_words(state, state.money, state.currency, needs_hand=state.needs_hand)


def signed_words(state: ReturnsState, cents: int, currency: str) -> str:
    """What Enter does where somebody has to sign so much."""
    amount = money_words(cents, currency)
    if state.beside is not None and state.beside.name:
        return translate("Returns", "Sign {amount}").format(amount=amount)
    if not cents:
        return translate("Returns", "Have the exchange signed")
    return translate("Returns", "Have {amount} signed").format(amount=amount)


def deed_words(state: ReturnsState, money: Money, currency: str, *, needs_hand: bool) -> str:
    """What Enter does with this money, and with what is taken instead: of goods that are being taken in, and
    of a return that is open."""
    if needs_hand:
        return signed_words(state, money.total_cents, currency)
    if state.sending is not None:
        return _order_words(money, currency)
    if money.to_pay_cents:
        to_pay = money_words(money.to_pay_cents, currency)
        return translate("Returns", "Exchange, {amount} to pay").format(amount=to_pay)
    amount = money_words(money.total_cents, currency)
    if state.instead and money.total_cents:
        return translate("Returns", "Exchange and refund {amount}").format(amount=amount)
    if state.instead:
        return translate("Returns", "Exchange")
    return translate("Returns", "Refund {amount}").format(amount=amount)


def _order_words(money: Money, currency: str) -> str:
    """What Enter does where the new article is not here."""
    if money.to_pay_cents:
        to_pay = money_words(money.to_pay_cents, currency)
        return translate("Returns", "Order it, {amount} to pay").format(amount=to_pay)
    if money.total_cents:
        amount = money_words(money.total_cents, currency)
        return translate("Returns", "Order it and refund {amount}").format(amount=amount)
    return translate("Returns", "Order it in exchange")


# Done


def is_waiting(done: Done) -> bool:
    """Whether money is still on its way, or waits for somebody: it never looks as if it were paid."""
    return bool(done.total_cents) and done.state not in (None, RefundState.REFUNDED)


def done_title(done: Done) -> str:
    """What has just happened, in a few words."""
    amount = money_words(done.total_cents, done.currency)
    if done.state is None:
        return translate("Returns", "{number}: goods taken back").format(number=done.number)
    if done.is_exchange and not done.total_cents:
        words = translate("Returns", "{number}: exchanged")
        if done.state is RefundState.PROPOSED:
            words = translate("Returns", "{number}: the exchange waits for a manager")
        return words.format(number=done.number)
    if done.state in (RefundState.QUEUED, RefundState.APPROVED, RefundState.EXECUTING):
        return translate("Returns", "{number}: {amount} queued").format(number=done.number, amount=amount)
    if done.state is RefundState.REFUNDED:
        return translate("Returns", "{number}: {amount} refunded").format(number=done.number, amount=amount)
    if done.state in (RefundState.FAILED, RefundState.REFUSED):
        # Approvals says why, to whoever can do something about it.
        words = translate("Returns", "{number}: {amount} not refunded")
        return words.format(number=done.number, amount=amount)
    return translate("Returns", "{number}: {amount} waits for a manager").format(
        number=done.number, amount=amount
    )


def done_hint(done: Done) -> str:
    """And what follows."""
    said = []
    if done.approved_by:
        said.append(translate("Returns", "Approved and signed by {name}.").format(name=done.approved_by))
    if done.is_exchange and not done.is_sent:
        said.append(translate("Returns", "The new article is held for the customer."))
    if done.is_exchange and not done.total_cents:
        return " ".join(said)
    if done.state is RefundState.QUEUED and done.is_offline:
        said.append(
            translate(
                "Returns", "It is executed once headquarters is reached; the customer has no money yet."
            )
        )
    elif done.state is RefundState.QUEUED:
        said.append(
            translate("Returns", "Headquarters executes it now: {means}.").format(
                means=means_words(done.parts)
            )
        )
    elif done.state is None and done.proof is Proof.SLIP:
        said.append(translate("Returns", "The sale is looked for later; the goods are here."))
    elif done.state is RefundState.PROPOSED:
        said.append(translate("Returns", "It is under Approve, for whoever signs."))
    return " ".join(said)
