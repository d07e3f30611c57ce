"""What goes to a regional manager's store: refunds of other stores that wait for their word, and no others.

A refund goes there with its return while it waits (`waits_for_region`), and leaves with the word on it; the
store's rules for returns go there as long as they sign for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import (
    Base,
    Refund,
    Return,
    ReturnLine,
    ReturnPhoto,
    ReturnPolicyRow,
    RowChange,
    SignsFor,
    Staff,
)
from core.model.capture import Image, image_of
from core.model.gathered import rows_of
from core.rules.approval import Need
from core.rules.permissions import Role
from core.rules.refund import UNDECIDED

_UNDECIDED = frozenset(state.value for state in UNDECIDED)
_WHERE = ("location_id", "role", "is_revoked")
"""What of a person decides where what they sign goes."""


def signers_places(session: Session, location_id: int) -> set[int]:
    """The stores of those who sign for a store."""
    rows = rows_of(session, SignsFor, SignsFor.location_id, [location_id])
    people = rows_of(session, Staff, Staff.id, [row.staff_id for row in rows])
    regional = Role.REGIONAL_MANAGER.value
    return {one.location_id for one in people if one.role == regional and not one.is_revoked}


def waits_for_region(image: Image) -> bool:
    """Whether a refund waits for a regional manager."""
    return image["state"] in _UNDECIDED and image["need"] == Need.REGIONAL_MANAGER.value


def of_refund(session: Session, image: Image) -> set[int]:
    """The stores of those whose word a refund waits for."""
    return signers_places(session, image["location_id"]) if waits_for_region(image) else set()


def of_return(session: Session, return_id: str) -> set[int]:
    """The stores that a return goes to with its refunds."""
    refunds = rows_of(session, Refund, Refund.return_id, [return_id])
    return {place for one in refunds for place in of_refund(session, image_of(one))}


def of_signer(session: Session, image: Image) -> set[int]:
    """Where it is known that somebody signs for a store: there, and where they work."""
    person = session.get(Staff, image["staff_id"])
    return {image["location_id"]} | ({person.location_id} if person is not None else set())


def moved_along(session: Session, changes: Collection[RowChange]) -> Iterable[tuple[int, Base]]:
    """What goes to a regional manager's store, or leaves it, with another row, and the store: the row's own
    rule says which, since the store may have it for another reason."""
    for change in changes:
        if change.table == Refund.__tablename__:
            yield from _with_refund(session, change)
        elif change.table == SignsFor.__tablename__:
            image = change.after or change.before or {}
            person = session.get(Staff, image["staff_id"])
            if person is not None:
                yield from _of_store(session, image["location_id"], {person.location_id})
        elif change.table == Staff.__tablename__ and _has_changed(change):
            yield from _with_person(session, change)


def _with_refund(session: Session, change: RowChange) -> Iterable[tuple[int, Base]]:
    before = of_refund(session, change.before) if change.before else set()
    after = of_refund(session, change.after) if change.after else set()
    image = change.after or change.before or {}
    head = session.get(Return, image["return_id"])
    if head is None or before == after:
        return
    for place in sorted((before ^ after) - {head.location_id}):
        for row in (head, *_goods(session, [head.id])):
            yield place, row


def _goods(session: Session, returns: Collection[str]) -> list[Base]:
    """What came back with these returns, and what it looks like."""
    lines = rows_of(session, ReturnLine, ReturnLine.return_id, returns)
    return [*lines, *rows_of(session, ReturnPhoto, ReturnPhoto.return_id, returns)]


def _has_changed(change: RowChange) -> bool:
    before, after = change.before, change.after
    return bool(before and after and any(before[name] != after[name] for name in _WHERE))


def _with_person(session: Session, change: RowChange) -> Iterable[tuple[int, Base]]:
    before, after = change.before or {}, change.after or {}
    places = {before["location_id"], after["location_id"]}
    for signs in rows_of(session, SignsFor, SignsFor.staff_id, [change.key[0]]):
        for place in places - {signs.location_id}:
            yield place, signs
        yield from _of_store(session, signs.location_id, places)


def _of_store(session: Session, location_id: int, places: set[int]) -> Iterable[tuple[int, Base]]:
    """What these places have of a store for those there who sign for it."""
    waiting = session.scalars(
        select(Refund).where(
            Refund.location_id == location_id,
            Refund.state.in_(_UNDECIDED),
            Refund.need == Need.REGIONAL_MANAGER.value,
        )
    ).all()
    rows: list[Base] = [*rows_of(session, ReturnPolicyRow, ReturnPolicyRow.location_id, [location_id])]
    rows += [*waiting]
    returns = sorted({one.return_id for one in waiting})
    rows += [*rows_of(session, Return, Return.id, returns)]
    rows += _goods(session, returns)
    for place in sorted(places - {location_id}):
        yield from ((place, row) for row in rows)
