"""A demo core in a process of its own, orders that are placed with it, and workstations that may be killed.

The workstations are real processes: forked from a server that has the program imported already, so that a
start costs what a start costs after the first one of the day.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import msgspec
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from core.feed.streams import NETWORK
from core.model import Stream
from core.rules.time import MINUTE_MS
from desktop.core_process import CoreProcess, DemoPerson
from desktop.tour.shop import Answer, Shop
from sync import Replica
from sync.files import ReplicaFolder
from sync.keys import FileKeys
from sync.ports import nothing_at
from tests.e2e.associate import DONE, serve
from tests.e2e.errand import KILL, Errand
from tests.e2e.forked import forked
from tests.e2e.mishaps import Mishap, Said, play

ENDS_WITHIN_S = 240
KILLED = -KILL if os.name == "posix" else KILL
"""The exit code of a process that was ended so."""
PLENTY = 1_000
"""Units of the ordered articles: more than all orders of a run."""
ROOT = Path(__file__).resolve().parents[2]
UNITS = (2, 1)
"""Of each article, in every order."""

_processes = forked("tests.e2e.warm")


class Goods(msgspec.Struct, frozen=True):
    """An article that is ordered."""

    sku: str
    gtin: str
    name: str
    size: str
    colour: str
    price_cents: int


class Placed(msgspec.Struct, frozen=True):
    """An order, and the positions of its articles after it was taken, by SKU."""

    id: str
    number: str
    pickup_code: str
    before: dict[str, dict[str, int]]


class Ended(msgspec.Struct, frozen=True):
    """How a desktop ended: its exit code (negative for a signal), the points it passed, and what it said."""

    code: int
    passed: tuple[str, ...]
    said: str


class BackRoom:
    """One store with its headquarters.

    Attributes:
        core: headquarters' process.
        goods: the articles of every order, with `UNITS` of each.
        strangers: articles of other styles, for two tests that scan them and one that orders them.
    """

    def __init__(self, core: CoreProcess, folder: Path) -> None:
        self.core = core
        self.demo = core.demo()
        self._folder = folder
        self._numbers = itertools.count(1)
        self.goods, self.strangers = self._stock_up()

    @property
    def associate(self) -> DemoPerson:
        """Who works here."""
        return next(person for person in self.demo.staff if person.role == "associate")

    @property
    def database(self) -> Path:
        """Headquarters' own file."""
        return self._folder / "core" / "core.db"

    @asynccontextmanager
    async def shop(self) -> AsyncIterator[Shop]:
        """Headquarters as the outside sees it."""
        shop = Shop(self.core.url, self.demo.shop_token, self.demo.admin_token, self.demo.location)
        try:
            yield shop
        finally:
            await shop.close()

    @contextmanager
    def ledger(self) -> Iterator[Session]:
        """Headquarters' database, to look into."""
        engine = create_engine(f"sqlite:///file:{self.database}?mode=ro&uri=true")
        try:
            with Session(engine) as session:
                yield session
        finally:
            engine.dispose()

    def profile(self) -> Path:
        """A folder for one more workstation."""
        return self._folder / f"workstation-{next(self._numbers)}"

    async def place(self, shop: Shop, *others: Goods, payment: str = "paid") -> Placed:
        """An order to collect here: of the usual goods, or one of each of `others`."""
        wanted = [(one, 1) for one in others] or list(zip(self.goods, UNITS, strict=True))
        name = f"E2E-{next(self._numbers)}"
        body: Answer = {
            "channel": "web",
            "external_reference": name,
            "customer": {"name": "Claire Martin", "email": "client@example.fr", "phone": "+33600000000"},
            "delivery": {"kind": "pickup", "location": self.demo.location},
            "lines": [
                {"sku": one.sku, "quantity": units, "unit_price_cents": one.price_cents}
                for one, units in wanted
            ],
            "payment": payment,
            "promised_at": round(time.time() * 1000) + 30 * MINUTE_MS,
        }
        answer = await shop.place(body, name)
        before = {one.sku: await shop.position(one.sku, self.demo.location) for one, _ in wanted}
        return Placed(answer["id"], answer["number"], answer["pickup_code"], before)

    async def errand(self, shop: Shop, placed: Placed, language: str = "en") -> Errand:
        """What an associate at a new workstation is to do about an order."""
        return Errand(
            profile=self.profile(),
            core=self.core.url,
            code=await shop.enrolment_code(self.demo.location),
            person=self.associate.id,
            pin=self.associate.pin,
            order=placed.number,
            pickup=placed.pickup_code,
            network_version=self._network_version(),
            language=language,
        )

    def up_to_date(self, errand: Errand) -> Errand:
        """The same errand, done only when all that the core has by now has arrived."""
        return msgspec.structs.replace(errand, network_version=self._network_version())

    def _network_version(self) -> int:
        with self.ledger() as session:
            return session.get_one(Stream, NETWORK).version

    def _stock_up(self) -> tuple[list[Goods], list[Goods]]:
        """Let plenty of the usual goods arrive, and of some that have nothing to do with them."""
        headers = {"Authorization": f"Bearer {self.demo.admin_token}"}
        with httpx.Client(base_url=f"{self.core.url}/v1", headers=headers) as core:
            page = core.get("/articles", params={"limit": 500}).json()["articles"]
            plain = [one for one in page if not one["is_serialised"] and one["price_cents"]]
            usual = plain[: len(UNITS)]
            known = {one["name"] for one in usual}
            strange = list({one["name"]: one for one in plain if one["name"] not in known}.values())[:3]
            arrivals = [
                {
                    "id": f"arrival-{one['sku']}",
                    "at": round(time.time() * 1000),
                    "kind": "received",
                    "sku": one["sku"],
                    "location": self.demo.location,
                    "quantity": PLENTY,
                }
                for one in (*usual, *strange)
            ]
            told = core.post("/stock/movements", json=arrivals).raise_for_status().json()
            assert told["accepted"] == len(arrivals), told
        return msgspec.convert((usual, strange), tuple[list[Goods], list[Goods]])


