"""What Alerts reads: the exceptions of this store, open or settled, with the orders they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select

from core.model import ExceptionCase
from core.rules.exceptions import BY_ITSELF, choices_of, permission_of
from core.rules.fulfilment import FulfilmentState
from core.rules.permissions import CORE_ACTOR, Permission
from core.rules.time import Instant
from desktop.desk import Me
from desktop.screens.alerts.state import Alert, AlertsState, Shows
from desktop.screens.case_variants import CaseOrder, line_of, orders_of, variants_of
from desktop.screens.fulfilments import staff_names, this_place
from sync.reading import Reader

MAX_SHOWN = 100
"""More exceptions than a person settles in a sitting: the oldest open ones, the newest settled ones."""


def load_alerts(reader: Reader, me: Me, now: Instant, shows: Shows) -> AlertsState:
    """The whole screen, in one read."""
    rows = _rows(reader, shows)
    orders = orders_of(reader, (row.aggregate for row in rows))
    names = staff_names(reader, {name for row in rows for name in _people(row)})
    variants = variants_of(reader, (row.data for row in rows))
    return AlertsState(
        now=now,
        timezone=this_place(reader).timezone,
        shows=shows,
        alerts=tuple(
            _alert(row, orders.get(row.aggregate), names, me, variants.get(line_of(row.data), ""))
            for row in rows
        ),
        open_count=number_open(reader),
        settled_count=_number_settled(reader),
        may_settle=me.may(Permission.SETTLE_EXCEPTION),
        is_read=True,
    )


def _is_of(shows: Shows) -> ColumnElement[bool]:
    settled = ExceptionCase.settled_at
    return settled.is_(None) if shows is Shows.OPEN else settled.is_not(None)


def _rows(reader: Reader, shows: Shows) -> Sequence[ExceptionCase]:
    newest = ExceptionCase.settled_at.desc()
    order = ExceptionCase.raised_at if shows is Shows.OPEN else newest
    query = select(ExceptionCase).where(ExceptionCase.location_id == reader.location_id, _is_of(shows))
    return reader.session.scalars(query.order_by(order, ExceptionCase.id).limit(MAX_SHOWN)).all()


_NUMBER = "SELECT count(*) FROM exception_case WHERE location_id = ? AND settled_at IS"


def number_open(reader: Reader) -> int:
    """How many are to be settled."""
    return int(reader.raw.execute(f"{_NUMBER} NULL", (reader.location_id,)).fetchone()[0])


def _number_settled(reader: Reader) -> int:
    return int(reader.raw.execute(f"{_NUMBER} NOT NULL", (reader.location_id,)).fetchone()[0])


def _people(row: ExceptionCase) -> Iterable[str]:
    data = row.data or {}
    return [str(name) for name in (data.get("by"), data.get("author"), row.settled_by) if name]


def _alert(row: ExceptionCase, order: CaseOrder | None, names: dict[str, str], me: Me, variant: str) -> Alert:
    data = dict(row.data or {})
    fulfilment_id, state, customer = order or ("", "", "")
    known = FulfilmentState(state) if state in set(FulfilmentState) else None
    choices = choices_of(row.kind, known, str(data.get("code", ""))) if row.settled_at is None else ()
    return Alert(
        id=row.id,
        kind=row.kind,
        aggregate=row.aggregate,
        data=data,
        raised_at=Instant(row.raised_at),
        fulfilment_id=fulfilment_id,
        state=state,
        customer=customer,
        variant=variant,
        by=names.get(str(data.get("by") or data.get("author") or ""), ""),
        choices=choices,
        forbidden=frozenset(one for one in choices if not me.may(permission_of(one, row.kind))),
        settled_at=Instant(row.settled_at) if row.settled_at is not None else None,
        settled_by=names.get(row.settled_by or "", ""),
        settlement=row.settlement,
        resolution=str(data.get("resolution", "")),
        is_by_core=row.settled_by == CORE_ACTOR or data.get("resolution") == BY_ITSELF,
    )
