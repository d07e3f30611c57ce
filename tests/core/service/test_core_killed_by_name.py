"""The core is killed at its commit points by name, before a commit and after it, and a new process goes on.

A commit is named after the function that asks for it. Which there are is held against the sources.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from perhaps_asked import REFUSED, tell
from restored_till import CENTS, WATCH, Till
from sqlalchemy import event, select

from core.commands import Resolution, SettleException
from core.model import (
    Device,
    ExceptionCase,
    KeptEnvelope,
    OutcomeRow,
    Refund,
    RefundClaim,
    RefundPart,
    Sale,
    SalePayment,
)
from core.orchestration import Core, UnitOfWork, make_engine
from core.orchestration.identity import begin_anew
from core.orchestration.ledger_check import disagreements
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.untold_refunds import look_at_words
from core.orchestration.waiting_envelopes import decide_waiting
from core.ports import SeededRandomness, SimulatedClock
from core.rules.refund import Means, Part
from core.rules.time import MINUTE_MS
from tests.core.conftest import MONDAY_AT_NINE
from tests.support.core_databases import KINDS, fresh_database
from tests.support.full_counts import OPTION
from tests.support.kill_points import Killed

ROOT = Path(__file__).parents[3]
ASKING = ("transact", "together")
"""What a core is asked for one by."""
UNIT = "core.orchestration.unit"
ON_THE_WAY = (
    "core.orchestration.identity.begin_anew",
    "core.orchestration.command_intake._committed",
    "core.orchestration.waiting_envelopes.decide_waiting",
    "core.orchestration.untold_refunds.look_at_words",
    "core.service.payouts.executing.Payer._pay",
    "core.service.payouts.credit.CreditService.refund",
)
"""What is committed on the way of money that goes back around a restore: it is killed here."""
BY_STATEMENT = (
    "core.orchestration.timers.Timers._act_together",
    "core.orchestration.timers.Timers._try",
)
"""What stores and customers wait for in vain: killed at each of its statements, and at its commit, in
`test_workflows_killed.py` and `test_orders_under_kills.py`."""
BY_COUNT = (
    "core.feed.lease.Lease.hold",
    "core.feed.lease.Lease.release",
    "core.feed.publisher.Publisher._keep",
    "core.orchestration.company._attempt",
    *(f"core.orchestration.{name}" for name in ("cool_down._close", "erasure.erase", "forgetting._forget")),
    *(f"core.orchestration.identity.{name}" for name in ("initialise", "renew_epoch")),
    "core.orchestration.sourcing_rules.tell_figures",
    *(f"core.orchestration.stock_opening.{name}" for name in ("mend_stock", "opening_stock")),
    "core.service.errands.HearOfPayment.alone",
    "core.service.idempotency.forget_old_answers",
    *(f"core.service.importing.{name}" for name in ("_commit", "_import")),
    "core.service.movement_stream.take_in_batch",
    *(f"core.service.notices.sending.Sender.{name}" for name in ("_send", "_try")),
    "core.service.order_intake.accept",
    "core.service.payouts.executing.Payer._come_back",
    "core.service.payouts.webhooks.Webhooks._take_in",
    "core.service.pins.check_pin",
    *(
        f"core.service.upkeep.{name}"
        for name in ("_delete", "_forget_codes", "_forget_decisions", "keep_up", "shorten")
    ),
)
"""Killed wherever a world's core happens to be (`tests/simulation`), at statements (orders, letters, the
making of a stock), or between its pages (imports)."""
ASKED_ONCE = ("core.service.cli", "core.service.demo_", "core.service.routes.")
"""One transaction that somebody asks for, and asks for again where no answer came: all of it or nothing."""
SIDES = ("before", "after")
POINTS = tuple((name, side) for name in ON_THE_WAY for side in SIDES)
CARD_CENTS = 7_000


class NamedCore(Core):
    """A core that is killed at a commit by its name.

    Attributes:
        doomed: the name and the side at which it ends, once.
        passed: how often each was committed.
    """

    def __init__(self, *world: Any) -> None:
        super().__init__(*world)
        self.doomed: tuple[str, str] | None = None
        self.passed: Counter[str] = Counter()
        self._name = ""
        event.listen(self.engine, "commit", self._before_commit)

    def _attempt(self, *work: Any) -> Any:
        self._name = _asking()
        made = super()._attempt(*work)
        name, self._name = self._name, ""
        self.passed[name] += 1
        self._perhaps_end(name, "after")
        return made

    def _before_commit(self, _connection: Any) -> None:
        if self._name:
            self._perhaps_end(self._name, "before")

    def _perhaps_end(self, name: str, side: str) -> None:
        if self.doomed == (name, side):
            self.doomed = None
            raise Killed((name, side))


def _asking() -> str:
    """Who has asked for the transaction."""
    frame: Any = sys._getframe(1)
    while frame.f_globals["__name__"] in (UNIT, __name__):
        frame = frame.f_back
    return f"{frame.f_globals['__name__']}.{frame.f_code.co_qualname}"


class KilledTill(Till):
    """A till whose core may end at any commit, and goes on as a new process."""

    def __init__(self, *world: Any) -> None:
        super().__init__(*world)
        self.deaths: list[tuple[str, str]] = []

    def surely(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Killed as killed:
            self.deaths.append(killed.args[0])
            old = self.core
            old.engine.dispose()
            self.core = NamedCore(make_engine(old.engine.url), self.clock, SeededRandomness(2))
            self.core.passed = old.passed  # type: ignore[attr-defined]
            self.payer = self.pays_credits()
            step()

    def due_for(self, units: list[str]) -> list[Part]:  # type: ignore[override]
        return [Part(Means.CARD, CARD_CENTS), Part(Means.STORE_CREDIT, CENTS - CARD_CENTS)]

    def come_back(self, desk: Any) -> None:
        self.surely(lambda: desk.send(20, is_heard=True))

    def later(self, ms: int) -> None:
        self.clock.advance(ms)
        self.surely(lambda: decide_waiting(self.core))
        self.surely(lambda: look_at_words(self.core))
        self.surely(lambda: self.payer.turn())

    def settle_all(self) -> None:
        """People have asked: none of it went."""
        for case in [case for case in self.cases() if case.settled_at is None]:
            said = {"case_id": case.id, "case_aggregate": case.aggregate, "settlement": "They say so."}
            self.other.keeps_time = True
            self.other.seal(SettleException(**said, resolution=Resolution.CLOSE), self.manager)
            self.come_back(self.other)


def go(till: KilledTill) -> None:
    """What the lost core was told, it is told again, in another order; it may have paid, and has not; so it
    goes back once."""
    till.other.bring_back("ret", WATCH)
    parts = till.other.propose("ret", "ref", WATCH)
    till.one.approve("ret", "ref", WATCH, parts)
    till.other.seal(REFUSED, till.manager)
    till.clock.advance(MINUTE_MS)
    till.surely(lambda: begin_anew(till.core))
    till.clock.advance(1_000)
    till.come_back(till.one)
    till.come_back(till.other)
    tell(till, "somebody else's", cents=CARD_CENTS)
    till.later(WAITS_MS)
    till.later(MINUTE_MS)
    till.settle_all()
    till.later(MINUTE_MS)
    till.settle_all()
    till.other.pay_back("ret", "another", WATCH)
    till.come_back(till.other)
    for _ in range(5):
        # What was sent and had no answer is asked about again in its time.
        till.later(5 * MINUTE_MS)


def left(till: KilledTill) -> Any:
    """What there is in the end, but for names that no command has given."""

    def read(session: Any) -> Any:
        assert disagreements(session) == 0
        return {
            "answers": _rows(session, OutcomeRow, "device_id", "sequence", "id", "status", "code"),
            "envelopes": _rows(session, KeptEnvelope, "device_id", "sequence", "waits_until"),
            "devices": _rows(session, Device, "id", "last_sequence"),
            "refunds": _rows(session, Refund, "id", "state", "failure", "parts"),
            "parts": _rows(session, RefundPart, "id", "state", "done_cents"),
            "claims": _rows(session, RefundClaim, "refund_id", "unit_id"),
            "cases": _rows(session, ExceptionCase, "kind", "aggregate"),
        }

    return till.core.read(read), till.cards.paid


def _rows(session: Any, kind: Any, *names: str) -> list[tuple[str, ...]]:
    rows = session.scalars(select(kind)).all()
    return sorted(tuple(repr(getattr(row, name)) for name in names) for row in rows)


def _pay_by_both(unit: UnitOfWork) -> None:
    parts = [["card", CARD_CENTS], ["store_credit", CENTS - CARD_CENTS]]
    unit.session.get_one(Sale, "sale-1").means = parts
    unit.session.get_one(SalePayment, ("sale-1", 0)).cents = CARD_CENTS


@contextmanager
def a_till(kind: str, folder: Path) -> Iterator[KilledTill]:
    with fresh_database(kind, folder) as url:
        clock = SimulatedClock(MONDAY_AT_NINE)
        core = NamedCore(make_engine(url), clock, SeededRandomness(1))
        till = KilledTill(core, clock, Means.CARD)
        core.transact(_pay_by_both)
        till.payer = till.pays_credits()
        core.passed.clear()
        try:
            yield till
        finally:
            till.core.engine.dispose()


@pytest.fixture(scope="module")
def unkilled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What there is in the end if nobody is killed: the same on either database."""
    with a_till("sqlite", tmp_path_factory.mktemp("unkilled")) as till:
        go(till)
        assert {name for name in ON_THE_WAY if not passed(till)[name]} == set()
        return left(till)


