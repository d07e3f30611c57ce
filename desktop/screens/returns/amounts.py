"""What a return would come to, before anything is written: the same rules as its commands apply."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from core.rules.approval import is_covered, need_of
from core.rules.errors import Refused
from core.rules.refund import Means, Part
from core.rules.refund_money import (
    allocate,
    delivery_id,
    due,
    exchange,
    fee_due,
    taxes_of,
    unit_id,
    worth_of,
)
from core.rules.return_delivery import delivery_due, delivery_units, is_by_law
from core.rules.return_policy import Asked, Ground, ReturnPolicy, Verdict, judge
from core.rules.returns import ReturnReason
from core.rules.time import Instant
from desktop.screens.returns.goods_state import Line, Sale, Taken
from desktop.screens.returns.money_state import Money
from desktop.screens.returns.state import Proof, ReturnsState


def worked_out(state: ReturnsState, now: Instant) -> ReturnsState:
    """The state with what policy and law say of each line, and what it comes to."""
    sale = state.sale
    if sale is None:
        has_money = state.proof is Proof.NONE
        new_cents = sum(one.cents for one in state.instead)
        money = money_without_sale(state.policy, state.takens, new_cents) if has_money else Money()
        return replace(state, money=money)
    takens = tuple(
        replace(one, verdict=verdict_of(state.policy, sale, one, now, state.timezone)) for one in state.takens
    )
    judged = replace(state, takens=takens)
    # What it would come to: without a reason, or against the chain's rules, it does not go.
    may_be = all(one.verdict is not None and one.verdict.may_override for one in judged.uncovered)
    new_cents = sum(one.cents for one in state.instead)
    money = money_of(
        state.policy, sale, takens, as_credit=state.as_credit, is_overridden=may_be, new_cents=new_cents
    )
    return replace(judged, money=money)


def verdict_of(policy: ReturnPolicy, sale: Sale, taken: Taken, now: Instant, timezone: str) -> Verdict | None:
    """What policy and law say of what is brought back; None while there is no reason yet."""
    if taken.reason is None:
        return None
    return _judged(policy, sale, taken.line, taken.reason, now, timezone, taken)


def usual_verdict(policy: ReturnPolicy, sale: Sale, line: Line, now: Instant, timezone: str) -> Verdict:
    """What they say to somebody who has merely changed their mind."""
    return _judged(policy, sale, line, ReturnReason.CHANGED_MIND, now, timezone)


def _judged(
    policy: ReturnPolicy,
    sale: Sale,
    line: Line,
    reason: ReturnReason,
    now: Instant,
    timezone: str,
    taken: Taken | None = None,
) -> Verdict:
    asked = Asked(
        sale_type=line.sale_type,
        reason=reason,
        sold_at=sale.sold_at,
        at=now,
        delivered_at=sale.delivered_at,
        channel=sale.channel,
        category=line.category,
        article_id=line.article_id,
        tier=sale.tier,
        condition=taken.condition if taken is not None else None,
        exclusion=line.exclusion,
        timezone=timezone,
    )
    return judge(policy, asked)


def money_of(
    policy: ReturnPolicy,
    sale: Sale,
    takens: Sequence[Taken],
    *,
    as_credit: bool,
    is_overridden: bool,
    new_cents: int = 0,
) -> Money:
    """What goes back for what is brought back; with `trouble` where the rules give nothing for it.

    Args:
        new_cents: what is taken instead costs.
    """
    paid_for = [one for one in takens if one.is_covered or is_overridden]
    units = [unit_id(one.line.id, place) for one in paid_for for place in one.places]
    if not units:
        return Money()
    grounds = [one.verdict.ground if one.verdict is not None else Ground.NONE for one in paid_for]
    sold = replace(sale.sold, delivery_cents=delivery_due(policy, sale.sold.delivery_cents, grounds))
    delivery = delivery_units(worth_of(sale.sold), units, sale.claimed, delivery_id(sale.id))
    units += delivery if sold.delivery_cents else []
    kept_cents = sale.sold.delivery_cents - sold.delivery_cents if delivery and is_by_law(grounds) else 0
    try:
        for one in takens:
            if one.doubt is not None:
                raise one.doubt
        worth = due(sold, units, sale.claimed)
        fees = [one.verdict.fee_cents for one in paid_for if one.verdict is not None]
        fee = fee_due(fees, sale.fees_kept_cents, sum(worth.values()))
        net = exchange(sum(worth.values()) - fee, new_cents)
        total = net.back_cents
        parts = allocate(total, sale.sold.paid, sale.refunded, policy.means_order) if total else ()
    except Refused as refusal:
        return Money(trouble=refusal)
    is_by_policy = is_covered(sale.kind, (one.is_covered for one in paid_for))
    return Money(
        total_cents=total,
        fee_cents=fee,
        delivery_cents=worth.get(delivery_id(sale.id), 0),
        delivery_kept_cents=kept_cents,
        new_cents=new_cents,
        to_pay_cents=net.to_pay_cents,
        tax_cents=sum(taxes_of(sold, units).values()),
        parts=(Part(Means.STORE_CREDIT, total),) if as_credit and total else parts,
        units=tuple(units),
        need=need_of(policy.limits, total + sale.unsigned_cents, is_by_policy=is_by_policy).value,
    )


def money_without_sale(policy: ReturnPolicy, takens: Sequence[Taken], new_cents: int = 0) -> Money:
    """Store credit at the lowest price of late (which its lines have), on somebody else's word."""
    net = exchange(sum(one.worth_cents for one in takens), new_cents)
    total = net.back_cents
    parts = (Part(Means.STORE_CREDIT, total),) if total else ()
    need = need_of(policy.limits, total, is_by_policy=False).value
    return Money(
        total_cents=total, new_cents=new_cents, to_pay_cents=net.to_pay_cents, parts=parts, need=need
    )
