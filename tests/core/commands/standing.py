"""A store with a fulfilment in each state, in which commands are tried and nothing is ever done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from command_world import LYON, NOW, SCARF, TABLES, World

from core.commands import Actor, Command, Context, Outcome, run
from core.rules.fulfilment import FulfilmentState
from core.rules.permissions import Role


class Standing:
    """To try a command in a state costs what the command costs: no state is written for it.

    Attributes:
        world: each state's fulfilment has its name, and a line `<state>-scarf` of one scarf.
    """

    def __init__(self, kind: str) -> None:
        self.world = World(kind)
        for state in FulfilmentState:
            self.world.fulfilment(state.value, {f"{state}-scarf": (SCARF, 1)})
            self.world.head(state.value).state = state.value
        self._held: list[object] = []

    def begin(self) -> None:
        """From here on everything is taken back."""
        world = self.world
        world.session.commit()
        world.capture.drain()
        self._rows = self._as_stored()
        # A session forgets what nobody holds, and would read it again.
        self._held += [world.head(state.value) for state in FulfilmentState]
        world.begin()

    @contextmanager
    def tried(self, command: Command, role: Role, *before: Any) -> Iterator[Outcome]:
        """What comes of a command, once rows `before` it are there; afterwards nobody has done anything."""
        world, actor = self.world, Actor("staff-1", role, LYON, "till-1")
        as_it_was = world.capture.mark()
        # What a savepoint takes back is read again, and nothing else: a rollback would forget every row.
        savepoint = world.session.begin_nested()
        try:
            world.session.add_all(before)
            untried = world.capture.mark()
            context = Context(world.session, world.ledger, actor, NOW, "command", command.aggregate)
            outcome = run(context, command, world.capture)
            assert outcome.has_effect or world.capture.mark() == untried, "turned down, it leaves a trace"
            yield outcome
        finally:
            savepoint.rollback()
            world.capture.return_to(as_it_was)

    def check(self) -> None:
        """Everything is as it was, whatever was tried."""
        assert self._as_stored() == self._rows

    def _as_stored(self) -> list[list[tuple[Any, ...]]]:
        ask = self.world.session.connection().exec_driver_sql
        asked = (ask(f"SELECT * FROM {kind.__tablename__}").all() for kind in TABLES)
        return [sorted(map(tuple, rows), key=repr) for rows in asked]
