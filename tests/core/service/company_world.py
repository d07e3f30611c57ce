"""Two stores, their devices, and a web shop, whose requests are made as errands: in company or each alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import (
    ClaimFulfilment,
    Command,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ShortLine,
    StageFulfilment,
)
from core.commands.definitions import Proof
from core.model import Base, Change, Device, Fulfilment, FulfilmentLine, Staff
from core.orchestration import Core, UnitOfWork, initialise, make_engine
from core.orchestration.command_errand import TakeIn
from core.orchestration.company import Errand, do_together
from core.orchestration.reactions import after
from core.ports import SeededRandomness, SimulatedClock, TimeOrderedIds
from core.rules.order import PaymentWord
from core.rules.stock import ShortReason
from core.service.errands import HearOfPayment, PlaceOrder
from core.service.idempotency import Answer
from core.service.order_intake import read_order
from core.wire import CommandsAnswer, SigningKey
from tests.core.builders import make_article, make_device, make_location, make_position, make_staff
from tests.core.conftest import MONDAY_AT_NINE
from tests.core.service.shop_world import LYON, PARIS
from tests.support.core_databases import fresh_database
from tests.support.sender import Sender

STORES = ("LYON", "PARIS")
STOCK = {"LYON": {"SCARF": 6, "COAT": 2}, "PARIS": {"SCARF": 9, "COAT": 3}}
VERSIONS = frozenset({"network_version", "store_version"})
"""Columns that say in which transaction a row was taken in."""


class ByName:
    """Chance and identifiers that follow from the errand at hand, whenever its turn is."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self.take("the beginning")

    def take(self, name: str) -> None:
        """From now on this errand draws, from its beginning."""
        self._ids = TimeOrderedIds(self._clock, _chance_of(name))
        self.take_secrets(name)

    def take_secrets(self, name: str) -> None:
        """The same for its codes alone."""
        self._secrets = _chance_of(f"{name}, secretly")

    def new(self) -> str:
        return self._ids.new()

    def secret(self, size_bytes: int) -> bytes:
        return self._secrets.secret(size_bytes)

    def uniform(self, low: float, _high: float) -> float:
        return low


def _chance_of(name: str) -> SeededRandomness:
    return SeededRandomness(int.from_bytes(name.encode(), "big"))


class Named:
    """An errand that draws by its name."""

    def __init__(self, errand: Errand[Any], chance: ByName) -> None:
        self._errand, self._chance = errand, chance
        self.name = errand.name

    @property
    def orders(self) -> int:
        return self._errand.orders

    def __getattr__(self, step: str) -> Callable[..., Any]:
        def drawing(*arguments: Any) -> Any:
            if step in ("look", "alone"):
                self._chance.take(self.name)
            elif step == "act":
                self._chance.take_secrets(self.name)
            return getattr(self._errand, step)(*arguments)

        return drawing


