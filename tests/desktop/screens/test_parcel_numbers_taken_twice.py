"""Two parcels have one number: a scan means the same one on each screen, whichever row came first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.model import Fulfilment, Parcel
from desktop.screens.fulfilment_rows import id_by_parcel
from desktop.screens.handover import reading as handover
from desktop.screens.receive.reading import waits_for_a_bin
from desktop.screens.receive.sent_parcels import came_back
from desktop.screens.returns import finding
from sync.reading import Reader
from tests.desktop.desk_double import INES, NOW, STORE, SessionDesk
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.stocked_network import PARIS
from tests.desktop.screens.store_world import add_order

NUMBER = "034567890000000019"
Found = Callable[[Reader], object]


def _at_the_counter(reader: Reader) -> object:
    head = handover.head_of_parcel(reader, INES, NOW, NUMBER, "")
    return head and head.id


def _brought_back(reader: Reader) -> object:
    parcel = came_back(reader, NUMBER)
    return parcel and parcel.fulfilment_id


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")], ids=["a", "b"])
@pytest.mark.parametrize(
    ("find", "meant"),
    [
        (lambda reader: id_by_parcel(reader, NUMBER), "a"),
        (_at_the_counter, "a"),
        (lambda reader: waits_for_a_bin(reader, NUMBER), "a"),
        (_brought_back, "a"),
        (lambda reader: finding.by_parcel(reader, NUMBER, ""), ["sale-a"]),
    ],
    ids=["prepare", "hand over", "bin", "back", "returns"],
)
async def test_each_screen_means_the_same(
    desk: SessionDesk, names: tuple[str, str], find: Found, meant: object
) -> None:
    sent = {"kind": "shipment", "state": "dispatched"}
    for name in names:
        add_order(desk, name, f"C-{name}", "Luc", {"belt": 1}, **sent)
        add_sale(desk, f"sale-{name}", f"R-{name}", {"belt": 1}, is_web=True, order_id=f"order-{name}")
        desk.add(
            Parcel(
                id=f"parcel-{name}", fulfilment_id=name, number=NUMBER, packed_at=NOW, arrived_at=NOW, bin=""
            )
        )
    assert {row.id for row in desk.rows(Fulfilment)} >= {"a", "b"}
    assert await desk.read(find) == meant


async def test_this_store_s_own_is_meant_rather_than_one_that_another_store_sends_here(
    desk: SessionDesk,
) -> None:
    elsewhere = {
        "location_id": PARIS,
        "collect_location_id": STORE,
        "kind": "shipment",
        "state": "dispatched",
    }
    add_order(desk, "a", "C-a", "Luc", {"belt": 1}, **elsewhere)
    add_order(desk, "b", "C-b", "Zoé", {"belt": 1}, state="staged")
    for name in ("a", "b"):
        desk.add(Parcel(id=f"parcel-{name}", fulfilment_id=name, number=NUMBER, packed_at=NOW, bin="R-1"))
    assert await desk.read(lambda reader: id_by_parcel(reader, NUMBER)) == "b"
    assert await desk.read(_at_the_counter) == "b"
