"""Headquarters is asked for a sale of another store, over HTTP, by each thing that its customer may know."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import select
from sync_world import open_workstation, system_like_world

from core.feed.tail import read_tail
from core.model import Device, Order, Parcel, Sale, SaleQuestion, SaleShare
from core.orchestration import UnitOfWork
from core.orchestration.sale_intake import SaleDraft, SoldDraft, take_in_sales
from core.rules.errors import Refused
from core.rules.refund import Means, Part
from core.rules.time import DAY_MS, HOUR_MS, Instant
from sync import Workstation
from sync.asking import AskedSale, ask_for_sales
from sync.enrolling import enrol
from tests.core.builders import make_article, make_fulfilment, make_location, make_staff
from tests.support.core_databases import KINDS
from tests.support.live_core import LiveCore, running_core

SSCC = "395212340000047110"


def arrange(unit: UnitOfWork) -> None:
    """Lyon asks; Paris has sold a watch to Amélie Roux, and sent a parcel of a marketplace's order."""
    lyon = make_location(unit, "LYON")
    make_staff(unit, lyon, id="nadia")
    make_staff(unit, lyon, "Marc", id="marc", is_revoked=True)
    paris = make_location(unit, "PARIS")
    make_staff(unit, paris, id="paul")
    watch = make_article(unit, "WATCH-1")
    make_article(unit, "SCARF-1")
    unit.session.flush()
    draft = SaleDraft(
        location="PARIS",
        receipt="T-9001",
        sold_at=Instant(unit.at - DAY_MS),
        lines=(SoldDraft("WATCH-1", 1, 20_000, serials=("MO-2217",)),),
        means=(Part(Means.CARD, 20_000),),
        card_last4="9031",
        customer_name="Amélie Roux",
    )
    of_several = [
        structs.replace(
            draft,
            receipt=f"T-910{number}",
            customer_name="Marie Martin",
            card_last4="",
            lines=(SoldDraft("SCARF-1", 1, 20_000),),
        )
        for number in (1, 2)
    ]
    take_in_sales(unit, [draft, *of_several])
    head = make_fulfilment(unit, paris, [(watch, 1)])
    unit.session.flush()
    unit.session.get_one(Order, head.order_id).reference = "MKP-403-77"
    unit.session.add(Parcel(id="p", fulfilment_id=head.id, number=SSCC, packed_at=unit.at))
    unit.session.add(
        Sale(
            id="sent", kind="web", receipt_code="W-77120", location_id=paris.id, order_id=head.order_id,
            sold_at=unit.at - DAY_MS,
        )
    )  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def live(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    with running_core(tmp_path_factory.mktemp("core"), arrange, kind=request.param) as made:
        yield made


@pytest.fixture
def lyon(live: LiveCore, tmp_path: Path) -> Workstation:
    workstation = open_workstation(tmp_path / "store", system_like_world(tmp_path))
    asyncio.run(enrol(workstation, live.base_url, live.enrolment_code("LYON"), "Back room"))
    return workstation


def known(live: LiveCore, workstation: Workstation) -> set[str]:
    """The receipts of the sales that have come to the workstation."""
    state = workstation.replica.state()
    tail = live.core.read(
        lambda s: read_tail(s, s.get_one(Device, state.device_id), state.store_version, state.device_version)
    )
    workstation.apply_tail(tail)
    return set(workstation.read(lambda reader: reader.session.scalars(select(Sale.receipt_code)).all()))


def day(live: LiveCore) -> dict[str, int]:
    return {"sold_from": live.core.clock.now() - DAY_MS - HOUR_MS // 2, "sold_until": live.core.clock.now()}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (AskedSale(receipt="t-9001"), "T-9001"),
        (AskedSale(receipt="mkp-403-77"), "W-77120"),
        (AskedSale(receipt=SSCC), "W-77120"),
        (AskedSale(sku="WATCH-1", serial="MO-2217"), "T-9001"),
        (AskedSale(customer="ROUX amelie"), "T-9001"),
        (AskedSale(card_last4="9031"), "T-9001"),
        (AskedSale(sku="WATCH-1"), "T-9001"),
    ],
    ids=["receipt", "marketplace", "parcel", "piece", "customer", "card", "article"],
)
def test_it_comes_whole_and_who_asked_is_kept(
    live: LiveCore, lyon: Workstation, asked: AskedSale, found: str
) -> None:
    by_day = day(live) if asked.card_last4 or (asked.sku and not asked.serial) else {}
    told = AskedSale(asked.receipt, asked.card_last4, sku=asked.sku, serial=asked.serial,
                     customer=asked.customer, **by_day)  # fmt: skip
    [sale_id] = asyncio.run(ask_for_sales(lyon, told, "nadia"))
    assert live.core.read(lambda s: s.get_one(Sale, sale_id).receipt_code) == found
    assert found in known(live, lyon)
    shares = live.core.read(lambda s: s.scalars(select(SaleShare).where(SaleShare.sale_id == sale_id)).all())
    assert [share.asked_by for share in shares] == ["nadia"]


def asked_lately(live: LiveCore) -> list[tuple[str, str, int]]:
    """Of the questions of this test, the newest first: who, by what, and how many came."""
    newest = select(SaleQuestion).order_by(SaleQuestion.asked_at.desc(), SaleQuestion.id.desc())
    return live.core.read(lambda s: [(row.asked_by, row.by, row.found) for row in s.scalars(newest)])


def test_a_name_that_several_have_brings_nobodys_sales_and_each_question_is_kept(
    live: LiveCore, lyon: Workstation
) -> None:
    before = len(asked_lately(live))
    with pytest.raises(Refused, match="name_of_several"):
        asyncio.run(ask_for_sales(lyon, AskedSale(customer="Marie Martin"), "nadia"))
    assert not known(live, lyon) & {"T-9101", "T-9102"}
    assert asyncio.run(ask_for_sales(lyon, AskedSale(receipt="T-404"), "nadia")) == ()
    on_its_day = AskedSale(customer="Marie Martin", **day(live))
    for _ in range(2):
        assert len(asyncio.run(ask_for_sales(lyon, on_its_day, "nadia"))) == 2
    lately = asked_lately(live)
    assert lately[: len(lately) - before] == [
        ("nadia", "customer", 2), ("nadia", "customer", 2), ("nadia", "receipt", 0), ("nadia", "customer", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["nobody", "marc", "paul"])
def test_who_is_not_of_the_store_is_told_nothing(live: LiveCore, lyon: Workstation, who: str) -> None:
    with pytest.raises(Refused, match="unknown_staff"):
        asyncio.run(ask_for_sales(lyon, AskedSale(receipt="T-9001"), who))


def test_what_nobody_knows_is_not_found_and_nothing_is_not_asked(lyon: Workstation) -> None:
    assert asyncio.run(ask_for_sales(lyon, AskedSale(customer="Roux"), "nadia")) == ()
    with pytest.raises(Refused, match="nothing_to_look_for"):
        asyncio.run(ask_for_sales(lyon, AskedSale(sku="WATCH-1"), "nadia"))
