"""An article is counted again over something that does not add up: a manager asks, an associate tells."""

from __future__ import annotations

from typing import Any

from command_world import LYON, NOW, SCARF, World, associate, manager
from sqlalchemy import select

from core.commands import CountArticle, PickLine, Resolution, SettleException
from core.model import ArticlePlace, CountTask, ExceptionCase


def asked(world: World) -> CountTask:
    """Too many were picked, and the manager wants the shelf counted."""
    world.run(PickLine(fulfilment_id="f1", line_id="f1-scarf", quantity=5))
    case = world.session.scalars(select(ExceptionCase)).one()
    settle = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="à compter", resolution=Resolution.COUNT
    )
    assert world.run(settle, manager()).status == "applied"
    return world.session.scalars(select(CountTask)).one()


def tell(task: CountTask, **changes: Any) -> CountArticle:
    fields = {"task_id": task.id, "task_aggregate": task.aggregate, "counted": 4, "expected": 5}
    return CountArticle(**(fields | changes))


def test_the_article_that_the_exception_names_is_counted_with_its_place(world: World) -> None:
    task = asked(world)
    assert (task.article_id, task.location_id, task.name, task.state) == (SCARF, LYON, "Écharpe", "asked")
    assert (task.reason, task.asked_by) == ("picked_too_many", "staff-jeanne")


def test_what_is_missing_is_taken_off_and_who_counted_is_known(world: World) -> None:
    task = asked(world)
    before = world.stock().sellable
    assert world.run(tell(task), associate()).status == "applied"
    assert world.stock().sellable == before - 1
    assert (task.state, task.counted, task.expected, task.counted_by, task.counted_at) == (
        "counted", 4, 5, "staff-nadia", NOW,
    )  # fmt: skip
    assert ("adjusted", SCARF, -1) in world.movements()


def test_a_shelf_that_is_right_moves_nothing(world: World) -> None:
    task, before = asked(world), world.movements()
    world.run(tell(task, counted=5), associate())
    assert world.movements() == before


def test_two_who_count_without_hearing_of_each_other_correct_once(world: World) -> None:
    task = asked(world)
    before = world.stock().sellable
    world.run(tell(task), associate())
    world.run(tell(task), associate("till-2"), at=NOW + 1)
    assert world.stock().sellable == before - 1


def test_of_three_the_last_word_counts(world: World) -> None:
    task = asked(world)
    before = world.stock().sellable
    for number, counted in enumerate([4, 2, 3]):
        world.run(tell(task, counted=counted), associate(f"till-{number}"), at=NOW + number)
    assert world.stock().sellable == before - 2


def test_two_who_are_far_apart_are_counted_between_and_nothing_is_corrected_on_the_second_word(
    world: World,
) -> None:
    task = asked(world)
    task.counted, task.expected, task.counted_at, task.state = 10, 10, NOW, "counted"
    before = world.stock().sellable
    for number, counted in enumerate([4, 5]):
        world.run(tell(task, counted=counted, expected=10), associate(f"till-{number}"), at=NOW + 1)
    assert (world.stock().sellable, task.counted) == (before, 10)
    again = world.session.scalars(select(CountTask).where(CountTask.state == "asked")).one()
    assert (again.reason, again.article_id, again.aggregate) == ("counted_differently", SCARF, task.aggregate)
    world.run(tell(again, counted=9, expected=10), associate())
    assert world.stock().sellable == before - 1


def test_it_is_counted_where_it_was_put_since(world: World) -> None:
    world.session.add(ArticlePlace(location_id=LYON, article_id=SCARF, zone="Réserve", aisle="A", shelf="4"))
    task = asked(world)
    assert (task.zone, task.aisle, task.shelf) == ("Réserve", "A", "4")


def test_a_count_that_is_not_known_is_kept_for_a_person(world: World) -> None:
    task = asked(world)
    assert world.run(tell(task, task_id="none")).code == "unknown_count"
    assert world.run(tell(task), associate(location_id=2)).status == "quarantined"
