"""What the screen of the day reads: counts over this store's rows, in one read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from core.model import IntakeLimit
from core.rules.fulfilment import (
    CARRIED_KINDS,
    CLAIM_LASTS_MS,
    OPEN_STATES,
    PREPARED_HERE,
    FulfilmentState,
)
from core.rules.intake import WAITING
from core.rules.permissions import Permission
from core.rules.time import HOUR_MS, MINUTE_MS, Instant
from desktop.desk import Me
from desktop.screens.day.counting import Counting, load_counting
from desktop.screens.day.state import ASKED, NEVER, Ask, Backlog, Check, DayState, Figures, How, Limit, Turn
from desktop.screens.fulfilments import listed, staff_names, this_place
from desktop.shell.amounts import local_time
from sync.reading import Reader

OLD_MS = 5 * MINUTE_MS
"""Data older than this is told; much older than this is not to be opened with."""
TOO_OLD_MS = 4 * HOUR_MS
EVENING_HOUR = 19
"""What came after this hour of yesterday came overnight."""
MAX_BACKLOG = 200
"""More orders than are rejected in one go."""

S = FulfilmentState


def load_day(reader: Reader, me: Me, now: Instant, turn: Turn, counting: Counting) -> DayState:
    """The whole screen, in one read."""
    timezone = this_place(reader).timezone
    looked = _Counting(reader, now, _midnight(now, timezone))
    return DayState(
        now=now,
        timezone=timezone,
        turn=turn,
        checks=tuple(looked.check(ask) for ask in ASKED[turn]),
        figures=looked.figures(),
        here=tuple(sorted(staff_names(reader, looked.people()).values())),
        limit=live_limit(reader, now),
        waiting=looked.orders(WAITING),
        late=_backlog(reader, me, now, is_late=True),
        every=_backlog(reader, me, now, is_late=False),
        may_limit=me.may(Permission.LIMIT_INTAKE),
        may_reject=me.may(Permission.REJECT_FULFILMENT),
        counting=load_counting(reader, counting.wanted, counting.is_blind)
        if turn is Turn.COUNT
        else counting,
        is_read=True,
    )


def live_limit(reader: Reader, now: Instant) -> Limit | None:
    """The limit that holds now."""
    row = reader.session.get(IntakeLimit, reader.location_id)
    if row is None or not row.intake().is_live(now):
        return None
    return Limit(row.intake(), row.reason, staff_names(reader, [row.set_by]).get(row.set_by, ""))


def _midnight(now: Instant, timezone: str) -> Instant:
    at = local_time(now, timezone)
    into_day = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
    return Instant(now - round(into_day.total_seconds() * 1000))


class _Counting:
    """Counts of this store's rows, for a day that began at an instant."""

    def __init__(self, reader: Reader, now: Instant, midnight: Instant) -> None:
        self._reader, self._now, self._midnight = reader, now, midnight
        self._here = reader.location_id

    def check(self, ask: Ask) -> Check:
        """How one thing stands."""
        if ask is Ask.DATA:
            heard_at = self._reader.heard_at
            if not heard_at:
                return Check(ask, How.BAD, NEVER)
            age = self._now - heard_at
            how = How.GOOD if age < OLD_MS else How.ODD if age < TOO_OLD_MS else How.BAD
            return Check(ask, how, age)
        if ask is Ask.PRINTS:
            # What waits with a fault waits for a printer that does not print.
            left = self._one(
                "SELECT count(*) FROM spool_job WHERE status = 'failed' OR (status = 'queued' AND code <> '')"
            )
            return Check(ask, How.BAD if left else How.GOOD, left)
        if ask is Ask.OVERNIGHT:
            return Check(ask, How.GOOD, self._overnight())
        count = self._left(ask)
        bad = How.BAD if ask in (Ask.LATE, Ask.EXCEPTIONS) else How.ODD
        return Check(ask, bad if count else How.GOOD, count)

    def _left(self, ask: Ask) -> int:
        if ask is Ask.LATE:
            late = "promised_at <= ?"
            return self.orders(PREPARED_HERE, late, self._now - MINUTE_MS)
        if ask is Ask.EXCEPTIONS:
            open_cases = "SELECT count(*) FROM exception_case WHERE location_id = ? AND settled_at IS NULL"
            return self._one(open_cases, self._here)
        if ask is Ask.OUTBOX:
            return self._one("SELECT count(*) FROM pending_command WHERE status = ''")
        if ask is Ask.PARCELS:
            return self.orders({S.PACKED, S.LABELLED, S.STAGED}, f"kind IN ({listed(CARRIED_KINDS)})")
        if ask is Ask.BINS:
            return self.orders({S.UNCOLLECTED, S.TO_PUT_BACK, S.ARRIVED})
        return self.orders({S.CLAIMED, S.PICKING, S.PICKED})

    def _overnight(self) -> int:
        since = self._midnight - (24 - EVENING_HOUR) * HOUR_MS
        return self.orders(OPEN_STATES, "created_at >= ?", since)

    def figures(self) -> Figures:
        """What was done today."""
        today = "state_at >= ?"
        # What has arrived where it is collected was packed elsewhere; what else has arrived is back here.
        packed = """SELECT count(DISTINCT f.id) FROM parcel p JOIN fulfilment f ON f.id = p.fulfilment_id
            WHERE p.packed_at >= ? AND f.location_id = ?
                AND (p.arrived_at IS NULL OR f.collect_location_id IS NOT f.location_id)"""
        settled = "SELECT count(*) FROM exception_case WHERE location_id = ? AND settled_at >= ?"
        return Figures(
            prepared=self._one(packed, self._midnight, self._here),
            handed_over=self.orders({S.HANDED_OVER}, today, self._midnight),
            sent=self.orders({S.DISPATCHED, S.DELIVERED}, today, self._midnight),
            put_back=self.orders({S.PUT_BACK}, today, self._midnight),
            settled=self._one(settled, self._here, self._midnight),
        )

    def people(self) -> set[str]:
        """Who has signed in, moved goods or has an order today."""
        asked = (
            "SELECT DISTINCT actor FROM audit_row WHERE kind = 'signed_in' AND at >= ?",
            "SELECT DISTINCT actor FROM movement WHERE at >= ?",
            "SELECT DISTINCT claimed_by FROM fulfilment WHERE claimed_by IS NOT NULL AND claimed_at >= ?",
        )
        rows = (self._reader.raw.execute(sql, (self._midnight,)).fetchall() for sql in asked)
        return {row[0] for found in rows for row in found}

    def orders(self, states: Iterable[str], condition: str = "1", *values: int) -> int:
        """How many fulfilments are in these states."""
        where = f"location_id = ? AND state IN ({listed(states)}) AND {condition}"
        return self._one(f"SELECT count(*) FROM fulfilment WHERE {where}", self._here, *values)

    def _one(self, sql: str, *values: int) -> int:
        return int(self._reader.raw.execute(sql, values).fetchone()[0])


def _backlog(reader: Reader, me: Me, now: Instant, *, is_late: bool) -> Backlog:
    """What nobody has begun; what a colleague has just taken is not among it."""
    sql = f"""
        SELECT f.id, (SELECT sum(quantity) FROM fulfilment_line l WHERE l.fulfilment_id = f.id)
        FROM fulfilment f WHERE location_id = ? AND state IN ('{S.PROPOSED}', '{S.CLAIMED}')
            AND (claimed_device IS NULL OR claimed_device = ? OR claimed_at <= ?) AND promised_at <= ?
        ORDER BY promised_at, id LIMIT {MAX_BACKLOG}"""
    until = now - MINUTE_MS if is_late else 2**62
    values = (reader.location_id, me.device_id, now - CLAIM_LASTS_MS, until)
    rows = reader.raw.execute(sql, values).fetchall()
    return Backlog(tuple(row[0] for row in rows), sum(row[1] or 0 for row in rows))
