"""Labels of an article that is scanned: how many, of which kind, and of a piece its serial number."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.model import Article
from core.rules.time import MINUTE_MS
from desktop.devices.scanner import Article as ScannedArticle
from desktop.devices.scanner import Piece, StagingBin
from desktop.labels import data_in, load, validate_data
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.labels.state import MOST_COPIES
from sync.reading import Reader
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.labels_room import (
    DRESS,
    GTIN,
    JACKET,
    opened,
    press,
    priced_replica,
    said,
    screen,
    stocked,
)

__all__ = ["opened", "priced_replica", "screen", "stocked"]


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
