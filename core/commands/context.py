"""What a handler gets besides its command: the session, the actor, the time, the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec
from sqlalchemy.orm import Session

from core.model import ExceptionCase, Movement, Piece, StaffPermission
from core.model.gathered import rows_of
from core.rules.availability import Stock
from core.rules.ids import derive
from core.rules.permissions import Permission, Role, may
from core.rules.stock import Bucket, MovementKind
from core.rules.time import Instant


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
    known = {permission.value for permission in Permission}
    return {Permission(row.permission): row.is_granted for row in own if row.permission in known}


class Ledger(Protocol):
    """The stock ledger of the place where the handler runs.

    The core appends and folds into the positions; a workstation appends, and folds when it reads.
    """

    def stock(self, article_id: int, location_id: int) -> Stock: ...

    def piece(self, article_id: int, serial: str) -> Piece | None: ...

    def append(self, movement: Movement) -> None: ...


class Context:
    """One command's surroundings.

    Attributes:
        session: an open transaction; the handler neither commits nor rolls back.
        at: when it was done, by the device's clock.
        contradictions: the exceptions raised so far.
    """

    def __init__(
        self,
        session: Session,
        ledger: Ledger,
        actor: Actor,
        at: Instant,
        command_id: str,
        aggregate: str,
    ) -> None:
        self.session = session
        self.ledger = ledger
        self.actor = actor
        self.at = at
        self.command_id = command_id
        self.aggregate = aggregate
        self.contradictions: list[ExceptionCase] = []
        self._movements = 0

    def child(self, *parts: str | int) -> str:
        """The identifier of something that this command makes."""
        return derive(self.command_id, *parts)

    def contradiction(self, kind: str, **data: Any) -> None:
        """Raise an exception for a person to settle. The fact itself is recorded all the same.

        `data` is what a sentence about it needs, and what either side knew; who told the fact goes with it.
        """
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
