"""What a handler gets besides its command: the session, the actor, the time, the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.commands.credit_ledger import Believed, Credits
from core.model import ExceptionCase, Movement, Piece, StaffPermission
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.rules.approval import came_late
from core.rules.availability import Stock
from core.rules.exceptions import TOLD_WITH
from core.rules.ids import derive
from core.rules.permissions import Permission, Role, may
from core.rules.stock import Bucket, MovementKind
from core.rules.time import Instant

_PERMISSIONS: Final = frozenset(Permission)


class Actor(msgspec.Struct, frozen=True):
    """Who acts, where, on which device. `grants` are the person's own permissions beside the role's."""

    staff_id: str
    role: Role
    location_id: int
    device_id: str
    is_revoked: bool = False
    grants: Mapping[Permission, bool] = msgspec.field(default_factory=dict)

    def may(self, permission: Permission) -> bool:
        """Whether the actor may do it."""
        return not self.is_revoked and may(self.role, permission, self.grants)


def grants_of(session: Session, staff_id: str) -> dict[Permission, bool]:
    """A person's own permissions beside the role's. Those that only a newer program knows are passed over."""
    own = rows_of(session, StaffPermission, StaffPermission.staff_id, [staff_id])
    return grants_in((row.permission, row.is_granted) for row in own)


def grants_in(rows: Iterable[tuple[str, bool]]) -> dict[Permission, bool]:
    """The permissions that rows grant or take (name, whether granted), without those of a newer program."""
    return {Permission(name): bool(is_granted) for name, is_granted in rows if name in _PERMISSIONS}


class Ledger(Protocol):
    """The stock ledger of the place where the handler runs.

    The core appends and folds into the positions; a workstation appends, and folds when it reads.
    """

    def stock(self, article_id: int, location_id: int) -> Stock: ...

    def piece(self, article_id: int, serial: str) -> Piece | None: ...

    def append(self, movement: Movement) -> None: ...


def _folded(case: ExceptionCase, kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What a case says once another fact tells of it: all people, and of the same kind its newest word with
    all articles."""
    before = case.data
    people = [before.get("by"), *before.get("others", []), data["by"]]
    others = [one for one in dict.fromkeys(people) if one != before.get("by")]
    counted = {"by": before.get("by"), "others": others, "times": before.get("times", 1) + 1}
    if case.kind != kind:
        return {**before, **counted}
    names = dict.fromkeys([*str(before.get("name", "")).split(", "), str(data.get("name", ""))])
    joined = {"name": ", ".join(name for name in names if name)} if "name" in data else {}
    return {**before, **data, **joined, **counted}


class Context:
    """One command's surroundings.

    Attributes:
        session: an open transaction; the handler neither commits nor rolls back.
        at: when it was done, by the device's clock.
        contradictions: the exceptions raised so far.
        received_at: when the core heard of it, by its clock; None on a workstation and for its own deeds.
        is_replica: it runs on a workstation, which does not know everything.
        credits: what store credits and gift cards have to give.
    """

    def __init__(
        self,
        session: Session,
        ledger: Ledger,
        actor: Actor,
        at: Instant,
        command_id: str,
        aggregate: str,
        received_at: Instant | None = None,
        *,
        is_replica: bool = False,
        credits: Credits | None = None,
    ) -> None:
        self.session = session
        self.ledger = ledger
        self.actor = actor
        self.at = at
        self.command_id = command_id
        self.aggregate = aggregate
        self.received_at = received_at
        self.is_replica = is_replica
        self.credits = credits or Believed()
        self.contradictions: list[ExceptionCase] = []
        self._movements = 0

    def is_offline(self, is_told: bool) -> bool:
        """Whether it was done with the line cut: as its device tells, or as it came late."""
        return is_told or (self.received_at is not None and came_late(self.at, self.received_at))

    def child(self, *parts: str | int) -> str:
        """The identifier of something that this command makes."""
        return derive(self.command_id, *parts)

    def contradiction(self, kind: str, **data: Any) -> None:
        """Raise an exception for a person to settle, or tell the one that is open already (`TOLD_WITH`). The
        fact itself is recorded all the same.

        `data` is what a sentence about it needs, and what either side knew; who told the fact goes with it.
        """
        known = self.open_case(TOLD_WITH[kind]) if kind in TOLD_WITH else None
        if known is not None:
            known.data = _folded(known, kind, {"by": self.actor.staff_id, **data})
            self.contradictions.append(known)
            return
        case = ExceptionCase(
            id=self.child("exception", len(self.contradictions)),
            location_id=self.actor.location_id,
            kind=kind,
            aggregate=self.aggregate,
            data={"by": self.actor.staff_id, **data},
            raised_at=self.at,
        )
        self.session.add(case)
        self.contradictions.append(case)

    def has_happened(self, kind: str, choice: str) -> None:
        """What an open case of this kind waited for has happened: it is settled by that, as by the
        resolution `choice`."""
        case = self.open_case([kind])
        if case is not None:
            self.settle(case, choice)

    def settle(self, case: ExceptionCase, choice: str) -> None:
        """Whoever does this has settled an open case, by this resolution."""
        case.data = {**case.data, "resolution": str(choice)}
        case.settled_at, case.settled_by = self.at, self.actor.staff_id

    def open_case(self, kinds: Sequence[str]) -> ExceptionCase | None:
        """The case of one of these kinds that somebody is to settle already."""
        return next(iter(_first_open(self.session, self.aggregate, list(kinds))), None)

    def move(
        self,
        kind: MovementKind,
        article_id: int,
        location_id: int,
        quantity: int,
        *,
        bucket: Bucket = Bucket.SELLABLE,
        to_bucket: Bucket | None = None,
        serial: str | None = None,
        reason: str = "",
    ) -> None:
        """Append a movement to the ledger. Nothing is appended for zero units."""
        if quantity == 0:
            return
        movement = Movement(
            id=self.child("movement", self._movements),
            at=self.at,
            kind=kind.value,
            article_id=article_id,
            location_id=location_id,
            quantity=quantity,
            bucket=bucket.value,
            to_bucket=to_bucket.value if to_bucket else None,
            serial=serial,
            reason=reason,
            aggregate=self.aggregate,
            command_id=self.command_id,
            actor=self.actor.staff_id,
            network_version=None,
        )
        self._movements += 1
        self.ledger.append(movement)


@kept
def _first_open(aggregate: str, kinds: list[str]) -> Select[ExceptionCase]:
    query = select(ExceptionCase).where(
        ExceptionCase.aggregate == aggregate,
        ExceptionCase.kind.in_(kinds),
        ExceptionCase.settled_at.is_(None),
    )
    return query.order_by(ExceptionCase.id).limit(1)
