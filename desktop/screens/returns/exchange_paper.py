"""What the paper of an exchange may say of its order: whether it is held still, and the code that it is
collected with."""

from __future__ import annotations

import msgspec

from core.commands.exchanging import code_of
from core.model import Fulfilment, Refund
from core.model.gathered import rows_of
from core.rules.exchange_sending import Way
from core.rules.fulfilment import DEAD_STATES, LEFT_STATES, OPEN_STATES, FulfilmentState
from core.rules.pickup import is_right_code
from sync.reading import Reader

_OVER = (LEFT_STATES | DEAD_STATES) - {FulfilmentState.REJECTED, FulfilmentState.LAPSED}
"""What a store does not take on, another one does."""


class OrderThere(msgspec.Struct, frozen=True):
    """An order as this store knows it: `is_held` for its customer still; `is_over`: it has left, or is not
    wanted any more; neither where nothing of it is known here. `has_code`: this paper's is the one that is
    asked for."""

    is_held: bool = False
    is_over: bool = False
    has_code: bool = False


def order_there(reader: Reader, row: Refund) -> OrderThere:
    """What is known here of what was ordered in exchange with a refund."""
    order_id = (row.sending or {}).get("order_id", "")
    if not order_id:
        return OrderThere()
    parcels = rows_of(reader.session, Fulfilment, Fulfilment.order_id, [order_id])
    held_in = {*OPEN_STATES} - {FulfilmentState.TO_PUT_BACK}
    if row.sending["way"] == Way.PICKUP:
        # On its way to the store where it is collected.
        held_in.add(FulfilmentState.DISPATCHED)
    held = [one for one in parcels if one.state in held_in]
    code = code_of(row)
    return OrderThere(
        is_held=bool(held),
        is_over=not held and any(one.state in _OVER for one in parcels),
        has_code=any(is_right_code(order_id, code, one.pickup_code_digest) for one in held),
    )


def pickup_code(row: Refund, order: OrderThere) -> str:
    """The code that what was ordered is collected with, as long as it is: what headquarters confirmed before
    codes followed from the refund has another, which nobody here knows."""
    if not row.sending or row.sending["way"] != Way.PICKUP or order.is_over:
        return ""
    return code_of(row) if order.has_code or not order.is_held else ""