def passed(till: KilledTill) -> Counter[str]:
    """How often each commit was passed."""
    core = till.core
    assert isinstance(core, NamedCore)
    return core.passed


def tried(kind: str, *, is_all: bool) -> tuple[tuple[str, str], ...]:
    """Of a sample each point is tried on one database."""
    return POINTS if is_all else POINTS[KINDS.index(kind) :: len(KINDS)]


@pytest.mark.simulate
def test_killed_at_a_commit_it_comes_to_the_same_end(
    request: pytest.FixtureRequest, database_kind: str, unkilled: Any, tmp_path: Path
) -> None:
    for point in tried(database_kind, is_all=request.config.getoption(OPTION)):
        with a_till(database_kind, tmp_path) as till:
            assert isinstance(till.core, NamedCore)
            till.core.doomed = point
            go(till)
            assert till.deaths == [point]
            assert left(till) == unkilled, point


def test_the_lists_name_every_commit_that_the_sources_have() -> None:
    names = {name for path in sorted((ROOT / "core").rglob("*.py")) for name in _commits_in(path)}
    listed = [*ON_THE_WAY, *BY_STATEMENT, *BY_COUNT]
    assert len(listed) == len(set(listed))
    assert set(listed) - names == set()
    assert sorted(name for name in names - set(listed) if not name.startswith(ASKED_ONCE)) == []


def _commits_in(path: Path) -> Iterator[str]:
    """The functions that ask for a transaction."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    text = path.read_text(encoding="utf-8")
    if module != UNIT and any(word in text for word in ASKING):
        yield from _asking_in(ast.parse(text), module)


def _asking_in(node: ast.AST, name: str) -> Iterator[str]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.ClassDef):
            yield from _asking_in(inner, f"{name}.{inner.name}")
        elif isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            is_inner = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from _asking_in(inner, f"{name}.{'<locals>.' if is_inner else ''}{inner.name}")
        else:
            asked = inner.func if isinstance(inner, ast.Call) else None
            if isinstance(asked, ast.Attribute) and asked.attr in ASKING:
                yield name
            yield from _asking_in(inner, name)
