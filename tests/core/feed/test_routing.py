"""Each row goes where its rule says, and nowhere else."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands.labelling import write_template
from core.feed.routing_rules import RULES
from core.feed.span import last_values, read_span
from core.model import (
    HOME_CORE,
    Article,
    Base,
    Change,
    Customer,
    Fulfilment,
    Location,
    Parcel,
    Staff,
    StaffPermission,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.grants import set_grant
from core.orchestration.sourcing_rules import set_rules
from core.rules.permissions import Permission
from core.rules.sourcing_case import Policy
from core.rules.sourcing_costs import Costs
from core.wire import SigningKey
from tests.core.builders import make_article, make_device, make_fulfilment, make_location, make_staff

LABEL = 'name = "bin"\n[[elements]]\n'


def test_every_table_that_travels_has_a_rule_and_no_other() -> None:
    travelling = {name for name, table in Base.metadata.tables.items() if table.info["home"] != HOME_CORE}
    assert set(RULES) == travelling | {"outcome"}


def test_a_store_that_gets_a_share_of_an_order_gets_to_know_it(core: Core) -> None:
    core.transact(lambda unit: (make_location(unit, "S1"), make_location(unit, "S2"), make_article(unit)))
    core.transact(lambda unit: make_fulfilment(unit, _location(unit, "S2"), [(_article(unit), 1)]))
    assert core.read(lambda s: _tables(s, "store:1")) == set()
    assert core.read(lambda s: _tables(s, "store:2")) == {
        "customer",
        "fulfilment",
        "fulfilment_line",
        "movement",
        "order_line",
        "orders",
    }


def test_a_later_change_of_a_customer_goes_to_the_stores_that_have_the_order(core: Core) -> None:
    core.transact(lambda unit: (make_location(unit, "S1"), make_location(unit, "S2"), make_article(unit)))
    core.transact(lambda unit: make_fulfilment(unit, _location(unit, "S2"), [(_article(unit), 1)]))

    def rename(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Customer)).one().name = "Jeanne Petit"

    core.transact(rename)
    assert core.read(lambda s: _tables(s, "store:2", version=2)) == {"customer"}
    assert core.read(lambda s: _tables(s, "store:1")) == set()


def test_a_label_template_goes_to_every_location_and_to_one_that_opens_later(core: Core) -> None:
    core.transact(lambda unit: (make_location(unit, "S1"), make_location(unit, "S2")))
    core.transact(lambda unit: write_template(unit.session, "bin", LABEL, unit.at))
    core.transact(lambda unit: make_location(unit, "S3"))
    for stream in ("store:1", "store:2", "store:3"):
        [table] = core.read(lambda s, stream=stream: last_values(read_span(s, stream, 0, 9, 99).rows))
        [row] = table.rows()
        assert (table.name, *row[:3]) == ("label_template", "bin", LABEL, 1)


def test_the_chain_s_figures_for_carbon_go_with_its_rules_to_every_location(core: Core) -> None:
    core.transact(lambda unit: make_location(unit, "S1"))
    for grams in (250, 200):
        costs = Costs(carbon_parcel_g=grams, carbon_g_tkm=60)
        core.transact(lambda unit, costs=costs: set_rules(unit, Policy(costs=costs)))
    core.transact(lambda unit: make_location(unit, "S2"))
    for stream in ("store:1", "store:2"):
        [table] = core.read(lambda s, stream=stream: last_values(read_span(s, stream, 0, 9, 99).rows))
        assert (table.name, list(table.rows())) == ("carbon_figures", [("chain", 200, 60)])


def test_who_moves_to_another_store_leaves_the_first(core: Core) -> None:
    core.transact(lambda unit: (make_location(unit, "S1"), make_location(unit, "S2")))
    core.transact(lambda unit: make_staff(unit, _location(unit, "S1")))

    def transfer(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Staff)).one().location_id = 2

    core.transact(transfer)
    [gone] = core.read(
        lambda s: s.scalars(select(Change).where(Change.stream == "store:1", Change.version == 2)).all()
    )
    assert gone.image is None
    assert core.read(lambda s: _tables(s, "store:2")) == {"staff"}


def test_what_a_person_may_do_goes_along_to_another_store(core: Core) -> None:
    core.transact(lambda unit: (make_location(unit, "S1"), make_location(unit, "S2")))
    core.transact(lambda unit: make_staff(unit, _location(unit, "S1"), id="nadia"))

    def grant(permission: Permission, is_granted: bool | None) -> None:
        core.transact(lambda unit: set_grant(unit, "nadia", permission, is_granted))

    grant(Permission.TAKE_OVER, True)
    grant(Permission.PREPARE, False)

    def transfer(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Staff)).one().location_id = 2
        set_grant(unit, "nadia", Permission.PREPARE, None)

    core.transact(transfer)
    first, second = (
        core.read(lambda s, stream=stream: last_values(read_span(s, stream, 0, 9, 99).rows))
        for stream in ("store:1", "store:2")
    )
    assert [(table.name, table.row_count, len(table.deleted_keys)) for table in first] == [
        ("staff", 0, 1),
        ("staff_permission", 0, 2),
    ]
    rows = {table.name: list(table.rows()) for table in second}
    assert [row[1] for row in rows["staff_permission"]] == ["take_over"]
    assert len(rows["staff"]) == 1


def test_parcels_and_permissions_follow_their_owners_and_so_do_their_ends(core: Core) -> None:
    core.transact(lambda unit: (make_location(unit, "S1"), make_article(unit)))

    def make(unit: UnitOfWork) -> None:
        head = make_fulfilment(unit, _location(unit, "S1"), [(_article(unit), 1)])
        unit.session.add(Parcel(id="p1", fulfilment_id=head.id, number="0", packed_at=unit.at))
        person = make_staff(unit, _location(unit, "S1"))
        unit.session.add(StaffPermission(staff_id=person.id, permission="prepare", is_granted=False))

    core.transact(make)
    assert {"parcel", "staff_permission"} <= core.read(lambda s: _tables(s, "store:1"))

    def unpack(unit: UnitOfWork) -> None:
        unit.session.delete(unit.session.get(Parcel, "p1"))

    core.transact(unpack)
    [gone] = core.read(
        lambda s: s.scalars(select(Change).where(Change.version == 2, Change.table_name == "parcel")).all()
    )
    assert (gone.stream, gone.image) == ("store:1", None)


def test_what_the_core_keeps_for_itself_makes_no_version(core: Core) -> None:
    core.transact(lambda unit: make_location(unit, "S1"))
    core.transact(lambda unit: make_device(unit, _location(unit, "S1"), SigningKey(bytes(32))))
    streams = core.read(lambda s: set(s.scalars(select(Change.stream))))
    assert streams == {"network"}
    assert core.read(lambda s: s.scalars(select(Fulfilment)).all()) == []


def _tables(session: Session, stream: str, version: int | None = None) -> set[str]:
    wanted = select(Change.table_name).where(Change.stream == stream)
    if version is not None:
        wanted = wanted.where(Change.version == version)
    return set(session.scalars(wanted))


def _location(unit: UnitOfWork, code: str) -> Location:
    return unit.session.scalars(select(Location).where(Location.code == code)).one()


def _article(unit: UnitOfWork) -> Article:
    return unit.session.scalars(select(Article)).one()
