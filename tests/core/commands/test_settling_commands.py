"""A person settles a contradiction, once."""

from __future__ import annotations

from command_world import NOW, World, associate, manager
from sqlalchemy import select

from core.commands import PickLine, SettleException
from core.model import ExceptionCase


def raised(world: World) -> ExceptionCase:
    world.run(PickLine(fulfilment_id="f1", line_id="f1-scarf", quantity=5))
    return world.session.scalars(select(ExceptionCase)).one()


def settle(case: ExceptionCase, aggregate: str = "") -> SettleException:
    return SettleException(
        case_id=case.id, case_aggregate=aggregate or case.aggregate, settlement="recompté : trois de trop"
    )


def test_a_case_is_closed_with_who_when_and_what(world: World) -> None:
    case = raised(world)
    assert world.run(settle(case), manager()).status == "applied"
    assert (case.settled_at, case.settled_by, case.settlement) == (
        NOW,
        "staff-jeanne",
        "recompté : trois de trop",
    )


def test_a_case_is_settled_once(world: World) -> None:
    case = raised(world)
    world.run(settle(case), manager())
    assert world.run(settle(case), manager()).code == "already_settled"


def test_an_associate_settles_nothing(world: World) -> None:
    outcome = world.run(settle(raised(world)))
    assert (outcome.status, outcome.code) == ("refused", "not_permitted")


def test_a_case_is_settled_only_in_its_own_aggregate(world: World) -> None:
    assert world.run(settle(raised(world), "fulfilment:f2"), manager()).code == "unknown_case"


def test_another_stores_case_is_unknown_here(world: World) -> None:
    case = raised(world)
    case.location_id = 2
    assert world.run(settle(case), manager()).code == "unknown_case"


def test_a_case_that_is_not_is_unknown(world: World) -> None:
    command = SettleException(case_id="none", case_aggregate="fulfilment:f1", settlement="rien")
    assert world.run(command, manager()).code == "unknown_case"
    assert world.run(command, associate()).code == "not_permitted"
