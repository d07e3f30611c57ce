"""A box is announced under one number and comes under another: whoever is asked about either says that it is
the same, and both questions are settled by what is so."""

from __future__ import annotations

import pytest

from core.commands import (
    Command,
    FinishDelivery,
    Outcome,
    ReceiveCarton,
    ReceivePieces,
    Resolution,
    SettleException,
    TellDamaged,
)
from core.model import Article, Carton, Delivery, DeliveryLine, ExceptionCase
from core.orchestration import Core
from core.orchestration.deliveries import AnnouncedCarton, AnnouncedLine, Announcement, announce
from core.orchestration.ledger_check import disagreements
from core.rules.time import Instant
from tests.core.orchestration.order_world import furnish, stock, take_in
from tests.core.orchestration.test_boxes_told_twice import runs_at_a_workstation
from tests.core.orchestration.test_transfers import ask, in_the_chain, network, send
from tests.core.orchestration.test_transfers_back import awaited, figures
from tests.core.orchestration.test_transfers_sent_twice import transfer
from tests.core.orchestration.transfer_world import NUMBER, at, do, scarf

__all__ = ["network"]
FIRST, SECOND, THIRD = "034567890000000101", "034567890000000118", "034567890000000125"
NEW, NEWER = "JJD0001", "JJD0002"
ASN = Announcement(
    number="ASN-7",
    location="LYON",
    due_at=Instant(1_800_000_000_000),
    cartons=(
        AnnouncedCarton(FIRST, (AnnouncedLine("SCARF", 4), AnnouncedLine("COAT", 1))),
        AnnouncedCarton(SECOND, (AnnouncedLine("SCARF", 2),)),
        AnnouncedCarton(THIRD, (AnnouncedLine("SCARF", 3),)),
    ),
    origin="Entrepôt Mer",
)


@pytest.fixture
def truck(core: Core) -> Core:
    """Three cartons are on their way."""
    furnish(core, {})
    assert core.transact(lambda unit: announce(unit, ASN)[1])
    return core


def one_truck(core: Core) -> str:
    return core.read(lambda s: s.query(Delivery).one().id)


def receives(core: Core, *numbers: str) -> None:
    for number in numbers:
        do(core, "LYON", ReceiveCarton(delivery_id=one_truck(core), number=number))


def reads_out(core: Core, number: str, units: int, sku: str = "SCARF") -> None:
    article = core.read(lambda s: s.query(Article).filter_by(sku=sku).one().id)
    told = ReceivePieces(delivery_id=one_truck(core), article_id=article, carton=number, quantity=units)
    do(core, "LYON", told)


def finishes(core: Core) -> None:
    do(core, "LYON", FinishDelivery(delivery_id=one_truck(core)))


def is_same(core: Core, kind: str, number: str, other: str = "") -> Outcome:
    """What comes of saying so about the case of this carton."""
    cases = core.read(lambda s: s.query(ExceptionCase).filter_by(kind=kind, settled_at=None).all())
    [case] = [case for case in cases if case.data["number"] == number]
    told: Command = SettleException(
        case_id=case.id,
        case_aggregate=case.aggregate,
        settlement="",
        resolution=Resolution.SAME_BOX,
        other_number=other,
    )
    return take_in(core, at(core, "LYON"), told)[1]


def here(core: Core) -> tuple[int, int, int]:
    """Of Lyon: scarves and coats on the shelves, and scarves on their way."""
    assert core.read(disagreements) == 0
    scarves = stock(core, "SCARF", "LYON")
    return scarves.sellable, stock(core, "COAT", "LYON").sellable, scarves.transit_in


def asked(core: Core) -> list[tuple[str, int]]:
    """What is to be settled: its kind, and the units that it is about."""
    rows = core.read(lambda s: s.query(ExceptionCase).filter_by(settled_at=None).all())
    named = [row for row in rows if row.kind != "parcel_number_not_leased"]
    return sorted((row.kind, int(row.data.get("units", 0))) for row in named)


