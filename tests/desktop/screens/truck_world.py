"""A truck at the store's door: a delivery, a customer's parcels, a transfer that was asked for."""

from __future__ import annotations

from core.model import Carton, Delivery, DeliveryLine, Transfer, TransferLine
from core.rules.time import HOUR_MS
from tests.desktop.desk_double import INES, NOW, STORE, SessionDesk
from tests.desktop.screens.store_world import ARTICLES, add_order

PARIS = 2
FIRST, SECOND = "034567890000000019", "034567890000000026"


def announce(desk: SessionDesk) -> None:
    """Two cartons: three shirts and a dress; two watches, one of them by number."""
    desk.add(
        Delivery(
            id="d1",
            location_id=STORE,
            number="BL-4821",
            kind="announced",
            state="announced",
            state_at=NOW,
            origin="Entrepôt Mer",
            due_at=NOW + HOUR_MS,
            created_at=NOW,
        ),
        Carton(id="c1", delivery_id="d1", number=FIRST, state="expected"),
        Carton(id="c2", delivery_id="d1", number="CARTON-2", state="expected"),
    )
    for no, (carton, name, units, serials) in enumerate(
        (("c1", "shirt", 3, []), ("c1", "dress", 1, []), ("c2", "watch", 2, ["MO-3000"])), 1
    ):
        article = ARTICLES[name]
        desk.add(
            DeliveryLine(
                id=f"l{no}",
                delivery_id="d1",
                carton_id=carton,
                line_no=no,
                article_id=article["id"],
                expected=units,
                serials=serials,
                received_serials=[],
                gtin=article["gtin"],
                name=article["name"],
                size=article["size"],
                colour=article["colour"],
                is_serialised=name == "watch",
            )
        )


def send_parcels(desk: SessionDesk) -> None:
    """Paris has sent Claire's order in two parcels."""
    add_order(
        desk, "f20", "C-20500", "Claire Martin", {"jacket": 2}, state="dispatched", location_id=PARIS,
        kind="shipment", collect_location_id=STORE, bins=("BIN-3", ""),
    )  # fmt: skip


def ask_for_shirts(desk: SessionDesk) -> None:
    """Inès has asked Paris for two shirts."""
    desk.add(
        Transfer(
            id="t1",
            number="T-ABC",
            location_id=STORE,
            from_location_id=PARIS,
            state="draft",
            state_at=NOW,
            reason="Vitrine de Noël",
            requested_by=INES.staff_id,
            created_at=NOW,
        ),
        TransferLine(id="tl", transfer_id="t1", line_no=1, article_id=11, quantity=2, name="Chemise"),
    )
