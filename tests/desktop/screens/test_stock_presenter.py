"""Stock: what is found, what is opened, why so many, and where else."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from core.model import Article, FulfilmentLine, Location, Movement
from core.rules.availability import Term
from core.rules.stock import Bucket
from core.rules.time import DAY_MS
from desktop.screens.stock.presenter import StockPresenter
from desktop.screens.stock.reading import size_order
from desktop.screens.stock.state import ArticlePage, Part, Side, StockState
from sync.reading import Reader
from tests.desktop.desk_double import NOW, STORE, SessionDesk, copied_desk, make_empty_replica
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.stocked_network import (
    GTINS,
    JACKET,
    JACKET_L,
    JACKET_SAND,
    PARIS,
    WATCH,
    make_stocked_replica,
)
from tests.desktop.screens.store_world import add_order

T = TypeVar("T")


@pytest.fixture(scope="module")
def stocked_replica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_stocked_replica(tmp_path_factory.mktemp("stocked") / "replica")


@pytest.fixture
def desk(stocked_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    made = copied_desk(stocked_replica, tmp_path / "replica")
    yield made
    made.close()


@pytest.fixture
def face() -> HeardFace[StockState]:
    return HeardFace()


@pytest.fixture
def presenter(desk: SessionDesk, face: HeardFace[StockState]) -> StockPresenter:
    return StockPresenter(desk, face, desk.station.world.ids)


def page_of(presenter: StockPresenter) -> ArticlePage:
    assert presenter.state.page is not None
    return presenter.state.page


async def test_what_is_typed_is_found_and_the_first_is_chosen(presenter: StockPresenter) -> None:
    await presenter.search("mistral")

    assert [match.id for match in presenter.state.matches] == [JACKET, JACKET_L, JACKET_SAND]
    assert presenter.state.chosen == JACKET


class DeafDesk(SessionDesk):
    """Its first answer comes only when it is let go."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.let_go = asyncio.Event()
        self.reads = 0

    async def read(self, query: Callable[[Reader], T]) -> T:
        self.reads += 1
        answer = self.station.read(query)
        if self.reads == 1:
            await self.let_go.wait()
        return answer


async def test_an_answer_that_was_overtaken_is_dropped(
    stocked_replica: Path, tmp_path: Path, face: HeardFace[StockState]
) -> None:
    shutil.copytree(stocked_replica, tmp_path / "deaf")
    desk = DeafDesk(tmp_path / "deaf")
    presenter = StockPresenter(desk, face, desk.station.world.ids)
    early = asyncio.create_task(presenter.search("montre"))
    await asyncio.sleep(0)
    await presenter.search("mistral")
    desk.let_go.set()
    await early

    assert presenter.state.wanted == "mistral"
    assert {match.name for match in presenter.state.matches} == {"Veste Mistral"}
    desk.close()


async def test_an_older_answer_never_puts_the_older_text_back(
    stocked_replica: Path, tmp_path: Path, face: HeardFace[StockState]
) -> None:
    shutil.copytree(stocked_replica, tmp_path / "deaf")
    desk = DeafDesk(tmp_path / "deaf")
    presenter = StockPresenter(desk, face, desk.station.world.ids)
    early = asyncio.create_task(presenter.refresh())
    await asyncio.sleep(0)
    typed = presenter.search("mistral")
    desk.let_go.set()
    await early
    await typed

    assert [state.wanted for state in face.states] == ["mistral"]
    desk.close()


async def test_the_chosen_row_is_opened(presenter: StockPresenter) -> None:
    await presenter.search("mistral")
    presenter.choose(JACKET_L)
    await presenter.open_chosen()

    assert page_of(presenter).size == "L"


async def test_back_leads_to_the_list_as_it_was(presenter: StockPresenter) -> None:
    await presenter.search("mistral m")
    presenter.choose(JACKET_SAND)
    await presenter.open_chosen()
    await presenter.back()

    assert presenter.state.page is None
    assert presenter.state.wanted == "mistral m"
    assert presenter.state.chosen == JACKET_SAND


async def test_without_a_text_stands_what_was_looked_at_lately(presenter: StockPresenter) -> None:
    await presenter.open(WATCH)
    await presenter.open(JACKET)
    await presenter.search("")

    assert [match.id for match in presenter.state.matches] == [JACKET, WATCH]


