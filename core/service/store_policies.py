"""The chain's rules that travel with each store: which stores are meant, and how their rows are written."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Location, PreparationPolicyRow, ReturnPolicyRow
from core.orchestration import UnitOfWork
from core.rules.errors import BadInput


def stores_named(session: Session, code: str, *, is_all: bool) -> list[int]:
    """The store of a code, or every store.

    Raises:
        BadInput: `unknown_location`: there is none.
    """
    stores = session.execute(select(Location.id, Location.code).where(Location.kind == "store"))
    chosen = [store.id for store in stores if is_all or store.code == code]
    if not chosen:
        raise BadInput("unknown_location", location=code)
    return chosen


def set_policy(
    unit: UnitOfWork,
    kind: type[PreparationPolicyRow] | type[ReturnPolicyRow],
    location_ids: Sequence[int],
    rules: msgspec.Struct,
) -> None:
    """Set the rules of one kind for these stores."""
    for location_id in location_ids:
        row = unit.lock(kind, location_id)
        if row is None:
            row = kind(location_id=location_id)
            unit.session.add(row)
        row.policy, row.set_at = msgspec.to_builtins(rules), unit.at
