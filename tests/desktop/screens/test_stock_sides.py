"""What stands beside an article: places, movements, pieces, prices."""

from __future__ import annotations

from pathlib import Path

from core.model import Article, FulfilmentLine, Location, Movement, Piece
from core.rules.time import DAY_MS
from desktop.screens.stock import beside_words, words
from desktop.screens.stock.presenter import StockPresenter
from desktop.screens.stock.state import Part, Side, StockState
from desktop.shell.widgets import Row
from tests.desktop.desk_double import NOW, STORE, SessionDesk, make_empty_replica
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.stock_room import face, page_of, presenter
from tests.desktop.screens.stocked_network import (
    GTINS,
    JACKET,
    PARIS,
    WATCH,
    desk,
    stocked_replica,
)
from tests.desktop.screens.store_world import add_order

__all__ = ["desk", "face", "presenter", "stocked_replica"]


def side_of(presenter: StockPresenter) -> Side:
    return presenter.state.side


def side_rows(presenter: StockPresenter) -> list[Row]:
    return [row for group in beside_words.groups(presenter.state) for row in group.rows]


def names(presenter: StockPresenter) -> list[str]:
    return [place.name for place in side_of(presenter).places]


async def test_every_place_this_store_first_then_the_nearest_with_stock(presenter: StockPresenter) -> None:
    await presenter.open(JACKET)

    assert [(place.name, place.available) for place in side_of(presenter).places] == [
        ("Lyon Part-Dieu", 3),
        ("Chez Partenaire", 2),
        ("Entrepôt Saint-Priest", 22),
        ("Paris Rivoli", 3),
        ("Lyon Bellecour", 0),
        ("Grenoble", 0),
        ("Dijon", 0),
    ]
    total = side_of(presenter).total
    assert (total.locations, total.available, total.stocked) == (7, 30, 4)
    assert page_of(presenter).on_the_way == 4


async def test_what_stands_there_and_what_can_be_promised_are_told_apart(presenter: StockPresenter) -> None:
    await presenter.open(JACKET)
    here, *others = side_of(presenter).places
    shut = next(place for place in others if place.name == "Grenoble")

    assert (here.on_hand, here.available, here.in_transit) == (9, 3, 4)
    assert (shut.on_hand, shut.available, shut.can_collect) == (5, 0, False)


async def test_a_place_that_is_open_is_never_said_to_open(presenter: StockPresenter) -> None:
    await presenter.search("mistral")
    await presenter.open(JACKET)

    assert {place.opens_at for place in side_of(presenter).places} == {0}


async def test_the_places_are_sorted_and_narrowed(presenter: StockPresenter) -> None:
    await presenter.open(JACKET)
    await presenter.beside.sort()
    assert names(presenter)[:3] == ["Lyon Part-Dieu", "Chez Partenaire", "Lyon Bellecour"]
    await presenter.beside.sort()
    assert names(presenter)[:2] == ["Lyon Part-Dieu", "Entrepôt Saint-Priest"]
    await presenter.beside.narrow()
    assert "Dijon" not in names(presenter)
    assert "Lyon Bellecour" in names(presenter), "on display"
    await presenter.beside.narrow()
    assert names(presenter) == ["Lyon Part-Dieu", "Paris Rivoli"]
    assert side_of(presenter).total.locations == 2


async def test_a_thousand_places_come_page_by_page(tmp_path: Path, face: HeardFace[StockState]) -> None:
    make_empty_replica(tmp_path / "wide")
    desk = SessionDesk(tmp_path / "wide")
    desk.bring_network(
        *(
            Location(id=n, code=f"L{n}", name=f"M {n:04}", kind="store", latitude=45 + n / 999, longitude=4)
            for n in range(1, 251)
        ),
        Article(id=JACKET, sku="J", gtin="1", style="S", name="Veste"),
    )
    presenter = StockPresenter(desk, face, desk.station.world.ids)
    await presenter.open(JACKET)
    assert (len(names(presenter)), side_of(presenter).is_whole) == (100, False)
    await presenter.beside.more()
    await presenter.refresh()
    assert len(names(presenter)) == 200, "read again, as many as were shown"
    await presenter.beside.more()
    await presenter.beside.more()
    assert names(presenter) == [f"M {n:04}" for n in range(1, 251)]
    assert side_of(presenter).is_whole
    desk.close()


