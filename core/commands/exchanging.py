"""What a customer takes in place of what came back: its price, its hold, its hand-over.

What this store does not have is ordered: the core holds it wherever it is, and says so in the refund
(`core.orchestration.exchange_orders`). Until then no money of the exchange moves.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.crediting import is_credit, rows_paid, take_payments
from core.commands.definitions.payments import paid_parts
from core.commands.money_back import has_partly_gone
from core.commands.return_reading import free_claims, price_at, refund_of, return_of, step_refund
from core.model import Article, Order, Refund, Return
from core.model.gathered import rows_of
from core.rules.errors import Refused
from core.rules.exceptions import EXCHANGE_PAID_IN_VAIN, EXCHANGE_PARTLY_GONE
from core.rules.exchange_sending import Sending, check_sending
from core.rules.order import Channel
from core.rules.pickup import exchange_code
from core.rules.refund import LIVING, UNDECIDED, RefundState
from core.rules.refund_part import PAID_BEFORE
from core.rules.stock import Bucket, MovementKind

_HELD = "exchange"
"""The reason of the movements."""


def exchange_cents(context: Context, lines: Sequence[d.ExchangeLine], sending: Sending | None = None) -> int:
    """What the new articles cost together: by the catalogue's prices of that moment, which the command must
    have shown.

    Raises:
        Refused: `exchange_price_unknown`, `exchange_price_changed` (with the price), `exchange_needs_piece`:
            of an article of single pieces that is taken along it must be said which one; as
            `core.rules.exchange_sending.check_sending`.
    """
    if sending is not None:
        check_sending(sending)
    for line in lines:
        article = context.session.get(Article, line.article_id)
        is_piece = article is not None and article.is_serialised and sending is None
        if article is not None and is_piece and not (line.serial and line.quantity == 1):
            raise Refused("exchange_needs_piece", name=article.name)
        price = price_at(context.session, line.article_id, context.at)
        if price is None:
            raise Refused("exchange_price_unknown", article_id=line.article_id)
        if price != line.price_cents:
            raise Refused("exchange_price_changed", cents=price)
    return sum(line.quantity * line.price_cents for line in lines)


def hold_exchange(context: Context, lines: Sequence[d.ExchangeLine], refund_id: str) -> None:
    """It is this customer's from now on.

    Raises:
        Refused: `exchange_not_in_stock`; `exchange_piece_not_here`: the very piece is not for sale here, or
            somebody else's.
    """
    place = context.actor.location_id
    held = _held_pieces(context, refund_id) if any(line.serial for line in lines) else set()
    for line in lines:
        if line.serial:
            _check_piece(context, line, lines, held)
        stock = context.ledger.stock(line.article_id, place)
        if stock.sellable - stock.allocated < line.quantity:
            raise Refused("exchange_not_in_stock", article_id=line.article_id)
        context.move(MovementKind.ALLOCATED, line.article_id, place, line.quantity, reason=_HELD)


def _check_piece(
    context: Context, line: d.ExchangeLine, lines: Sequence[d.ExchangeLine], held: set[tuple[int, str]]
) -> None:
    piece = context.ledger.piece(line.article_id, line.serial)
    is_here = piece is not None and piece.location_id == context.actor.location_id
    is_sellable = is_here and piece is not None and piece.bucket == Bucket.SELLABLE
    is_twice = sum(one.serial == line.serial for one in lines) > 1
    if not is_sellable or is_twice or (line.article_id, line.serial) in held:
        raise Refused("exchange_piece_not_here", serial=line.serial)


def _held_pieces(context: Context, besides: str) -> set[tuple[int, str]]:
    """Pieces of this store that are held for somebody else who has not taken them yet."""
    open_ones = select(Refund).where(
        Refund.location_id == context.actor.location_id,
        Refund.id != besides,
        Refund.state.in_([state.value for state in LIVING]),
        Refund.is_exchange_out.is_(False),
    )
    return {
        (article_id, serial)
        for refund in context.session.scalars(open_ones)
        for article_id, _, _, *serials in refund.exchange
        for serial in serials
    }


def free_exchange(context: Context, refund: Refund) -> None:
    """Nobody takes it: it is anybody's again."""
    for article_id, quantity, *_ in refund.exchange if not refund.sending else ():
        context.move(MovementKind.RELEASED, article_id, refund.location_id, quantity, reason=_HELD)
    refund.exchange = []


def names_instead(session: Session, refund: Refund) -> str:
    """What the articles are called that are taken instead."""
    ids = [article_id for article_id, *_ in refund.exchange]
    return ", ".join(row.name for row in rows_of(session, Article, Article.id, ids))


