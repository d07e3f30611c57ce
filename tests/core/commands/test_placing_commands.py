"""Where an article stands is kept by whoever scans it there; the last one who looked is right."""

from __future__ import annotations

from command_world import LYON, PARIS, SCARF, World

from core.commands import KeepPlace
from core.model import ArticlePlace


def place(world: World) -> tuple[str, str, str] | None:
    row = world.session.get(ArticlePlace, (LYON, SCARF))
    return (row.zone, row.aisle, row.shelf) if row else None


def test_a_place_is_kept_and_the_next_one_takes_its_stead(world: World) -> None:
    world.run(KeepPlace(location_id=LYON, article_id=SCARF, zone="B", aisle="4", shelf="2"))
    assert place(world) == ("B", "4", "2")

    world.run(KeepPlace(location_id=LYON, article_id=SCARF, zone="C"))
    assert place(world) == ("C", "", "")


def test_a_place_can_be_forgotten(world: World) -> None:
    world.run(KeepPlace(location_id=LYON, article_id=SCARF, zone="B"))
    world.run(KeepPlace(location_id=LYON, article_id=SCARF))
    assert place(world) == ("", "", "")


def test_the_shelves_of_another_store_are_set_aside(world: World) -> None:
    outcome = world.run(KeepPlace(location_id=PARIS, article_id=SCARF, zone="B"))
    assert (outcome.status, outcome.code) == ("quarantined", "other_location")
    assert world.session.get(ArticlePlace, (PARIS, SCARF)) is None
