"""Money goes back: proposed by one, approved by another. Its claims on units are made with it."""

from __future__ import annotations

import msgspec

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.exchanging import exchange_cents, free_exchange, hold_exchange, tell_kept
from core.commands.money_back import has_partly_gone
from core.commands.proposing import proposed
from core.commands.refund_figures import Figures, figures, lines_with, sold_for
from core.commands.return_reading import (
    check_credit_number,
    claims_on,
    free_claims,
    lines_of_return,
    refund_of,
    return_of,
    return_to_decide,
    sale_of,
    step_refund,
)
from core.model import Refund, RefundClaim, Return
from core.rules.approval import Need
from core.rules.errors import Refused
from core.rules.exceptions import EXCHANGE_CANCELLED, EXCHANGE_FREE_NOWHERE, Resolution
from core.rules.refund import Means, Part, RefundKind, RefundVerb
from core.rules.refund_money import allocate, check_parts, worth_of


def propose(context: Context, command: d.ProposeRefund) -> None:
    """A refund with its claims: exactly what the rules say. Below the chain's limit it needs nobody's word.

    Raises:
        Refused: as `core.commands.refund_figures.figures` and `core.rules.refund_money.check_parts`;
            `core.commands.exchanging`; `refund_known`, `credit_number_wrong`.
    """
    head = return_of(context, command)
    if context.session.get(Refund, command.refund_id) is not None:
        raise Refused("refund_known", refund_id=command.refund_id)
    sending = command.sending if command.exchange else None
    new_cents = exchange_cents(context, command.exchange, sending)
    found = figures(context.session, head, command.units, new_cents)
    parts = d.parts_of(command.parts)
    check_parts(parts, found.total_cents, found.paid, found.refunded)
    check_credit_number(context, parts, command.credit_number)
    refund = _refund(context, command, head, found, parts)
    context.session.add(refund)
    for unit in sorted(found.units):
        _claim(context, head, refund, unit, found.units[unit])
    for ended in (EXCHANGE_FREE_NOWHERE, EXCHANGE_CANCELLED):
        context.has_happened(ended, Resolution.CLOSE)
    if sending is None:
        hold_exchange(context, command.exchange, refund.id)
    if found.need is Need.NOBODY:
        step_refund(context, refund, RefundVerb.APPROVE)
        step_refund(context, refund, RefundVerb.QUEUE)


def _refund(
    context: Context, command: d.ProposeRefund, head: Return, found: Figures, parts: tuple[Part, ...]
) -> Refund:
    return proposed(
        context,
        head,
        command.refund_id,
        kind=RefundKind.RETURN,
        need=found.need,
        total_cents=found.total_cents,
        fee_cents=found.fee_cents,
        parts=[[part.means.value, part.cents, 0] for part in parts],
        units=sorted(found.units),
        tax=sorted([rate, cents] for rate, cents in found.taxes.items()),
        exchange=[_taken(one) for one in command.exchange],
        sending=msgspec.to_builtins(command.sending) if command.exchange and command.sending else {},
        kept=[[part.means.value, part.cents] for part in _kept(found, parts)],
        to_pay_cents=found.to_pay_cents,
        credit_number=command.credit_number,
        is_offline=command.is_offline,
        note=command.note,
    )


def _taken(line: d.ExchangeLine) -> list[int | str]:
    """As it stands with the refund: a piece with its number."""
    return [line.article_id, line.quantity, line.price_cents, *([line.serial] if line.serial else [])]


def _kept(found: Figures, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What of the means paid with is taken in new articles: it is the chain's still, and no refund's."""
    cents = sum(found.units.values()) - found.fee_cents - found.total_cents
    if not cents:
        return ()
    if not found.taxes:
        # No sale is known: what is due is store credit.
        return (Part(Means.STORE_CREDIT, cents),)
    return allocate(cents, found.paid, [*found.refunded, *parts])


def _claim(context: Context, head: Return, refund: Refund, unit: str, cents: int) -> None:
    context.session.add(
        RefundClaim(
            id=context.child("claim", unit),
            unit_id=unit,
            sale_id=head.sale_id,
            return_id=head.id,
            refund_id=refund.id,
            cents=cents,
        )
    )


def claim_again(context: Context, head: Return, refund: Refund) -> bool:
    """What was turned down and paid all the same has its units still, as far as nobody else has them. Returns
    whether it has them all."""
    sale = sale_of(context.session, head.sale_id)
    lines = lines_with(lines_of_return(context.session, head), refund.units)
    worth = worth_of(sold_for(context.session, head, sale, lines)) if sale is not None else {}
    taken = claims_on(context.session, head.sale_id)
    for unit in refund.units:
        if unit not in taken:
            _claim(context, head, refund, unit, worth.get(unit, 0))
    return taken.isdisjoint(refund.units)


def refuse(context: Context, command: d.RefuseRefund) -> None:
    """No. Units and articles are free again; where some of it was paid in cash before, articles alone.

    Raises:
        Refused: `refused_without_reason`, `exchange_handed_out`, `not_in_this_state`.
    """
    if not command.reason.strip():
        raise Refused("refused_without_reason")
    refund = _decided(context, command)
    refund.decision = command.reason
    _give_up(context, refund)


def withdraw(context: Context, command: d.WithdrawRefund) -> None:
    """Not asked for any more.

    Raises:
        Refused: `exchange_handed_out`, `not_in_this_state`.
    """
    refund = _decided(context, command)
    refund.decision = command.reason
    _give_up(context, refund)


def _give_up(context: Context, refund: Refund) -> None:
    if refund.is_exchange_out:
        # Its units have paid for what the customer has: free again, they would be refunded besides.
        raise Refused("exchange_handed_out", number=refund.number)
    if has_partly_gone(refund):
        # As where its cash is told of after the refusal: it keeps its units, and is settled by hand.
        step_refund(context, refund, RefundVerb.KEEP)
        tell_kept(context, refund)
    else:
        free_claims(context.session, refund)
    free_exchange(context, refund)


def ask(context: Context, command: d.AskAboutRefund) -> None:
    """A question to whoever proposed it."""
    _decided(context, command).question = command.question


def answer(context: Context, command: d.AnswerAboutRefund) -> None:
    """And the answer."""
    _decided(context, command).answer = command.answer


def escalate(context: Context, command: d.EscalateRefund) -> None:
    """For somebody above."""
    refund = _decided(context, command)
    refund.need, refund.decision = Need.REGIONAL_MANAGER.value, command.note


def _decided(context: Context, command: d.RefundCommand) -> Refund:
    """The refund, one step further; by its store's people, or by who signs for the store.

    Raises:
        Refused: `unknown_return`, `other_location`, `unknown_refund`, `not_in_this_state`.
    """
    return_to_decide(context, command)
    refund = refund_of(context, command)
    step_refund(context, refund, command.VERB)
    return refund
