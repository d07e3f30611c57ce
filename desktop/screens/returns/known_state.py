"""A return that was begun here, as it stands in a list."""

from __future__ import annotations

import msgspec

from core.rules.refund import RefundState
from core.rules.returns import ReturnState
from core.rules.time import Instant


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A return that was begun here, and waits for something; `is_due` for somebody at the counter.
    `is_undone`: what was to be taken instead never came, and something else has to be given. `is_open`: money
    is due, and nobody has proposed it; `is_uncovered`: none is for goods that are here, unless somebody takes
    them back all the same: `may_override` whether the chain lets them.
    """

    id: str
    number: str
    customer: str
    articles: str
    state: ReturnState
    refund_id: str = ""
    refund_state: RefundState | None = None
    total_cents: int = 0
    currency: str = "EUR"
    declared_at: Instant = Instant(0)
    failure: str = ""
    question: str = ""
    is_slip: bool = False
    is_due: bool = False
    is_undone: bool = False
    is_open: bool = False
    is_uncovered: bool = False
    may_override: bool = False
