"""Every command as every role: the one table of permissions decides, and nothing else. Generated from the
commands' own fields, so that a command that is added is tried as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from command_world import NOW, World
from msgspec import inspect

from core.commands import BY_NAME, Actor, Command, Context, Outcome, run
from core.rules.permissions import Role, may


@pytest.fixture(scope="module")
def store(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    yield made
    made.close()


def some(kind: inspect.Type) -> Any:
    """The least value that a field's type takes."""
    if isinstance(kind, inspect.StructType):
        return {one.encode_name: some(one.type) for one in kind.fields if one.required}
    if isinstance(kind, inspect.UnionType):
        return some(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    if isinstance(kind, inspect.DictType):
        return {some(kind.key_type): some(kind.value_type) for _ in range(kind.min_length or 0)}
    if isinstance(kind, inspect.ListType | inspect.VarTupleType):
        return [some(kind.item_type) for _ in range(kind.min_length or 0)]
    return plain(kind)


def plain(kind: inspect.Type) -> Any:
    match kind:
        case inspect.StrType():
            return "x" * max(1, kind.min_length or 0)
        case inspect.IntType():
            return max(1, kind.ge or 0)
        case inspect.BytesType():
            return b"x" * max(1, kind.min_length or 0)
        case inspect.BoolType():
            return False
        case inspect.EnumType():
            return next(iter(kind.cls)).value
    raise AssertionError(f"no value is known for {kind}")


def least(kind: type[Command]) -> Command:
    """A command with nothing but what it must have."""
    return msgspec.convert(some(inspect.type_info(kind)), kind)


def outcome_of(store: World, command: Command, role: Role, **changes: Any) -> Outcome:
    """What comes of it, in a transaction that is taken back."""
    store.begin()
    actor = Actor("staff-1", role, 1, "till-1", **changes)
    context = Context(store.session, store.ledger, actor, NOW, "command", command.aggregate)
    try:
        return run(context, command, store.capture)
    finally:
        store.session.rollback()
        store.capture.drain()


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=lambda kind: kind.NAME)
def test_a_command_is_open_to_the_roles_that_the_table_names(store: World, kind: type[Command]) -> None:
    command = least(kind)
    for role in Role:
        barred = outcome_of(store, command, role).code == "not_permitted"
        assert barred is not may(role, kind.RULE.permission), role


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=lambda kind: kind.NAME)
def test_a_grant_opens_a_command_and_its_withdrawal_shuts_it(store: World, kind: type[Command]) -> None:
    command, permission = least(kind), kind.RULE.permission
    for is_granted in (True, False):
        outcome = outcome_of(store, command, Role.ADMINISTRATOR, grants={permission: is_granted})
        assert (outcome.code == "not_permitted") is not is_granted


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=lambda kind: kind.NAME)
def test_nobody_who_has_left_does_anything(store: World, kind: type[Command]) -> None:
    command = least(kind)
    for role in Role:
        outcome = outcome_of(store, command, role, is_revoked=True)
        assert outcome.code == "person_revoked"
        assert outcome.status == ("quarantined" if command.is_fact else "refused")
