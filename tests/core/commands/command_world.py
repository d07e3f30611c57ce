"""A store with two fulfilments in a database in memory, and a door through which commands are run."""

from __future__ import annotations

import atexit
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, select
from sqlalchemy.orm import Session

from core.commands import Actor, Command, Context, Outcome, run
from core.model import (
    Article,
    Base,
    Capture,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    Movement,
    NumberBlock,
    Parcel,
    Piece,
    Position,
)
from core.model.capture import image_of
from core.orchestration import make_engine
from core.orchestration.ledger import CoreLedger
from core.rules.availability import Stock
from core.rules.fulfilment import WITHOUT_CLAIM
from core.rules.ids import derive
from core.rules.permissions import Permission, Role
from core.rules.pickup import code_digest
from core.rules.time import Instant
from tests.support.core_databases import lasting_postgresql

LYON, PARIS = 1, 2
SCARF, WATCH = 10, 11
NOW = Instant(1_772_539_200_000)
CODE = "428913"
SERIALS = ("W-001", "W-002", "W-003")
TABLES = (Fulfilment, FulfilmentLine, Parcel, ExceptionCase, Movement, Position, Piece)


def associate(device: str = "till-1", location_id: int = LYON, **changes: Any) -> Actor:
    return Actor("staff-nadia", Role.ASSOCIATE, location_id, device, **changes)


def manager(device: str = "till-1", grants: Mapping[Permission, bool] | None = None) -> Actor:
    return Actor("staff-jeanne", Role.MANAGER, LYON, device, grants=grants or {})


@cache
def _furnished_image() -> bytes:
    """The database of a world: read back, it is there many times faster than made anew."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    _furnish(engine)
    with engine.connect() as connection:
        image: bytes = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]
    engine.dispose()
    return image


def _furnished_file() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(_furnished_image())
    return connection


@contextmanager
def _in_memory() -> Iterator[Engine]:
    engine = create_engine("sqlite://", creator=_furnished_file, poolclass=StaticPool)
    yield engine
    engine.dispose()


_KEYS_ARE_FREE = "SET session_replication_role = replica"
"""As in memory and in a replica, what a row refers to may be elsewhere."""
_furnished: list[Engine] = []
"""On PostgreSQL: databases that nobody has. Two worlds at once would wait for each other's rows in one."""


@contextmanager
def _on_the_server() -> Iterator[Connection]:
    """A furnished database, in a transaction that is taken back."""
    engine = _furnished.pop() if _furnished else _furnished_database()
    with engine.connect() as connection:
        connection.exec_driver_sql(_KEYS_ARE_FREE)
        yield connection
        connection.rollback()
    _furnished.append(engine)


def _furnished_database() -> Engine:
    engine = make_engine(lasting_postgresql())
    atexit.register(engine.dispose)
    _furnish(engine)
    return engine


def _furnish(engine: Engine) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(_KEYS_ARE_FREE)
            connection.commit()
        made = World(bind=connection)
        made.furnish()
        made.lease("till-1", "3456789", 1, 99)
        made.session.commit()
        made.close()