async def test_a_scan_opens_the_article(presenter: StockPresenter, face: HeardFace[StockState]) -> None:
    await presenter.scan(GTINS[JACKET])

    assert page_of(presenter).article_id == JACKET
    assert face.sounds == [True]


async def test_a_scan_takes_the_place_of_what_was_searched(presenter: StockPresenter) -> None:
    await presenter.search("montre")
    await presenter.scan(GTINS[JACKET])
    assert presenter.state.page is not None
    assert presenter.state.wanted == ""


async def test_an_unknown_barcode_is_said(presenter: StockPresenter, face: HeardFace[StockState]) -> None:
    await presenter.scan("4006381333931")

    assert presenter.state.unknown_barcode == "4006381333931"
    assert face.sounds == [False]
    await presenter.search("m")
    assert presenter.state.unknown_barcode == ""


async def test_a_scanned_piece_is_looked_for(presenter: StockPresenter) -> None:
    await presenter.scan(GTINS[WATCH], "mo-2217")
    piece = page_of(presenter).piece
    assert piece is not None
    assert (piece.serial, piece.place, piece.is_here) == ("MO-2217", "Paris Rivoli", False)

    await presenter.scan(GTINS[WATCH], "MO-9999")
    unknown = page_of(presenter).piece
    assert unknown is not None
    assert unknown.place == ""


async def test_the_variants_of_the_style_with_what_is_free_here(presenter: StockPresenter) -> None:
    await presenter.open(JACKET)

    assert [(one.article_id, one.size, one.colour, one.available) for one in page_of(presenter).variants] == [
        (JACKET, "M", "Marine", 3),
        (JACKET_SAND, "M", "Sable", 0),
        (JACKET_L, "L", "Marine", 1),
    ]


async def test_why_adds_up(desk: SessionDesk, presenter: StockPresenter) -> None:
    add_order(desk, "f1", "C-20418", "Claire Martin", {"jacket": 1})
    await presenter.open(JACKET)
    why = page_of(presenter).why

    assert why.terms == ((Term.SELLABLE, 6), (Term.ALLOCATED, -2), (Term.SAFETY, -1))
    assert why.available == 3 == sum(number for _, number in why.terms)
    assert why.beside == ((Bucket.DISPLAY, 1), (Bucket.DAMAGED, 2))
    assert why.counted_at == NOW - 4 * DAY_MS
    assert why.unconfirmed == 0


async def test_the_orders_that_hold_some_are_named(desk: SessionDesk, presenter: StockPresenter) -> None:
    desk.add(
        FulfilmentLine(
            id="l1", fulfilment_id="f1", order_line_id="ol1", line_no=1, article_id=JACKET, quantity=2
        )
    )
    add_order(desk, "f1", "C-20418", "Claire Martin", {})
    await presenter.open(JACKET)

    assert page_of(presenter).why.held_for == ("C-20418",)


async def test_movements_made_here_count_and_are_told(desk: SessionDesk, presenter: StockPresenter) -> None:
    for number, kind in enumerate(("allocated", "picked")):
        desk.add(
            Movement(
                id=f"m{number}",
                at=NOW,
                kind=kind,
                article_id=JACKET,
                location_id=STORE,
                quantity=1,
                bucket="sellable",
            )
        )
    await presenter.open(JACKET)

    assert page_of(presenter).why.available == 2
    assert page_of(presenter).why.unconfirmed == 1


def side_of(presenter: StockPresenter) -> Side:
    return presenter.state.side


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


async def test_without_a_network_nothing_breaks(tmp_path: Path, face: HeardFace[StockState]) -> None:
    make_empty_replica(tmp_path / "bare")
    desk = SessionDesk(tmp_path / "bare")
    presenter = StockPresenter(desk, face, desk.station.world.ids)
    await presenter.search("robe")
    await presenter.open(JACKET)

    assert presenter.state.page is None
    assert not presenter.state.has_network
    assert desk.rows(Location) == []
    desk.close()


def test_sizes_stand_in_the_order_of_the_shop() -> None:
    sizes = ["XL", "38", "TU", "S", "4,5", "38 mm", "XS", "4", "104"]

    assert sorted(sizes, key=size_order) == ["4", "4,5", "38", "38 mm", "104", "XS", "S", "XL", "TU"]
