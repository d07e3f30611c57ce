"""The machinery of lifecycles: facts always have a move, requests only where the table gives one."""

from __future__ import annotations

from enum import StrEnum

import pytest

from core.rules.errors import Refused
from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


class Act(StrEnum):
    ASK_TO_SHUT = "ask_to_shut"
    SLAM = "slam"


RULES = {
    Act.ASK_TO_SHUT: VerbRule(Nature.REQUEST, Permission.PREPARE),
    Act.SLAM: VerbRule(Nature.FACT, Permission.PREPARE),
}
MOVES = {
    (Door.OPEN, Act.ASK_TO_SHUT): Move(Door.SHUT),
    (Door.OPEN, Act.SLAM): Move(Door.SHUT),
    (Door.SHUT, Act.SLAM): Move(Door.SHUT, "slammed_twice"),
}
DOOR = Lifecycle("door", Door, RULES, MOVES)


def test_a_request_leads_where_the_table_says() -> None:
    assert DOOR.move(Door.OPEN, Act.ASK_TO_SHUT) == Move(Door.SHUT)


def test_a_request_without_a_move_is_refused_with_its_state() -> None:
    with pytest.raises(Refused, match="not_in_this_state") as refused:
        DOOR.move(Door.SHUT, Act.ASK_TO_SHUT)
    assert refused.value.data == {"lifecycle": "door", "state": "shut", "verb": "ask_to_shut"}


def test_a_contradicting_fact_is_taken_in_but_not_offered() -> None:
    assert DOOR.move(Door.SHUT, Act.SLAM).exception == "slammed_twice"
    assert DOOR.allows(Door.OPEN, Act.SLAM)
    assert not DOOR.allows(Door.SHUT, Act.SLAM)
    assert not DOOR.allows(Door.SHUT, Act.ASK_TO_SHUT)


def test_a_table_tells_the_facts_it_forgot() -> None:
    forgetful = Lifecycle("door", Door, RULES, {(Door.OPEN, Act.SLAM): Move(Door.SHUT)})
    assert forgetful.missing() == [(Door.SHUT, Act.SLAM)]
    assert DOOR.missing() == []
