"""What waits for a regional manager goes to their store, and nothing that its rule does not name."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.feed.log import image_decoder
from core.feed.routing_rules import RULES
from core.model import Base, Change, Refund, Return, ReturnLine, ReturnPolicyRow, Sale, Staff
from core.model.capture import image_of, key_of
from core.orchestration import Core, UnitOfWork
from core.orchestration.people import leave
from core.orchestration.regions import set_stores, stores_of
from core.rules.errors import Refused
from tests.core.builders import make_location, make_staff

QUEUE = {"refund", "goods_return", "return_line", "return_policy", "signs_for"}


@pytest.fixture
def region(core: Core) -> Core:
    """Rose of store 3 signs for store 1; store 2 is none of hers. Both have a refund for the region."""

    def furnish(unit: UnitOfWork) -> None:
        places = [make_location(unit, code) for code in ("S1", "S2", "S3")]
        make_staff(unit, places[2], "Rose", id="rose", role="regional_manager")
        make_staff(unit, places[0], "Jeanne", id="jeanne", role="manager")
        for place in places[:2]:
            unit.session.add(ReturnPolicyRow(location_id=place.id, policy={}))

    core.transact(furnish)
    core.transact(lambda unit: set_stores(unit, "rose", ["S1"]))
    for location_id in (1, 2):
        core.transact(lambda unit, at=location_id: ask(unit, at))
    return core


def ask(unit: UnitOfWork, location_id: int) -> None:
    which = {"location_id": location_id, "number": f"R{location_id}"}
    head = Return(id=f"ret-{location_id}", declared_by="a", declared_device="d", declared_at=unit.at, **which)
    unit.session.add(head)
    unit.session.flush()
    unit.session.add(
        ReturnLine(
            id=f"line-{location_id}", return_id=head.id, line_no=1, article_id=1, quantity=1, reason="other",
            state="received", state_at=unit.at,
        )
    )  # fmt: skip
    refund = Refund(
        id=f"ref-{location_id}", return_id=head.id, state="proposed", state_at=unit.at, total_cents=100,
        need="regional_manager", proposed_by="a", proposed_device="d", proposed_at=unit.at, **which,
    )  # fmt: skip
    unit.session.add(refund)


def there(core: Core, stream: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows that a stream leads to."""

    def read(session: Session) -> dict[tuple[str, str], dict[str, Any]]:
        rows = session.scalars(select(Change).where(Change.stream == stream).order_by(Change.version))
        last = {(row.table_name, row.row_key): row.image for row in rows}
        return {key: image_decoder.decode(image) for key, image in last.items() if image is not None}

    return core.read(read)


def queue(core: Core, location_id: int = 3) -> set[str]:
    return {table for table, _ in there(core, f"store:{location_id}") if table in QUEUE}


def check_rules(core: Core) -> None:
    """Every stream holds what the rules name for it, and nothing else."""

    def named(session: Session) -> dict[str, set[tuple[str, tuple[Any, ...]]]]:
        found: dict[str, set[tuple[str, tuple[Any, ...]]]] = {}
        for mapper in Base.registry.mappers:
            rule = RULES.get(mapper.class_.__tablename__)
            for row in session.scalars(select(mapper.class_)) if rule else ():
                for stream in rule(session, image_of(row)) if rule else ():
                    found.setdefault(stream, set()).add((row.__tablename__, key_of(row)))
        return found

    for stream, rows in core.read(named).items():
        if stream.startswith("store:"):
            tables = {table for table, _ in rows}
            assert {table for table, _ in there(core, stream)} == tables
            assert len(there(core, stream)) == len(rows)


def test_only_what_waits_in_a_store_that_they_sign_for_is_in_the_queue(region: Core) -> None:
    assert queue(region) == QUEUE
    assert {row["id"] for (table, _), row in there(region, "store:3").items() if table == "refund"} == {
        "ref-1"
    }
    check_rules(region)


def test_with_the_word_on_it_it_leaves_the_queue(region: Core) -> None:
    def decide(unit: UnitOfWork) -> None:
        unit.session.get_one(Refund, "ref-1").state = "queued"

    region.transact(decide)
    assert queue(region) == {"return_policy", "signs_for"}
    check_rules(region)


def test_what_is_passed_on_later_comes_with_its_goods(region: Core) -> None:
    def change(need: str) -> None:
        def work(unit: UnitOfWork) -> None:
            unit.session.get_one(Refund, "ref-1").need = need

        region.transact(work)

    change("manager")
    assert "goods_return" not in queue(region)
    change("regional_manager")
    assert queue(region) == QUEUE
    check_rules(region)


def test_another_store_brings_its_queue_along_and_takes_it_away(region: Core) -> None:
    region.transact(lambda unit: set_stores(unit, "rose", ["S2"]))
    rows = there(region, "store:3")
    assert {row["id"] for (table, _), row in rows.items() if table == "refund"} == {"ref-2"}
    assert region.read(lambda session: stores_of(session, "rose")) == ["S2"]
    check_rules(region)
    region.transact(lambda unit: set_stores(unit, "rose", []))
    assert queue(region) == set()
    check_rules(region)


@pytest.mark.parametrize("becomes", ["signs for nobody", "left"])
def test_a_store_keeps_the_refund_of_what_it_has_sold_itself(region: Core, becomes: str) -> None:
    def sell(unit: UnitOfWork) -> None:
        unit.session.add(Sale(id="sale", kind="till", receipt_code="T-1", location_id=3, sold_at=unit.at))
        unit.session.flush()
        for kind, key in ((Return, "ret-1"), (Refund, "ref-1")):
            unit.session.get_one(kind, key).sale_id = "sale"

    region.transact(sell)
    check_rules(region)
    region.transact(lambda unit: set_stores(unit, "rose", []) if becomes != "left" else leave(unit, "rose"))
    assert queue(region) - {"signs_for"} == {"refund"}
    check_rules(region)


@pytest.mark.parametrize("becomes", ["moved", "left", "associate"])
def test_the_queue_goes_with_the_person(region: Core, becomes: str) -> None:
    def work(unit: UnitOfWork) -> None:
        rose = unit.session.get_one(Staff, "rose")
        if becomes == "moved":
            rose.location_id = 2
        elif becomes == "left":
            leave(unit, "rose")
        else:
            rose.role = "associate"

    region.transact(work)
    assert "refund" not in queue(region)
    ids = {row.get("id") for (table, _), row in there(region, "store:2").items() if table == "refund"}
    assert ("ref-1" in ids) == (becomes == "moved")
    check_rules(region)


def test_only_regional_managers_sign_for_stores_that_there_are(region: Core) -> None:
    for staff_id, codes, code in (
        ("jeanne", ["S2"], "not_regional_manager"),
        ("nobody", ["S1"], "unknown_staff"),
        ("rose", ["S9"], "unknown_location"),
    ):
        with pytest.raises(Refused, match=code):
            region.transact(lambda unit, a=staff_id, b=codes: set_stores(unit, a, b))
    with pytest.raises(Refused, match="unknown_staff"):
        region.read(lambda session: stores_of(session, "nobody"))
