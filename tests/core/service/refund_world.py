"""Two workstations and a core with a payment service: what each does, and what goes wrong."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from sqlalchemy import select

from core.commands import (
    ApproveRefund,
    Command,
    DeclareReturn,
    PartDraft,
    PayOutCash,
    ProposeRefund,
    ReceivedLine,
    ReceiveReturn,
    RetryRefund,
    ReturnLineDraft,
)
from core.commands.definitions import parts_of
from core.model import (
    ApprovalKey,
    ExceptionCase,
    Refund,
    RefundClaim,
    RefundPart,
    ReturnLine,
    Sale,
    SaleLine,
    SalePayment,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.command_intake import receive
from core.orchestration.leasing import lease_all
from core.orchestration.reactions import after
from core.orchestration.refund_execution import PayOrder
from core.ports import SimulatedClock
from core.rules.errors import CoulisseError, NotAuthentic
from core.rules.ids import derive
from core.rules.refund import Means
from core.rules.refund_money import Sold, SoldLine, unit_id, worth_of
from core.rules.refund_part import Answer
from core.rules.returns import ReturnReason, number_text
from core.rules.time import DAY_MS, HOUR_MS
from core.service.payouts import CardService, CreditService, Payer, Webhooks
from core.wire import SignedEnvelope, SigningKey, approval, make_approval
from tests.core.builders import make_article, make_device, make_location, make_staff
from tests.support.provider_process import Provider
from tests.support.sender import Sender

PAID_CENTS = 17_000
SCARVES, WATCH = 3, 1


class Killed(BaseException):
    """The core's process ends here."""


class Mortal:
    """A payment service in a process that may be killed before or after it was asked."""

    def __init__(self, service: CardService, chance: random.Random, often: float) -> None:
        self._service, self._chance, self.often = service, chance, often

    def refund(self, order: PayOrder) -> Answer:
        if self._chance.random() < self.often:
            raise Killed
        answer = self._service.refund(order)
        if self._chance.random() < self.often:
            raise Killed
        return answer

    def close(self) -> None:
        self._service.close()


class WebhookDoor:
    """Where the payment service posts to: hands each body to the world that is on."""

    def __init__(self) -> None:
        door = self
        self.webhooks: Webhooks | None = None

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_args: Any) -> None:
                """Quiet."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, told = door.take(body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def take(self, body: bytes) -> tuple[int, bytes]:
        """What the core answers."""
        if self.webhooks is None:
            return 503, b""
        try:
            self.webhooks.take_in(body)
        except NotAuthentic:
            return 401, b""
        return 200, b"[accepted]"

    def close(self) -> None:
        """No more of it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Desk:
    """A workstation with what it has sealed and how far it knows to have been heard."""

    def __init__(self, core: Core, world: RefundWorld, name: str, number: int) -> None:
        self.name, self._world = name, world
        self.key, self.manager_key = SigningKey(name.encode() * 32), SigningKey(name.upper().encode() * 32)
        self.device_id = f"device-{name}"
        core.transact(lambda unit: self._enrol(unit, number))
        self.sender = Sender(self.device_id, self.key, world.associate, core.clock.now())
        self.sealed: list[SignedEnvelope] = []
        self.heard = 0

    def _enrol(self, unit: UnitOfWork, number: int) -> None:
        make_device(unit, self._world.location, self.key, id=self.device_id)
        lease_all(unit, self.device_id)
        unit.session.add(
            ApprovalKey(
                id=f"key-{self.name}",
                staff_id=self._world.manager,
                device_id=self.device_id,
                location_id=self._world.location.id,
                public_key=self.manager_key.public.hex(),
                registered_at=unit.at,
                revoked_at=None,
            )
        )
        self.number = number_text("R", 1 + 1_000 * number)

    def seal(self, command: Command, author: str = "") -> str:
        """Do it here: it waits to be sent. Returns the command's id."""
        changes = {"author": author} if author else {}
        self.sealed.append(self.sender.seal(command, **changes))
        return derive(self.device_id, "command", self.sender.sequence)

    def bring_back(self, return_id: str, units: Sequence[str]) -> None:
        """Declare and receive these units."""
        world = self._world
        drafts = [
            ReturnLineDraft(
                article_id=world.articles[name],
                quantity=len(places),
                reason=ReturnReason.CHANGED_MIND,
                sale_line_id=world.line_ids[name],
                units=places,
            )
            for name in ("scarf", "watch")
            if (places := [int(u.split(":")[1]) for u in units if u.startswith(world.line_ids[name])])
        ]
        declare = DeclareReturn(return_id=return_id, number=self.number, sale_id=world.sale_id, lines=drafts)
        command_id = self.seal(declare)
        told = [
            ReceivedLine(derive(command_id, "line", place), draft.quantity)
            for place, draft in enumerate(drafts)
        ]
        self.seal(ReceiveReturn(return_id=return_id, lines=told))

    def pay_back(self, return_id: str, refund_id: str, units: Sequence[str]) -> None:
        """Propose it, and the manager signs; cash leaves at once."""
        world = self._world
        cents = sum(world.worth[unit] for unit in units)
        parts = [PartDraft(world.means, cents)]
        self.seal(
            ProposeRefund(
                return_id=return_id, refund_id=refund_id, units=list(units), parts=parts, is_offline=True
            )
        )
        at = world.core.clock.now()
        given = approval(
            return_id,
            refund_id,
            parts=parts_of(parts),
            units=units,
            proposer=world.associate,
            manager=world.manager,
            device_id=self.device_id,
            at=at,
        )
        signature = make_approval(self.manager_key, given).hex()
        self.seal(
            ApproveRefund(
                return_id=return_id,
                refund_id=refund_id,
                units=list(units),
                parts=parts,
                proposer=world.associate,
                signed_at=at,
                signature=signature,
            ),
            author=world.manager,
        )
        if world.means is Means.CASH:
            self.seal(PayOutCash(return_id=return_id, refund_id=refund_id, cents=cents, is_offline=True))

    def send(self, most: int, *, is_heard: bool) -> None:
        """Send what the core is not known to have; perhaps its answer is lost."""
        batch = self.sealed[self.heard : self.heard + most]
        if not batch:
            return
        with suppress(CoulisseError):
            answer = receive(self._world.core, self.device_id, batch, after)
            if is_heard:
                self.heard = max(self.heard, answer.accepted_through)

    def repeat(self, chance: random.Random) -> None:
        """Send something of before again."""
        if self.heard:
            start = chance.randrange(self.heard)
            with suppress(CoulisseError):
                receive(self._world.core, self.device_id, self.sealed[start : start + 2], after)