class CompanyWorld:
    """A core, and what is asked of it.

    Attributes:
        orders: numbers of those that were placed.
        codes: of pickups, by the order's identifier.
        in_company: how many errands were done so.
    """

    def __init__(self, url: str) -> None:
        self.clock = SimulatedClock(MONDAY_AT_NINE)
        self.chance = ByName(self.clock)
        self.core = Core(make_engine(url), self.clock, self.chance, self.chance)
        initialise(self.core)
        self.core.transact(_arrange)
        # Counted once a minute by whoever comes then: here before anybody.
        self.core.read(lambda session: self.core.figures.of_all(session, self.clock.now()))
        self.orders: list[str] = []
        self.codes: dict[str, str] = {}
        self.in_company = 0
        self.senders = self.core.read(self._senders)

    def _senders(self, session: Session) -> list[tuple[int, Sender]]:
        staff = {row.location_id: row.id for row in session.scalars(select(Staff))}
        devices = session.scalars(select(Device).order_by(Device.id)).all()
        return [
            (row.location_id, Sender(row.id, _key(row.name), staff[row.location_id], self.clock.now()))
            for row in devices
        ]

    def place(self, key: str, body: dict[str, Any]) -> Errand[Any]:
        return PlaceOrder(self.core, "shop", key, read_order(msgspec.json.encode(body)))

    def pay(self, key: str, number: str, word: PaymentWord) -> Errand[Any]:
        return HearOfPayment(self.core, "shop", key, number, word, word.value)

    def send(self, device: int, place: int, steps: list[str], at: int | None = None) -> Errand[Any] | None:
        """What a device tells of the fulfilment in this place at its store; None where there is none."""
        location_id, sender = self.senders[device % len(self.senders)]
        found = self.core.read(lambda session: _fulfilments(session, location_id))
        if not found:
            return None
        head, lines = found[place % len(found)]
        told = [one for step in steps for one in self._commands(step, head, lines)]
        batch = [sender.seal(command, **({} if at is None else {"at": at})) for command in told]
        return TakeIn(self.core, sender.device_id, batch, after, None)

    def send_nothing(self, device: int) -> Errand[Any]:
        """A claim of what is nowhere."""
        sender = self.senders[device][1]
        return TakeIn(
            self.core, sender.device_id, [sender.seal(ClaimFulfilment(fulfilment_id="none"))], after, None
        )

    def _commands(self, step: str, head: Fulfilment, lines: list[FulfilmentLine]) -> list[Command]:
        number = f"P-{head.id[-8:]}"
        contents = {line.id: line.quantity for line in lines}
        code = self.codes.get(head.order_id, "000000")
        return {
            "claim": [ClaimFulfilment(fulfilment_id=head.id)],
            "pick": [
                PickLine(fulfilment_id=head.id, line_id=line.id, quantity=line.quantity) for line in lines
            ],
            "pack": [PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(number, contents, 900)])],
            "stage": [StageFulfilment(fulfilment_id=head.id, bins={number: "B-1"})],
            "hand over": [HandOver(fulfilment_id=head.id, proof=Proof.CODE, code=code)],
            "short": [
                ShortLine(
                    fulfilment_id=head.id, line_id=lines[0].id, quantity=1, reason=ShortReason.NOT_FOUND
                )
            ],
        }[step]

    def together(self, errands: list[Errand[Any]]) -> tuple[list[int], list[Any]]:
        """In company as far as that goes, the others after it; in which order, and what each is told."""
        named = [Named(one, self.chance) for one in errands]
        done = do_together(self.core, named)
        order = sorted(range(len(named)), key=lambda place: (done[place] is None, place))
        self.in_company += sum(one is not None for one in done)
        told = {
            place: _alone(named[place]) if (one := done[place]) is None else one.result for place in order
        }
        return order, self._noted(told)

    def alone(self, errands: list[Errand[Any]], order: list[int]) -> list[Any]:
        """Each in a transaction of its own, in this order; returns what each is told."""
        return self._noted({place: _alone(Named(errands[place], self.chance)) for place in order})

    def _noted(self, told: dict[int, Any]) -> list[Any]:
        answers = [_shown(told[place]) for place in sorted(told)]
        for answer in answers:
            order = answer.get("order", answer) if isinstance(answer, dict) else {}
            if "number" in order and order["number"] not in self.orders:
                self.orders.append(order["number"])
            if "pickup_code" in order:
                self.codes[order["id"]] = order["pickup_code"]
        return answers

    def everything(self) -> dict[str, Any]:
        """Every row, and what the log leaves of each; without what numbers transactions."""
        return self.core.read(_everything)

    def close(self) -> None:
        self.core.engine.dispose()


def _alone(errand: Any) -> Any:
    try:
        return errand.alone()
    except Exception as error:
        return repr(error)


def _shown(told: Any) -> Any:
    """An answer without what numbers its transaction."""
    if isinstance(told, CommandsAnswer):
        return [msgspec.structs.replace(one, store_version=0, network_version=0) for one in told.outcomes]
    return msgspec.json.decode(told.body) if isinstance(told, Answer) else told


def _key(name: str) -> SigningKey:
    return SigningKey(name.encode().ljust(32, b"."))


def _arrange(unit: UnitOfWork) -> None:
    places = {
        code: make_location(unit, code, name=code.title(), **where)
        for code, where in zip(STORES, (LYON, PARIS), strict=True)
    }
    articles = {sku: make_article(unit, sku, name=sku.title()) for sku in ("SCARF", "COAT")}
    for code, held in STOCK.items():
        make_staff(unit, places[code], role="manager")
        for number in range(2):
            name = f"{code} {number}"
            make_device(unit, places[code], _key(name), name=name)
        for sku, units in held.items():
            make_position(unit, articles[sku], places[code], units)


def _fulfilments(session: Session, location_id: int) -> list[tuple[Fulfilment, list[FulfilmentLine]]]:
    heads = session.scalars(
        select(Fulfilment).where(Fulfilment.location_id == location_id).order_by(Fulfilment.id)
    )
    return [
        (
            head,
            list(
                session.scalars(
                    select(FulfilmentLine)
                    .where(FulfilmentLine.fulfilment_id == head.id)
                    .order_by(FulfilmentLine.line_no)
                )
            ),
        )
        for head in heads
    ]


def _everything(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in ("change", "stream"):
            continue
        columns = [column for column in table.columns if column.name not in VERSIONS]
        found[table.name] = sorted(map(tuple, session.execute(select(*columns))), key=repr)
    log = session.scalars(select(Change).order_by(Change.version))
    found["log"] = {(row.stream, row.table_name, row.row_key): _without_versions(row.image) for row in log}
    return found


def _without_versions(image: bytes | None) -> dict[str, Any] | None:
    if image is None:
        return None
    return {name: value for name, value in msgspec.msgpack.decode(image).items() if name not in VERSIONS}


@contextmanager
def company_world(kind: str, folder: Path) -> Iterator[CompanyWorld]:
    """A world on a fresh database."""
    with fresh_database(kind, folder) as url:
        world = CompanyWorld(url)
        try:
            yield world
        finally:
            world.close()