def told_of(core: Core) -> dict[str, tuple[str, str]]:
    """By carton how its case was settled, and with which other one."""
    rows = core.read(lambda s: s.query(ExceptionCase).filter(ExceptionCase.settled_at.is_not(None)).all())
    return {
        row.data["number"]: (row.data["resolution"], row.data["other"])
        for row in rows
        if "number" in row.data
    }


SAME = {FIRST: ("same_box", NEW), NEW: ("same_box", FIRST)}


@pytest.mark.by_turns
@pytest.mark.parametrize("side", ["carton_missing", "carton_unknown"])
def test_what_was_read_out_of_it_is_what_was_announced(truck: Core, side: str) -> None:
    receives(truck, SECOND, THIRD, NEW)
    reads_out(truck, NEW, 4)
    reads_out(truck, NEW, 1, "COAT")
    finishes(truck)
    assert asked(truck) == [
        ("carton_missing", 5),
        ("carton_unknown", 0),
        ("units_extra", 1),
        ("units_extra", 4),
    ]
    before = here(truck)
    assert is_same(truck, side, FIRST if side == "carton_missing" else NEW).has_effect
    assert (here(truck), before, asked(truck)) == ((9, 1, 0), (9, 1, 0), [])
    assert told_of(truck) == SAME
    lines = truck.read(lambda s: s.query(DeliveryLine).all())
    assert all(not line.missing and line.received == line.expected for line in lines)
    assert not truck.transact(lambda unit: announce(unit, ASN)[1]), "the same word says nothing new"


def test_what_nobody_has_opened_holds_all_that_was_announced(truck: Core) -> None:
    receives(truck, SECOND, THIRD, NEW)
    finishes(truck)
    assert here(truck) == (5, 0, 0)
    assert is_same(truck, "carton_unknown", NEW).has_effect
    assert (here(truck), asked(truck), told_of(truck)) == ((9, 1, 0), [], SAME)


@pytest.mark.parametrize("is_opened", [False, True])
def test_it_is_said_before_the_truck_is_empty(truck: Core, is_opened: bool) -> None:
    receives(truck, SECOND, THIRD, NEW)
    if is_opened:
        reads_out(truck, NEW, 3)
        assert here(truck) == (8, 0, 4)
    assert is_same(truck, "carton_unknown", NEW).has_effect
    assert here(truck) == ((8, 0, 1) if is_opened else (9, 1, 0))
    if is_opened:
        reads_out(truck, NEW, 1)
        reads_out(truck, NEW, 1, "COAT")
    finishes(truck)
    assert (here(truck), asked(truck)) == ((9, 1, 0), [])


def test_what_was_not_in_it_is_missing_and_what_was_beyond_is_extra(truck: Core) -> None:
    receives(truck, SECOND, THIRD, NEW)
    reads_out(truck, NEW, 5)
    finishes(truck)
    assert is_same(truck, "carton_missing", FIRST).has_effect
    assert (here(truck), asked(truck)) == ((10, 0, 0), [("units_extra", 1), ("units_missing", 1)])


def test_what_was_damaged_in_it_stays_so(truck: Core) -> None:
    receives(truck, SECOND, THIRD, NEW)
    reads_out(truck, NEW, 4)
    reads_out(truck, NEW, 1, "COAT")
    line = truck.read(lambda s: s.query(DeliveryLine).filter_by(expected=0, sku="SCARF").one())
    do(truck, "LYON", TellDamaged(delivery_id=one_truck(truck), line_id=line.id))
    finishes(truck)
    assert is_same(truck, "carton_missing", FIRST).has_effect
    assert (here(truck), asked(truck)) == ((8, 1, 0), [("units_damaged", 1)])
    case = truck.read(lambda s: s.query(ExceptionCase).filter_by(kind="units_damaged").one())
    written_off = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="", resolution=Resolution.WRITE_OFF
    )
    do(truck, "LYON", written_off)
    assert stock(truck, "SCARF", "LYON").damaged == 0


