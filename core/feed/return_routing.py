"""Where sales, returns and refunds go: to the store of each, and a sale with its claims to who asked for it.

A sale that is old leaves its store; one of elsewhere comes with a `SaleShare`. Its claims and refunds go with
it, so that a store knows what has been refunded elsewhere of what it sold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import (
    Base,
    CashPayout,
    Refund,
    RefundClaim,
    Return,
    ReturnLine,
    ReturnPhoto,
    RowChange,
    Sale,
    SaleLine,
    SaleShare,
)
from core.model.capture import Image, image_of
from core.model.gathered import GATHERED, gathering, rows_of


@contextmanager
def knowing_shares(session: Session, changes: Collection[RowChange]) -> Iterator[None]:
    """Within it, which stores have asked for these sales is known: several ask for it once."""
    sales = {
        image["id" if change.table == Sale.__tablename__ else "sale_id"]
        for change in changes
        if change.table in (Sale.__tablename__, SaleLine.__tablename__)
        for image in (change.before, change.after)
        if image is not None
    }
    if not sales or GATHERED in session.info:
        yield
        return
    with gathering(session) as gathered:
        gathered.take(SaleShare.sale_id, sales)
        yield


def stores_of_sale(session: Session, image: Image) -> set[int]:
    """The locations that a sale goes to."""
    own = {image["location_id"]} if image["is_with_store"] else set()
    return own | {row.location_id for row in rows_of(session, SaleShare, SaleShare.sale_id, [image["id"]])}


def with_sale(session: Session, sale_id: str) -> set[int]:
    """The locations that have a sale."""
    sale = session.get(Sale, sale_id) if sale_id else None
    return stores_of_sale(session, image_of(sale)) if sale is not None else set()


def of_return(session: Session, return_id: str) -> set[int]:
    """The location that has a return."""
    head = session.get(Return, return_id)
    return {head.location_id} if head is not None and head.is_with_store else set()


def goes_along(session: Session, changes: Collection[RowChange]) -> Iterable[tuple[int, Base, bool]]:
    """What goes to a store, or leaves it, with another row: (location, row, whether it goes)."""
    for change in changes:
        if change.table == SaleShare.__tablename__:
            yield from _with_share(session, change)
        elif change.table == Sale.__tablename__ and _has_left(change):
            left = (change.before or {})["location_id"]
            if left not in with_sale(session, change.key[0]):
                yield from ((left, row, False) for row in _of_sale(session, change.key[0]))
        elif change.table == Return.__tablename__ and _has_left(change):
            left = (change.before or {})["location_id"]
            yield from ((left, row, False) for row in _of_return(session, change.key[0]))


def _with_share(session: Session, change: RowChange) -> Iterable[tuple[int, Base, bool]]:
    sale_id, location_id = change.key
    is_new = change.after is not None
    if is_new or location_id not in with_sale(session, sale_id):
        for row in (session.get(Sale, sale_id), *_of_sale(session, sale_id)):
            if row is not None:
                yield location_id, row, is_new


def _has_left(change: RowChange) -> bool:
    before, after = change.before, change.after
    return bool(before and after and before["is_with_store"] and not after["is_with_store"])


def _of_sale(session: Session, sale_id: str) -> list[Base]:
    rows: list[Base] = []
    for kind in (SaleLine, RefundClaim, Refund):
        rows += session.scalars(select(kind).where(kind.sale_id == sale_id))
    return rows


def _of_return(session: Session, return_id: str) -> list[Base]:
    rows: list[Base] = []
    for kind in (ReturnLine, ReturnPhoto, RefundClaim, Refund, CashPayout):
        rows += session.scalars(select(kind).where(kind.return_id == return_id))
    return rows
