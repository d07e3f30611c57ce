"""A manager limits what new work comes in, or takes all of it again."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.context import Context
from core.model import IntakeLimit
from core.rules.errors import Refused
from core.rules.intake import Intake, check_limit
from core.rules.time import Instant


def limit(context: Context, command: d.LimitIntake) -> None:
    """The last word counts; its end comes by itself.

    Raises:
        Refused: `other_location`, and as `core.rules.intake.check_limit`.
    """
    if command.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=command.location_id)
    asked = Intake(command.mode, command.cap, Instant(command.until))
    check_limit(asked, command.reason, context.at)
    row = context.session.get(IntakeLimit, command.location_id)
    if row is None:
        row = IntakeLimit(location_id=command.location_id)
        context.session.add(row)
    row.mode, row.cap, row.until = asked.mode.value, asked.cap, asked.until
    row.reason, row.set_by, row.set_at = command.reason, context.actor.staff_id, context.at