class World:
    """Lyon with ten scarves and three watches; fulfilments `f1` (2 scarves, 1 watch) and `f2` (1 scarf).

    Attributes:
        session: the one open session.
        issued: how many commands were run; their ids follow from it.
    """

    def __init__(self, kind: str = "sqlite", *, bind: Engine | Connection | None = None) -> None:
        self._kept = ExitStack()
        self._is_file = kind == "sqlite"
        if bind is None:
            bind = self._kept.enter_context(_in_memory() if self._is_file else _on_the_server())
        self.session = Session(bind, join_transaction_mode="create_savepoint")
        self.capture = Capture(self.session)
        self.ledger = CoreLedger(self.session)
        self.issued = 0

    def close(self) -> None:
        self.session.close()
        self._kept.close()

    def begin(self) -> None:
        """Begin what is to be taken back."""
        if self._is_file:
            # Python's sqlite3 begins none for a savepoint: it would be committed when it is released.
            self.session.connection().exec_driver_sql("BEGIN")

    def furnish(self) -> None:
        """Put there what every world has."""
        for place, name in ((LYON, "Lyon Part-Dieu"), (PARIS, "Paris Rivoli")):
            self.session.add(
                Location(id=place, code=f"L{place}", name=name, kind="store", latitude=45.0, longitude=4.0)
            )
        self.session.add(Article(id=SCARF, sku="SCARF", gtin="1", style="S", name="Écharpe"))
        self.session.add(
            Article(id=WATCH, sku="WATCH", gtin="2", style="W", name="Montre", is_serialised=True)
        )
        self.session.flush()
        self.session.add(Position(article_id=SCARF, location_id=LYON, sellable=10, allocated=3))
        self.session.add(Position(article_id=WATCH, location_id=LYON, sellable=3, allocated=1))
        for serial in SERIALS:
            self.session.add(Piece(id=f"p-{serial}", article_id=WATCH, serial=serial, location_id=LYON))
        self.fulfilment("f1", {"f1-scarf": (SCARF, 2), "f1-watch": (WATCH, 1)})
        self.fulfilment("f2", {"f2-scarf": (SCARF, 1)})

    def fulfilment(
        self, fulfilment_id: str, lines: Mapping[str, tuple[int, int]], location_id: int = LYON
    ) -> None:
        self.session.add(
            Fulfilment(
                id=fulfilment_id,
                order_id=f"order-{fulfilment_id}",
                location_id=location_id,
                kind="pickup",
                state="proposed",
                state_at=NOW,
                order_number="C-20418",
                customer_name="Camille Royer",
                promised_at=NOW,
                pickup_code_digest=code_digest(f"order-{fulfilment_id}", CODE),
                created_at=NOW,
            )
        )
        self.session.flush()
        for line_no, (line_id, (article_id, quantity)) in enumerate(lines.items(), 1):
            self.session.add(
                FulfilmentLine(
                    id=line_id,
                    fulfilment_id=fulfilment_id,
                    order_line_id=f"o-{line_id}",
                    line_no=line_no,
                    article_id=article_id,
                    quantity=quantity,
                    name="Montre" if article_id == WATCH else "Écharpe",
                    price_cents=1990,
                    is_serialised=article_id == WATCH,
                )
            )

    def ask(self, line_id: str, instead_of: str, article_id: int) -> None:
        """A substitute that the customer was asked about, for one unit of another line."""
        missing = self.line(instead_of)
        self.session.add(
            FulfilmentLine(
                id=line_id,
                fulfilment_id=missing.fulfilment_id,
                order_line_id=missing.order_line_id,
                line_no=missing.line_no,
                article_id=article_id,
                quantity=1,
                name="Montre" if article_id == WATCH else "Écharpe",
                substitutes=instead_of,
                agreement="asked",
                agreement_at=NOW,
            )
        )

    def lease(self, device_id: str, prefix: str, first: int, last: int) -> None:
        """Numbers for the parcels that a device packs."""
        self.session.add(
            NumberBlock(
                id=f"{device_id}-{first}",
                device_id=device_id,
                kind="sscc",
                prefix=prefix,
                first=first,
                last=last,
                leased_at=NOW,
            )
        )

    def run(self, command: Command, actor: Actor | None = None, at: int = NOW) -> Outcome:
        """Run one command as the next in line, and commit."""
        self.issued += 1
        context = Context(
            self.session, self.ledger, actor or associate(), Instant(at), self.command_id(), command.aggregate
        )
        outcome = run(context, command, self.capture)
        self.session.commit()
        return outcome

    def command_id(self) -> str:
        """The id of the command that was run last."""
        return derive("command", self.issued)

    def all_of(self, *commands: Command) -> None:
        """Run commands that must all be applied without a contradiction."""
        for command in commands:
            outcome = self.run(command)
            assert outcome.status == "applied", (command, outcome)

    def head(self, fulfilment_id: str = "f1") -> Fulfilment:
        row = self.session.get(Fulfilment, fulfilment_id)
        assert row is not None
        return row

    def line(self, line_id: str = "f1-scarf") -> FulfilmentLine:
        row = self.session.get(FulfilmentLine, line_id)
        assert row is not None
        return row

    def stock(self, article_id: int = SCARF, location_id: int = LYON) -> Stock:
        return self.ledger.stock(article_id, location_id)

    def exceptions(self) -> list[str]:
        return list(self.session.scalars(select(ExceptionCase.kind).order_by(ExceptionCase.kind)))

    def movements(self) -> list[tuple[str, int, int]]:
        """Kind, article, units of each movement, in the order of their making."""
        rows = self.session.scalars(select(Movement)).all()
        return sorted((row.kind, row.article_id, row.quantity) for row in rows)

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table that commands may touch."""
        return {
            kind.__tablename__: sorted(
                (image_of(row) for row in self.session.scalars(select(kind))), key=lambda i: str(i)
            )
            for kind in TABLES
        }

    def claimed(self, article_id: int) -> int:
        """Units that the fulfilments hold of an article, by the rules."""
        rows = self.session.execute(
            select(FulfilmentLine, Fulfilment.state).join(
                Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id
            )
        )
        return sum(
            line.quantities().claimed
            for line, state in rows
            if line.article_id == article_id and state not in WITHOUT_CLAIM
        )
