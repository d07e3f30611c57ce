"""The world of refunds with a core that is put back to an older day, and people who decide anew meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any, Final

from refund_desk import Desk
from refund_ports import WebhookDoor
from refund_world import RefundWorld
from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from core.commands import (
    RefuseRefund,
    Resolution,
    RetryRefund,
    SettleException,
    WentTo,
    WithdrawRefund,
)
from core.model import Base, Device, ExceptionCase, Refund, RefundClaim, RefundWord
from core.model.devices import KeptEnvelope
from core.orchestration import Core
from core.orchestration.identity import begin_anew
from core.orchestration.payment_parts import key_of
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.untold_refunds import look_at_words
from core.orchestration.waiting_envelopes import decide_waiting
from core.ports import SeededRandomness, SimulatedClock
from core.rules.exceptions import MAY_HAVE_GONE, REFUND_PERHAPS_PAID
from core.rules.refund import GIVEN_UP, Means
from core.rules.returns import number_text
from core.rules.time import MINUTE_MS
from core.service.payouts import CardService, CreditService, Payer, Webhooks
from tests.support.provider_process import Provider

MOST_PARTS, MOST_PAYMENTS, MOST_ROUNDS = 4, 4, 24
STEPS_BEFORE, STEPS_BETWEEN, STEPS_AFTER = 6, 14, 24
AWAY_SHARE: Final = 0.3
"""How often a workstation is away when the core comes back, and longer than anything waits for it."""


class RestoredRefundWorld(RefundWorld):
    """As a `RefundWorld`; whoever asks the payment service is told the truth.

    Attributes:
        proposed: by refund, its units, whichever core has heard of it.
    """

    def __init__(
        self, core: Core, clock: SimulatedClock, provider: Provider, door: WebhookDoor, seed: int
    ) -> None:
        super().__init__(core, clock, provider, door, seed)
        self.proposed: dict[str, Sequence[str]] = {}
        self._keys: dict[str, str] = {}
        self._away: Desk | None = None
        for desk in self.desks:
            desk.keeps_time, desk.on_propose = True, self._note
        self.back_up()

    def _note(self, refund_id: str, units: Sequence[str]) -> None:
        self.proposed[refund_id] = units
        for place, at, round_no in product(range(MOST_PARTS), range(MOST_PAYMENTS), range(MOST_ROUNDS)):
            self._keys[key_of(refund_id, place, at, round_no)] = refund_id

    def refund_of(self, key: str) -> str:
        """The refund that a key of the payment service is for."""
        return self._keys[key]

    def gone(self) -> dict[str, int]:
        """Cents that have really gone to cards, by the refund that they are for."""
        gone: dict[str, int] = {}
        for one in self.executed():
            refund_id = self._keys[one["key"]]
            gone[refund_id] = gone.get(refund_id, 0) + one["value"]
        return gone

    def is_gone_for(self, refund: Refund) -> bool:
        """Whether money has gone for units of a refund, under whatever name."""
        return any(not set(self.proposed[one]).isdisjoint(refund.units) for one in self.gone())

    # What happens

    def live(self) -> None:
        """All of it: a backup somewhere, a restore some time after, and until nothing happens any more."""
        self.want()
        for _ in range(self.chance.randrange(STEPS_BEFORE)):
            self.step()
        self.back_up()
        for _ in range(STEPS_BETWEEN):
            self.step()
        self.restore()
        for place in range(STEPS_AFTER):
            if place == STEPS_AFTER // 2:
                self.come_back()
            self.step()
        self.settle_down()

    def back_up(self) -> None:
        """The core's tables as they are."""

        def rows_of(session: Session) -> list[tuple[Table, list[dict[str, Any]]]]:
            tables = Base.metadata.sorted_tables
            return [
                (table, [dict(row) for row in session.execute(select(table)).mappings()]) for table in tables
            ]

        self._kept = self.core.read(rows_of)

    def restore(self) -> None:
        """The tables are put back, and the core begins anew; workstations send what it has not."""
        self.clock.advance(MINUTE_MS)
        with self.core.engine.begin() as connection:
            for table, _rows in reversed(self._kept):
                connection.execute(delete(table))
            for table, rows in self._kept:
                if rows:
                    connection.execute(insert(table), rows)
        self.core = Core(self.core.engine, self.clock, SeededRandomness(self.seed + 1_000_000))
        begin_anew(self.core)
        self._restored_at = self.clock.now()
        self.clock.advance(1_000)
        for desk in self.desks:
            heard = self.core.read(lambda s, desk=desk: s.get_one(Device, desk.device_id).last_sequence)
            desk.heard = heard
        if self.chance.random() < AWAY_SHARE:
            self._away = self.chance.choice(self.desks)
        ours = CreditService(self.core)
        service = CardService(self.provider.config, timeout_s=5.0)
        self.payer = Payer(self.core, {Means.CARD: service, Means.STORE_CREDIT: ours, Means.GIFT_CARD: ours})
        self.door.webhooks = Webhooks(self.core, self.provider.config)

    def come_back(self) -> None:
        """Whoever was away is not any more."""
        self._away = None

    def step(self) -> None:
        """One thing happens."""
        desk = self.chance.choice(self.desks)
        if desk is self._away:
            self.clock.advance(MINUTE_MS)
            return
        deed = self.chance.randrange(10)
        if deed < 3:
            desk.send(self.chance.randint(1, 4), is_heard=self.chance.random() < 0.6)
        elif deed < 5:
            self.pay()
        elif deed == 5:
            self.provider.control(deliver=True, shuffled=True)
        elif deed == 6:
            self.decide_otherwise(desk)
        elif deed == 7:
            self.ask_again(desk)
        elif deed == 8:
            self.retry(desk)
            self.settle(desk)
        else:
            self.clock.advance(self.chance.choice([1_000, MINUTE_MS, WAITS_MS]))

    def pay(self) -> None:
        """The core does what it does by itself."""
        decide_waiting(self.core)
        look_at_words(self.core)
        super().pay()

    def decide_otherwise(self, desk: Desk) -> None:
        """Somebody turns a refund down, or takes it back, that others may have approved."""
        refund_id = self.chance.choice(sorted(self.proposed))
        known = [row.return_id for row in self.rows(Refund) if row.id == refund_id]
        if known and self.chance.random() < 0.5:
            desk.seal(RefuseRefund(return_id=known[0], refund_id=refund_id, reason="worn"), self.manager)
        elif known:
            desk.seal(WithdrawRefund(return_id=known[0], refund_id=refund_id))

    def ask_again(self, desk: Desk) -> None:
        """Somebody brings some of it back once more, as they see what is free."""
        claimed = {row.unit_id for row in self.rows(RefundClaim)}
        free = [unit for unit in self.all_units() if unit not in claimed]
        if free:
            place = len(self.proposed)
            desk.number = number_text("R", 100 + place + 1_000 * self.desks.index(desk))
            desk.credit_number = number_text("A", 100 + place + 1_000 * self.desks.index(desk))
            units = sorted(self.chance.sample(free, self.chance.randint(1, len(free))))
            desk.bring_back(f"ret-{place}", units)
            desk.pay_back(f"ret-{place}", f"ref-{place}-{self.seed}", units)

    def retry(self, desk: Desk) -> None:
        """The manager has asked the payment service, and tries again where nothing went."""
        for refund in self.rows(Refund):
            if refund.state == "failed" and not self.is_gone_for(refund):
                names = {"return_id": refund.return_id, "refund_id": refund.id}
                desk.seal(RetryRefund(**names, checked="they have none"), self.manager)

    def settle(self, desk: Desk) -> None:
        """The manager has asked about what may have gone."""
        gone = self.gone()
        for case in self.cases():
            is_gone = case.kind != REFUND_PERHAPS_PAID or case.data["refund"] in gone
            if case.settled_at is None:
                choice = Resolution.WENT if is_gone else Resolution.CLOSE
                names = {"case_id": case.id, "case_aggregate": case.aggregate}
                if is_gone and case.data.get("cards"):
                    names["went_to"] = self._went_to(case.data["refund"])
                desk.seal(SettleException(**names, settlement="they say so", resolution=choice), self.manager)

    def _went_to(self, refund_id: str) -> list[WentTo]:
        """To which cards a refund has really gone."""
        cents = Counter[str]()
        for one in self.executed():
            if self._keys[one["key"]] == refund_id:
                cents[one["payment"]] += one["value"]
        return [WentTo(name, gone) for name, gone in sorted(cents.items())]

    def settle_down(self) -> None:
        """Everybody is back and heard, and nothing fails any more."""
        self.come_back()
        super().settle_down()

    def heard_too_late(self) -> set[str]:
        """Refunds of which this core heard when nothing waited for them any more: until then it pays for
        their units in good faith (decision 0144)."""
        late = [
            row.body
            for row in self.rows(KeptEnvelope)
            if row.name == "ProposeRefund" and row.received_at >= self._restored_at + WAITS_MS
        ]
        return {refund for refund in self.proposed if any(refund.encode() in body for body in late)}

    def told(self) -> Counter[str]:
        """Cents that the payment service has told of and nobody else, by the refund that they are for."""
        names = {word.id: word.named for word in self.rows(RefundWord)}
        told = Counter[str]()
        for case in self.cases():
            if "word" in case.data:
                told[self._keys[names[case.data["word"]]]] += case.data["cents"]
        return told

    def cases(self) -> list[ExceptionCase]:
        """What people are asked about money that may have gone, or were."""
        return [case for case in self.rows(ExceptionCase) if case.kind in MAY_HAVE_GONE]


