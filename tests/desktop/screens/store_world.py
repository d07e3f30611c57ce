"""A store on a Sunday morning: articles with their places, orders in every state, builders for more."""

from __future__ import annotations

from typing import Any

from core.model import (
    Article,
    Bin,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    Parcel,
    Piece,
    Position,
)
from core.rules.pickup import code_digest
from core.rules.sscc import build_sscc
from core.rules.time import MINUTE_MS, Instant
from tests.desktop.desk_double import NOW, STORE, SessionDesk

CODE = "482913"
SERIALS = ("MO-2217", "MO-2218")

ARTICLES: dict[str, dict[str, Any]] = {}


def _know(
    key: str, number: int, gtin: str, name: str, category: str, look: str, place: str, cents: int
) -> None:
    """`look` is size, colour, and colour in hexadecimal; `place` is zone, aisle, shelf."""
    size, colour, colour_hex = look.split()
    ARTICLES[key] = {
        "id": number,
        "gtin": gtin,
        "style": name.upper(),
        "name": name,
        "category": category,
        "size": size,
        "colour": colour,
        "colour_hex": colour_hex,
        "place": tuple(place.split()),
        "price": cents,
    }


_know("shirt", 11, "3614271004420", "Chemise lin Alba", "shirt", "38 blanc #E9E6DF", "A 2 1", 5_900)
_know("dress", 12, "3614272203310", "Robe Calanque", "dress", "40 terracotta #B4593A", "A 3 4", 8_900)
_know("jacket", 13, "3614274881202", "Veste Mistral", "jacket", "M marine #223058", "B 4 2", 12_900)
_know("jacket_l", 14, "3614274881219", "Veste Mistral", "jacket", "L marine #223058", "B 4 2", 12_900)
_know("belt", 15, "3614275550022", "Ceinture tressée", "belt", "90 cognac #8A4B21", "B 6 1", 3_500)
_know("watch", 16, "3614279010010", "Montre Orée", "watch", "36 acier #9AA0A8", "C 1 1", 24_900)


def furnish(desk: SessionDesk) -> None:
    """The network's copy: this store, the articles, what is here of each; and the bins."""
    place = Location(
        id=STORE,
        code="L1",
        name="Lyon Part-Dieu",
        kind="store",
        latitude=45.76,
        longitude=4.85,
        timezone="Europe/Paris",
        capacity_per_hour=3,
    )
    pieces = [
        Piece(id=f"piece-{number}", article_id=16, serial=serial, location_id=STORE)
        for number, serial in enumerate(SERIALS)
    ]
    articles = [_article(article) for article in ARTICLES.values()]
    positions = [
        Position(article_id=article["id"], location_id=STORE, sellable=6, allocated=2, display=1)
        for article in ARTICLES.values()
    ]
    desk.bring_network(place, *articles, *positions, *pieces)
    desk.add(*(Bin(id=f"bin-{n}", location_id=STORE, code=f"BIN-{n}") for n in range(1, 25)))


def _article(article: dict[str, Any]) -> Article:
    known = {name: value for name, value in article.items() if name not in ("place", "price")}
    return Article(sku=f"SKU-{article['id']}", is_serialised=article["category"] == "watch", **known)


def add_order(
    desk: SessionDesk,
    key: str,
    number: str,
    customer: str,
    articles: dict[str, int],
    *,
    due_min: int = 60,
    state: str = "proposed",
    worked: bool | None = None,
    bins: tuple[str, ...] = (),
    **changes: Any,
) -> None:
    """An order's fulfilment here. `worked` says whether all was picked; it follows from the state."""
    is_worked = state not in ("proposed", "claimed", "picking") if worked is None else worked
    head = {
        "id": key,
        "order_id": f"order-{key}",
        "location_id": STORE,
        "kind": "pickup",
        "state": state,
        "state_at": NOW - 40 * MINUTE_MS,
        "order_number": number,
        "customer_name": customer,
        "promised_at": Instant(NOW + due_min * MINUTE_MS),
        "created_at": NOW - 90 * MINUTE_MS,
        "pickup_code_digest": code_digest(f"order-{key}", CODE),
    }
    lines = [
        _line(key, place, ARTICLES[name], units, is_worked)
        for place, (name, units) in enumerate(articles.items(), 1)
    ]
    contents = {line.id: line.quantity for line in lines}
    parcels = [_parcel(key, place, code, contents, len(bins)) for place, code in enumerate(bins)]
    desk.add(Fulfilment(**(head | changes)), *lines, *parcels)


