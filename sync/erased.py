"""A customer whose data was erased at headquarters is erased here as well: what was printed for them goes
with the rows of returns that come back empty.

What was printed for an order goes before that, with the order's own rows: nobody is erased before their order
is over, and what is over leaves the replica.

What this machine has sent stays as it was for `sync.pruning.KEEP_MS`, encrypted, since a core that is put
back to an older day asks for it again. Until when is noted, so that whoever is asked can say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Table, delete, func, select
from sqlalchemy.orm import Session

from core.commands import aggregate_of, fulfilment_aggregate
from core.model import Fulfilment
from core.rules.time import Instant
from core.wire import TableDelta
from sync.images import PRIVATE_TABLES
from sync.pruning import KEEP_MS
from sync.schema import AuditRow, LocalSetting, PendingCommand, SpoolJob

ERASED_UNTIL: Final = "customers_erased_until"
"""The setting that says until when something of an erased customer is kept here."""
_NAMED: Final[Mapping[str, str]] = MappingProxyType({"goods_return": "customer_name"})
"""By table, the column that is empty once its customer was erased."""
_FULFILMENT: Final = Fulfilment.__tablename__


def erased_in(session: Session, deltas: Iterable[TableDelta]) -> set[str]:
    """The aggregates whose customer these rows name no more, and the rows that are here still do."""
    found: set[str] = set()
    for delta in deltas:
        column = _NAMED.get(delta.name)
        if column is None or column not in delta.columns or not delta.row_count:
            continue
        names, keys = (delta.values[delta.columns.index(name)] for name in (column, "id"))
        empty = [key for key, name in zip(keys, names, strict=True) if not name]
        if empty:
            found |= _named_here(session, PRIVATE_TABLES[delta.name], column, empty)
    return found


def _named_here(session: Session, table: Table, column: str, keys: Sequence[Any]) -> set[str]:
    known = select(table.c.id).where(table.c.id.in_(keys), table.c[column] != "")
    owners = {aggregate_of(table.name, {"id": key}) for key in session.scalars(known)}
    return {owner for owner in owners if owner is not None}


def let_go_of_prints(session: Session, deltas: Iterable[TableDelta]) -> bool:
    """Nothing is printed any more for fulfilments that these rows take away, and what was is forgotten;
    returns whether there was any."""
    over = [key[0] for delta in deltas if delta.name == _FULFILMENT for key in delta.deleted_keys]
    return bool(over) and _delete_prints(session, {fulfilment_aggregate(key) for key in over}) > 0


def _delete_prints(session: Session, aggregates: set[str]) -> int:
    gone = session.execute(
        delete(SpoolJob).where(SpoolJob.aggregate.in_(aggregates)),
        execution_options={"synchronize_session": False},
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]


def let_go(session: Session, aggregates: set[str], now: Instant) -> None:
    """What was printed for them goes, whatever became of it; how long what was sent still names them is
    noted."""
    if not aggregates:
        return
    prints = _delete_prints(session, aggregates)
    sent = select(func.count(), func.max(PendingCommand.answered_at)).where(
        PendingCommand.aggregate.in_(aggregates)
    )
    count, answered_at = session.execute(sent).one()
    until = (answered_at or now) + KEEP_MS if count else 0
    known = session.get(LocalSetting, ERASED_UNTIL)
    latest = max(until, int(known.value) if known is not None else 0)
    session.merge(LocalSetting(name=ERASED_UNTIL, value=str(latest)))
    data = {"prints": prints, "sent": count, "until": until}
    session.add(AuditRow(at=now, kind="customer_erased", actor="", data=data))