def check_restored(world: RestoredRefundWorld) -> None:
    """No unit was paid for twice by cards, no card got more than it paid, but for what was heard of too late;
    and all that has gone is known."""
    gone, refunds = world.gone(), {row.id: row for row in world.rows(Refund)}
    late = world.heard_too_late()
    paid = [unit for refund_id in gone.keys() - late for unit in world.proposed[refund_id]]
    assert len(paid) == len(set(paid)), "a unit went back to the card twice"
    for name, cents in world.cards().items():
        back = [one for one in world.executed() if one["payment"] == name]
        back_cents = sum(one["value"] for one in back if world.refund_of(one["key"]) not in late)
        assert back_cents <= cents, f"{back_cents} went back to {name}, which has paid {cents}"
    asked = {case.data["refund"]: case.data["cents"] for case in world.cases()}
    told = world.told()
    for refund_id, cents in gone.items():
        refund = refunds.get(refund_id)
        is_living = refund is not None and refund.state not in GIVEN_UP
        said = refund.total_cents if refund is not None and is_living else 0
        named = max(said, asked.get(refund_id, 0), told[refund_id])
        # What is left of each card is reckoned without those: the lost core may have chosen another one.
        is_spread_anew = bool(late) and len(world.cards()) > 1
        assert cents <= named or is_spread_anew, f"{cents} of {refund_id} went to the card, and nobody knows"
    claimed = [claim.unit_id for claim in world.rows(RefundClaim)]
    assert len(claimed) == len(set(claimed))
    for refund in refunds.values():
        if refund.kind == "return" and refund.state == "refunded":
            assert set(refund.units) <= set(claimed)
