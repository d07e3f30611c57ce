"""Two workstations and a core with a payment service: what each does, and what goes wrong."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from refund_desk import Desk
from refund_ports import Killed, Mortal, WebhookDoor
from sqlalchemy import select

from core.commands import RetryRefund
from core.model import Refund, RefundPart, ReturnLine, Sale, SaleLine, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration.credits import sell_card, spend
from core.ports import SimulatedClock
from core.rules.refund import Means, Part
from core.rules.refund_money import CHAINS_ORDER, Sold, SoldLine, allocate, summed, unit_id, worth_of
from core.rules.time import DAY_MS, HOUR_MS, Instant
from core.service.payouts import CardService, CreditService, Payer, Webhooks
from tests.core.builders import make_article, make_location, make_staff
from tests.support.provider_process import Provider

PAID_CENTS = 17_000
SCARVES, WATCH = 3, 1
_NAMES: Final = {Means.CARD: "PAY", Means.GIFT_CARD: "GC"}
WAYS_TO_PAY: Final = (
    ((Means.CARD, PAID_CENTS),),
    ((Means.CASH, PAID_CENTS),),
    ((Means.CARD, 9_999), (Means.CARD, 7_001)),
    ((Means.CARD, 1), (Means.CARD, 5_000), (Means.CARD, 11_999)),
    ((Means.CARD, 8_500), (Means.GIFT_CARD, 8_500)),
    ((Means.GIFT_CARD, 4_000), (Means.CARD, 6_000), (Means.CARD, 6_000), (Means.CASH, 1_000)),
    ((Means.CASH, 3_333), (Means.CARD, 13_667)),
)
"""One card, cash, and what people really do: several cards, a gift card that was not enough, some cash."""


class Paid(NamedTuple):
    """One payment of the sale; cash has no name."""

    means: Means
    cents: int
    name: str


class RefundWorld:
    """A sale of three scarves and a watch, and two workstations of its store that want its money back."""

    def __init__(
        self, core: Core, clock: SimulatedClock, provider: Provider, door: WebhookDoor, seed: int
    ) -> None:
        self.core, self.clock, self.provider, self.door = core, clock, provider, door
        self.chance = random.Random(seed)
        self.seed = seed
        self.paid = [
            Paid(means, cents, f"{_NAMES[means]}{seed:08d}{place}" if means in _NAMES else "")
            for place, (means, cents) in enumerate(self.chance.choice(WAYS_TO_PAY))
        ]
        core.transact(self._furnish)
        lines = tuple(
            SoldLine(self.line_ids[name], quantity, cents)
            for name, quantity, cents in (("scarf", SCARVES, 5_000), ("watch", WATCH, 12_000))
        )
        self.worth = worth_of(Sold(self.sale_id, lines, ()))
        self.desks = [Desk(core, self, name, number) for number, name in enumerate("ab")]
        self._mortal = Mortal(CardService(provider.config, timeout_s=5.0), self.chance, 0.15)
        ours = CreditService(core)
        self.payer = Payer(core, {Means.CARD: self._mortal, Means.STORE_CREDIT: ours, Means.GIFT_CARD: ours})
        door.webhooks = Webhooks(core, provider.config)
        # It would let more go to a card than it paid: that none does is the core's to see to.
        payments = dict.fromkeys(self.cards(), PAID_CENTS)
        provider.control(payments=payments, webhook_url=door.url, chance_of_fault=0.35, seed=seed)

    def _furnish(self, unit: UnitOfWork) -> None:
        self.location = make_location(unit, "LYON")
        scarf, watch = make_article(unit, "SCARF"), make_article(unit, "WATCH")
        self.associate = make_staff(unit, self.location, "Nadia").id
        self.manager = make_staff(unit, self.location, "Jeanne", role="manager").id
        self.articles = {"scarf": scarf.id, "watch": watch.id}
        self.sale_id, self.line_ids = "sale-1", {"scarf": "sale-1-scarf", "watch": "sale-1-watch"}
        unit.session.add(
            Sale(
                id=self.sale_id,
                kind="till",
                receipt_code="T-1",
                location_id=self.location.id,
                sold_at=unit.at - DAY_MS,
                means=[[means.value, cents] for means, cents in summed(self._parts()).items()],
            )
        )
        for place, one in enumerate(one for one in self.paid if one.name):
            named = {"sale_id": self.sale_id, "place": place, "reference": one.name}
            unit.session.add(SalePayment(**named, means=one.means.value, cents=one.cents))
            if one.means is Means.GIFT_CARD:
                self._sell_card(unit, one)
        for line_no, (name, article, quantity, cents) in enumerate(
            (("scarf", scarf, SCARVES, 5_000), ("watch", watch, WATCH, 12_000)), 1
        ):
            unit.session.add(
                SaleLine(
                    id=self.line_ids[name],
                    sale_id=self.sale_id,
                    line_no=line_no,
                    article_id=article.id,
                    quantity=quantity,
                    list_cents=cents,
                    paid_cents=cents,
                )
            )

    def _sell_card(self, unit: UnitOfWork, paid: Paid) -> None:
        """A gift card that the sale has used up."""
        about = {"location_id": self.location.id, "currency": "EUR"}
        expires_at = Instant(unit.at + 365 * DAY_MS)
        sell_card(unit, paid.name, paid.cents, expires_at=expires_at, cause="sold", **about)
        spend(unit, paid.name, paid.cents, "sale-1")

    def _parts(self) -> list[Part]:
        return [Part(one.means, one.cents) for one in self.paid]

    def cards(self) -> dict[str, int]:
        """What each card has paid, by the payment service's name for it."""
        return {one.name: one.cents for one in self.paid if one.means is Means.CARD}

    def due_for(self, units: Sequence[str]) -> Sequence[Part]:
        """How these units go back to the means paid with, as far as a workstation knows: in some order."""
        order = self.chance.sample(list(CHAINS_ORDER), len(CHAINS_ORDER))
        return allocate(sum(self.worth[unit] for unit in units), self._parts(), [], order)

    def all_units(self) -> list[str]:
        """The sale's units."""
        scarves = [unit_id(self.line_ids["scarf"], place) for place in range(SCARVES)]
        return [*scarves, unit_id(self.line_ids["watch"], 0)]

    def some_units(self) -> list[str]:
        """A few of them."""
        names = self.all_units()
        return sorted(self.chance.sample(names, self.chance.randint(2, len(names))))

    def want(self) -> None:
        """Both want money back: of one return that both know, or of one each; of the same units, mostly, or
        each of others: then every payment has given back what it paid in the end."""
        first, second = self.desks
        draw = self.chance.random()
        if draw < (0.6 if len(self.cards()) > 1 else 0.15):
            units = self.some_units()
            rest = [unit for unit in self.all_units() if unit not in units]
            for desk, own in ((first, units), (second, rest or units)):
                desk.bring_back(f"ret-{desk.name}", own)
                desk.pay_back(f"ret-{desk.name}", f"ref-{desk.name}-{self.seed}", own)
            return
        if draw < 0.7:
            units = self.some_units()
            first.bring_back("ret-1", units)
            first.send(10, is_heard=True)
            first.pay_back("ret-1", f"ref-a-{self.seed}", units)
            second.pay_back("ret-1", f"ref-b-{self.seed}", units)
            return
        for desk in self.desks:
            units = self.some_units()
            desk.bring_back(f"ret-{desk.name}", units)
            desk.pay_back(f"ret-{desk.name}", f"ref-{desk.name}-{self.seed}", units)

    def step(self) -> None:
        """One thing happens."""
        desk = self.chance.choice(self.desks)
        deed = self.chance.randrange(8)
        if deed < 2:
            desk.send(self.chance.randint(1, 4), is_heard=self.chance.random() < 0.6)
        elif deed == 2:
            desk.repeat(self.chance)
        elif deed == 3:
            self.pay()
        elif deed == 4:
            self.provider.control(deliver=True, shuffled=True)
        elif deed == 5:
            self.retry(desk)
        elif deed == 6 and self.chance.random() < 0.3:
            self.be_silent()
        else:
            self.clock.advance(self.chance.choice([1_000, 60_000, HOUR_MS]))

    def retry(self, desk: Desk) -> None:
        """The manager tries again what failed; asked by the core, they say what the payment service knows."""
        for refund in self.rows(Refund):
            if refund.state == "failed":
                keys = {part.id for part in self.rows(RefundPart) if part.refund_id == refund.id}
                is_gone = any(one["key"] in keys for one in self.executed())
                checked = "" if is_gone else "they have none"
                again = RetryRefund(return_id=refund.return_id, refund_id=refund.id, checked=checked)
                desk.seal(again, author=self.manager)

    def be_silent(self) -> None:
        """The payment service is away so long that it has forgotten keys, and what it owed is lost."""
        self.provider.control(forgets_keys=True, loses_webhooks=self.chance.random() < 0.5)
        self.clock.advance(6 * DAY_MS)

    def pay(self) -> None:
        """The core lets money go, and may be killed while it does."""
        try:
            self.payer.turn()
        except Killed:
            # With the process its connections go.
            self._mortal.close()

    def settle_down(self) -> None:
        """Nothing fails any more, and everybody is heard."""
        self.provider.control(chance_of_fault=0.0)
        self._mortal.often = 0.0
        for _ in range(6):
            for desk in self.desks:
                desk.send(20, is_heard=True)
            self.pay()
            self.provider.control(deliver=True)
            self.clock.advance(HOUR_MS)

    def executed(self) -> list[dict[str, Any]]:
        """What has really gone back to the cards."""
        cards = self.cards()
        return [one for one in self.provider.control()["refunds"] if one["payment"] in cards]

    def rows(self, kind: Any) -> list[Any]:
        """All rows of a table."""
        return list(self.core.read(lambda s: s.scalars(select(kind)).all()))

    def undecided(self) -> list[str]:
        """Refunds that nothing has become of."""
        return [row.id for row in self.rows(Refund) if row.state in ("approved", "queued", "executing")]

    def taken_back(self) -> int:
        """Lines that are taken back."""
        return sum(line.ground != "none" for line in self.rows(ReturnLine))
