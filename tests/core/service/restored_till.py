"""A store whose core is put back to an older day: two workstations, a payment service that pays at once."""

from __future__ import annotations

from collections.abc import Sequence

from refund_desk import Desk

from core.commands import Command
from core.model import ExceptionCase, OutcomeRow, Refund, Sale, SaleLine, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration.identity import begin_anew
from core.orchestration.refund_execution import PayOrder
from core.orchestration.untold_refunds import look_at_words
from core.orchestration.waiting_envelopes import decide_waiting
from core.ports import SimulatedClock
from core.rules.refund import Means, Part
from core.rules.refund_part import Answer, Heard
from core.rules.time import DAY_MS, MINUTE_MS
from core.service.payouts import CreditService, Payer
from tests.core.builders import make_article, make_location, make_staff

CENTS = 12_000
WATCH = ["sale-1-watch:0"]


class Cards:
    """A payment service that pays at once.

    Attributes:
        paid: what it was asked for, by key.
    """

    def __init__(self) -> None:
        self.paid: dict[str, int] = {}

    def refund(self, order: PayOrder) -> Answer:
        self.paid.setdefault(order.key, order.cents)
        return Answer(Heard.DONE, reference=f"psp-{order.key}", cents=order.cents)

    def close(self) -> None:
        """Nothing is open."""


class Till:
    """A watch that was paid by one means, and two workstations of its store.

    Attributes:
        one: where the manager approves.
        other: where the watch is brought back, and its money proposed.
    """

    def __init__(self, core: Core, clock: SimulatedClock, means: Means) -> None:
        self.core, self.clock, self.means = core, clock, means
        self.sale_id, self.line_ids = "sale-1", {"watch": "sale-1-watch"}
        core.transact(self._furnish)
        self.one, self.other = (Desk(core, self, name, number) for number, name in enumerate("ab"))
        self.cards = Cards()
        self.payer = Payer(core, {Means.CARD: self.cards})

    def pays_credits(self) -> Payer:
        """Whoever pays store credits as well."""
        return Payer(self.core, {Means.CARD: self.cards, Means.STORE_CREDIT: CreditService(self.core)})

    def _furnish(self, unit: UnitOfWork) -> None:
        self.location, article = make_location(unit, "LYON"), make_article(unit, "WATCH")
        self.associate = make_staff(unit, self.location, "Nadia").id
        self.manager = make_staff(unit, self.location, "Jeanne", role="manager").id
        self.articles = {"watch": article.id}
        unit.session.add(
            Sale(
                id=self.sale_id,
                kind="till",
                receipt_code="T-1",
                location_id=self.location.id,
                sold_at=unit.at - DAY_MS,
                means=[[self.means.value, CENTS]],
            )
        )
        named = {"sale_id": self.sale_id, "place": 0, "reference": "PAY-1"}
        if self.means is Means.CARD:
            unit.session.add(SalePayment(**named, means="card", cents=CENTS))
        unit.session.add(
            SaleLine(
                id="sale-1-watch",
                sale_id=self.sale_id,
                line_no=1,
                article_id=article.id,
                quantity=1,
                list_cents=CENTS,
                paid_cents=CENTS,
            )
        )

    def due_for(self, units: Sequence[str]) -> list[Part]:
        return [Part(self.means, CENTS * len(units))]

    def is_restored(self) -> None:
        """To before all that was done until now."""
        self.clock.advance(MINUTE_MS)
        begin_anew(self.core)
        self.clock.advance(1_000)

    def passes(self, ms: int) -> None:
        """Time goes by in which the core does what it does by itself."""
        self.clock.advance(ms)
        decide_waiting(self.core)
        look_at_words(self.core)
        self.payer.turn()

    def do(self, desk: Desk, command: Command, author: str = "") -> tuple[str, str]:
        """Somebody does this now, and it is sent with what has waited. Returns what came of it."""
        desk.sealed.append(desk.sender.seal(command, author=author or self.associate, at=self.clock.now()))
        desk.send(20, is_heard=True)
        query = (OutcomeRow.device_id == desk.device_id, OutcomeRow.sequence == desk.sender.sequence)
        row = self.core.read(lambda session: session.query(OutcomeRow).where(*query).one())
        return row.status, row.code

    def came_of(self, desk: Desk) -> list[tuple[str, str]]:
        """Of all that this workstation has sent, in its order."""
        query = OutcomeRow.device_id == desk.device_id
        rows = self.core.read(lambda s: s.query(OutcomeRow).where(query).order_by(OutcomeRow.sequence).all())
        return [(row.status, row.code) for row in rows]

    def state(self, refund_id: str) -> tuple[str, str]:
        refund = self.core.read(lambda s: s.get_one(Refund, refund_id))
        return refund.state, refund.failure

    def cases(self) -> list[ExceptionCase]:
        """What people are asked, or were."""
        query = ExceptionCase.kind.like("refund_p%")
        return self.core.read(lambda s: s.query(ExceptionCase).where(query).order_by(ExceptionCase.id).all())
