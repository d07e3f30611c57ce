"""Stock: what is found, what is opened, why so many, and where else."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from core.model import FulfilmentLine, Location, Movement
from core.rules.availability import Term
from core.rules.stock import Bucket
from core.rules.time import DAY_MS
from desktop.screens.stock.presenter import StockPresenter
from desktop.screens.stock.reading import size_order
from desktop.screens.stock.state import StockState
from sync.reading import Reader
from tests.desktop.desk_double import NOW, STORE, SessionDesk, make_empty_replica
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.stock_room import face, page_of, presenter
from tests.desktop.screens.stocked_network import (
    GTINS,
    JACKET,
    JACKET_L,
    JACKET_SAND,
    WATCH,
    desk,
    stocked_replica,
)
from tests.desktop.screens.store_world import add_order

__all__ = ["desk", "face", "presenter", "stocked_replica"]

T = TypeVar("T")


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


async def test_what_is_read_again_while_another_article_is_opened_does_not_bring_the_former_back(
    presenter: StockPresenter, desk: SessionDesk
) -> None:
    await presenter.open(JACKET)
    desk.turns = 6
    opening = asyncio.create_task(presenter.open(WATCH))
    await asyncio.sleep(0)
    # It begins with the jacket in sight, and its answer is the last to come.
    desk.turns = 4
    await presenter.refresh()
    await opening

    assert page_of(presenter).article_id == WATCH


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
