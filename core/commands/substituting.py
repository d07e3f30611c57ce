"""Another article is proposed to the customer, answered for, and taken back."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.loading import fulfilment_of, line_of, lines_of, step
from core.commands.picking import complete_if_worked, keep_claim, take_back_short, tell_short
from core.commands.return_reading import price_at
from core.model import Article, ArticlePlace, Fulfilment, FulfilmentLine
from core.rules.agreement import AGREEMENT, NOT_GIVEN, AgreementState, AgreementVerb
from core.rules.availability import available_to_promise
from core.rules.errors import Refused
from core.rules.fulfilment import WITHOUT_CLAIM
from core.rules.stock import MovementKind
from core.rules.substitutes import price_of_substitute

HELD = "substitute"
"""The reason of the movement that holds stock for one."""


def propose(context: Context, command: d.ProposeSubstitute) -> None:
    """Units are told short, and as many of another article are held for the customer until they answer. They
    stand on a line of their own, which nobody picks before that.

    Raises:
        Refused: `unknown_line`, `unknown_article`, `substitute_is_itself`, `nothing_left_to_replace`,
            `substitute_not_free`, `not_in_this_state`.
    """
    fulfilment = fulfilment_of(context, command)
    line = line_of(context, fulfilment, command.line_id)
    article = _other_article(context, line, command.article_id)
    # Both positions in the one order in which everybody locks them.
    stock = {
        one: context.ledger.stock(one, fulfilment.location_id)
        for one in sorted({line.article_id, article.id})
    }
    if command.quantity > line.quantities().left_to_pick:
        raise Refused("nothing_left_to_replace", name=line.name)
    if available_to_promise(stock[article.id]).quantity < command.quantity:
        raise Refused("substitute_not_free", name=article.name)
    step(context, fulfilment, command.VERB)
    keep_claim(context, fulfilment)
    tell_short(context, fulfilment, line, command.quantity, command.reason)
    offered = _offered(context, fulfilment, line, article, command)
    context.session.add(offered)
    if fulfilment.to_pay_cents:
        fulfilment.to_pay_cents += offered.price_cents * offered.quantity
    context.move(MovementKind.ALLOCATED, article.id, fulfilment.location_id, offered.quantity, reason=HELD)


def _other_article(context: Context, line: FulfilmentLine, article_id: int) -> Article:
    article = context.session.get(Article, article_id)
    if article is None:
        raise Refused("unknown_article", article_id=article_id)
    if article.id == line.article_id or line.agreement:
        raise Refused("substitute_is_itself", name=line.name)
    return article


def _offered(
    context: Context,
    fulfilment: Fulfilment,
    line: FulfilmentLine,
    article: Article,
    command: d.ProposeSubstitute,
) -> FulfilmentLine:
    place = context.session.get(ArticlePlace, (fulfilment.location_id, article.id))
    return FulfilmentLine(
        id=context.child("line"),
        fulfilment_id=fulfilment.id,
        order_line_id=line.order_line_id,
        line_no=line.line_no,
        article_id=article.id,
        quantity=command.quantity,
        picked=0,
        short=0,
        short_reason="",
        handed_over=0,
        put_back=0,
        is_put_off=False,
        serials=[],
        sku=article.sku,
        gtin=article.gtin,
        name=article.name,
        category=article.category,
        size=article.size,
        colour=article.colour,
        colour_hex=article.colour_hex,
        price_cents=price_of_substitute(line.price_cents, price_at(context.session, article.id, context.at)),
        is_serialised=article.is_serialised,
        zone=place.zone if place else "",
        aisle=place.aisle if place else "",
        shelf=place.shelf if place else "",
        substitutes=line.id,
        agreement=AgreementState.ASKED.value,
        agreement_at=context.at,
    )


def answer(context: Context, command: d.AnswerSubstitute) -> None:
    """The customer agrees, and it is picked; or declines, and nothing is held for it any more.

    Raises:
        Refused: `unknown_line`, `no_substitute`; the runner turns it into a quarantine.
    """
    fulfilment = fulfilment_of(context, command)
    line = _substitute(context, fulfilment, command.line_id)
    step(context, fulfilment, command.VERB)
    keep_claim(context, fulfilment)
    verb = AgreementVerb.AGREE if command.is_agreed else AgreementVerb.DECLINE
    take(context, fulfilment, line, verb)


def withdraw(context: Context, command: d.WithdrawSubstitute) -> None:
    """The article that was ordered is here: it is to be picked, and the other is not.

    Raises:
        Refused: `unknown_line`, `no_substitute`, `substitute_is_picked`, `substitute_is_settled`,
            `not_in_this_state`.
    """
    fulfilment = fulfilment_of(context, command)
    line = _substitute(context, fulfilment, command.line_id)
    if line.picked:
        raise Refused("substitute_is_picked", name=line.name)
    if not AGREEMENT.allows(AgreementState(line.agreement), AgreementVerb.WITHDRAW):
        raise Refused("substitute_is_settled", name=line.name, state=line.agreement)
    step(context, fulfilment, command.VERB)
    units = line.quantities().left_to_pick
    take_back_short(
        context, fulfilment, line_of(context, fulfilment, line.substitutes), units, command.undoes
    )
    take(context, fulfilment, line, AgreementVerb.WITHDRAW)


def take(context: Context, fulfilment: Fulfilment, line: FulfilmentLine, verb: AgreementVerb) -> None:
    """The question about a substitute goes one verb further. Where it ends without a yes, what is left of the
    line is short: no stock is held for it, and none is corrected.

    Raises:
        Refused: `not_in_this_state`, for a request.
    """
    move = AGREEMENT.move(AgreementState(line.agreement), verb)
    # Told of what has moved on, it is seen to by whoever sees to that.
    if move.exception is not None and not context.contradictions:
        context.contradiction(
            move.exception,
            order_number=fulfilment.order_number,
            name=line.name,
            state=line.agreement,
            since=line.agreement_at,
            verb=verb.value,
        )
    if move.to == line.agreement:
        return
    line.agreement, line.agreement_at = AgreementState(move.to).value, context.at
    if line.agreement in NOT_GIVEN:
        _let_go(context, fulfilment, line)


def withdraw_all(context: Context, fulfilment: Fulfilment) -> None:
    """What is asked of the customer of a fulfilment that is given up is not to be answered any more. What is
    held for it goes the way of the whole."""
    for line in lines_of(context, fulfilment):
        if line.agreement == AgreementState.ASKED:
            line.agreement, line.agreement_at = AgreementState.WITHDRAWN.value, context.at


def _let_go(context: Context, fulfilment: Fulfilment, line: FulfilmentLine) -> None:
    units = line.quantities().left_to_pick
    held = 0 if fulfilment.state in WITHOUT_CLAIM else units
    line.short += units
    line.short_reason = line.agreement
    context.move(MovementKind.RELEASED, line.article_id, fulfilment.location_id, held, reason=line.agreement)
    complete_if_worked(context, fulfilment)


def _substitute(context: Context, fulfilment: Fulfilment, line_id: str) -> FulfilmentLine:
    line = line_of(context, fulfilment, line_id)
    if not line.agreement:
        raise Refused("no_substitute", name=line.name)
    return line
