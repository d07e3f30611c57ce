"""What stores propose in the place of articles that they cannot find, and what customers answer."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Fulfilment, FulfilmentLine, Order
from core.orchestration import UnitOfWork
from core.orchestration.chain_settings import ChainSetting, value_of
from core.orchestration.substitutions import answer_of_customer
from core.rules.agreement import AgreementState
from core.rules.time import MINUTE_MS, Instant, to_iso
from core.service.auth import SHOPS
from core.service.exchange import TheCore
from core.service.routes.orders import existing
from core.service.routes.parameters import Key


class ArticleAnswer(msgspec.Struct, frozen=True):
    """An article, and what one unit of it costs."""

    sku: str
    name: str
    size: str
    colour: str
    price_cents: int


class SubstituteAnswer(msgspec.Struct, frozen=True):
    """A substitute that a customer was asked about: `quantity` units of `offered` in the place of `missing`.

    `state` is asked, agreed, declined, lapsed (no answer until `answer_by`) or withdrawn.
    """

    id: str
    line: int
    quantity: int
    missing: ArticleAnswer
    offered: ArticleAnswer
    currency: str
    state: str
    state_at: Instant
    state_at_iso: str
    answer_by: Instant
    answer_by_iso: str


class SubstitutesAnswer(msgspec.Struct, frozen=True):
    """The substitutes of an order, in the order of its lines."""

    substitutes: list[SubstituteAnswer]


class ReplyRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the customer says, with the code of their letter."""

    is_agreed: bool
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


@get("/orders/{order_id:str}/substitutes", guards=[SHOPS], sync_to_thread=True, tags=["orders"])
def get_substitutes(core: TheCore, order_id: Key) -> SubstitutesAnswer:
    """What a store proposes in the place of articles that it cannot find, and what came of it.

    Problems: `unknown_order`.
    """

    def read(session: Session) -> SubstitutesAnswer:
        return _substitutes(session, existing(session.get(Order, order_id), order_id))

    return core.read(read)


@post(
    "/orders/{order_id:str}/substitutes/{line_id:str}",
    guards=[SHOPS],
    status_code=200,
    sync_to_thread=True,
    tags=["orders"],
)
def post_reply(core: TheCore, order_id: Key, line_id: Key, data: JSONBody[ReplyRequest]) -> SubstitutesAnswer:
    """Take in what a customer answers to the question about a substitute; the same answer again is taken as
    one. Agreed, it is prepared; declined, the line is cancelled and what was paid for it is refunded.

    Problems: `unknown_order`, `unknown_substitute`, `wrong_reply_code`, `substitute_is_settled` (with its
    `state`: answered otherwise, too late, or not needed any more), `substitute_moved_on`.
    """

    def work(unit: UnitOfWork) -> SubstitutesAnswer:
        order = existing(unit.lock(Order, order_id), order_id)
        answer_of_customer(unit, order, line_id, is_agreed=data.is_agreed, code=data.code)
        unit.session.flush()
        return _substitutes(unit.session, order)

    return core.transact(work)


def _substitutes(session: Session, order: Order) -> SubstitutesAnswer:
    lines = session.scalars(
        select(FulfilmentLine)
        .join(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
        .where(Fulfilment.order_id == order.id)
        .order_by(FulfilmentLine.line_no, FulfilmentLine.id)
    ).all()
    by_id = {line.id: line for line in lines}
    answer_ms = value_of(session, ChainSetting.SUBSTITUTE_ANSWER_MINUTES) * MINUTE_MS
    asked = [line for line in lines if line.agreement]
    return SubstitutesAnswer([_answer(line, by_id[line.substitutes], order, answer_ms) for line in asked])


def _answer(line: FulfilmentLine, missing: FulfilmentLine, order: Order, answer_ms: int) -> SubstituteAnswer:
    since = Instant(line.agreement_at or 0)
    is_asked = line.agreement == AgreementState.ASKED
    until = Instant(since + answer_ms if is_asked else since)
    return SubstituteAnswer(
        id=line.id,
        line=line.line_no,
        quantity=line.quantity,
        missing=_article(missing),
        offered=_article(line),
        currency=order.currency,
        state=line.agreement,
        state_at=since,
        state_at_iso=to_iso(since),
        answer_by=until,
        answer_by_iso=to_iso(until),
    )


def _article(line: FulfilmentLine) -> ArticleAnswer:
    return ArticleAnswer(line.sku, line.name, line.size, line.colour, line.price_cents)
