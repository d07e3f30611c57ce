"""What a lifecycle is: a table of moves from a state by a verb, with who may do it beside it.

Facts happened in the world and are never refused, so for them the table is total: each state and fact has a
move, and a move that contradicts what was known names the exception that a person has to settle. A request
without a move is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from core.rules.errors import Refused
from core.rules.permissions import Permission

S = TypeVar("S", bound=StrEnum)
V = TypeVar("V", bound=StrEnum)


class Nature(StrEnum):
    """A fact has happened; a request asks for something."""

    FACT = "fact"
    REQUEST = "request"


class VerbRule(msgspec.Struct, frozen=True):
    """Whether a verb tells a fact or asks for something, and the permission that it takes."""

    nature: Nature
    permission: Permission


class Move(msgspec.Struct, frozen=True):
    """Where a verb leads; `exception` names what a person must settle if it contradicts what was known."""

    to: str
    exception: str | None = None


class Lifecycle(Generic[S, V]):
    """A table of moves.

    Attributes:
        name: as the documentation calls it.
        states: the enumeration of states.
        rules: for each verb its nature and permission.
        moves: the table.
    """

    def __init__(
        self,
        name: str,
        states: type[S],
        rules: Mapping[V, VerbRule],
        moves: Mapping[tuple[S, V], Move],
    ) -> None:
        self.name = name
        self.states = states
        self.rules = rules
        self.moves = moves

    def move(self, state: S, verb: V) -> Move:
        """Where `verb` leads from `state`.

        Raises:
            Refused: `not_in_this_state`, for a request that has no move. Facts always have one.
        """
        found = self.moves.get((state, verb))
        if found is None:
            raise Refused("not_in_this_state", lifecycle=self.name, state=state.value, verb=verb.value)
        return found

    def allows(self, state: S, verb: V) -> bool:
        """Whether the verb has a move without an exception: what a screen offers."""
        found = self.moves.get((state, verb))
        return found is not None and found.exception is None

    def missing(self) -> list[tuple[S, V]]:
        """Facts that some state has no move for. Empty in a sound table; a test holds it."""
        facts = [verb for verb, rule in self.rules.items() if rule.nature is Nature.FACT]
        return [(state, fact) for state in self.states for fact in facts if (state, fact) not in self.moves]
