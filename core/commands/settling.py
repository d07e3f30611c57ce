"""A person settles a contradiction."""

from __future__ import annotations

from typing import Final

from core.commands import definitions as d
from core.commands.context import Context
from core.model import ExceptionCase
from core.rules.errors import Refused

QUARANTINED: Final = "quarantined"
"""The kind of a case whose command is kept without effect."""


def settle(context: Context, command: d.SettleException) -> None:
    """Close the case, with who and what. That what was accepted takes effect is the core's part.

    Raises:
        Refused: `unknown_case`, `already_settled`; `not_acceptable`: nothing of it is held back.
    """
    case = context.session.get(ExceptionCase, command.case_id)
    is_there = case is not None and case.aggregate == command.case_aggregate
    if case is None or not is_there or case.location_id != context.actor.location_id:
        raise Refused("unknown_case", case_id=command.case_id)
    if case.settled_at is not None:
        raise Refused("already_settled", case_id=command.case_id)
    if case.kind == QUARANTINED:
        case.data = {**case.data, "resolution": command.resolution.value}
    elif command.resolution is d.Resolution.ACCEPT:
        raise Refused("not_acceptable", code=case.kind)
    case.settled_at = context.at
    case.settled_by = context.actor.staff_id
    case.settlement = command.settlement
