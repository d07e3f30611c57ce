"""The board below its rows: which fulfilments are shown, in which order, and how many there are of each.

SQLite counts, filters and pages over every open fulfilment; only the rows of a page are read whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from core.rules.fulfilment import (
    CARRIED_KINDS,
    CLAIM_LASTS_MS,
    OPEN_STATES,
    PREPARED_HERE,
    TO_HAND_OVER,
    TO_PREPARE,
    FulfilmentState,
)
from core.rules.pickup import CODE_DIGITS, is_right_code
from core.rules.time import HOUR_MS, MINUTE_MS, Instant
from core.rules.words import folded_words
from desktop.desk import Me
from desktop.screens.fulfilments import listed, placed
from desktop.screens.today.state import PROMISED, Filter, Hour, Tally, Task
from sync.reading import Reader

HOURS_AHEAD = 4
MAX_ZONES = 40


_OPEN = listed(OPEN_STATES)
_CARRIED = listed(CARRIED_KINDS)
TASK_OF = f"""CASE
    WHEN state IN ({listed(TO_HAND_OVER)}) AND kind IN ({_CARRIED}) THEN '{Task.CARRIER}'
    WHEN state IN ({listed(TO_HAND_OVER)}) THEN '{Task.HAND_OVER}'
    WHEN state = '{FulfilmentState.ARRIVED}' THEN '{Task.RECEIVE}'
    WHEN state IN ({listed(TO_PREPARE)}) THEN '{Task.PREPARE}'
    ELSE '{Task.PUT_BACK}' END"""
_HERE = f"location_id = :here AND state IN ({_OPEN})"
_PLACED_LINES = """fulfilment_line l
    LEFT JOIN article_place p ON p.location_id = :here AND p.article_id = l.article_id"""
_LATE = f"task IN ({listed(PROMISED)}) AND promised_at <= :late"


class Board(msgspec.Struct, frozen=True):
    """What SQLite found.

    Attributes:
        ids: of the fulfilments to be shown, in the order of the groups and of their promises.
        shown: of what the filter lets through, by task; `every`: of all that is open.
        anothers: open work that a colleague has claimed, which does not wait for me.
        zones: zones that some line of an open fulfilment leads through.
    """

    ids: tuple[str, ...]
    shown: Mapping[Task, Tally]
    every: Mapping[Task, Tally]
    anothers: int
    hours: tuple[Hour, ...]
    zones: tuple[str, ...]


def read_board(reader: Reader, me: Me, now: Instant, wanted: Filter, also: str = "") -> Board:
    """Find what is to be shown.

    Args:
        also: a fulfilment that is shown in any case, if it is open here.
    """
    values: dict[str, Any] = {
        "here": reader.location_id,
        "late": now - MINUTE_MS,
        "device": me.device_id,
        "staff": me.staff_id,
        "alive": now - CLAIM_LASTS_MS,
        "most": wanted.most,
        "also": also,
        "zone": wanted.zone,
        "kind": wanted.kind,
    }
    where = _conditions(reader, wanted, values)
    every = _tallies(reader, "1", values)
    return Board(
        ids=_page(reader, where, values),
        shown=_tallies(reader, where, values) if wanted.is_on else every,
        every=every,
        anothers=_anothers(reader, values),
        hours=_hours(reader, now),
        zones=_zones(reader),
    )


def _conditions(reader: Reader, wanted: Filter, values: dict[str, Any]) -> str:
    parts = ["1"]
    if wanted.kind:
        parts.append("kind = :kind")
    if wanted.is_mine:
        is_alive = "claimed_device = :device AND claimed_at IS NOT NULL"
        parts.append(f"({is_alive} OR (claimed_by = :staff AND claimed_at > :alive))")
    if wanted.is_late:
        parts.append(_LATE)
    if wanted.zone:
        line = f"SELECT 1 FROM {_PLACED_LINES} WHERE l.fulfilment_id = b.id AND {placed('zone')} = :zone"
        parts.append(f"EXISTS ({line})")
    if wanted.words.strip():
        values["found"] = json.dumps(sorted(matching(reader, wanted.words)))
        parts.append("b.id IN (SELECT value FROM json_each(:found))")
    return " AND ".join(parts)


def _page(reader: Reader, where: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    sql = f"""
        SELECT id FROM (
            SELECT id, task, promised_at, order_number,
                row_number() OVER (PARTITION BY task ORDER BY promised_at, order_number, id) AS place
            FROM (SELECT *, {TASK_OF} AS task FROM fulfilment WHERE {_HERE}) AS b WHERE {where}
        ) WHERE place <= :most OR id = :also
        ORDER BY promised_at, order_number, id"""
    found = [row[0] for row in reader.raw.execute(sql, values)]
    if values["also"] and values["also"] not in found:
        is_here = f"SELECT 1 FROM fulfilment WHERE {_HERE} AND id = :also"
        found += [values["also"]] if reader.raw.execute(is_here, values).fetchone() else []
    return tuple(found)


def _tallies(reader: Reader, where: str, values: Mapping[str, Any]) -> dict[Task, Tally]:
    sql = f"""
        SELECT task, state, count(*), sum({_LATE}), sum(units) FROM (
            SELECT f.*, {TASK_OF} AS task,
                (SELECT sum(l.quantity) FROM fulfilment_line l WHERE l.fulfilment_id = f.id) AS units
            FROM fulfilment f WHERE {_HERE}
        ) AS b WHERE {where} GROUP BY task, state"""
    tallies: dict[Task, Tally] = {}
    for task, state, orders, late, units in reader.raw.execute(sql, values):
        one = Tally(orders, units or 0, late or 0, {state: orders})
        known = tallies.get(Task(task))
        tallies[Task(task)] = one if known is None else known.plus(one)
    return tallies


def _anothers(reader: Reader, values: Mapping[str, Any]) -> int:
    sql = f"""SELECT count(*) FROM fulfilment WHERE {_HERE} AND state IN ({listed(TO_PREPARE)})
        AND claimed_device <> :device AND claimed_at > :alive"""
    return int(reader.raw.execute(sql, values).fetchone()[0])


def number_for_me(reader: Reader, me: Me, now: Instant) -> int:
    """How many open fulfilments wait for me: those that no colleague has claimed."""
    values = {"here": reader.location_id, "device": me.device_id, "alive": now - CLAIM_LASTS_MS}
    orders = reader.raw.execute(f"SELECT count(*) FROM fulfilment WHERE {_HERE}", values).fetchone()[0]
    return int(orders) - _anothers(reader, values)


def _hours(reader: Reader, now: Instant) -> tuple[Hour, ...]:
    """How many orders fall due in this hour of the clock and the next; what is late is due now."""
    first = now - now % HOUR_MS
    sql = f"""SELECT max(0, (promised_at - :first) / {HOUR_MS}) AS hour, count(*) FROM fulfilment
        WHERE location_id = :here AND state IN ({listed(PREPARED_HERE)}) AND promised_at < :end
        GROUP BY hour"""
    values = {"first": first, "here": reader.location_id, "end": first + HOURS_AHEAD * HOUR_MS}
    due = dict(reader.raw.execute(sql, values).fetchall())
    return tuple(Hour(Instant(first + place * HOUR_MS), due.get(place, 0)) for place in range(HOURS_AHEAD))


def _zones(reader: Reader) -> tuple[str, ...]:
    lines = f"""SELECT {placed("zone")} AS zone FROM {_PLACED_LINES}
        WHERE l.fulfilment_id IN (SELECT id FROM fulfilment WHERE {_HERE})"""
    sql = f"SELECT DISTINCT zone FROM ({lines}) WHERE zone <> '' ORDER BY zone LIMIT {MAX_ZONES}"
    return tuple(row[0] for row in reader.raw.execute(sql, {"here": reader.location_id}))


def matching(reader: Reader, words: str) -> set[str]:
    """Open fulfilments of which order, customer, articles or code have every word that was typed, by its
    beginning; digits are found within numbers and barcodes as well."""
    typed = folded_words(words)
    every = (1 << len(typed)) - 1
    columns = "id, order_number, customer_name, order_id, pickup_code_digest"
    heads = f"SELECT {columns} FROM fulfilment WHERE {_HERE}"
    code = words.strip()
    has: dict[str, int] = {}
    by_code = set()
    for key, number, customer, order_id, digest in reader.raw.execute(heads, {"here": reader.location_id}):
        has[key] = said(f"{number} {customer}", typed)
        if len(code) == CODE_DIGITS and digest and is_right_code(order_id, code, digest):
            by_code.add(key)
    articles: dict[tuple[str, ...], int] = {}
    lines = "SELECT fulfilment_id, name, size, colour, sku, gtin FROM fulfilment_line"
    for key, *article in reader.raw.execute(lines):
        named = tuple(article)
        if named not in articles:
            articles[named] = said(" ".join(named), typed)
        if key in has:
            has[key] |= articles[named]
    return by_code | {key for key, found in has.items() if found == every}


def said(text: str, typed: Sequence[str]) -> int:
    """Which of the typed words (`folded_words`) a text has by their beginnings, a bit for each."""
    there = folded_words(text)
    return sum(
        1 << place
        for place, one in enumerate(typed)
        if any(word.startswith(one) or (one.isdigit() and one in word) for word in there)
    )
