"""Labels for its tests: a store with prices that change, the screen, and what is pressed and read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from core.model import Article, ArticlePlace, ArticlePrice, Location, Position
from core.rules.time import DAY_MS, MINUTE_MS
from desktop.screens.labels.screen import LabelsScreen
from tests.desktop.desk_double import NOW, STORE, SessionDesk, copied_desk, make_empty_replica
from tests.desktop.screens.at_once import OpenDoors, now

JACKET, BELT, DRESS, ELSEWHERE = 13, 15, 12, 20

GTIN = {JACKET: "3614274881202", BELT: "3614275550022", DRESS: "3614272203310", ELSEWHERE: "4006381333931"}


def article(number: int, name: str) -> Article:
    return Article(
        id=number, sku=f"SKU-{number}", gtin=GTIN[number], style=name, name=name, size="M", colour="marine"
    )


def price(number: int, from_now_ms: int, cents: int, kind: str = "regular") -> ArticlePrice:
    return ArticlePrice(article_id=number, valid_from=NOW + from_now_ms, price_cents=cents, kind=kind)


@pytest.fixture(scope="session")
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
