"""What is to be done today, and the turns of a store's day."""

from __future__ import annotations

from typing import cast

from core.model import (
    ArticlePlace,
)
from core.rules.intake import IntakeMode
from desktop.screens import Section
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.alerts.state import Shows
from desktop.screens.day.screen import DayScreen
from desktop.screens.day.state import Turn
from desktop.screens.today.screen import TodayScreen
from desktop.screens.today.state import Filter, Way
from tests.desktop.desk_double import STORE
from tests.desktop.screens import look_alerts
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.store_world import ARTICLES


def today(room: Room) -> None:
    screen = cast(TodayScreen, room.go(Section.TODAY))
    now(screen.presenter.narrow(Filter()))


def narrowed(room: Room) -> None:
    screen = cast(TodayScreen, room.go(Section.TODAY))
    now(screen.presenter.narrow(Filter(kind="pickup", is_late=True, zone="A", words="c-204")))


def nothing_like_it(room: Room) -> None:
    screen = cast(TodayScreen, room.go(Section.TODAY))
    now(screen.presenter.narrow(Filter(words="zzz")))


def rejecting(room: Room) -> None:
    today(room)
    screen = cast(TodayScreen, room.go(Section.TODAY, "f1"))
    screen.view.ways[Way.REJECT].trigger()


def ready(room: Room) -> None:
    room.go(Section.DAY, Turn.OPENING)


def closing(room: Room) -> None:
    room.go(Section.DAY, Turn.CLOSING)


def intake(room: Room) -> None:
    """A cap is being chosen."""
    screen = cast(DayScreen, room.go(Section.DAY, Turn.INTAKE))
    screen.presenter.choose(IntakeMode.CAPPED)


def intake_paused(room: Room) -> None:
    """Paused, and a backlog asked about."""
    screen = cast(DayScreen, room.go(Section.DAY, Turn.INTAKE))
    screen.presenter.choose(IntakeMode.PAUSED)
    now(screen.presenter.limit("", "Dégât des eaux en réserve"))
    screen.presenter.ask_backlog(is_late=False)
    limit = screen.presenter.state.limit
    assert limit is not None
    room.intake.show_limit(limit, "Europe/Paris")


def count_of_a_zone(room: Room) -> None:
    if not room.desk.rows(ArticlePlace):
        for article in ARTICLES.values():
            place = dict(zip(("zone", "aisle", "shelf"), article["place"], strict=True))
            room.desk.add(ArticlePlace(location_id=STORE, article_id=article["id"], **place))
    screen = cast(DayScreen, room.go(Section.DAY, Turn.COUNT))
    now(screen.presenter.want_counted("B"))


def counting(room: Room) -> None:
    """An article to be counted, and its number asked for."""
    look_alerts.alert_settled(room)
    now(cast(AlertsScreen, room.screens[Section.ALERTS]).presenter.turn_to(Shows.OPEN))
    today(room)
    screen = cast(TodayScreen, room.screens[Section.TODAY])
    task = next(work for work in screen.presenter.state.works if work.counting is not None)
    screen.view.rows.choose(task.key)
    now(screen.presenter.act(task.key))
