"""The demo's core: everything a visitor needs, made by the ways that everything takes."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from core.model import (
    Article,
    ArticlePlace,
    Bin,
    Carton,
    Delivery,
    ExceptionCase,
    Fulfilment,
    Location,
    Movement,
    Order,
    Parcel,
    Position,
    Sale,
    Staff,
    Transfer,
)
from core.orchestration.enrolment import enrol
from core.orchestration.ledger_check import disagreements
from core.orchestration.progress import progress_of
from core.rules.errors import BadInput, Conflict
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.order import OrderStatus
from core.rules.pickup import is_right_code
from core.rules.time import Instant
from core.service.auth import Scope, find_caller
from core.service.demo_core import Demo, DemoBegun, DemoPlan, make_demo
from core.service.demo_morning import READY, work_a_morning
from core.service.folder import CoreFolder
from tests.core.builders import make_location
from tests.support.core_databases import fresh_database

PLAN = DemoPlan(stores=3, articles=200, orders=20)


@pytest.fixture(scope="module")
def folder(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CoreFolder]:
    place = tmp_path_factory.mktemp("demo")
    with fresh_database(database_kind, place) as url:
        made = CoreFolder(place / "core")
        make_demo(made, PLAN, lambda *told: _told.append(told), url=url)
        yield made


_told: list[tuple[str, int, int]] = []
"""What the making told of its progress."""


def known(folder: CoreFolder) -> Demo:
    return msgspec.json.decode(folder.demo_file.read_bytes(), type=Demo)


@pytest.mark.parametrize("what", ["articles", "prices", "positions", "places", "orders"])
def test_of_what_is_long_in_the_making_it_is_told_how_much_there_is(folder: CoreFolder, what: str) -> None:
    done = [(now, of) for named, now, of in _told if named == what]
    assert done[-1][0] == done[-1][1] > 0
    assert len({of for _, of in done}) == 1


def test_the_network_is_there(folder: CoreFolder) -> None:
    with folder.core() as core:
        counts = {
            kind.__tablename__: core.read(
                lambda s, kind=kind: s.scalar(select(func.count()).select_from(kind))
            )
            for kind in (Article, Location, Position, Movement, ArticlePlace, Bin, Staff, Order)
        }
    assert counts["location"] == 3 + 2 + 1
    # One more is collected here and sent from elsewhere.
    assert counts["orders"] == PLAN.orders + 1
    assert counts["article"] == PLAN.articles
    assert counts["staff"] == 5 * PLAN.stores + 1, "one of them all signs for the region"
    assert counts["movement"] > 0.8 * counts["position"]
    assert min(counts.values()) > 0


def test_the_ledger_agrees_with_the_positions(folder: CoreFolder) -> None:
    with folder.core() as core:
        assert core.read(disagreements) == 0


def test_each_order_was_sourced_by_the_same_intake(folder: CoreFolder) -> None:
    with folder.core() as core:
        statuses = core.read(lambda s: {progress_of(s, order).status for order in s.scalars(select(Order))})
    assert statuses == {OrderStatus.SOURCED, OrderStatus.IN_FULFILMENT}


def test_colleagues_have_worked_before_the_visitor_comes(folder: CoreFolder) -> None:
    demo = known(folder)
    with folder.core() as core:
        heads = core.read(
            lambda s: s.scalars(
                select(Fulfilment)
                .join(Location, Location.id == Fulfilment.location_id)
                .where(Location.code == demo.location, Fulfilment.kind == FulfilmentKind.PICKUP)
                .order_by(Fulfilment.promised_at)
            ).all()
        )
        problems = core.read(lambda s: sorted(s.scalars(select(ExceptionCase.kind))))
    states = Counter(head.state for head in heads)
    assert states.pop(FulfilmentState.READY) == READY
    assert states.pop(FulfilmentState.CLAIMED) == 1
    assert set(states) == {FulfilmentState.PROPOSED}
    assert heads[0].promised_at < demo.made_at < heads[1].promised_at
    assert problems == ["units_extra", "units_missing"]


def test_a_truck_is_on_its_way_with_a_delivery_a_transfer_and_a_customers_parcel(folder: CoreFolder) -> None:
    truck = known(folder).truck
    with folder.core() as core:
        found = core.read(
            lambda s: {row.number: (row.kind, row.state) for row in s.scalars(select(Delivery))}
        )
        asked = core.read(lambda s: sorted(s.scalars(select(Transfer.state))))
        [head] = core.read(
            lambda s: s.scalars(select(Fulfilment).join(Parcel).where(Parcel.number == truck.parcel)).all()
        )
        numbers = core.read(lambda s: set(s.scalars(select(Carton.number))))
    assert found[truck.delivery] == ("announced", "announced")
    assert found[truck.transfer] == ("transfer", "announced")
    assert sorted(state for _, state in found.values()) == ["announced", "announced", "received"]
    assert asked == ["draft", "in_transit"]
    assert (head.state, head.order_number) == ("dispatched", truck.parcel_order)
    assert {*truck.cartons, truck.missing_carton, truck.transfer_carton} <= numbers


def test_pickup_codes_of_the_own_store_open_its_orders(folder: CoreFolder) -> None:
    demo = known(folder)
    assert demo.orders
    with folder.core() as core:
        for told in demo.orders:
            head = core.read(
                lambda s, told=told: s.scalars(
                    select(Fulfilment).where(Fulfilment.order_number == told.number)
                ).one()
            )
            assert is_right_code(head.order_id, told.pickup_code, head.pickup_code_digest)


def test_its_tokens_open_what_they_should(folder: CoreFolder) -> None:
    demo = known(folder)
    with folder.core() as core:
        assert core.read(lambda s: find_caller(s, demo.shop_token)).scope is Scope.SHOP
        assert core.read(lambda s: find_caller(s, demo.admin_token)).scope is Scope.ADMIN


def test_a_snapshot_is_published_before_anybody_asks(folder: CoreFolder) -> None:
    with folder.core() as core:
        assert not folder.publisher(core).is_snapshot_due()


def test_made_again_it_stays_and_gives_a_new_code(folder: CoreFolder) -> None:
    before = known(folder)
    after = make_demo(folder, PLAN)
    assert after.enrolment_code != before.enrolment_code
    assert msgspec.structs.replace(after, enrolment_code="") == msgspec.structs.replace(
        before, enrolment_code=""
    )


def test_its_code_enrols_a_workstation_of_the_own_store(folder: CoreFolder) -> None:
    demo = known(folder)
    key = base64.b64decode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    with folder.core() as core:
        device = core.transact(lambda unit: enrol(unit, demo.enrolment_code, "Back room", key, "digest"))
    assert device.location.code == demo.location


def test_people_of_the_own_store_are_told_with_their_pins(folder: CoreFolder) -> None:
    demo = known(folder)
    assert {person.role for person in demo.staff} == {"associate", "manager"}
    assert all(len(person.pin) == 6 for person in demo.staff)


def test_a_core_with_a_network_of_its_own_gets_no_demo(core_database: str, tmp_path: Path) -> None:
    real = CoreFolder(tmp_path / "real")
    real.make(core_database)
    with real.core() as core:
        core.transact(lambda unit: make_location(unit, "LYON"))
    with pytest.raises(BadInput, match="not_a_demo"):
        make_demo(real, PLAN)
    with real.core() as core:
        assert core.read(lambda s: s.scalar(select(func.count()).select_from(Location))) == 1


def test_a_demo_that_was_cut_off_is_made_by_the_next_of_its_size_and_keeps_its_orders_for_the_visitor(
    core_database: str, tmp_path: Path, folder: CoreFolder
) -> None:
    """It is a quiet store: nobody has worked there before the visitor comes. What is left there of a database
    that was dropped is taken for nothing."""
    quiet, told = CoreFolder(tmp_path / "quiet"), set[str]()
    plan = DemoPlan(stores=1, articles=100, orders=2)

    def die(what: str, _done: int, _total: int) -> None:
        if what == "positions":
            raise KeyboardInterrupt

    quiet.path.mkdir()
    of_a_dropped_database = DemoBegun(Instant(0), "shop", "administrator")
    quiet.demo_begun_file.write_bytes(msgspec.json.encode(of_a_dropped_database))
    also = msgspec.structs.replace(known(folder), stores=plan.stores, articles=plan.articles)
    quiet.demo_file.write_bytes(msgspec.json.encode(also))
    with pytest.raises(KeyboardInterrupt):
        make_demo(quiet, plan, die, core_database)
    assert not quiet.demo_file.exists()
    with pytest.raises(BadInput, match="other_demo"):
        make_demo(quiet, msgspec.structs.replace(plan, stores=2), url=core_database)
    made = make_demo(quiet, plan, lambda what, _done, _total: told.add(what), core_database)
    assert made.stores == 1
    assert {"generating", "positions", "publishing"} <= told
    with quiet.core() as core:
        assert work_a_morning(core, known(quiet).location) == 0
        assert core.read(lambda s: find_caller(s, made.shop_token).scope) == Scope.SHOP


@pytest.mark.by_turns
@pytest.mark.parametrize("stages", [("pieces", "receipts", "orders"), ("places", "publishing", "orders")])
def test_a_demo_is_whole_though_its_making_was_cut_off_at_each_stage(
    core_database: str, tmp_path: Path, stages: tuple[str, ...]
) -> None:
    plan = DemoPlan(stores=2, articles=60, orders=8)
    cut_off = CoreFolder(tmp_path / "core")
    for stage in stages:

        def die(what: str, done: int, _total: int, stage: str = stage) -> None:
            if what == stage and (done or what == "publishing"):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            make_demo(cut_off, plan, die, core_database)
    made = make_demo(cut_off, plan, url=core_database)
    with cut_off.core() as core:
        references = core.read(lambda s: s.scalars(select(Order.reference)).all())
        numbers = core.read(lambda s: set(s.scalars(select(Order.number))))
        assert core.read(lambda s: s.scalar(select(func.count()).select_from(Sale))) > 0
        assert core.read(disagreements) == 0
    assert len(references) == len(set(references)), "no order is there twice"
    assert {order.number for order in made.orders} <= numbers
    assert [one.name for one in cut_off.path.glob("demo*")] == ["demo.json"]


def test_a_demo_of_another_size_leaves_the_one_that_is_there(folder: CoreFolder) -> None:
    before = known(folder)
    with pytest.raises(BadInput, match="other_demo"):
        make_demo(folder, msgspec.structs.replace(PLAN, articles=PLAN.articles + 100))
    assert known(folder) == before


def test_a_core_that_is_served_gets_no_demo(tmp_path: Path) -> None:
    folder = CoreFolder(tmp_path / "core")
    folder.make()
    with folder.served(), pytest.raises(Conflict, match="core_already_running"):
        make_demo(folder, PLAN)
