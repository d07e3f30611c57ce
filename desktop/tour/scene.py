"""What every step of the tour has: the hand, the line, the shop, the people, and the page that is written."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from core.ports import SystemClock
from core.rules.time import MINUTE_MS
from desktop.core_process import Demo, DemoPerson
from desktop.tour.hand import Hand, StepFailed
from desktop.tour.line import Line
from desktop.tour.report import Check, DayReport, StepReport
from desktop.tour.seen import Witness, parts_of
from desktop.tour.shop import Answer, Shop

AGREES_WITHIN_S = 60.0
LOOK_AGAIN_S = 0.05


class Goods(msgspec.Struct, frozen=True):
    """An article of the store's shelf: what the shop orders and what the associate scans."""

    sku: str
    gtin: str
    name: str
    price_cents: int
    free: int
    serials: tuple[str, ...] = ()


class Placed(msgspec.Struct, frozen=True):
    """An order that the shop has placed, with the code that it told its customer."""

    id: str
    number: str
    pickup_code: str
    promised_at: int
    customer: str
    goods: tuple[tuple[Goods, int], ...]


class Scene:
    """One day: a language and a look.

    Attributes:
        hand, line, shop: the means.
        labels: the folder that the labels are printed into.
        demo: the demo network's people and tokens.
        shelf: articles to order, the plain ones first; `watches` have serial numbers.
        orders: what was placed, by a name of the day.
        code: what makes the machine this store's.
    """

    def __init__(
        self,
        hand: Hand,
        line: Line,
        shop: Shop,
        demo: Demo,
        out: Path,
        labels: Path,
        report: DayReport,
        code: str,
    ) -> None:
        self.hand = hand
        self.line = line
        self.shop = shop
        self.demo = demo
        self.code = code
        self.shelf: list[Goods] = []
        self.watches: list[Goods] = []
        self.orders: dict[str, Placed] = {}
        self._out = out
        self.labels = labels
        self._report = report
        self._now: StepReport | None = None
        self._witness = Witness()

    @property
    def associate(self) -> DemoPerson:
        """Who works through the day."""
        return next(person for person in self.demo.staff if person.role == "associate")

    @property
    def manager(self) -> DemoPerson:
        """Who settles what an associate may not."""
        return next(person for person in self.demo.staff if person.role == "manager")

    @property
    def labels_made(self) -> list[Path]:
        """The labels that the folder printer has written."""
        return sorted(self.labels.glob("*.pdf"))

    @asynccontextmanager
    async def step(self, name: str, title: str, is_at_work: bool = False) -> AsyncIterator[None]:
        """One step: timed, pictured once the window's work is done, or at it; its failure told in the report.

        Raises:
            StepFailed: the step did not hold; the day ends here, since the next steps lean on it.
        """
        step = self._now = StepReport(name, title)
        self._report.steps.append(step)
        began = time.monotonic()
        try:
            yield
        except Exception as error:
            step.error = f"{type(error).__name__}: {error}"
            raise StepFailed(f"{name}: {error}") from error
        finally:
            step.duration_ms = round((time.monotonic() - began) * 1000)
            await self.picture(name, is_at_work)
        differing = [check for check in step.checks if not check.holds]
        if differing:
            raise StepFailed(f"{name}: {differing[0].what}: {differing[0].screen} is not {differing[0].core}")

    async def picture(self, name: str, is_at_work: bool = False) -> None:
        """Save what the window shows, for this step."""
        assert self._now is not None
        file = f"{self._report.language}-{self._report.look}/{len(self._report.steps):02}-{name}.png"
        await self.hand.picture(self._out / file, is_at_work)
        self._now.picture = file
        self._now.shown = self._witness.look(self.hand.window)
        self._report.done = sorted(self._witness.done)
        self._report.parts = sorted(set(self._report.parts) | parts_of(self.hand.window))

    def check(self, what: str, screen: object, core: object) -> None:
        """Hold what the screen says against what the core says."""
        assert self._now is not None
        self._now.checks.append(Check(what, str(screen), str(core)))

    async def agrees(
        self, what: str, screen: Callable[[], object], ask: Callable[[], Awaitable[object]]
    ) -> None:
        """Hold the screen against the core; either may hear of it a moment later than the other."""
        end = time.monotonic() + AGREES_WITHIN_S
        core = await ask()
        while str(core) != str(screen()) and time.monotonic() < end:
            await asyncio.sleep(LOOK_AGAIN_S)
            core = await ask()
        self.check(what, screen(), core)

    async def becomes(self, what: str, wanted: object, ask: Callable[[], Awaitable[object]]) -> None:
        """Hold what a person has just done against the core, which hears of it a moment later."""
        await self.agrees(what, lambda: wanted, ask)

    def show_label(self, file: str) -> None:
        """Put a label into the report."""
        assert self._now is not None
        self._now.labels.append(file)

    @property
    def out(self) -> Path:
        """The tour's folder."""
        return self._out

    async def look_at_the_shelf(self) -> None:
        """Find articles of this store that can be promised, from the core."""
        styles: set[str] = set()
        async for row in self.shop.shelf(self.demo.location):
            free = _free(row)
            style = row["sku"].split("-")[0]
            if free < 1 or style in styles:
                continue
            article = await self.shop.article(row["sku"])
            serials: tuple[str, ...] = ()
            if article["is_serialised"]:
                serials = tuple(await self.shop.serials(row["sku"], self.demo.location))
            if article["is_serialised"] != bool(serials) or (not serials and free < LEAST_FREE):
                continue
            styles.add(style)
            goods = Goods(
                row["sku"], article["gtin"], article["name"], article["price_cents"] or 0, free, serials
            )
            (self.watches if article["is_serialised"] else self.shelf).append(goods)
            if len(self.shelf) >= WANTED_ARTICLES and self.watches:
                break

    async def sold_by_measure(self) -> Goods:
        """Something of this store that is sold by its weight or volume.

        Raises:
            StepFailed: it has none.
        """
        async for row in self.shop.shelf(self.demo.location):
            if row["sku"].startswith(MEASURED) and _free(row) > 0:
                found = await self.shop.article(row["sku"])
                return Goods(row["sku"], found["gtin"], found["name"], found["price_cents"] or 0, _free(row))
        raise StepFailed("nothing here is sold by measure")

    async def held_nowhere(self) -> Goods:
        """An article that no location has ever had.

        Raises:
            StepFailed: every article is somewhere.
        """
        held = aiter(self.shop.stocked())
        sku = await anext(held, "")
        async for found in self.shop.articles():
            while sku and sku < found["sku"]:
                sku = await anext(held, "")
            if sku != found["sku"]:
                return Goods(found["sku"], found["gtin"], found["name"], found["price_cents"] or 0, 0)
        raise StepFailed("every article is somewhere")

    async def only_here(self) -> list[Goods]:
        """Articles that no other place has all of: whatever that costs, this store sends them in one parcel.

        Raises:
            StepFailed: some other place has all that this store has.
        """
        holders = await self._holders()
        left = set[str]().union(*holders.values())
        chosen: list[Goods] = []
        while left:
            goods = min(holders, key=lambda goods: len(left & holders[goods]))
            if left <= holders[goods]:
                raise StepFailed("another place has all that this store has")
            left &= holders[goods]
            chosen.append(goods)
        return chosen

    async def _holders(self) -> dict[Goods, set[str]]:
        """Plain articles of the shelf, each of another style, and the other places that can promise them."""
        holders: dict[Goods, set[str]] = {}
        names = {goods.name for goods in self.shelf}
        async for row in self.shop.shelf(self.demo.location):
            free = _free(row)
            article = await self.shop.article(row["sku"]) if free > 0 else None
            if article is None or article["is_serialised"] or article["name"] in names:
                continue
            names.add(article["name"])
            places = await self.shop.positions(row["sku"])
            goods = Goods(row["sku"], article["gtin"], article["name"], article["price_cents"] or 0, free)
            holders[goods] = {place["location"] for place in places if _free(place) > 0} - {row["location"]}
            if len(holders) >= COMPARED_ARTICLES:
                break
        return holders

    async def order(
        self, name: str, customer: str, goods: list[tuple[Goods, int]], in_minutes: int, **more: Any
    ) -> Placed:
        """Let the web shop place an order to collect here, twice with one key, as a nervous network does.

        `more` takes the place of what an order to collect says, its `delivery` for one.
        """
        body: Answer = {
            "channel": "web",
            "external_reference": f"TOUR-{name}",
            "customer": {"name": customer, "email": "client@example.fr", "phone": "+33600000000"},
            "delivery": {"kind": "pickup", "location": self.demo.location},
            "lines": [
                {"sku": one.sku, "quantity": units, "unit_price_cents": one.price_cents}
                for one, units in goods
            ],
            "payment": "paid",
            "promised_at": SystemClock().now() + in_minutes * MINUTE_MS,
        } | more
        answer = await self.shop.place(body, f"tour-{name}")
        again = await self.shop.place(body, f"tour-{name}")
        self.check("the order is there once", answer["id"], again["id"])
        placed = Placed(
            answer["id"],
            answer["number"],
            answer.get("pickup_code") or "",
            answer.get("promised_at") or 0,
            customer,
            tuple(goods),
        )
        self.orders[name] = placed
        return placed


LEAST_FREE = 3
WANTED_ARTICLES = 16
COMPARED_ARTICLES = 80
MEASURED = ("BOU", "PRF")
"""Families of the demo that are sold by measure."""


def _free(row: Answer) -> int:
    """Units of a position that can still be promised."""
    quantities = row["quantities"]
    return int(quantities["sellable"] - quantities["allocated"] - quantities["safety"])