def tell_kept(context: Context, refund: Refund) -> None:
    """Nobody takes the new articles, and its units stay with a refund of which some has gone: what of their
    money had been kept for the articles is the customer's."""
    if kept_cents(refund):
        # Whose exchange was let go before does not know its articles any more.
        tell_partly_gone(context, refund, names_instead(context.session, refund))


def kept_cents(refund: Refund) -> int:
    """What of the units' money was kept for the new articles."""
    return sum(cents for _, cents in refund.kept or ())


def tell_partly_gone(context: Context, refund: Refund, name: str) -> None:
    """A person gives what was kept for the new articles, whose `name` is empty where nobody knows it."""
    named = {"name": name} if name else {}
    about = {"number": refund.number, "currency": refund.currency, **named}
    context.contradiction(EXCHANGE_PARTLY_GONE, **about, cents=kept_cents(refund))


def drop_exchange(context: Context, command: d.DropExchange) -> None:
    """It is not taken: articles and units are free again, and the units can be refunded in money.

    Raises:
        Refused: `exchange_gone`: handed out, or none; `exchange_partly_refunded`: money went with it, so what
            is held is handed out and brought back; `exchange_goes_with_money`: what is ordered goes on its
            way, and the money with it, as soon as headquarters hears of it. Not where somebody has said that
            its units were paid before: neither goes then. `not_in_this_state`.

    Where some of the money has gone by then, the refund keeps its units, and is settled by hand: only the
    articles are free.
    """
    return_of(context, command)
    refund = refund_of(context, command)
    if not refund.exchange or refund.is_exchange_out:
        raise Refused("exchange_gone", number=refund.number)
    if refund.total_cents and refund.failure != PAID_BEFORE:
        code = "exchange_goes_with_money" if refund.sending else "exchange_partly_refunded"
        raise Refused(code, number=refund.number)
    if refund.state != RefundState.BY_HAND and not has_partly_gone(refund):
        step_refund(context, refund, command.VERB)
        free_claims(context.session, refund)
    free_exchange(context, refund)


def exchange_of(session: Session, order: Order | None) -> Refund | None:
    """The exchange that an order was taken in for, as far as it is known here; None for all other orders."""
    if order is None or order.channel != Channel.STORE or not order.reference:
        return None
    query = select(Refund).join(Return, Return.id == Refund.return_id)
    found = session.scalars(query.where(Return.number == order.reference)).all()
    return next((row for row in found if (row.sending or {}).get("order_id") == order.id), None)


def code_of(refund: Refund) -> str:
    """The code with which what was ordered with a refund is collected."""
    return exchange_code(refund.id, (refund.sending or {}).get("code_seed", ""))


def is_awaited(refund: Refund) -> bool:
    """Whether headquarters has not said yet that what was ordered is held: none of its money moves."""
    return bool(refund.exchange) and bool(refund.sending) and not refund.sending.get("order_id")


def _was_paid_in_vain(context: Context, command: d.HandOutExchange, refund: Refund) -> bool:
    """Of what was to be ordered no goods have left, but money may have come in, which the core gives back.
    What a credit was to pay stays on it."""
    told = paid_parts(command) if refund.sending else ()
    came_in = [part for part in told if part.cents and not is_credit(part)]
    cents = sum(part.cents for part in came_in)
    if cents:
        context.contradiction(
            EXCHANGE_PAID_IN_VAIN,
            number=refund.number,
            cents=cents,
            currency=refund.currency,
            paid=rows_paid(came_in),
        )
    return bool(cents)


def hand_out_exchange(context: Context, command: d.HandOutExchange) -> None:
    """The customer has the new articles: they leave, and what held them ends. The core writes them down as a
    sale, so that they can come back in their turn."""
    return_of(context, command)
    refund = refund_of(context, command)
    if not refund.exchange or refund.is_exchange_out or is_awaited(refund):
        if not _was_paid_in_vain(context, command, refund):
            context.contradiction("exchange_not_held", number=refund.number)
        return
    if refund.state in UNDECIDED:
        if not _was_paid_in_vain(context, command, refund):
            context.contradiction("exchange_out_unapproved", number=refund.number)
        if refund.sending:
            return
    for article_id, quantity, _, *serials in refund.exchange if not refund.sending else ():
        serial = serials[0] if serials else None
        context.move(
            MovementKind.HANDED_OVER, article_id, refund.location_id, quantity, serial=serial, reason=_HELD
        )
    refund.is_exchange_out = True
    told = paid_parts(command)
    told_cents = sum(part.cents for part in told)
    about = {"number": refund.number, "refund": refund.id, "currency": refund.currency}
    paid = take_payments(context, told, refund.to_pay_cents, about)
    refund.paid_here = rows_paid(paid)
    if told_cents < refund.to_pay_cents:
        unpaid_cents = refund.to_pay_cents - told_cents
        context.contradiction("exchange_left_unpaid", **about, cents=unpaid_cents)
