"""The audit finds what was changed, and names the first of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from refund_ports import WebhookDoor
from refund_world import RefundWorld

from core.model import CreditEntry, Device, KeptEnvelope, Refund, RefundClaim, StoreCredit
from core.orchestration import Core, UnitOfWork, make_engine
from core.orchestration.audit import audit, journal
from core.ports import SeededRandomness, SimulatedClock
from core.rules.time import Instant
from tests.support.core_databases import fresh_database
from tests.support.provider_process import running_provider


@pytest.fixture(scope="module")
def world(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RefundWorld]:
    """Two workstations whose refunds have been through everything; one credit."""
    folder, door = tmp_path_factory.mktemp("audit"), WebhookDoor()
    with fresh_database(database_kind, folder) as url, running_provider(folder) as provider:
        engine = make_engine(url)
        clock = SimulatedClock(Instant(1_762_765_200_000))
        core = Core(engine, clock, SeededRandomness(5))
        made = RefundWorld(core, clock, provider, door, seed=5)
        made.want()
        made.settle_down()

        def credit(unit: UnitOfWork) -> None:
            unit.session.add(
                StoreCredit(
                    id="c",
                    number="A1",
                    location_id=1,
                    balance_cents=500,
                    issued_at=unit.at,
                    expires_at=unit.at,
                )
            )
            unit.session.flush()
            unit.session.add(CreditEntry(id="e", credit_id="c", kind="issued", cents=500, at=unit.at))

        core.transact(credit)
        yield made
        engine.dispose()
    door.close()


def found_after(world: RefundWorld, change: Callable[[UnitOfWork], None]) -> str:
    """What the audit says once this was changed, behind the core's back; it is taken back afterwards."""

    class TakenBack(Exception):
        """Nothing is kept."""

    said = ""

    def work(unit: UnitOfWork) -> None:
        nonlocal said
        change(unit)
        unit.session.flush()
        found = audit(unit.session).finding
        said = found.code if found is not None else ""
        raise TakenBack

    with pytest.raises(TakenBack):
        world.core.transact(work)
    return said


def envelope(unit: UnitOfWork, sequence: int) -> KeptEnvelope:
    return unit.session.get_one(KeptEnvelope, ("device-a", sequence))


def last(unit: UnitOfWork) -> int:
    return unit.session.get_one(Device, "device-a").last_sequence


def test_what_nobody_has_touched_holds(world: RefundWorld) -> None:
    audited = world.core.read(audit)
    assert audited.finding is None
    credits = world.core.read(lambda s: len(s.query(StoreCredit).all()))
    assert (audited.devices, audited.credits) == (2, credits) and credits
    assert audited.envelopes >= 6
    assert audited.approvals >= 1
    lines = world.core.read(lambda s: list(journal(s)))
    assert len(lines) == audited.envelopes
    assert {line.name for line in lines} >= {"DeclareReturn", "ApproveRefund"}


def _alter_body(unit: UnitOfWork) -> None:
    row = envelope(unit, 2)
    row.body = row.body.replace(b"line_id", b"line_ix", 1)


def _forge_signature(unit: UnitOfWork) -> None:
    envelope(unit, 1).signature = bytes(64)


def _cut_a_piece_out(unit: UnitOfWork) -> None:
    unit.session.delete(envelope(unit, 2))


def _cut_the_end_off(unit: UnitOfWork) -> None:
    unit.session.delete(envelope(unit, last(unit)))


def _swap(unit: UnitOfWork) -> None:
    one, other = envelope(unit, 1), envelope(unit, 2)
    one.body, other.body = other.body, one.body
    one.signature, other.signature = other.signature, one.signature
    one.body_hash, other.body_hash = other.body_hash, one.body_hash


def _raise_a_refund(unit: UnitOfWork) -> None:
    row = next(row for row in unit.session.query(Refund) if row.approved_by)
    row.parts = [[means, cents + 1, done] for means, cents, done in row.parts]


def _pay_beyond(unit: UnitOfWork) -> None:
    row = next(row for row in unit.session.query(Refund) if row.approved_by)
    row.parts = [[means, cents, cents + 1] for means, cents, _ in row.parts]


def _raise_a_total(unit: UnitOfWork) -> None:
    next(row for row in unit.session.query(Refund) if row.approved_by).total_cents += 1


def _take_a_claim_away(unit: UnitOfWork) -> None:
    unit.session.delete(unit.session.query(RefundClaim).first())


def _approve_with_no_word(unit: UnitOfWork) -> None:
    known = next(row for row in unit.session.query(Refund) if row.approved_by)
    forged = Refund(
        id="forged",
        return_id=known.return_id,
        location_id=1,
        kind="goodwill",
        state="queued",
        state_at=unit.at,
        total_cents=0,
        proposed_by=known.proposed_by,
        proposed_device=known.proposed_device,
        proposed_at=unit.at,
        approved_by=known.approved_by,
        signature=known.signature,
    )
    unit.session.add(forged)


def _fill_a_credit(unit: UnitOfWork) -> None:
    unit.session.get_one(StoreCredit, "c").balance_cents = 50_000


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_alter_body, "bad_signature"),
        (_forge_signature, "bad_signature"),
        (_cut_a_piece_out, "envelope_missing"),
        (_cut_the_end_off, "chain_cut_off"),
        (_swap, "chain_broken"),
        (_raise_a_refund, "approved_something_else"),
        (_pay_beyond, "refund_paid_beyond"),
        (_raise_a_total, "refund_does_not_add_up"),
        (_take_a_claim_away, "refund_without_claim"),
        (_approve_with_no_word, "refund_without_approval"),
        (_fill_a_credit, "credit_does_not_add_up"),
    ],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_what_was_changed_behind_its_back_is_found(
    world: RefundWorld, change: Callable[[UnitOfWork], None], code: str
) -> None:
    assert found_after(world, change) == code