def run_desktop(errand: Errand) -> Ended:
    """Start a desktop, let the associate work at it, and wait for its end."""
    log = errand.profile.with_suffix(".log")
    passed = errand.profile.with_suffix(".passed")
    passed.unlink(missing_ok=True)
    errand = msgspec.structs.replace(errand, passed=passed)
    process = _processes.Process(target=_desktop, args=(errand, log))
    code = _end_of(process)
    names = tuple(passed.read_text().split()) if passed.exists() else ()
    return Ended(code, names, log.read_text() if log.exists() else "")


def _end_of(process: BaseProcess) -> int:
    process.start()
    process.join(ENDS_WITHIN_S)
    if process.exitcode is None:
        process.kill()
        process.join()
    assert process.exitcode is not None
    return process.exitcode


def _desktop(errand: Errand, log: Path) -> None:
    _write_to(log)
    sys.exit(serve(errand))


def _write_to(log: Path) -> None:
    with log.open("ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)


async def finish(errand: Errand) -> None:
    """Start the desktop again and let it come to its end."""
    ended = run_desktop(errand)
    assert ended.code == DONE, ended.said


@contextmanager
def replica_of(profile: Path) -> Iterator[Replica]:
    """A workstation's replica, once its desktop has ended."""
    [key] = (profile / "keys").glob("*.key")
    secret = FileKeys(key.parent).load(key.stem)
    assert secret is not None
    replica = Replica(ReplicaFolder(profile), secret, nothing_at)
    try:
        yield replica
    finally:
        replica.close()


def let_happen(mishap: Mishap, errand: Errand, **arguments: str) -> Said:
    """Let a mishap happen at a desktop in a process of its own; what the widgets said of it."""
    answer = errand.profile.with_suffix(".said")
    log = errand.profile.with_suffix(".log")
    process = _processes.Process(target=_mishap, args=(mishap, errand, answer, log, arguments))
    assert _end_of(process) == DONE, log.read_text()
    return msgspec.json.decode(answer.read_bytes(), type=Said)


def _mishap(mishap: Mishap, errand: Errand, answer: Path, log: Path, arguments: dict[str, str]) -> None:
    _write_to(log)
    sys.exit(play(mishap, errand, answer, arguments))