def test_of_several_the_one_is_meant_that_holds_just_that(truck: Core) -> None:
    receives(truck, FIRST, NEW, NEWER)
    reads_out(truck, NEW, 3)
    reads_out(truck, NEWER, 2)
    finishes(truck)
    assert is_same(truck, "carton_missing", SECOND).has_effect
    assert told_of(truck) == {SECOND: ("same_box", NEWER), NEWER: ("same_box", SECOND)}
    assert is_same(truck, "carton_unknown", NEW).has_effect
    assert (here(truck), asked(truck)) == ((9, 1, 0), [])


def test_of_several_that_may_be_meant_it_is_asked_which(truck: Core) -> None:
    receives(truck, FIRST, NEW, NEWER)
    finishes(truck)
    refused = is_same(truck, "carton_missing", SECOND)
    assert (refused.status, refused.code, refused.data["numbers"]) == (
        "refused",
        "which_carton",
        f"{NEW}, {NEWER}",
    )
    assert is_same(truck, "carton_unknown", NEW, FIRST).code == "no_other_carton", "it has come"
    assert is_same(truck, "carton_missing", SECOND, NEWER).has_effect
    assert is_same(truck, "carton_missing", THIRD).has_effect, "it is the only one by now"
    assert (here(truck), asked(truck)) == ((9, 1, 0), [])


@pytest.mark.parametrize("why", ["sent_back", "none"])
def test_where_no_other_may_be_meant_nothing_is_settled(truck: Core, why: str) -> None:
    receives(truck, SECOND, THIRD, *([NEW] if why == "sent_back" else []))
    finishes(truck)
    if why == "sent_back":
        case = truck.read(lambda s: s.query(ExceptionCase).filter_by(kind="carton_unknown").one())
        back = SettleException(
            case_id=case.id, case_aggregate=case.aggregate, settlement="", resolution=Resolution.SEND_BACK
        )
        do(truck, "LYON", back)
    assert is_same(truck, "carton_missing", FIRST).code == "no_other_carton"
    assert asked(truck) == [("carton_missing", 5)]


def test_scanned_again_under_either_number_it_came_once(truck: Core) -> None:
    receives(truck, SECOND, THIRD, NEW)
    finishes(truck)
    is_same(truck, "carton_missing", FIRST)
    receives(truck, FIRST, NEW)
    assert here(truck) == (9, 1, 0)
    assert {kind for kind, _ in asked(truck)} == {"carton_received_twice", "received_after_closing"}


def test_a_transfer_s_box_with_another_label_is_received(network: Core) -> None:
    ask(network)
    send(network)
    key = awaited(network).id
    do(network, "LYON", ReceiveCarton(delivery_id=key, number=NEW))
    do(network, "LYON", ReceivePieces(delivery_id=key, article_id=scarf(network), carton=NEW, quantity=4))
    do(network, "LYON", FinishDelivery(delivery_id=key))
    assert (transfer(network)[0], figures(network)) == ("received", (2, 0, 5, 0))
    assert is_same(network, "carton_missing", NUMBER).has_effect
    assert (figures(network), in_the_chain(network)) == ((2, 0, 5, 0), 7)
    assert (transfer(network), asked(network)) == (("received", 4, 4), [])
    assert network.read(lambda s: {row.number: row.state for row in s.query(Carton)}) == dict.fromkeys(
        (NUMBER, NEW), "received"
    )


@pytest.mark.parametrize("is_opened", [False, True])
def test_a_workstation_counts_as_the_centre_does(truck: Core, is_opened: bool) -> None:
    receives(truck, SECOND, THIRD, NEW)
    if is_opened:
        reads_out(truck, NEW, 4)
    case = truck.read(lambda s: s.query(ExceptionCase).one())
    told = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="", resolution=Resolution.SAME_BOX
    )
    runs_at_a_workstation(truck, "LYON", told)
    assert (here(truck), asked(truck)) == ((9, int(not is_opened), 0), [])
