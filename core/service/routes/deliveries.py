"""What comes by truck: deliveries are announced and followed, transfers between stores are seen."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.params import JSONBody, QueryParameter
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Delivery, Location, Transfer
from core.orchestration import UnitOfWork
from core.orchestration.deliveries import announce, take_back
from core.rules.delivery import DeliveryState
from core.rules.errors import Refused
from core.rules.transfer import TransferState
from core.service.auth import SHOPS
from core.service.delivery_records import AnnouncementRecord, announcement_of
from core.service.delivery_views import DeliveryAnswer, TransferAnswer, delivery_answers, transfer_answers
from core.service.exchange import TheCore
from core.service.routes.parameters import DEFAULT_PAGE, CodeFilter, Cursor, Key, Limit


class DeliveryPage(msgspec.Struct, frozen=True):
    """Deliveries by identifier. `next` is where the next page begins."""

    deliveries: list[DeliveryAnswer]
    next: str | None = None


class TransferPage(msgspec.Struct, frozen=True):
    """Transfers by identifier. `next` is where the next page begins."""

    transfers: list[TransferAnswer]
    next: str | None = None


@post("/deliveries", guards=[SHOPS], sync_to_thread=True, tags=["deliveries"])
def post_delivery(core: TheCore, data: JSONBody[AnnouncementRecord]) -> Response[DeliveryAnswer]:
    """Announce what is on its way to a store: 201 for what is new, 200 for what was known word for word.

    The number, with who sends it, names the delivery: sent again it is the same one, and its content replaces
    what was said, as long as nothing of it has come. Problems: `unknown_location`, `unknown_article`,
    `absurd_quantity`, `carton_twice`, `empty_delivery`, `too_many`, `delivery_begun`.
    """

    def work(unit: UnitOfWork) -> tuple[str, bool]:
        delivery, is_new = announce(unit, announcement_of(data))
        return delivery.id, is_new

    key, is_new = core.transact(work)
    return Response(core.read(lambda session: _one(session, key)), status_code=201 if is_new else 200)


@post(
    "/deliveries/{delivery_id:str}/withdraw",
    guards=[SHOPS],
    sync_to_thread=True,
    status_code=200,
    tags=["deliveries"],
)
def post_withdrawal(core: TheCore, delivery_id: Key) -> DeliveryAnswer:
    """Say that an announced delivery does not come: it is in transit no more, cannot be promised, and its
    store awaits it no longer. Said twice, it is once; announced again, it is on its way again.

    Problems: `unknown_delivery`, `delivery_begun`, `delivery_of_a_transfer`.
    """
    core.transact(lambda unit: take_back(unit, delivery_id))
    return core.read(lambda session: _one(session, delivery_id))


@get("/deliveries/{delivery_id:str}", guards=[SHOPS], sync_to_thread=True, tags=["deliveries"])
def get_delivery(core: TheCore, delivery_id: Key) -> DeliveryAnswer:
    """A delivery with what has come of it and what differs. Problems: `unknown_delivery`."""
    return core.read(lambda session: _one(session, delivery_id))


@get("/deliveries", guards=[SHOPS], sync_to_thread=True, tags=["deliveries"])
def get_deliveries(
    core: TheCore,
    location: CodeFilter = None,
    number: CodeFilter = None,
    in_state: Annotated[DeliveryState | None, QueryParameter(name="state")] = None,
    limit: Limit = DEFAULT_PAGE,
    after: Cursor = None,
) -> DeliveryPage:
    """Deliveries, of a store, by their sender's number, or in a state."""
    query = select(Delivery, Location.code).join(Location, Location.id == Delivery.location_id)
    if location is not None:
        query = query.where(Location.code == location)
    if number is not None:
        query = query.where(Delivery.number == number)
    if in_state is not None:
        query = query.where(Delivery.state == in_state.value)
    if after is not None:
        query = query.where(Delivery.id > after)

    def read(session: Session) -> DeliveryPage:
        rows = session.execute(query.order_by(Delivery.id).limit(limit + 1)).all()
        shown = delivery_answers(session, [(row[0], row[1]) for row in rows[:limit]])
        return DeliveryPage(shown, shown[-1].id if len(rows) > limit else None)

    return core.read(read)


@get("/transfers", guards=[SHOPS], sync_to_thread=True, tags=["deliveries"])
def get_transfers(
    core: TheCore,
    location: CodeFilter = None,
    in_state: Annotated[TransferState | None, QueryParameter(name="state")] = None,
    limit: Limit = DEFAULT_PAGE,
    after: Cursor = None,
) -> TransferPage:
    """Transfers, those that a store has asked for, or in a state."""
    query = select(Transfer)
    if location is not None:
        query = query.where(Transfer.location_id.in_(select(Location.id).where(Location.code == location)))
    if in_state is not None:
        query = query.where(Transfer.state == in_state.value)
    if after is not None:
        query = query.where(Transfer.id > after)

    def read(session: Session) -> TransferPage:
        rows = list(session.scalars(query.order_by(Transfer.id).limit(limit + 1)))
        shown = transfer_answers(session, rows[:limit])
        return TransferPage(shown, shown[-1].id if len(rows) > limit else None)

    return core.read(read)


def _one(session: Session, delivery_id: str) -> DeliveryAnswer:
    row = session.get(Delivery, delivery_id)
    if row is None:
        raise Refused("unknown_delivery", delivery_id=delivery_id)
    code = session.get_one(Location, row.location_id).code
    return delivery_answers(session, [(row, code)])[0]
