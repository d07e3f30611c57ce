"""Returns in words: the sale, why and until when, reasons, conditions, where the goods go, the money."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.refund import COLLECTED_SALE, PARTLY_COLLECTED_SALE
from core.rules.return_policy import Ground, Verdict
from core.rules.returns import ReturnState
from core.rules.time import Instant
from desktop.screens.refund_look import refund_look
from desktop.screens.returns.goods_state import Line, Sale
from desktop.screens.returns.known_state import Known
from desktop.screens.returns.state import ReturnsState, Sight
from desktop.shell.amounts import day_words, money_words, variant_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row

_WHY: Mapping[str, str] = {
    "withdrawal": QT_TRANSLATE_NOOP(
        "Returns", "Distance sale: 14 days from delivery by law, delivery cost included."
    ),
    "withdrawal_untold": QT_TRANSLATE_NOOP(
        "Returns",
        "Distance sale; no carrier has told its delivery, so it counts as delivered 30 days after the order"
        " or later, and 14 days from then.",
    ),
    "not_delivered_yet": QT_TRANSLATE_NOOP(
        "Returns", "Distance sale that is not delivered yet: the 14 days have not begun."
    ),
    "conformity": QT_TRANSLATE_NOOP("Returns", "It is not as it should be: two years by law."),
    "policy": QT_TRANSLATE_NOOP("Returns", "By the chain’s own rule."),
    "excluded_hygiene": QT_TRANSLATE_NOOP("Returns", "Hygiene: not taken back once opened."),
    "excluded_personalised": QT_TRANSLATE_NOOP("Returns", "Made to the customer’s wish: not taken back."),
    "excluded_final_sale": QT_TRANSLATE_NOOP("Returns", "Sold without return."),
    "not_taken_back": QT_TRANSLATE_NOOP("Returns", "No rule of the chain takes this back."),
    "period_over": QT_TRANSLATE_NOOP("Returns", "The period is over since {day}."),
    "no_proof": QT_TRANSLATE_NOOP("Returns", "There is no proof of purchase."),
    "serial_wrong": QT_TRANSLATE_NOOP("Returns", "It is not the piece that was sold."),
    "more_than_bought": QT_TRANSLATE_NOOP("Returns", "It is more than was bought, or came back before."),
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
_STAYS_REFUSED = QT_TRANSLATE_NOOP("Returns", "refused: to be given back")
_MONEY_IS_OPEN = QT_TRANSLATE_NOOP("Returns", "money still to be given")


# The sale


def sale_title(sale: Sale) -> str:
    """ "W-77120 · website"."""
    channel = _CHANNELS.get(sale.channel)
    return " · ".join(part for part in (sale.code, translate("Returns", channel) if channel else "") if part)


def sale_hint(sale: Sale, now: Instant, timezone: str) -> str:
    """ "Delivered Thu 12 Nov · Amélie Roux"; what was taken along at the till was sold, not delivered, and
    what its customer came for was collected."""
    when = _when(sale).format(day=day_words(_reached_at(sale) or sale.sold_at, timezone, now=now))
    place = "" if sale.is_own else sale.place
    known = sale.customer if sale.is_whole else translate("Returns", "known without its customer")
    return " · ".join(part for part in (when, place, known) if part)


def _reached_at(sale: Sale) -> Instant | None:
    """When it came to its customer after it was sold; None for what was taken along, or is on its way."""
    is_taken_along = sale.channel == "store" and sale.delivered_at == sale.sold_at
    return None if is_taken_along else sale.delivered_at


def _when(sale: Sale) -> str:
    if _reached_at(sale) is None:
        return translate("Returns", "Sold {day}")
    if sale.kind == PARTLY_COLLECTED_SALE:
        return translate("Returns", "Partly collected, partly delivered {day}")
    if sale.kind != COLLECTED_SALE:
        return translate("Returns", "Delivered {day}")
    return (
        translate("Returns", "Collected here {day}")
        if sale.is_own
        else translate("Returns", "Collected {day}")
    )


def verdict_look(verdict: Verdict, now: Instant, timezone: str) -> PillLook:
    """Whether, and until when."""
    day = day_words(verdict.until, timezone, now=now)
    if verdict.ground is Ground.NONE:
        return PillLook(translate("Returns", "not covered"), Tone.WARN, "alert")
    if verdict.ground is Ground.WITHDRAWAL:
        words = translate("Returns", "withdrawal until {day}")
    elif verdict.ground is Ground.CONFORMITY:
        words = translate("Returns", "guaranteed until {day}")
    else:
        words = translate("Returns", "taken back until {day}")
    return PillLook(words.format(day=day), Tone.OK, "check")


def verdict_words(verdict: Verdict, now: Instant, timezone: str) -> str:
    """Why."""
    return why_words(verdict.why, verdict.until, now, timezone)


def why_words(why: str, until: Instant, now: Instant, timezone: str) -> str:
    """A verdict's why, by its code; nothing for one that only a newer program knows."""
    words = translate("Returns", _WHY[why]) if why in _WHY else ""
    # A French month ends with a full stop of its own.
    return words.format(day=day_words(until, timezone, now=now)).replace("..", ".")


