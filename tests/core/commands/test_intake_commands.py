"""A manager limits what new work comes in."""

from __future__ import annotations

from typing import Any

from command_world import LYON, NOW, PARIS, World, associate, manager

from core.commands import LimitIntake
from core.model import IntakeLimit
from core.rules.intake import IntakeMode
from core.rules.time import HOUR_MS


def pause(**changes: Any) -> LimitIntake:
    fields = {"location_id": LYON, "mode": IntakeMode.PAUSED, "until": NOW + HOUR_MS, "reason": "fuite"}
    return LimitIntake(**(fields | changes))


def test_a_manager_pauses_with_who_why_and_until_when(world: World) -> None:
    assert world.run(pause(), manager()).status == "applied"
    row = world.session.get_one(IntakeLimit, LYON)
    assert (row.mode, row.until, row.reason, row.set_by, row.set_at) == (
        "paused", NOW + HOUR_MS, "fuite", "staff-jeanne", NOW,
    )  # fmt: skip


def test_the_last_word_counts(world: World) -> None:
    world.run(pause(), manager())
    world.run(pause(mode=IntakeMode.CAPPED, cap=4), manager())
    assert (world.session.get_one(IntakeLimit, LYON).mode, world.session.get_one(IntakeLimit, LYON).cap) == (
        "capped",
        4,
    )
    assert world.run(pause(mode=IntakeMode.OPEN, until=0, reason=""), manager()).status == "applied"
    assert not world.session.get_one(IntakeLimit, LYON).intake().is_live(NOW)


def test_an_associate_limits_nothing_and_nobody_another_store(world: World) -> None:
    assert world.run(pause(), associate()).code == "not_permitted"
    assert world.run(pause(location_id=PARIS), manager()).code == "other_location"
    assert world.session.get(IntakeLimit, LYON) is None


def test_a_limit_without_an_end_is_refused_and_nothing_is_written(world: World) -> None:
    assert world.run(pause(until=0), manager()).code == "intake_end_out_of_bounds"
    assert world.session.get(IntakeLimit, LYON) is None
