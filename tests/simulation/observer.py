"""Reads the core and the workstations, and tells the model what they say, in plain rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec
from chain_reading import Said
from exchanged import chains_of
from feed_reading import COLUMNS, JSON_COLUMNS, KEYS, NETWORK_TABLES, shards_of, shown, sums_of
from model import Model
from region_reading import region_of, sold_of
from sqlalchemy import select
from sqlalchemy.orm import Session
from station import Station
from told import Asked, Books, Command, Money, Place, Row, Rows, Screen
from work_reading import plain, work_of

from core.model import Change, CoreSetting, Position, Stream
from core.model.stock import QUANTITY_COLUMNS
from core.orchestration import Core
from core.rules.exceptions import REFUND_PAID_UNTOLD, REFUND_PERHAPS_PAID
from core.rules.refund import EXCHANGE_SALE
from sync import journal, rerun
from sync.containment import ahead_at, raw_of
from sync.images import PRIVATE_TABLES, unpack
from sync.overlay import stock_at
from sync.schema import PendingCommand, ReplicaState

_MOVEMENT_COLUMNS = (
    "id", "kind", "article_id", "location_id", "quantity", "bucket", "to_bucket", "command_id", "serial",
    "aggregate", "reason",
)  # fmt: skip
_LOGGED = (
    f"SELECT version, table_name, row_key, image FROM {Change.__tablename__}"
    " WHERE stream = '{}' AND version > {} ORDER BY version, table_name, row_key"
)


class LogReader:
    """Follows the core's change log."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._seen: dict[str, int] = {}

    def begin(self, core: Core) -> None:
        """The core begins an epoch: all that it has logged is read anew."""
        self._seen = {}

        def read(session: Session) -> tuple[str, dict[str, int]]:
            epoch = session.scalars(select(CoreSetting.value).where(CoreSetting.name == "epoch")).one()
            streams = session.scalars(select(Stream)).all()
            return epoch, {row.name: row.version for row in streams}

        self._model.begin(*core.read(read))
        self.follow(core)

    def follow(self, core: Core) -> None:
        """Tell what has been logged since."""
        newest = dict(self._model.feed.newest)
        moved = sorted(stream for stream in newest if newest[stream] > self._seen.get(stream, 0))
        if not moved:
            return

        def read(session: Session) -> list[tuple[str, list[Any]]]:
            raw = raw_of(session)
            return [
                (stream, raw.execute(_LOGGED.format(stream, self._seen.get(stream, 0))).fetchall())
                for stream in moved
            ]

        for stream, logged in core.read(read):
            for version, table, key, image in logged:
                self._model.feed.logged(stream, version, *_change(table, key, image))
            self._seen[stream] = newest[stream]


@lru_cache(maxsize=4_096)
def _change(table: str, key: str, image: bytes | None) -> tuple[Place, Row | None]:
    """Worlds begin with the same rows."""
    row = None if image is None else shown(table, msgspec.msgpack.decode(image))
    return (table, tuple(json.loads(key))), row


def books_of(core: Core) -> Books:
    """What the core's tables say."""

    def read(session: Session) -> Books:
        raw = raw_of(session)
        outcomes = raw.execute("SELECT id, device_id, sequence, status, code FROM outcome").fetchall()
        movements = raw.execute(f"SELECT {', '.join(_MOVEMENT_COLUMNS)} FROM movement").fetchall()
        positions = raw.execute(
            f"SELECT article_id, location_id, {', '.join(QUANTITY_COLUMNS)} FROM position"
        )
        pieces = raw.execute("SELECT article_id, serial, location_id FROM piece").fetchall()
        return Books(
            {id_: tuple(rest) for id_, *rest in outcomes},
            {row[0]: dict(zip(_MOVEMENT_COLUMNS, row, strict=True)) for row in movements},
            {
                (article, location): units
                for article, location, *counts in positions
                if (units := _without_claims(zip(QUANTITY_COLUMNS, counts, strict=True)))
            },
            pieces,
            _money_of(raw),
            work_of(raw),
            sold_of(core, session, raw),
        )

    return core.read(read)


