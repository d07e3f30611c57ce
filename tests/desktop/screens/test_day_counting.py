"""A shelf, a zone or an article that a manager wants counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.model import ArticlePlace, CountTask
from desktop.devices.scanner import parse
from desktop.screens.day.counting import AskedCount
from desktop.screens.day.screen import DayScreen
from desktop.screens.day.state import Turn
from desktop.shell.widgets import PrimaryButton
from tests.desktop.desk_double import STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.day_in_hand import opened, screen, text
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["opened", "screen"]

# What is to be counted


def place_articles(desk: SessionDesk) -> None:
    """Shirt and dress in zone A, the jacket on shelf B-4-2."""
    for name in ("shirt", "dress", "jacket"):
        zone, aisle, shelf = ARTICLES[name]["place"]
        article = ARTICLES[name]["id"]
        desk.add(ArticlePlace(location_id=STORE, article_id=article, zone=zone, aisle=aisle, shelf=shelf))


@pytest.mark.parametrize(
    ("scan", "found"),
    [("SHELF-B-4-2", ["jacket"]), ("SHELF-A", ["shirt", "dress"]), (ARTICLES["belt"]["gtin"], ["belt"])],
)
def test_a_shelf_a_zone_or_an_article_is_chosen_by_a_scan(
    desk: SessionDesk, screen: DayScreen, scan: str, found: list[str]
) -> None:
    place_articles(desk)
    now(screen.open(Turn.COUNT))
    assert screen.scanned(parse(scan))
    chosen = screen.presenter.state.counting
    assert [one.article_id for one in chosen.articles] == [ARTICLES[name]["id"] for name in found]
    assert chosen.zones == (("A", 2), ("B", 1))


def test_a_zone_is_counted_blind_by_keys_alone_and_stands_on_today(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    place_articles(desk)
    now(screen.open(Turn.COUNT))
    assert text(screen, "count_found") == "Choose a zone, or say which shelf."
    screen.view.count.what.line.setFocus()
    qtbot.keyClicks(screen.view.count.what.line, "a")
    qtbot.keyClick(screen.view, Qt.Key.Key_F5)
    assert text(screen, "count_how") == "Blind: nobody is told how many are expected."
    assert text(screen, "count_found") == "Chemise lin Alba, Robe Calanque"
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    tasks = desk.rows(CountTask)
    assert [(task.name, task.state, task.is_blind) for task in sorted(tasks, key=lambda one: one.name)] == [
        ("Chemise lin Alba", "asked", True),
        ("Robe Calanque", "asked", True),
    ]
    assert opened.messages.heard[-1].sentence == "To be counted: 2 article(s). Look on Today."
    # What somebody is to count already is not asked for twice, and the message says so.
    for wanted, said in (
        ("A", "All of it is to be counted already. It stands on Today."),
        ("B", "To be counted: 1 article(s). Look on Today."),
    ):
        now(screen.presenter.want_counted(wanted))
        qtbot.keyClick(screen.view, Qt.Key.Key_Return)
        assert opened.messages.heard[-1].sentence == said
    with desk.writing() as session:
        session.delete(session.get_one(CountTask, tasks[0].id))
    now(screen.presenter.want_counted("A"))
    assert now(screen.presenter.ask_count()) == AskedCount(1, 1)
    assert len(desk.rows(CountTask)) == 3


def filled(screen: DayScreen) -> list[str]:
    """What is drawn as the one thing to be pressed now."""
    buttons = [one for one in screen.view.findChildren(PrimaryButton) if one.isVisible() and one.isEnabled()]
    zones = screen.view.count.zones
    rows = [row for row in zones.rows() if row.key == zones.current_key() and not row.is_aside]
    return [*(button.text() for button in buttons), *(row.action for row in rows if row.action)]


def test_one_article_that_is_to_be_counted_is_told_from_its_like(
    screen: DayScreen, desk: SessionDesk
) -> None:
    place_articles(desk)
    now(screen.open(Turn.COUNT))
    now(screen.presenter.want_counted(ARTICLES["shirt"]["gtin"]))
    assert text(screen, "count_found") == "Chemise lin Alba · 38\u00a0·\u00a0blanc"


def test_one_thing_is_to_be_pressed_and_enter_presses_it(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    place_articles(desk)
    now(screen.open(Turn.COUNT))
    zones = screen.view.count.zones
    zones.choose("A")
    zones.setFocus()
    assert filled(screen) == ["Choose"]
    qtbot.keyClick(zones, Qt.Key.Key_Return)
    assert filled(screen) == ["Have 2 article(s) counted"]
    qtbot.keyClick(screen.view.focusWidget(), Qt.Key.Key_Return)
    assert opened.messages.heard[-1].sentence == "To be counted: 2 article(s). Look on Today."
    assert filled(screen) == ["Choose"]


def test_where_nothing_stands_there_is_nothing_to_count(desk: SessionDesk, screen: DayScreen) -> None:
    now(screen.open(Turn.COUNT))
    now(screen.presenter.want_counted("Z-9"))
    assert text(screen, "count_found").startswith("No article is known to stand there.")
    assert now(screen.presenter.ask_count()) == AskedCount()
    assert not screen.scanned(parse("TOTE-3"))