class RefundWorld:
    """A sale of three scarves and a watch, and two workstations of its store that want its money back."""

    def __init__(
        self, core: Core, clock: SimulatedClock, provider: Provider, door: WebhookDoor, seed: int
    ) -> None:
        self.core, self.clock, self.provider, self.door = core, clock, provider, door
        self.chance = random.Random(seed)
        self.payment = f"PAY{seed:010d}"
        self.seed = seed
        self.means = self.chance.choice([Means.CARD, Means.CARD, Means.CARD, Means.CASH])
        core.transact(self._furnish)
        lines = tuple(
            SoldLine(self.line_ids[name], quantity, cents)
            for name, quantity, cents in (("scarf", SCARVES, 5_000), ("watch", WATCH, 12_000))
        )
        self.worth = worth_of(Sold(self.sale_id, lines, ()))
        self.desks = [Desk(core, self, name, number) for number, name in enumerate("ab")]
        self._mortal = Mortal(CardService(provider.config, timeout_s=5.0), self.chance, 0.15)
        self.payer = Payer(core, {Means.CARD: self._mortal, Means.STORE_CREDIT: CreditService(core)})
        door.webhooks = Webhooks(core, provider.config)
        provider.control(
            payments={self.payment: PAID_CENTS}, webhook_url=door.url, chance_of_fault=0.35, seed=seed
        )

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
                means=[[self.means.value, PAID_CENTS]],
            )
        )
        named = {"sale_id": self.sale_id, "place": 0, "reference": self.payment}
        unit.session.add(SalePayment(**named, means="card", cents=PAID_CENTS))
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

    def some_units(self) -> list[str]:
        """A few of the sale's units."""
        names = [unit_id(self.line_ids["scarf"], place) for place in range(SCARVES)]
        names.append(unit_id(self.line_ids["watch"], 0))
        return sorted(self.chance.sample(names, self.chance.randint(2, len(names))))

    def want(self) -> None:
        """Both want money back: of one return that both know, or of one each; of the same units, mostly."""
        first, second = self.desks
        if self.chance.random() < 0.5:
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
        with suppress(Killed):
            self.payer.turn()

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
        """What has really gone back to the card."""
        return [one for one in self.provider.control()["refunds"] if one["payment"] == self.payment]

    def rows(self, kind: Any) -> list[Any]:
        """All rows of a table."""
        return list(self.core.read(lambda s: s.scalars(select(kind)).all()))

    def check(self) -> None:
        """No unit was paid for twice, whatever happened."""
        refunds = {row.id: row for row in self.rows(Refund)}
        owner = {part.id: refunds[part.refund_id] for part in self.rows(RefundPart)}
        gone = self.executed()
        cents: dict[str, int] = {}
        for one in gone:
            refund = owner[one["key"].partition(":")[0]]
            cents[refund.id] = cents.get(refund.id, 0) + one["value"]
        for key, value in cents.items():
            assert value <= refunds[key].total_cents, "more went back to the card than was approved"
        paid = [unit for key in cents for unit in refunds[key].units]
        assert len(paid) == len(set(paid)), "a unit went back to the card twice"
        done = [row for row in refunds.values() if row.state == "refunded" and row.kind == "return"]
        units = [unit for row in done for unit in row.units]
        assert len(units) == len(set(units)), "a unit is told as refunded twice"
        assert sum(row.total_cents for row in done) <= PAID_CENTS
        claimed = [claim.unit_id for claim in self.rows(RefundClaim)]
        assert len(claimed) == len(set(claimed))
        self._check_told(refunds, gone)

    def _check_told(self, refunds: dict[str, Any], gone: list[dict[str, Any]]) -> None:
        """What the core says is what has happened; what left as cash and should not have is a case."""
        executed: dict[str, int] = {}
        for one in gone:
            executed[one["key"]] = executed.get(one["key"], 0) + one["value"]
        for part in self.rows(RefundPart):
            refund = refunds[part.refund_id]
            if part.state == "done" and refund.state != "failed":
                assert executed.get(part.id) == part.cents
        losses = [row for row in refunds.values() if row.kind == "loss"]
        cases = [case.kind for case in self.rows(ExceptionCase)]
        assert len(losses) == cases.count("cash_paid_without_refund")

    def undecided(self) -> list[str]:
        """Refunds that nothing has become of."""
        return [row.id for row in self.rows(Refund) if row.state in ("approved", "queued", "executing")]

    def taken_back(self) -> int:
        """Lines that are taken back."""
        return sum(line.ground != "none" for line in self.rows(ReturnLine))