_PAYMENTS = f"""
    SELECT reference, sale_id, cents FROM sale_payment JOIN sale ON sale.id = sale_payment.sale_id
    ORDER BY sale.kind = '{EXCHANGE_SALE}', cents DESC"""
"""The first of a name is as it was taken: what an exchange keeps of it is its own still. Of what was paid for
an exchange the first of its chain has the most, and whoever was paid says how much it was."""


def _money_of(raw: Any) -> Money:
    refunds = raw.execute(
        "SELECT id, kind, state, sale_id, units, parts, is_exchange_out, exchange, sending, told, number"
        " FROM refund"
    ).fetchall()
    said = Said(raw)
    origins, added = chains_of(raw, said.added_by_sale)
    payments, took = dict[str, str](), dict(said.by_name)
    for name, sale, cents in raw.execute(_PAYMENTS).fetchall():
        payments.setdefault(name, origins[sale])
        took.setdefault(name, cents)
    twice = {case["number"] for case in _asked(raw, "refunded_after_settlement")}
    paid = raw.execute("SELECT id, means FROM sale").fetchall()
    beyond = raw.execute("SELECT data FROM exception_case WHERE kind = 'cash_beyond_refund'").fetchall()
    return Money(
        origins=origins,
        added=added,
        payments=payments,
        took=took,
        under_way=raw.execute("SELECT id FROM refund_part WHERE state IN ('waiting', 'sent')").fetchall(),
        paid={id_: sum(cents for _means, cents in plain(means)) for id_, means in paid},
        refunds={
            id_: {
                "kind": kind,
                "state": state,
                "sale_id": sale,
                "units": plain(units),
                "parts": plain(parts),
                "is_exchange_out": is_exchange_out,
                "is_ordered": bool(plain(exchange)) and "order_id" in plain(sending),
                "is_held": bool(plain(told).get("asked")),
            }
            for id_, kind, state, sale, units, parts, is_exchange_out, exchange, sending, told, _ in refunds
        },
        claims=raw.execute("SELECT unit_id, refund_id FROM refund_claim").fetchall(),
        cash=said.cash(),
        beyond_cents=sum(plain(data)["cents"] for (data,) in beyond),
        asked={
            case["refund"]: Asked(case["cents"], tuple(case["units"]))
            for case in _asked(raw, REFUND_PERHAPS_PAID)
        },
        told_twice={row[0] for row in refunds if row[-1] in twice},
        unanswered=_unanswered(raw),
        told=_told(raw),
        proposed=said.proposed(),
        sold=said.sold,
        sale_of_line=said.sale_of_line,
    )


def _asked(raw: Any, kind: str) -> list[Any]:
    """What such cases say; without what is said not to have gone."""
    rows = raw.execute(f"SELECT data FROM exception_case WHERE kind = '{kind}'").fetchall()
    cases = [plain(data) for (data,) in rows]
    return [case for case in cases if case.get("resolution") not in ("by_itself", "close")]


def _unanswered(raw: Any) -> set[str]:
    """Refunds, and keys of executions, of which nobody has said yet whether a lost core has paid them."""
    kinds = (REFUND_PERHAPS_PAID, REFUND_PAID_UNTOLD)
    rows = raw.execute(f"SELECT data FROM exception_case WHERE settled_at IS NULL AND kind IN {kinds}")
    names = dict(raw.execute("SELECT id, named FROM refund_word").fetchall())
    cases = [plain(data) for (data,) in rows.fetchall()]
    return {case["refund"] for case in cases} | {names[case["word"]] for case in cases if "word" in case}


def _told(raw: Any) -> dict[str, int]:
    """Cents by the key of the execution that the payment service has told of."""
    names = dict(raw.execute("SELECT id, named FROM refund_word").fetchall())
    told = Counter[str]()
    for case in _asked(raw, REFUND_PAID_UNTOLD):
        told[names[case["word"]]] += case["cents"]
    return told


