"""A region's stores know each other's recent sales: units and amounts, no names, and no other region's."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.feed.region_tail import read_region_tail
from core.feed.span import last_values, read_span
from core.model import Change, Device, Location, RegionSale, Sale
from core.orchestration import Core, UnitOfWork, region_sales
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.region_sales import MAX_REGION_CHARS, fill_region, set_region, stores_by_region
from core.orchestration.sale_intake import take_in_sales
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import Refused
from core.rules.time import DAY_MS, Instant
from core.wire import RegionTail, SigningKey, decode_region_tail, encode_region_tail
from tests.core.builders import make_device
from tests.core.conftest import MONDAY_AT_NINE
from tests.core.orchestration.order_world import furnish
from tests.core.orchestration.test_sales import receipt


def a_region(core: Core) -> None:
    """Two stores of the Rhône and one of Paris, with a workstation each."""
    furnish(core, {})

    def work(unit: UnitOfWork) -> None:
        set_region(unit, ["LYON", "VIENNE"], "69")
        set_region(unit, ["PARIS"], "75")
        for place, row in enumerate(unit.session.scalars(select(Location).order_by(Location.code))):
            make_device(unit, row, SigningKey(bytes([place + 1] * 32)), name=row.code)

    core.transact(work)


def told_to(core: Core, store: str, version: int = 0, epoch: str = "", most_rows: int = 2_000) -> RegionTail:
    """What a workstation of a store is answered, over the wire."""

    def read(session: Session) -> RegionTail:
        device = session.scalars(select(Device).where(Device.name == store)).one()
        stream = "sales:69" if store != "PARIS" else "sales:75"
        return read_region_tail(session, device, stream, epoch, version, 0, 0, most_rows)

    return decode_region_tail(encode_region_tail(core.read(read)))


def sales_in(tail: RegionTail) -> list[str]:
    return sorted(str(row[0]) for table in tail.tables for row in table.rows())


def test_a_receipt_reaches_the_stores_of_its_region_without_names_and_no_other(core: Core) -> None:
    a_region(core)
    draft = receipt(customer_name="Camille Royer", customer_id="C-77")
    core.transact(lambda unit: take_in_sales(unit, [draft]))
    tail = told_to(core, "VIENNE")
    [sale] = core.read(lambda s: s.scalars(select(Sale.id)).all())
    assert sales_in(tail) == [sale]
    said = str(tail.tables)
    assert all(word not in said for word in ("Camille", "C-77", "4242", "PAY1", "T-1")), "units and amounts"
    assert "3833" in said and "19166" in said
    assert sales_in(told_to(core, "PARIS")) == []
    streams = core.read(
        lambda s: set(s.scalars(select(Change.stream).where(Change.table_name == "region_sale")))
    )
    assert streams == {"sales:69"}
    again = told_to(core, "VIENNE", tail.to, tail.epoch)
    assert (again.start, again.tables) == (tail.to, []), "what is known is not told twice"
    assert told_to(core, "VIENNE", tail.to, "another epoch").start == 0


def test_a_region_may_be_called_as_long_as_its_stream_holds(core: Core) -> None:
    furnish(core, {})
    core.transact(lambda unit: set_region(unit, ["LYON"], "r" * MAX_REGION_CHARS))
    core.transact(lambda unit: take_in_sales(unit, [receipt()]))
    assert len(core.read(lambda s: s.scalars(select(RegionSale)).all())) == 1


def test_a_store_that_changes_its_region_takes_its_sales_along(core: Core) -> None:
    a_region(core)
    core.transact(lambda unit: take_in_sales(unit, [receipt()]))
    with pytest.raises(Refused, match="region_name_too_long"):
        core.transact(lambda unit: set_region(unit, ["LYON"], "r" * (MAX_REGION_CHARS + 1)))
    with pytest.raises(Refused, match="unknown_location"):
        core.transact(lambda unit: set_region(unit, ["NOWHERE"], "69"))
    core.transact(lambda unit: set_region(unit, ["LYON"], "75"))
    assert core.read(stores_by_region) == {"69": ["VIENNE"], "75": ["LYON", "PARIS"]}
    timers = Timers(core)
    assert timers.turn()["region"] == 3
    assert core.read(lambda s: last_values(read_span(s, "sales:69", 0, 99, 99).rows))[0].row_count == 0
    assert len(sales_in(told_to(core, "PARIS"))) == 1
    assert timers.turn()["region"] == 0, "once"
    core.transact(lambda unit: set_region(unit, ["LYON"], ""))
    timers.turn()
    assert core.read(lambda s: s.scalars(select(RegionSale)).all()) == []


def test_a_store_with_many_sales_changes_its_region_some_at_a_time(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(region_sales, "AT_ONCE", 2)
    a_region(core)
    sales = [receipt(receipt=f"T-{place}", sold_at=Instant(MONDAY_AT_NINE - place)) for place in range(5)]
    core.transact(lambda unit: take_in_sales(unit, sales))
    where = select(RegionSale.region).order_by(RegionSale.sold_at.desc())
    left = [5]
    for before, region in (("69", "75"), ("75", "")):
        core.transact(lambda unit, to=region: set_region(unit, ["LYON"], to))
        while core.transact(lambda unit: fill_region(unit, _id_of(unit, "LYON"))):
            left.append(core.read(lambda s: list(s.scalars(where).all())).count(before))
    assert left == [5, 3, 1, 0, 3, 1, 0]
    assert core.read(lambda s: s.scalars(where).all()) == []


def _id_of(unit: UnitOfWork, code: str) -> str:
    return str(unit.session.scalars(select(Location.id).where(Location.code == code)).one())


def test_more_days_tell_what_is_recent_by_them_too(core: Core) -> None:
    a_region(core)
    old = receipt(receipt="T-2", sold_at=Instant(MONDAY_AT_NINE - 31 * DAY_MS))
    core.transact(lambda unit: take_in_sales(unit, [receipt(), old]))
    timers = Timers(core)
    timers.turn()
    core.transact(lambda unit: set_value(unit, ChainSetting.REGION_SALES_DAYS, 40))
    timers.turn()
    assert len(sales_in(told_to(core, "VIENNE"))) == 2


def test_what_is_old_is_not_told_and_goes_in_its_time(core: Core, clock: SimulatedClock) -> None:
    a_region(core)
    old = receipt(receipt="T-2", sold_at=Instant(MONDAY_AT_NINE - 31 * DAY_MS))
    core.transact(lambda unit: take_in_sales(unit, [receipt(), old]))
    assert len(sales_in(told_to(core, "VIENNE"))) == 1
    clock.advance(30 * DAY_MS)
    assert Timers(core).turn()["old_region_sale"] == 1
    assert core.read(lambda s: s.scalars(select(RegionSale)).all()) == []
    core.transact(lambda unit: set_value(unit, ChainSetting.REGION_SALES_DAYS, 0))
    new = receipt(receipt="T-3", sold_at=core.clock.now())
    core.transact(lambda unit: take_in_sales(unit, [new]))
    assert core.read(lambda s: s.scalars(select(RegionSale)).all()) == [], "a chain may do without"