async def test_what_happened_here_says_who_and_why_and_what_waits(
    desk: SessionDesk, presenter: StockPresenter
) -> None:
    add_order(desk, "f1", "C-20418", "Claire Martin", {})
    known = {"article_id": JACKET, "quantity": 1, "bucket": "sellable"}
    desk.add(
        Movement(
            id="m1",
            at=NOW - 60_000,
            kind="picked",
            location_id=STORE,
            aggregate="fulfilment:f1",
            actor="s-ines",
            network_version=1,
            **known,
        ),
        Movement(id="m2", at=NOW, kind="sold", location_id=STORE, actor="core", **known),
        Movement(id="m3", at=NOW, kind="sold", location_id=PARIS, actor="core", **known),
    )
    await presenter.open(JACKET)
    await presenter.beside.turn_to(Part.MOVEMENTS)

    said = [(one.kind, one.order_number, one.actor_name, one.is_sent) for one in side_of(presenter).movements]
    assert said == [("sold", "", "", False), ("picked", "C-20418", "Inès Martin", True)]
    last = page_of(presenter).why.last
    assert last is not None
    assert last.id == "m2"


async def test_a_piece_with_its_history(desk: SessionDesk, presenter: StockPresenter) -> None:
    desk.add(
        Movement(
            id="m1",
            at=NOW,
            kind="transferred_out",
            article_id=WATCH,
            location_id=STORE,
            quantity=1,
            bucket="sellable",
            serial="MO-2217",
        )
    )
    await presenter.scan(GTINS[WATCH], "mo-2217")

    side = side_of(presenter)
    assert side.part is Part.PIECES
    assert [(piece.serial, piece.place, piece.is_here) for piece in side.pieces] == [
        ("MO-2217", "Paris Rivoli", False)
    ]
    assert [one.kind for one in side.history] == ["transferred_out"]
    await presenter.open(JACKET)
    assert side_of(presenter).part is Part.PLACES, "a jacket has no pieces"


async def test_a_piece_that_is_picked_says_for_which_order(
    desk: SessionDesk, presenter: StockPresenter
) -> None:
    desk.add_to_network(
        *(Piece(id=f"p-{one}", article_id=WATCH, serial=one, location_id=STORE) for one in "AB")
    )
    add_order(desk, "f1", "C-20418", "Claire Martin", {"watch": 1}, state="picked")
    with desk.writing() as session:
        line = session.get_one(FulfilmentLine, "f1-1")
        line.article_id, line.serials = WATCH, ["B"]
    await presenter.scan(GTINS[WATCH], "B")
    told = {row.key: row.cells[0].hint for row in side_rows(presenter)}
    assert told["B"] == "picked for C-20418"
    assert told["A"] == "on hand, can be sold"
    piece = page_of(presenter).piece
    assert piece is not None
    assert words.piece_words(piece) == "Piece B: here, picked for C-20418."
    with desk.writing() as session:
        session.get_one(FulfilmentLine, "f1-1").handed_over = 1
    await presenter.scan(GTINS[WATCH], "B")
    assert "C-20418" not in str(side_rows(presenter))
    with desk.writing() as session:
        line = session.get_one(FulfilmentLine, "f1-1")
        line.picked, line.serials = 2, ["A", "B"]
    await presenter.scan(GTINS[WATCH], "B")
    told = {row.key: row.cells[0].hint for row in side_rows(presenter)}
    assert told["B"] == "picked for C-20418"
    assert told["A"] == "on hand, can be sold", "it left first, and has been brought back since"


async def test_prices_with_their_dates(presenter: StockPresenter) -> None:
    await presenter.open(JACKET)
    await presenter.beside.turn_to(Part.PRICES)

    assert [(price.valid_from, price.price_cents) for price in side_of(presenter).prices] == [
        (NOW - DAY_MS, 9_900),
        (0, 12_900),
    ]


async def test_the_price_with_what_it_was(presenter: StockPresenter) -> None:
    await presenter.open(JACKET)
    assert (page_of(presenter).price_cents, page_of(presenter).was_cents) == (9_900, 12_900)

    await presenter.open(WATCH)
    assert page_of(presenter).price_cents is None


async def test_where_it_stands_here(presenter: StockPresenter) -> None:
    await presenter.open(JACKET)

    assert (page_of(presenter).zone, page_of(presenter).aisle, page_of(presenter).shelf) == ("B", "4", "2")
