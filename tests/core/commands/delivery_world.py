"""A truck at Lyon: two cartons announced, of scarves and of watches."""

from __future__ import annotations

from command_world import LYON, NOW, SCARF, WATCH, World

from core.model import Carton, Delivery, DeliveryLine, Position

CARTON, OTHER = "034567890000000101", "034567890000000118"


def announce(store: World) -> World:
    """Delivery `d1`: five scarves in a carton; a scarf and two watches, one of them by number, in another."""
    add = store.session.add
    add(
        Delivery(
            id="d1",
            location_id=LYON,
            number="ASN-1",
            kind="announced",
            state="announced",
            state_at=NOW,
            created_at=NOW,
        )
    )
    store.session.flush()
    for key, number in (("c1", CARTON), ("c2", OTHER)):
        add(Carton(id=key, delivery_id="d1", number=number, state="expected"))
    for no, (key, carton, article, units, serials) in enumerate(
        (
            ("l1", "c1", SCARF, 5, []),
            ("l2", "c2", SCARF, 1, []),
            ("l3", "c2", WATCH, 2, ["W-900"]),
        ),
        1,
    ):
        add(
            DeliveryLine(
                id=key,
                delivery_id="d1",
                carton_id=carton,
                line_no=no,
                article_id=article,
                expected=units,
                serials=serials,
                received_serials=[],
                name="Montre" if article == WATCH else "Écharpe",
                is_serialised=article == WATCH,
            )
        )
    for article, units in ((SCARF, 6), (WATCH, 2)):
        store.session.get_one(Position, (article, LYON)).transit_in = units
    store.session.commit()
    store.capture.drain()
    return store


def line(store: World, line_id: str) -> DeliveryLine:
    return store.session.get_one(DeliveryLine, line_id)


def in_all(store: World, article_id: int = SCARF) -> int:
    """Units of an article that are in the store or on their way to it."""
    stock = store.stock(article_id)
    return stock.on_hand + stock.transit_in
