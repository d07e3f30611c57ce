"""Labels: the shelves that change today in one batch, an article that is scanned, and how a batch goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from core.model import Article, ArticlePlace, ArticlePrice, Bin, Location, Position
from core.rules.errors import Refused
from core.rules.time import DAY_MS, MINUTE_MS
from desktop.devices.scanner import Article as ScannedArticle
from desktop.devices.scanner import Piece, StagingBin
from desktop.labels import data_in, load, validate_data
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.labels.state import MOST_COPIES, Part
from desktop.shell.language import language
from sync.reading import Reader
from tests.desktop.desk_double import INES, NOW, STORE, SessionDesk, copied_desk, make_empty_replica
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.look_room import speaking

JACKET, BELT, DRESS, ELSEWHERE = 13, 15, 12, 20
GTIN = {JACKET: "3614274881202", BELT: "3614275550022", DRESS: "3614272203310", ELSEWHERE: "4006381333931"}


def article(number: int, name: str) -> Article:
    return Article(
        id=number, sku=f"SKU-{number}", gtin=GTIN[number], style=name, name=name, size="M", colour="marine"
    )


def price(number: int, from_now_ms: int, cents: int, kind: str = "regular") -> ArticlePrice:
    return ArticlePrice(article_id=number, valid_from=NOW + from_now_ms, price_cents=cents, kind=kind)


@pytest.fixture(scope="module")
def priced_replica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with prices that change today, tomorrow and elsewhere."""
    folder = tmp_path_factory.mktemp("priced") / "store"
    make_empty_replica(folder)
    desk = SessionDesk(folder)
    bring_prices(desk)
    desk.close()
    return folder