def _line(key: str, place: int, article: dict[str, Any], units: int, is_worked: bool) -> FulfilmentLine:
    zone, aisle, shelf = article["place"]
    return FulfilmentLine(
        id=f"{key}-{place}",
        fulfilment_id=key,
        order_line_id=f"order-{key}-{place}",
        line_no=place,
        article_id=article["id"],
        quantity=units,
        picked=units if is_worked else 0,
        sku=f"SKU-{article['id']}",
        gtin=article["gtin"],
        name=article["name"],
        category=article["category"],
        size=article["size"],
        colour=article["colour"],
        colour_hex=article["colour_hex"],
        price_cents=article["price"],
        is_serialised=article["category"] == "watch",
        zone=zone,
        aisle=aisle,
        shelf=shelf,
    )


def _parcel(key: str, place: int, code: str, contents: dict[str, int], count: int) -> Parcel:
    serial = sum(key.encode()) * 10 + place
    return Parcel(
        id=f"parcel-{key}-{place}",
        fulfilment_id=key,
        number=build_sscc("9521234", serial),
        bin=code,
        contents=contents if count == 1 or place == 0 else {},
        packed_at=NOW - 45 * MINUTE_MS,
    )


def add_case(desk: SessionDesk, key: str, kind: str, **data: Any) -> None:
    """Something for a manager to settle."""
    desk.add(
        ExceptionCase(
            id=key,
            location_id=STORE,
            kind=kind,
            aggregate=f"fulfilment:{data.pop('fulfilment', 'f-none')}",
            data=data,
            raised_at=NOW - 15 * MINUTE_MS,
        )
    )


def a_full_day(desk: SessionDesk, *, with_network: bool = True) -> None:
    """Orders in every state that a store sees."""
    if with_network:
        furnish(desk)
    with desk.together():
        _orders_in_every_state(desk)


def _orders_in_every_state(desk: SessionDesk) -> None:
    add_order(
        desk, "f1", "C-20418", "Claire Martin", {"jacket": 1, "shirt": 2, "dress": 1}, due_min=-8,
        note="Gift, please no price on the parcel.",
    )  # fmt: skip
    add_order(
        desk, "f2", "C-20423", "Linh Nguyen", {"watch": 1}, due_min=12, state="picking",
        claimed_by="s-paul", claimed_device="device-2", claimed_at=NOW - MINUTE_MS,
    )  # fmt: skip
    add_order(desk, "f3", "C-20397", "Aïcha Diallo", {"belt": 2, "shirt": 1}, due_min=46, kind="shipment")
    add_order(desk, "f4", "R-5521", "Hugo Lefèvre", {"jacket_l": 2}, due_min=130, kind="reservation")
    add_order(
        desk, "f5", "C-20377", "Inès Garnier", {"dress": 1}, state="ready", bins=("BIN-14",), due_min=-100
    )
    add_order(
        desk, "f6", "C-20365", "Yvonne Petit", {"belt": 1, "shirt": 2}, state="ready",
        bins=("BIN-3", "BIN-4"), due_min=-1_500, state_at=NOW - 1_440 * MINUTE_MS, to_pay_cents=15_300,
    )  # fmt: skip
    add_order(
        desk, "f7", "C-20301", "Anne-Sophie de La Rochefoucauld", {"jacket": 1}, state="uncollected",
        bins=("BIN-9",), due_min=-14_000, state_at=NOW - 240 * MINUTE_MS,
    )  # fmt: skip
    add_case(desk, "x1", "serial_not_here", serial="MO-9999", name="Montre Orée", order_number="C-20352")