def found_rows(state: ReturnsState) -> list[Row]:
    """The sales that were found; and what a customer of this name has brought back without its sale."""
    returns = [_named_row(known, state) for known in state.named]
    return [*(_found_row(sale, state) for sale in state.found), *returns]


def _named_row(known: Known, state: ReturnsState) -> Row:
    day = day_words(known.declared_at, state.timezone, now=state.now)
    said = translate("Returns", "Brought back {day}").format(day=day)
    about = f"{known.number} · {known.customer}"
    amount = money_words(known.total_cents, known.currency) if known.total_cents else ""
    cells = (Cell(about, said, strong=True), Cell(known.articles), Cell(amount, strong=True))
    return Row(known.id, cells, translate("Returns", "Open"))


def _found_row(sale: Sale, state: ReturnsState) -> Row:
    articles = ", ".join(line.name for line in sale.lines)
    card = (
        translate("Returns", "card ending {digits}").format(digits=sale.card_last4) if sale.card_last4 else ""
    )
    paid = money_words(sale.sold.paid_cents, sale.currency)
    return Row(
        sale.id,
        (
            Cell(sale_title(sale), sale_hint(sale, state.now, state.timezone), strong=True),
            Cell(articles, card),
            Cell(paid, strong=True),
        ),
        translate("Returns", "Open"),
    )


def known_groups(state: ReturnsState) -> list[Group]:
    """Returns that were begun here and wait."""
    rows = tuple(_known_row(one, state) for one in state.open_returns)
    return [Group(rows, translate("Returns", "Begun here, not over"))]


def _known_row(known: Known, state: ReturnsState) -> Row:
    if known.is_undone:
        look = PillLook(translate("Returns", "Exchange not kept"), Tone.WARN, "waiting")
    elif known.refund_state is not None:
        look = refund_look(known.refund_state)
    else:
        waits = _waits_for(known)
        look = PillLook(translate("Returns", waits) if waits else known.state.value, Tone.WARN, "waiting")
    amount = money_words(known.total_cents, known.currency) if known.total_cents else ""
    day = day_words(known.declared_at, state.timezone, now=state.now)
    about = " · ".join(part for part in (known.number, known.customer) if part)
    return Row(known.id, (Cell(pill=look), Cell(about, known.articles, strong=True), Cell(amount, day)))


def _waits_for(known: Known) -> str:
    if known.is_slip:
        return _WAITS[ReturnState.DECLARED]
    if known.is_uncovered:
        return _WAITS[ReturnState.NEEDS_OVERRIDE] if known.may_override else _STAYS_REFUSED
    return _MONEY_IS_OPEN if known.is_open else _WAITS.get(known.state, "")


def line_rows(state: ReturnsState) -> list[Row]:
    """The lines of the sale, or the articles that were scanned without one."""
    lines = state.sale.lines if state.sale is not None else tuple(one.line for one in state.takens)
    return [_line_row(line, state) for line in lines]


def _line_row(line: Line, state: ReturnsState) -> Row:
    units = state.units_of(line.id)
    look = variant_words(line.size, line.colour)
    paid = money_words(line.paid_cents, state.currency) if state.sale is not None else ""
    count = translate("Returns", "{units} of {all}").format(units=units, all=line.quantity)
    if state.sale is not None and not line.free:
        count = translate("Returns", "brought back")
    mark = Cell(icon="check", icon_colour="accent") if units else Cell()
    # What was paid stands where nothing is cut off, however narrow the page.
    said = count if state.sale is not None else str(units)
    amount = Cell(said, paid, strong=units > 0, colour="ink" if units else "ink3")
    return Row(line.id, (mark, Cell(line.name, look, strong=units > 0), amount), is_muted=not line.free)


def scan_words(state: ReturnsState) -> str:
    """What a scan would do now."""
    if state.is_choosing:
        return translate("Returns", "Scan what is taken instead")
    if state.sight is Sight.TAKING:
        return translate("Returns", "Scan the next article that is brought back")
    return translate("Returns", "Scan a receipt, a parcel’s label, or the article itself")