@pytest.fixture
def stocked(priced_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    made = copied_desk(priced_replica, tmp_path / "replica")
    yield made
    made.close()


def bring_prices(desk: SessionDesk) -> None:
    place = Location(
        id=STORE,
        code="L1",
        name="Lyon Part-Dieu",
        kind="store",
        latitude=45.7,
        longitude=4.8,
        timezone="Europe/Paris",
    )
    names = {JACKET: "Veste Mistral", BELT: "Ceinture tressée", DRESS: "Robe Calanque", ELSEWHERE: "Ailleurs"}
    here = [Position(article_id=number, location_id=STORE, sellable=3) for number in (JACKET, BELT, DRESS)]
    prices = [
        price(JACKET, -90 * DAY_MS, 12_900),
        price(JACKET, 60 * MINUTE_MS, 9_900, "markdown"),
        price(BELT, -90 * DAY_MS, 3_500),
        price(BELT, -3 * MINUTE_MS, 3_900),
        price(DRESS, -90 * DAY_MS, 8_900),
        price(DRESS, 2 * DAY_MS, 7_900),
        price(ELSEWHERE, -90 * DAY_MS, 100),
        price(ELSEWHERE, -MINUTE_MS, 200),
    ]
    desk.bring_network(place, *(article(number, name) for number, name in names.items()), *here, *prices)
    desk.add(ArticlePlace(location_id=STORE, article_id=JACKET, zone="B", aisle="4", shelf="2"))


@pytest.fixture
def opened(stocked: SessionDesk) -> OpenDoors:
    return OpenDoors(stocked)


@pytest.fixture
def screen(opened: OpenDoors, stocked: SessionDesk, qtbot: QtBot) -> Iterator[LabelsScreen]:
    made = LabelsScreen(opened.doors, stocked.station)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    now(made.open(""))
    yield made


def said(screen: LabelsScreen, name: str) -> str:
    found = screen.view.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def press(screen: LabelsScreen, qtbot: QtBot, name: str) -> None:
    button = screen.view.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def fields(desk: SessionDesk) -> list[dict[str, Any]]:
    return [job.data for job in desk.spooled()]


def test_the_shelves_that_change_today_are_listed_in_walking_order_with_both_prices(
    screen: LabelsScreen,
) -> None:
    rows = [row.words() for row in screen.view.rows.rows()]
    assert [row.split(" · ")[0] for row in rows] == ["Ceinture tressée, M", "Veste Mistral, M"]
    assert "39.00" in rows[0]
    assert "35.00" in rows[0]
    assert "99.00" in rows[1], "it begins in an hour: today"
    assert "B · 4 · 2" in rows[1]


def test_they_are_printed_in_one_batch_with_the_price_that_they_are_reckoned_from(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    screen.view.rows.choose(str(JACKET))
    assert said(screen, "labels_reduction").startswith("Lowest price of the last 30 days: ")
    assert "129.00" in said(screen, "labels_reduction")
    assert screen.presenter.state.preview.startswith(b"%PDF")
    press(screen, qtbot, "labels_print_button")

    assert {job.template for job in stocked.spooled()} == {"shelf_label"}
    [name] = {job.aggregate for job in stocked.spooled()}
    assert name.startswith("batch:shelf_label:")
    jacket = next(one for one in fields(stocked) if one["name"] == "Veste Mistral")
    assert jacket["lowest_price"].startswith("129,00"), "in the language of labels"
    assert (jacket["reduction"], jacket["place"]) == ("-23\u00a0%", "B · 4 · 2")
    assert said(screen, "labels_batch_words") == "0 of 2 printed"


def test_a_batch_is_paused_gone_on_with_and_ended(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    press(screen, qtbot, "labels_print_button")
    first, second = (job.id for job in stocked.spooled())
    stocked.station.mark_prints([first], "confirmed")
    now(screen.refresh(frozenset({"spool_job"})))
    assert said(screen, "labels_batch_words") == "1 of 2 printed"

    press(screen, qtbot, "labels_hold_button")
    assert [job.status for job in stocked.spooled()] == ["confirmed", "held"]
    assert screen.view.hold.text() == "Go on"
    press(screen, qtbot, "labels_hold_button")
    assert [job.status for job in stocked.spooled()] == ["confirmed", "queued"]

    stocked.station.mark_prints([second], "failed", "printer_interrupted")
    now(screen.refresh(frozenset({"spool_job"})))
    assert said(screen, "labels_batch_words") == "1 of 2 printed, 1 not printed"
    press(screen, qtbot, "labels_drop_button")
    assert [job.status for job in stocked.spooled()] == ["confirmed", "dropped"]
    assert not screen.view.hold.isEnabled()
    stocked.clock.advance(1)
    now(screen.presenter.print())
    for _ in ("waiting", "held"):
        with pytest.raises(Refused, match="labels_wait"):
            now(screen.presenter.print())
        now(screen.presenter.hold())
    assert [job.status for job in stocked.spooled()[2:]] == ["held", "held"]


def test_a_batch_that_is_not_over_is_there_again_after_a_restart(
    screen: LabelsScreen, stocked: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    press(screen, qtbot, "labels_print_button")
    another = LabelsScreen(opened.doors, stocked.station)
    qtbot.addWidget(another.view)
    now(another.open(""))
    batch = another.presenter.state.batch
    assert batch is not None
    assert batch.progress.waiting == 2


def test_an_article_is_scanned_and_again_for_one_label_more(
    screen: LabelsScreen, stocked: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    assert screen.scanned(ScannedArticle(GTIN[DRESS]))
    assert screen.scanned(Piece(GTIN[DRESS], "7"))
    assert (said(screen, "labels_article"), screen.view.copies.text()) == ("Robe Calanque", "2")
    assert opened.sounds == [True, True]
    press(screen, qtbot, "labels_template_product_barcode")
    press(screen, qtbot, "labels_print_button")
    assert [(job.template, job.data["gtin"]) for job in stocked.spooled()] == [
        ("product_barcode", GTIN[DRESS])
    ] * 2
    assert screen.view.copies.text() == "1"


def test_of_quick_scans_each_counts_and_enter_comes_after_them(
    screen: LabelsScreen, stocked: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, presenter = stocked.read, screen.presenter

    async def read_slowly(query: Callable[[Reader], Any]) -> Any:
        found = await read(query)
        await asyncio.sleep(0)
        return found

    async def quickly() -> None:
        scans = [presenter.scan(ScannedArticle(GTIN[DRESS])) for _ in range(3)]
        await asyncio.gather(*scans, presenter.refresh(), presenter.print())

    monkeypatch.setattr(stocked, "read", read_slowly)
    asyncio.run(quickly())

    assert len(stocked.spooled()) == 3


def test_a_markdown_is_printed_of_what_is_marked_down_alone(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    now(screen.presenter.scan(ScannedArticle(GTIN[DRESS])))
    press(screen, qtbot, "labels_template_markdown")
    assert said(screen, "labels_missing") == "It is not marked down."
    assert not screen.view.print_action.isEnabled()
    stocked.clock.advance(120 * MINUTE_MS)
    now(screen.presenter.scan(ScannedArticle(GTIN[JACKET])))
    assert screen.presenter.state.preview


def test_an_unknown_barcode_says_so_and_sounds_bad(screen: LabelsScreen, opened: OpenDoors) -> None:
    now(screen.presenter.scan(ScannedArticle("5901234123457")))
    assert said(screen, "labels_missing") == "No article has the barcode 5901234123457."
    assert opened.sounds == [False]
    assert not screen.scanned(StagingBin("BIN-1"))


@pytest.mark.parametrize(("typed", "copies"), [("12", 12), ("99999", MOST_COPIES), ("0", 1), ("x", 1)])
def test_how_many_is_a_number_within_bounds(
    screen: LabelsScreen, qtbot: QtBot, typed: str, copies: int
) -> None:
    now(screen.presenter.scan(ScannedArticle(GTIN[DRESS])))
    screen.view.copies.line.setText(typed)
    screen.view.copies.line.editingFinished.emit()
    assert screen.presenter.state.copies == copies
    assert screen.view.copies.text() == str(copies)


def test_the_page_speaks_french_and_prints_in_french(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    with speaking("fr"):
        now(screen.refresh(None))
        assert screen.view.print_action.text() == "Imprimer 2 étiquettes"
        press(screen, qtbot, "labels_print_button")
    assert {job.language for job in stocked.spooled()} == {"fr"}
    assert language.code != "fr"


def test_the_parts_are_turned_with_a_key(screen: LabelsScreen) -> None:
    screen.view.other_part.trigger()
    assert screen.presenter.state.part is Part.ARTICLE
    assert not screen.view.print_action.isEnabled()
    screen.view.other_part.trigger()
    assert screen.presenter.state.part is Part.STORE
    screen.view.other_part.trigger()
    assert screen.presenter.state.part is Part.CHANGES


def test_the_store_s_own_labels_are_printed_one_by_one_or_all_of_a_kind(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    stocked.add(*(Bin(id=f"b{n}", location_id=STORE, code=f"BIN-{n}") for n in (10, 2)))
    now(screen.presenter.refresh())
    press(screen, qtbot, "labels_part_store")
    words = [row.key for row in screen.view.rows.rows()]
    assert words[:3] == ["bin:BIN-2", "bin:BIN-10", "tote:TOTE-1"]
    assert any(key.startswith("staff_badge:BADGE-") for key in words)
    for key, template, said_of_it in (
        ("bin:BIN-10", "bin", {"bin": "10", "bin_code": "BIN-10"}),
        ("tote:TOTE-7", "tote", {"tote": "7", "tote_code": "TOTE-7"}),
        (f"staff_badge:BADGE-{INES.staff_id}", "staff_badge", {"name": INES.name, "role": "Associate"}),
    ):
        screen.view.rows.choose(key)
        assert screen.presenter.state.preview.startswith(b"%PDF")
        press(screen, qtbot, "labels_print_button")
        job = stocked.spooled()[-1]
        assert job.template == template
        assert said_of_it.items() <= job.data.items()
        assert validate_data(load(template), data_in(job.data), "en") == []
        stocked.clock.advance(1)
    screen.view.rows.choose("bin:BIN-2")
    before = len(stocked.spooled())
    press(screen, qtbot, "labels_all_button")
    stocked.clock.advance(1)
    with pytest.raises(Refused, match="labels_wait"):
        now(screen.presenter.print_all_like_it())
    assert [job.data["bin"] for job in stocked.spooled()[before:]] == ["2", "10"]
    stocked.add(Bin(id="b3", location_id=STORE, code="BIN-3"))
    now(screen.presenter.refresh())
    now(screen.presenter.print_all_like_it())
    assert [job.data["bin"] for job in stocked.spooled()[before + 2 :]] == ["2", "3", "10"]


def test_a_piece_that_is_scanned_gets_a_label_with_its_serial_number(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    gtin = stocked.station.read(lambda reader: reader.session.get_one(Article, JACKET).gtin)
    assert screen.scanned(Piece(gtin, "MO-2217"))
    press(screen, qtbot, "labels_template_piece_label")
    press(screen, qtbot, "labels_print_button")
    [job] = stocked.spooled()
    assert (job.template, job.data["serial"], job.data["gtin"]) == ("piece_label", "MO-2217", gtin)
    assert validate_data(load("piece_label"), data_in(job.data), "en") == []
    # The article alone has no such label.
    assert screen.scanned(ScannedArticle(gtin))
    assert (screen.presenter.state.template, screen.presenter.state.serial) == ("price_label", "")
