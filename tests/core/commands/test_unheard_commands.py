"""A parcel leaves by its label alone: the workstation has never heard of it, the core has, or has not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command_world import LYON, NOW, PARIS, SCARF, World, associate

from core.commands import Context, HandOver, PackFulfilment, ParcelDraft, PickLine, Proof, run
from core.commands.outcome import Outcome
from core.model import Parcel, Position
from core.rules.pickup import code_digest

NUMBER = "034567890000000019"
THERE = associate("till-2", PARIS)


@pytest.fixture
def store(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    made.session.add(Position(article_id=SCARF, location_id=PARIS, sellable=4, allocated=2))
    made.lease("till-2", "3456789", 1, 99)
    made.fulfilment("f3", {"f3-scarf": (SCARF, 2)}, PARIS)
    made.session.commit()
    yield made
    made.close()


def given(fulfilment_id: str, **changes: object) -> HandOver:
    fields = {"proof": Proof.IDENTITY, "labels": [NUMBER]} | changes
    return HandOver(fulfilment_id=fulfilment_id, **fields)  # type: ignore[arg-type]


def told_at_a_workstation(store: World, command: HandOver) -> Outcome:
    context = Context(
        store.session, store.ledger, associate(), NOW, "c-label", command.aggregate, is_replica=True
    )
    return run(context, command, store.capture)


def test_a_workstation_that_has_never_heard_of_it_tells_the_fact_and_writes_nothing(store: World) -> None:
    assert told_at_a_workstation(store, given("from-elsewhere")).status == "applied"
    assert store.movements() == []
    without_a_label = given("from-elsewhere", labels=[])
    assert told_at_a_workstation(store, without_a_label).code == "unknown_fulfilment"


def test_the_core_that_knows_it_writes_it_down_and_checks_what_the_label_could_not_say(store: World) -> None:
    head = store.head()
    head.pickup_code_digest, head.to_pay_cents = code_digest(head.order_id, "482913"), 5_000
    outcome = store.run(given("f1", proof=Proof.CODE, code="111111", paid_cents=2_000))
    assert (outcome.status, store.head().state) == ("recorded", "handed_over")
    assert {"handed_over_unprepared", "left_unpaid", "wrong_pickup_code"} <= set(store.exceptions())


def test_what_not_even_the_core_knows_is_kept_for_a_person(store: World) -> None:
    outcome = store.run(given("from-another-chain"))
    assert (outcome.status, outcome.code) == ("quarantined", "unknown_fulfilment")
    of_another_store = store.run(given("f3"))
    assert (of_another_store.status, of_another_store.code) == ("quarantined", "other_location")


def test_what_another_store_sent_to_be_collected_here_has_come_when_it_leaves(store: World) -> None:
    store.head("f3").kind, store.head("f3").collect_location_id = "shipment", LYON
    pack = PackFulfilment(fulfilment_id="f3", parcels=[ParcelDraft(NUMBER, {"f3-scarf": 2})])
    assert store.run(PickLine(fulfilment_id="f3", line_id="f3-scarf", quantity=2), THERE).status == "applied"
    assert store.run(pack, THERE).status == "applied"
    store.run(given("f3"))
    assert (store.head("f3").state, store.head("f3").location_id) == ("handed_over", LYON)
    assert store.line("f3-scarf").handed_over == 2
    [parcel] = store.session.query(Parcel).filter(Parcel.fulfilment_id == "f3")
    assert parcel.arrived_at == NOW
    assert store.stock(SCARF, PARIS).sellable == 2