def _without_claims(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    # What is held softly follows from reservations, which no movement tells.
    return {bucket: count for bucket, count in counts if count and bucket != "soft_held"}


def screen_of(station: Station, articles: Iterable[int], *, with_rerun: bool) -> Screen:
    """All that a workstation shows now."""
    again = _rerun(station) if with_rerun else None
    replica = station.workstation.replica

    def read(session: Session) -> Screen:
        raw = raw_of(session)
        state = session.scalars(select(ReplicaState)).one()
        version, epoch = raw.execute("SELECT version, epoch FROM network_state").fetchone()
        outbox = raw.execute(
            "SELECT id, status, code, stuck_code FROM pending_command ORDER BY sequence"
        ).fetchall()
        images = raw.execute("SELECT command_id, table_name, row_key, image FROM before_image ORDER BY no")
        stocks = stock_at(session, state.location_id, articles)
        network = _rows(raw, NETWORK_TABLES)
        return Screen(
            epoch=state.epoch,
            location=state.location_id,
            device=state.device_id,
            store_version=state.store_version,
            device_version=state.device_version,
            network_epoch=epoch,
            network_version=version,
            rows=_rows(raw, PRIVATE_TABLES),
            before=[_before(*image) for image in images.fetchall()],
            rerun=again,
            outbox=[Command(id_, status, code, bool(stuck)) for id_, status, code, stuck in outbox],
            network=network,
            shards=shards_of(network, sums_of(station.workstation.replica.network_path))
            if with_rerun
            else {},
            stock={article: _units(stock) for article, stock in stocks.items()},
            is_in_doubt=ahead_at(raw) is not None,
            region=region_of(raw),
        )

    return replica.read(read)


def _units(stock: Any) -> dict[str, int]:
    return {bucket: getattr(stock, bucket) for bucket in QUANTITY_COLUMNS if bucket != "soft_held"}


def _before(command: str, table: str, key: bytes, image: bytes | None) -> tuple[str, Place, Row | None]:
    row = None if image is None else shown(table, unpack(image))
    return command, (table, tuple(unpack(key))), row


def _rows(raw: Any, tables: Iterable[str]) -> Rows:
    found: Rows = {}
    for table in tables:
        columns, texts, keys = COLUMNS[table], JSON_COLUMNS[table], KEYS[table]
        for values in raw.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall():
            row = dict(zip(columns, values, strict=True))
            for name in texts:
                row[name] = None if row[name] is None else json.loads(row[name])
            found[(table, tuple(row[key] for key in keys))] = row
    return found


_NOT_KNOWN_WITHOUT_COPY = ("unknown_article", "unknown_location", "exchange_price_unknown")
_NAMES_A_PIECE = "SELECT EXISTS (SELECT 1 FROM movement WHERE serial IS NOT NULL AND network_version IS NULL)"


def _rerun(station: Station) -> Rows | None:
    """The rows after all that is pending is taken back and done again; the files stay as they are.

    None where the network's copy is away and something cannot be done again without it, or not in the same
    way: no transfer can be asked for, and nothing taken in exchange, while no article or price is known; and
    nobody knows where a piece stood. What was done before stays on the screen.
    """
    replica = station.workstation.replica
    with (
        station.as_its_program(),
        replica._engine.connect().execution_options(writes=True) as connection,
        Session(connection) as session,
    ):
        state = session.get_one(ReplicaState, 1)
        raw = raw_of(session)
        waiting = session.scalars(select(PendingCommand.aggregate).where(PendingCommand.status == "")).all()
        names_a_piece = raw.execute(_NAMES_A_PIECE).fetchone()[0]
        pending, _kinds = journal.take_back(session, set(waiting))
        for row in pending:
            rerun.run_again(session, row, state)
        session.flush()
        names_a_piece = names_a_piece or raw.execute(_NAMES_A_PIECE).fetchone()[0]
        (has_copy,) = raw.execute("SELECT EXISTS (SELECT 1 FROM article)").fetchone()
        is_unknown = any(row.stuck_code in _NOT_KNOWN_WITHOUT_COPY for row in pending)
        is_told = has_copy or not (is_unknown or names_a_piece)
        rows = _rows(raw, PRIVATE_TABLES) if is_told else None
        session.rollback()
    return rows


def articles_of(core: Core) -> list[int]:
    """The articles of the chain."""
    return core.read(lambda session: list(session.scalars(select(Position.article_id).distinct()).all()))
