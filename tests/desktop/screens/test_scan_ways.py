"""A scan that the screen in front does not take leads to the right place."""

from __future__ import annotations

import pytest

from core.model import Delivery, Parcel, Transfer
from core.rules.sscc import build_sscc
from desktop.devices.scanner import parse
from desktop.scan_ways import Way, ways
from desktop.screens.screen import Section
from tests.desktop.desk_double import INES, STORE, SessionDesk
from tests.desktop.screens.store_world import ARTICLES, add_order


def led(desk: SessionDesk, text: str) -> list[Way]:
    return desk.station.read(lambda reader: ways(reader, parse(text)))


@pytest.fixture
def shop(desk: SessionDesk) -> SessionDesk:
    add_order(desk, "f1", "C-201", "A", {"belt": 1}, state="proposed")
    add_order(desk, "f2", "C-202", "B", {"belt": 1}, state="ready", bins=("BIN-3",))
    add_order(desk, "f3", "C-203", "C", {"belt": 1}, state="handed_over")
    add_order(desk, "f4", "C-204", "D", {"belt": 1}, state="ready", bins=("BIN-4",))
    add_order(desk, "f5", "C-204", "D", {"shirt": 1}, state="proposed")
    return desk


def test_each_order_leads_to_where_it_is_worked_on(shop: SessionDesk) -> None:
    assert led(shop, "C-201") == [Way(Section.PREPARE, "f1")]
    assert led(shop, "C-202") == [Way(Section.HAND_OVER, "f2")]
    assert led(shop, "C-203") == [Way(Section.RETURNS, takes_scan=True)]
    assert led(shop, "C-999") == []


def test_an_order_in_two_places_is_a_person_s_to_say(shop: SessionDesk) -> None:
    assert {way.section for way in led(shop, "C-204")} == {Section.HAND_OVER, Section.PREPARE}


def test_articles_codes_bins_and_totes(shop: SessionDesk) -> None:
    belt = ARTICLES["belt"]
    assert led(shop, belt["gtin"]) == [Way(Section.STOCK, str(belt["id"]))]
    assert led(shop, f"https://id.gs1.org/01/0{belt['gtin']}") == [Way(Section.STOCK, str(belt["id"]))]
    assert led(shop, f"(01)0{belt['gtin']}(21)7") == [Way(Section.STOCK, takes_scan=True)]
    assert led(shop, "482913") == led(shop, "BIN-3") == [Way(Section.HAND_OVER, takes_scan=True)]
    assert led(shop, "A0000031") == [Way(Section.RETURNS, takes_scan=True)]
    assert led(shop, "TOTE-2") == led(shop, "SHELF-B-4") == [Way(Section.PREPARE, takes_scan=True)]


def test_a_parcel_leads_to_its_order_and_an_unknown_one_to_the_trucks(shop: SessionDesk) -> None:
    number = next(one.number for one in shop.rows(Parcel) if one.fulfilment_id == "f2")
    assert led(shop, number) == [Way(Section.HAND_OVER, "f2")]
    assert led(shop, build_sscc("7610425", 999_999)) == [Way(Section.RECEIVE, takes_scan=True)]


def test_numbers_that_are_printed_as_they_are_lead_to_what_they_name(shop: SessionDesk) -> None:
    belt = ARTICLES["belt"]
    truck = Delivery(id="d1", location_id=STORE, number="BL/4711", kind="supplier", state="announced")
    truck.state_at = truck.created_at = shop.clock.now()
    asked = Transfer(id="t1", number="T-1F09AC", location_id=STORE, from_location_id=2, state="draft")
    asked.state_at = asked.created_at = shop.clock.now()
    asked.reason, asked.requested_by = "", INES.staff_id
    add_order(shop, "f9", "W-2026-004217", "E", {"belt": 1}, state="proposed")
    shop.add(truck, asked)
    sku = shop.station.read(lambda reader: reader.article_by_gtin(belt["gtin"]).sku)
    assert led(shop, sku) == [Way(Section.STOCK, str(belt["id"]))]
    assert led(shop, "BL/4711") == [Way(Section.RECEIVE, "d1")]
    assert led(shop, "T-1F09AC") == [Way(Section.RECEIVE, "transfer:t1")]
    assert led(shop, "W-2026-004217") == [Way(Section.PREPARE, "f9")]
    assert led(shop, "M-261122-113800-1A") == [Way(Section.HAND_OVER)]


@pytest.mark.parametrize("text", ["R0000001", "hello", "4006381333932"])
def test_what_nobody_knows_leads_nowhere(shop: SessionDesk, text: str) -> None:
    assert led(shop, text) == []
