"""A small network: this store in Lyon, others near and far, a jacket in some sizes and colours, a watch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.model import Article, ArticlePlace, ArticlePrice, Location, Piece, Position
from core.rules.time import DAY_MS
from tests.desktop.desk_double import NOW, STORE, SessionDesk, copied_desk, make_empty_replica

BELLECOUR, PARIS, SHUT, WAREHOUSE, PARTNER, EMPTY = 2, 3, 4, 5, 6, 7
JACKET, JACKET_L, JACKET_SAND, WATCH = 101, 102, 103, 104
GTINS = {
    JACKET: "3614274881205",
    JACKET_L: "3614274881212",
    JACKET_SAND: "3614274881229",
    WATCH: "3614279010013",
}


def _place(id_: int, name: str, latitude: float, longitude: float, **changes: Any) -> Location:
    known = {"code": f"L{id_}", "kind": "store", "timezone": "Europe/Paris"}
    return Location(id=id_, name=name, latitude=latitude, longitude=longitude, **(known | changes))


def _jacket(id_: int, size: str, colour: str, colour_hex: str) -> Article:
    return Article(
        id=id_,
        sku=f"VES-{id_}",
        gtin=GTINS[id_],
        style="MISTRAL",
        name="Veste Mistral",
        brand="Orvane",
        category="Vestes homme",
        size=size,
        colour=colour,
        colour_hex=colour_hex,
    )


def make_stocked_replica(folder: Path) -> Path:
    """A replica with this network, to be copied."""
    make_empty_replica(folder)
    desk = SessionDesk(folder)
    stock_network(desk)
    desk.close()
    return folder


def stock_network(desk: SessionDesk) -> None:
    """Bring the network, and say where the jacket stands here."""
    desk.bring_network(
        _place(STORE, "Lyon Part-Dieu", 45.7606, 4.8594),
        _place(BELLECOUR, "Lyon Bellecour", 45.7578, 4.8320),
        _place(PARIS, "Paris Rivoli", 48.8566, 2.3522),
        _place(SHUT, "Grenoble", 45.1885, 5.7245, is_open=False),
        _place(WAREHOUSE, "Entrepôt Saint-Priest", 45.6963, 4.9446, kind="warehouse"),
        _place(PARTNER, "Chez Partenaire", 45.77, 4.87, kind="partner"),
        _place(EMPTY, "Dijon", 47.3220, 5.0415),
        _jacket(JACKET_L, "L", "Marine", "#223058"),
        _jacket(JACKET, "M", "Marine", "#223058"),
        _jacket(JACKET_SAND, "M", "Sable", "#CBB89A"),
        Article(
            id=WATCH,
            sku="MON-1",
            gtin=GTINS[WATCH],
            style="OREE",
            name="Montre Orée",
            category="Montres",
            size="36 mm",
            is_serialised=True,
        ),
        ArticlePrice(article_id=JACKET, valid_from=0, price_cents=12_900),
        ArticlePrice(article_id=JACKET, valid_from=NOW - DAY_MS, price_cents=9_900, kind="markdown"),
        Position(
            article_id=JACKET,
            location_id=STORE,
            sellable=6,
            allocated=2,
            safety=1,
            display=1,
            damaged=2,
            transit_in=4,
            counted_at=NOW - 4 * DAY_MS,
        ),
        Position(article_id=JACKET_L, location_id=STORE, sellable=1),
        Position(article_id=JACKET, location_id=BELLECOUR, display=1),
        Position(article_id=JACKET, location_id=PARIS, sellable=3),
        Position(article_id=JACKET, location_id=SHUT, sellable=5),
        Position(article_id=JACKET, location_id=WAREHOUSE, sellable=22),
        Position(article_id=JACKET, location_id=PARTNER, sellable=2),
        Position(article_id=JACKET, location_id=EMPTY, sellable=1, allocated=1),
        Position(article_id=WATCH, location_id=PARIS, sellable=1),
        Piece(id="p1", article_id=WATCH, serial="MO-2217", location_id=PARIS),
    )
    desk.add(ArticlePlace(location_id=STORE, article_id=JACKET, zone="B", aisle="4", shelf="2"))


@pytest.fixture(scope="module")
def stocked_replica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A replica of this network, without any order."""
    return make_stocked_replica(tmp_path_factory.mktemp("stocked") / "replica")


@pytest.fixture
def desk(stocked_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    """Inès at the workstation of a store of this network."""
    made = copied_desk(stocked_replica, tmp_path / "replica")
    yield made
    made.close()
