"""What was paid at a counter before its means stood with what left is told by a revision: its sale, written
anew, is worth what came in for it."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from order_world import furnish, head_at, line_at, take_in
from sqlalchemy import select

from core.commands import HandOver, HandOverPart, Proof
from core.model import Fulfilment, Refund, Sale, SaleDue
from core.orchestration import Core, UnitOfWork, migrate
from core.orchestration.exchange_sales import rewrite_exchange
from core.orchestration.order_sales import note_delivery
from core.rules.refund import Means
from tests.core.orchestration.test_credits_spent import sale_of, to_collect
from tests.core.orchestration.test_exchange_sales import exchanged
from tests.core.orchestration.test_left_unpaid import goes_out

SCARF_CENTS = 12_900


def update(core: Core) -> None:
    """The database was one of before, and is brought up to date."""
    config = Config()
    config.set_main_option("script_location", "core.model:migrations")
    with core.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0055")
    migrate(core.engine)


def forget_means(core: Core, head: Fulfilment) -> None:
    """As a program of before has noted it: so much less is to be paid, and no more."""
    core.transact(lambda unit: setattr(unit.session.get_one(Fulfilment, head.id), "paid_here", []))


def write_anew(core: Core, head: Fulfilment) -> tuple[list[list[object]], int]:
    core.transact(lambda unit: note_delivery(unit, head, "again"))
    return sale_of(core)


def paid_here(core: Core, head: Fulfilment) -> list[list[object]]:
    return list(head_at(core, head.order_id).paid_here)


def test_what_was_handed_over_and_paid_before_gives_back_what_came_in(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core)
    told = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, paid_cents=2 * SCARF_CENTS)
    assert take_in(core, head, told)[1].code == ""
    forget_means(core, head)
    assert write_anew(core, head) == ([], 0), "it reads as unpaid"
    update(core)
    assert paid_here(core, head) == [["cash", 2 * SCARF_CENTS]]
    assert sale_of(core) == ([["cash", 2 * SCARF_CENTS]], 2 * SCARF_CENTS), "and its sale is due again"
    assert goes_out(core) == {Means.CASH: 2 * SCARF_CENTS}
    update(core)
    assert paid_here(core, head) == [["cash", 2 * SCARF_CENTS]], "once"


def test_of_a_part_that_left_before_and_one_that_left_since_each_counts(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core)
    line = line_at(core, head, "SCARF")
    first = HandOverPart(
        fulfilment_id=head.id, units={line.id: 1}, proof=Proof.IDENTITY, paid_cents=SCARF_CENTS
    )
    take_in(core, head, first)
    forget_means(core, head)
    rest = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, paid_cents=SCARF_CENTS, paid_with=Means.CARD)
    take_in(core, head, rest)
    update(core)
    assert paid_here(core, head) == [["cash", SCARF_CENTS], ["card", SCARF_CENTS]]
    assert sale_of(core) == ([["cash", SCARF_CENTS], ["card", SCARF_CENTS]], 2 * SCARF_CENTS)


def test_what_left_unpaid_then_and_now_stays_unpaid(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core)
    line = line_at(core, head, "SCARF")
    part = HandOverPart(fulfilment_id=head.id, units={line.id: 1}, proof=Proof.IDENTITY, paid_cents=900)
    take_in(core, head, part)
    forget_means(core, head)
    update(core)
    assert paid_here(core, head) == [["cash", 900]]
    take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    update(core)
    assert paid_here(core, head) == [["cash", 900]]
    assert sale_of(core) == ([["cash", 900]], 900)
    assert core.read(lambda s: s.scalars(select(SaleDue)).all()) == []


def test_what_was_added_to_an_exchange_before_stands_with_it(core: Core) -> None:
    core.transact(lambda unit: exchanged(unit, Means.CARD, "PSP-2"))

    def before(unit: UnitOfWork) -> None:
        unit.session.get_one(Refund, "f").paid_here = []

    core.transact(before)
    update(core)
    assert core.read(lambda s: s.get_one(Refund, "f").paid_here) == [["card", 1_500, "PSP-2"]]
    core.transact(lambda unit: rewrite_exchange(unit, "f"))
    means = core.read(lambda s: s.scalars(select(Sale.means).where(Sale.id != "s")).one())
    assert means == [["card", 3_500], ["cash", 1_000]]
