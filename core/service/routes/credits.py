"""Store credits at the till."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import StoreCredit
from core.orchestration import UnitOfWork
from core.orchestration.credits import spend
from core.rules.errors import Refused
from core.rules.return_policy import MAX_CENTS
from core.rules.time import Instant
from core.service.auth import SHOPS
from core.service.exchange import TheCore
from core.service.routes.parameters import IdempotencyKey, Key


class SpendRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So much of it, in cents."""

    cents: Annotated[int, msgspec.Meta(ge=1, le=MAX_CENTS)]


class CreditAnswer(msgspec.Struct, frozen=True):
    """What is left of a credit, and until when."""

    number: str
    balance_cents: int
    currency: str
    issued_at: Instant
    expires_at: Instant


@get("/credits/{number:str}", guards=[SHOPS], sync_to_thread=True, tags=["credits"])
def get_credit(core: TheCore, number: Key) -> CreditAnswer:
    """What is left of a store credit. Problems: `unknown_credit`."""

    def read(session: Session) -> CreditAnswer:
        row = session.scalars(select(StoreCredit).where(StoreCredit.number == number)).one_or_none()
        if row is None:
            raise Refused("unknown_credit", number=number)
        return _answer(row)

    return core.read(read)


@post("/credits/{number:str}/spend", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["credits"])
def post_spend(
    core: TheCore, number: Key, data: JSONBody[SpendRequest], idempotency_key: IdempotencyKey
) -> CreditAnswer:
    """Pay with a store credit. The same key again changes nothing.

    Problems: `unknown_credit`, `credit_expired`, `credit_too_small` (with what is left), `cause_reused`.
    """

    def work(unit: UnitOfWork) -> CreditAnswer:
        return _answer(spend(unit, number, data.cents, idempotency_key))

    return core.transact(work)


def _answer(row: StoreCredit) -> CreditAnswer:
    return CreditAnswer(
        row.number, row.balance_cents, row.currency, Instant(row.issued_at), Instant(row.expires_at)
    )
