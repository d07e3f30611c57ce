"""Store credits and gift cards: at the till, and as a store looks at one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.params import JSONBody, QueryParameter
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import CreditEntry, Location, StoreCredit
from core.orchestration import UnitOfWork
from core.orchestration.credit_holds import HELD_MS, hold_credit, let_go
from core.orchestration.credits import credit_of, entries_of, sell_card, spend
from core.rules.errors import Refused
from core.rules.money import EUR
from core.rules.return_policy import MAX_CENTS
from core.rules.time import Instant
from core.service.auth import DEVICES, SHOPS, SHOPS_AND_DEVICES, Caller, Scope
from core.service.exchange import TheCore
from core.service.routes.parameters import IdempotencyKey, Key

CardNumber = Annotated[str, msgspec.Meta(min_length=6, max_length=64, pattern=r"^[0-9A-Za-z-]+$")]
"""As it is printed on the card, and read by a till."""


Taken = Annotated[
    int,
    QueryParameter(
        ge=0,
        le=MAX_CENTS,
        description="What a workstation is about to take of it, in cents: it is held for it for two minutes.",
    ),
]


class SpendRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So much of it, in cents."""

    cents: Annotated[int, msgspec.Meta(ge=1, le=MAX_CENTS)]


class SellRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gift card is sold, or money added to it, at a store (its code), in cents; it expires then."""

    number: CardNumber
    location: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    cents: Annotated[int, msgspec.Meta(ge=1, le=MAX_CENTS)]
    expires_at: Annotated[int, msgspec.Meta(ge=0, lt=2**53)]


class EntryAnswer(msgspec.Struct, frozen=True):
    """Something that happened to a credit: issued, spent, restored (given back) or expired, in cents."""

    kind: str
    cents: int
    at: Instant


class HeldAnswer(msgspec.Struct, frozen=True):
    """So many cents are held at another counter (its place, and the workstation there) until then."""

    cents: int
    place: str
    device: str
    until: Instant


class CreditAnswer(msgspec.Struct, frozen=True):
    """What is left of a store credit or gift card (`kind`), until when, and what happened to it, the newest
    first. `held_cents` of it are about to be taken at other counters, as `held` says, the longest first. What
    is held for whoever asks is held for `hold_ms` from now."""

    number: str
    balance_cents: int
    currency: str
    issued_at: Instant
    expires_at: Instant
    kind: str = "store_credit"
    entries: list[EntryAnswer] = []
    held_cents: int = 0
    held: list[HeldAnswer] = []
    hold_ms: int = 0


@get("/credits/{number:str}", guards=[SHOPS_AND_DEVICES], sync_to_thread=True, tags=["credits"])
def get_credit(
    request: Request[Caller, Any, Any], core: TheCore, number: Key, takes_cents: Taken = 0
) -> CreditAnswer:
    """What is left of a store credit or a gift card, and what happened to it. Nothing is held for a shop:
    what it takes, it spends at once. Problems: `unknown_credit`."""

    if takes_cents and request.user.scope is Scope.DEVICE:
        return core.transact(lambda unit: _hold(unit, number, request.user.id, takes_cents))

    def read(session: Session) -> CreditAnswer:
        row = session.scalars(select(StoreCredit).where(StoreCredit.number == number)).one_or_none()
        if row is None:
            raise Refused("unknown_credit", number=number)
        return _answer(row, entries_of(session, row.id))

    return core.read(read)


def _hold(unit: UnitOfWork, number: str, device_id: str, cents: int) -> CreditAnswer:
    row = _locked(unit, number)
    held = hold_credit(unit, row, device_id, cents)
    answer = _answer(row, entries_of(unit.session, row.id))
    return msgspec.structs.replace(
        answer,
        held_cents=sum(one.cents for one in held),
        held=[HeldAnswer(one.cents, one.place, one.device, one.until) for one in held],
        hold_ms=HELD_MS,
    )


def _locked(unit: UnitOfWork, number: str) -> StoreCredit:
    row = credit_of(unit, number)
    if row is None:
        raise Refused("unknown_credit", number=number)
    return row


@delete(
    "/credits/{number:str}/hold", guards=[DEVICES], status_code=204, sync_to_thread=True, tags=["credits"]
)
def delete_hold(request: Request[Caller, Any, Any], core: TheCore, number: Key) -> None:
    """What was held of a credit for this workstation is not taken: others need not wait for it. Nothing held
    changes nothing. Problems: `unknown_credit`."""
    core.transact(lambda unit: let_go(unit, _locked(unit, number), request.user.id))


@post("/gift-cards", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["credits"])
def post_gift_card(
    core: TheCore, data: JSONBody[SellRequest], idempotency_key: IdempotencyKey
) -> CreditAnswer:
    """Tell that a gift card was sold, or that money was added to it. The same key again changes nothing.

    It is spent like a store credit (`/v1/credits/{number}/spend`). A receipt that it pays names it as the
    `reference` of its means `gift_card`: a refund goes back to it. Problems: `unknown_location`,
    `credit_number_used`, `credit_expired` (it would be lost at once), `cause_reused`.
    """

    def work(unit: UnitOfWork) -> CreditAnswer:
        query = select(Location.id).where(Location.code == data.location)
        location_id = unit.session.scalars(query).one_or_none()
        if location_id is None:
            raise Refused("unknown_location", location=data.location)
        card = sell_card(
            unit,
            data.number,
            data.cents,
            location_id=location_id,
            currency=EUR,
            expires_at=Instant(data.expires_at),
            cause=idempotency_key,
        )
        return _answer(card)

    return core.transact(work)


@post("/credits/{number:str}/spend", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["credits"])
def post_spend(
    core: TheCore, number: Key, data: JSONBody[SpendRequest], idempotency_key: IdempotencyKey
) -> CreditAnswer:
    """Pay with a store credit. The same key again changes nothing.

    Problems: `unknown_credit`, `credit_expired`, `credit_too_small` (with what is left), `credit_held` (with
    what is free of it: the rest is held at a counter, `place`, `until` then at most), `cause_reused`.
    """

    def work(unit: UnitOfWork) -> CreditAnswer:
        return _answer(spend(unit, number, data.cents, idempotency_key))

    return core.transact(work)


def _answer(row: StoreCredit, entries: Sequence[CreditEntry] = ()) -> CreditAnswer:
    return CreditAnswer(
        row.number,
        row.balance_cents,
        row.currency,
        Instant(row.issued_at),
        Instant(row.expires_at),
        row.kind,
        [EntryAnswer(one.kind, one.cents, Instant(one.at)) for one in entries],
    )
