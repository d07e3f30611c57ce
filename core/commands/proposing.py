"""A refund as it begins: whose, of which return, and on whose word it waits."""

from __future__ import annotations

from typing import Any

from core.commands.context import Context
from core.commands.return_reading import currency_of
from core.model import Refund, Return
from core.rules.approval import Need
from core.rules.refund import RefundKind, RefundState


def proposed(
    context: Context, head: Return, refund_id: str, *, kind: RefundKind, need: Need, **more: Any
) -> Refund:
    """A refund of a return, as whoever is here proposes it now; `more` is what it is for, and how much."""
    return Refund(
        id=refund_id,
        return_id=head.id,
        number=head.number,
        location_id=head.location_id,
        sale_id=head.sale_id,
        kind=kind.value,
        currency=currency_of(context.session, head),
        state=RefundState.PROPOSED.value,
        state_at=context.at,
        need=need.value,
        proposed_by=context.actor.staff_id,
        proposed_device=context.actor.device_id,
        proposed_at=context.at,
        **more,
    )
