"""Returns in words: the sale, why and until when, reasons, conditions, where the goods go, the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.rules.refund import Means, Part, RefundState
from core.rules.return_policy import Ground, Verdict
from core.rules.returns import ReturnState
from desktop.screens.refund_look import refund_look
from desktop.screens.returns.goods_state import Line, Sale
from desktop.screens.returns.state import Done, Known, Proof, ReturnsState, Sight
from desktop.shell.amounts import day_words, money_words, variant_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row

_WHY: Mapping[str, str] = {
    "withdrawal": QT_TRANSLATE_NOOP(
        "Returns", "Distance sale: 14 days from delivery by law, delivery cost included."
    ),
    "not_delivered_yet": QT_TRANSLATE_NOOP(
        "Returns", "Distance sale that is not delivered yet: the 14 days have not begun."
    ),
    "conformity": QT_TRANSLATE_NOOP("Returns", "It is not as it should be: two years by law."),
    "policy": QT_TRANSLATE_NOOP("Returns", "By the chain's own rule."),
    "excluded_hygiene": QT_TRANSLATE_NOOP("Returns", "Hygiene: not taken back once opened."),
    "excluded_personalised": QT_TRANSLATE_NOOP("Returns", "Made to the customer's wish: not taken back."),
    "excluded_final_sale": QT_TRANSLATE_NOOP("Returns", "Sold without return."),
    "not_taken_back": QT_TRANSLATE_NOOP("Returns", "No rule of the chain takes this back."),
    "period_over": QT_TRANSLATE_NOOP("Returns", "The period is over since {day}."),
}
_MEANS: Mapping[Means, str] = {
    Means.CARD: QT_TRANSLATE_NOOP("Returns", "to the card"),
    Means.CASH: QT_TRANSLATE_NOOP("Returns", "in cash"),
    Means.GIFT_CARD: QT_TRANSLATE_NOOP("Returns", "to a gift card"),
    Means.STORE_CREDIT: QT_TRANSLATE_NOOP("Returns", "as store credit"),
}
_CHANNELS: Mapping[str, str] = {
    "web": QT_TRANSLATE_NOOP("Returns", "website"),
    "marketplace": QT_TRANSLATE_NOOP("Returns", "marketplace"),
    "store": QT_TRANSLATE_NOOP("Returns", "store"),
    "telephone": QT_TRANSLATE_NOOP("Returns", "telephone"),
}
_WAITS: Mapping[ReturnState, str] = {
    ReturnState.DECLARED: QT_TRANSLATE_NOOP("Returns", "its sale is to be found"),
    ReturnState.ELIGIBLE: QT_TRANSLATE_NOOP("Returns", "the goods are to be received"),
    ReturnState.NEEDS_OVERRIDE: QT_TRANSLATE_NOOP("Returns", "not covered: a manager decides"),
    ReturnState.RECEIVED: QT_TRANSLATE_NOOP("Returns", "the goods are to be graded"),
    ReturnState.GRADED: QT_TRANSLATE_NOOP("Returns", "the goods are to be put away"),
}


# The sale


def sale_title(sale: Sale) -> str:
    """ "W-77120 · website"."""
    channel = _CHANNELS.get(sale.channel)
    return " · ".join(part for part in (sale.code, translate("Returns", channel) if channel else "") if part)


def sale_hint(sale: Sale, timezone: str) -> str:
    """ "Delivered Thu 12 Nov · Amélie Roux"."""
    if sale.delivered_at is not None:
        when = translate("Returns", "Delivered {day}").format(day=day_words(sale.delivered_at, timezone))
    else:
        when = translate("Returns", "Sold {day}").format(day=day_words(sale.sold_at, timezone))
    place = "" if sale.is_own else sale.place
    return " · ".join(part for part in (when, place, sale.customer) if part)


def verdict_look(verdict: Verdict, timezone: str) -> PillLook:
    """Whether, and until when."""
    day = day_words(verdict.until, timezone)
    if verdict.ground is Ground.NONE:
        return PillLook(translate("Returns", "not covered"), Tone.WARN, "alert")
    if verdict.ground is Ground.WITHDRAWAL:
        words = translate("Returns", "withdrawal until {day}")
    elif verdict.ground is Ground.CONFORMITY:
        words = translate("Returns", "guaranteed until {day}")
    else:
        words = translate("Returns", "taken back until {day}")
    return PillLook(words.format(day=day), Tone.OK, "check")


def verdict_words(verdict: Verdict, timezone: str) -> str:
    """Why."""
    words = translate("Returns", _WHY[verdict.why]) if verdict.why in _WHY else ""
    return words.format(day=day_words(verdict.until, timezone))


def found_rows(state: ReturnsState) -> list[Row]:
    """The sales that were found."""
    return [_found_row(sale, state) for sale in state.found]


def _found_row(sale: Sale, state: ReturnsState) -> Row:
    articles = ", ".join(line.name for line in sale.lines)
    card = (
        translate("Returns", "card ending {digits}").format(digits=sale.card_last4) if sale.card_last4 else ""
    )
    paid = money_words(sale.sold.paid_cents, sale.currency)
    return Row(
        sale.id,
        (
            Cell(sale_title(sale), sale_hint(sale, state.timezone), strong=True),
            Cell(articles, card),
            Cell(paid, strong=True),
        ),
    )


def known_groups(state: ReturnsState) -> list[Group]:
    """Returns that were begun here and wait."""
    rows = tuple(_known_row(one, state) for one in state.open_returns)
    return [Group(rows, translate("Returns", "Begun here, not over"))]


def _known_row(known: Known, state: ReturnsState) -> Row:
    if known.refund_state is not None:
        look = refund_look(known.refund_state)
    else:
        waits = _WAITS[ReturnState.DECLARED] if known.is_slip else _WAITS.get(known.state, "")
        look = PillLook(translate("Returns", waits) if waits else known.state.value, Tone.WARN, "waiting")
    amount = money_words(known.total_cents, known.currency) if known.total_cents else ""
    day = day_words(known.declared_at, state.timezone)
    about = " · ".join(part for part in (known.number, known.customer) if part)
    return Row(known.id, (Cell(pill=look), Cell(about, known.articles, strong=True), Cell(amount, day)))


def line_rows(state: ReturnsState) -> list[Row]:
    """The lines of the sale, or the articles that were scanned without one."""
    lines = state.sale.lines if state.sale is not None else tuple(one.line for one in state.takens)
    return [_line_row(line, state) for line in lines]


def _line_row(line: Line, state: ReturnsState) -> Row:
    units = state.units_of(line.id)
    look = variant_words(line.size, line.colour)
    currency = state.sale.currency if state.sale is not None else "EUR"
    paid = (
        translate("Returns", "paid {amount}").format(amount=money_words(line.paid_cents, currency))
        if state.sale is not None
        else ""
    )
    count = translate("Returns", "{units} of {all}").format(units=units, all=line.quantity)
    if state.sale is not None and not line.free:
        count = translate("Returns", "brought back")
    mark = Cell(icon="check", icon_colour="accent") if units else Cell()
    hint = " · ".join(part for part in (look, paid) if part)
    amount = Cell(
        count if state.sale is not None else str(units), strong=units > 0, colour="ink" if units else "ink3"
    )
    return Row(line.id, (mark, Cell(line.name, hint, strong=units > 0), amount), is_muted=not line.free)


def scan_words(state: ReturnsState) -> str:
    """What a scan would do now."""
    if state.sight is Sight.TAKING:
        return translate("Returns", "Scan the next article that is brought back")
    return translate("Returns", "Scan a receipt, a parcel's label, or the article itself")


# The money


def means_words(parts: Sequence[Part], card_last4: str = "", currency: str = "EUR") -> str:
    """ "to the card ending 4417"; with amounts where there are several."""
    said = []
    for part in parts:
        words = translate("Returns", _MEANS[part.means])
        if part.means is Means.CARD and card_last4:
            words = translate("Returns", "to the card ending {digits}").format(digits=card_last4)
        said.append(f"{money_words(part.cents, currency)} {words}" if len(parts) > 1 else words)
    return ", ".join(said)


def money_rows(state: ReturnsState) -> list[tuple[str, str]]:
    """What the amount is made of."""
    money, currency = state.money, state.sale.currency if state.sale is not None else "EUR"
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
        rows.append((translate("Returns", "Fee kept"), money_words(-money.fee_cents, currency)))
    if money.tax_cents:
        rows.append((translate("Returns", "VAT in it"), money_words(money.tax_cents, currency)))
    return rows


def notice_words(state: ReturnsState) -> str:
    """What else is to be known before the money goes."""
    money = state.money
    said = []
    if money.total_cents and money.need == "regional_manager":
        said.append(translate("Returns", "A regional manager signs this."))
    elif money.total_cents and money.need == "manager" and state.uncovered:
        said.append(translate("Returns", "Not covered: a manager takes it back all the same, and signs."))
    elif money.total_cents and money.need == "manager":
        limit = money_words(state.policy.limits.free_cents, "EUR")
        said.append(translate("Returns", "A manager signs above {amount}.").format(amount=limit))
    if money.total_cents and not state.is_connected:
        said.append(
            translate(
                "Returns", "Offline: it is queued, and executed once the line is back. The receipt says so."
            )
        )
    if state.proof is Proof.SLIP:
        said.append(translate("Returns", "The sale is looked for later: until then no money goes back."))
    return " ".join(said)


def go_words(state: ReturnsState) -> str:
    """What Enter does, with the exact amount."""
    currency = state.sale.currency if state.sale is not None else "EUR"
    amount = money_words(state.money.total_cents, currency)
    if not state.money.total_cents:
        return translate("Returns", "Take the goods")
    if state.beside is not None and state.beside.name:
        return translate("Returns", "{name} signs {amount}").format(name=state.beside.name, amount=amount)
    if state.needs_hand:
        return translate("Returns", "Have {amount} signed").format(amount=amount)
    return translate("Returns", "Refund {amount}").format(amount=amount)


# Done


def done_title(done: Done) -> str:
    """What has just happened, in a few words."""
    amount = money_words(done.total_cents, done.currency)
    if done.state is None:
        return translate("Returns", "{number}: goods taken back").format(number=done.number)
    if done.state in (RefundState.QUEUED, RefundState.APPROVED, RefundState.EXECUTING):
        return translate("Returns", "{number}: {amount} queued").format(number=done.number, amount=amount)
    if done.state is RefundState.REFUNDED:
        return translate("Returns", "{number}: {amount} refunded").format(number=done.number, amount=amount)
    return translate("Returns", "{number}: {amount} wait for a manager").format(
        number=done.number, amount=amount
    )


def done_hint(done: Done) -> str:
    """And what follows."""
    said = []
    if done.approved_by:
        said.append(translate("Returns", "Approved and signed by {name}.").format(name=done.approved_by))
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
        said.append(translate("Returns", "It is on Approvals, for whoever signs."))
    return " ".join(said)
