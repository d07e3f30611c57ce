"""A chain for the orders' benchmark: six stores, 600 articles, and workstations that send."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import msgspec
from sqlalchemy import select

from core.commands import Command, SealedChain
from core.model import Article, Location, Movement, NumberBlock, Staff
from core.orchestration import Core, UnitOfWork
from core.orchestration.enrolment import enrol, make_code
from core.ports import TimeOrderedIds
from core.rules.sscc import SSCC_NUMBERS
from core.rules.stock import MovementKind
from core.rules.time import DAY_MS
from core.service.auth import Scope, issue_token, new_token, token_digest
from core.service.folder import CoreFolder
from core.wire import SignedEnvelope, SigningKey

STORES = 6
ARTICLES = 600
UNITS_EACH = 5_000
STAFF_ID = "bench-staff-{store}"


class Workstation:
    """One enrolled device and its chain of envelopes.

    Attributes:
        token: opens the core's door to the device.
        numbers: serials for its parcels, from the block that it was leased.
    """

    def __init__(
        self, core: Core, device_id: str, token: str, key: SigningKey, author: str, first_number: int
    ) -> None:
        self.token = token
        self._core = core
        self._ids = TimeOrderedIds(core.clock, core.randomness)
        self._author = author
        self._chain = SealedChain(device_id, key)
        self.numbers: Iterator[int] = count(first_number)

    def seal(self, command: Command) -> SignedEnvelope:
        """The next envelope, with this command."""
        return self._chain.seal(command, self._ids.new(), self._author, self._core.clock.now())


class World(msgspec.Struct, frozen=True):
    """What the clients need: the shop's token, and by client and store a workstation."""

    shop_token: str
    workstations: list[dict[str, Workstation]]


def furnish(core: Core, clients: int) -> World:
    """Stores, articles and their stock, a person in each store, and a workstation there for each client."""
    core.transact(_network)
    shop = core.transact(lambda unit: issue_token(unit, "Benchmark", Scope.SHOP))
    codes = [f"S{number}" for number in range(1, STORES + 1)]
    return World(shop, [{code: _enrolled(core, code) for code in codes} for _ in range(clients)])


def _network(unit: UnitOfWork) -> None:
    for number in range(1, STORES + 1):
        unit.session.add(
            Location(
                code=f"S{number}",
                name=f"Store {number}",
                kind="store",
                latitude=44.0 + number,
                longitude=3.0,
                capacity_per_hour=100_000,
            )
        )
        unit.session.add(
            Staff(
                id=STAFF_ID.format(store=f"S{number}"),
                location_id=number,
                name="Camille",
                role="associate",
                badge=f"B{number}",
                pin_verifier="$argon2id$none",
                verifier_expires_at=unit.at + 365 * DAY_MS,
            )
        )
    for number in range(1, ARTICLES + 1):
        unit.session.add(
            Article(
                sku=f"A{number}",
                gtin=f"{3_000_000_000_000 + number}",
                style=f"ST{number}",
                name=f"Article {number}",
                weight_g=400,
            )
        )
    unit.session.flush()
    for article_id in range(1, ARTICLES + 1):
        for location_id in range(1, STORES + 1):
            unit.ledger.append(
                Movement(
                    id=unit.ids.new(),
                    at=unit.at,
                    kind=MovementKind.RECEIVED.value,
                    article_id=article_id,
                    location_id=location_id,
                    quantity=UNITS_EACH,
                    bucket="sellable",
                )
            )


def _enrolled(core: Core, code: str) -> Workstation:
    key = SigningKey(core.randomness.secret(32))
    token = new_token(core.randomness)
    told = core.transact(lambda unit: make_code(unit, code)).code
    made = core.transact(lambda unit: enrol(unit, told, "Benchmark", key.public, token_digest(token)).id)
    first = core.read(
        lambda s: s.scalars(
            select(NumberBlock.first).where(NumberBlock.device_id == made, NumberBlock.kind == SSCC_NUMBERS)
        ).one()
    )
    return Workstation(core, made, token, key, STAFF_ID.format(store=code), first)


def enrolled_token(folder: CoreFolder) -> tuple[str, int, int]:
    """The token of a new workstation of the first store, that store, and another one."""
    with folder.core() as core:
        first, other = core.read(
            lambda s: s.execute(
                select(Location.id, Location.code)
                .where(Location.kind == "store")
                .order_by(Location.id)
                .limit(2)
            ).all()
        )
        made = _enrolled(core, first.code)
        return made.token, first.id, other.id
