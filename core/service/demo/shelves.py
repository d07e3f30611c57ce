"""Where things stand in a store: zone, aisle and shelf by family, or in the back room; and the bins."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.service.demo.catalogue import Catalogue
from core.service.demo.stock import StockColumns
from core.service.records import BinRecord, CarrierRecord, PlaceRecord

BIN_COUNT = 24
BIN_ROOMS = ((12, 8), (20, 24), (BIN_COUNT, 80))
"""Up to which number a bin holds how many articles."""
BACK_ROOM_ZONE = "R"
"""The back room ("réserve"); the zones of the shop floor are A to E, by family."""
_BACK_ROOM_AISLES = 8
_SHELVES = 6
_SHOE_ZONE = "C"
_SHOES_IN_BACK_ROOM = 0.7
_OTHERS_IN_BACK_ROOM = 0.12


def place_records(
    rng: np.random.Generator, catalogue: Catalogue, stock: StockColumns
) -> Iterator[PlaceRecord]:
    """One place for each position: a colourway stands together, most shoes wait in the back."""
    ways = len(catalogue.colourways)
    back, aisle, shelf = rng.random(ways), rng.random(ways), rng.integers(1, _SHELVES + 1, ways)
    for article in stock.article.tolist():
        way = int(catalogue.colourway_of[article])
        family = catalogue.colourways[way].family
        in_back = _SHOES_IN_BACK_ROOM if family.zone == _SHOE_ZONE else _OTHERS_IN_BACK_ROOM
        aisles = range(1, _BACK_ROOM_AISLES + 1) if back[way] < in_back else family.aisles
        yield PlaceRecord(
            location=stock.location,
            sku=catalogue.articles[article].sku,
            zone=BACK_ROOM_ZONE if back[way] < in_back else family.zone,
            aisle=str(aisles[int(aisle[way] * len(aisles))]),
            shelf=str(shelf[way]),
        )


def carrier_records(location: str) -> Iterator[CarrierRecord]:
    """Who calls at a store: by day for what fits a letter box, for parcels, for what is heavy."""
    yield CarrierRecord(location, "LETTRIX", "SUIVI", "Lettrix", "Lettre suivie", "16:30", 500, 0, 4)
    yield CarrierRecord(location, "COLIVIA", "DOM", "Colivia", "Domicile", "17:30", 20_000, 1, 3)
    yield CarrierRecord(location, "TRANSVOIE", "MESS", "Transvoie", "Messagerie", "15:00", 70_000, 2, 5)


def bin_records(location: str) -> Iterator[BinRecord]:
    """BIN-1 to BIN-24: small ones at hand, larger ones behind."""
    for number in range(1, BIN_COUNT + 1):
        room = next(room for last, room in BIN_ROOMS if number <= last)
        yield BinRecord(location=location, code=f"BIN-{number}", room=room)
