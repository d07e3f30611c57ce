"""A row of what came of a command, as it is told to the device that sent it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from core.wire import OutcomeRow, OutcomeStatus

COMMAND_ID: Final = "command_id"
"""In an outcome's data: the command that it answers, where another command has the same identifier and the
row has one of its own."""
_STATUSES: Final = frozenset(OutcomeStatus)


def on_the_wire(values: Mapping[str, Any]) -> OutcomeRow:
    """The outcome by the identifier that the device knows: the command's.

    Args:
        values: the columns of `core.model.OutcomeRow` by name.
    """
    fields = {name: values[name] for name in OutcomeRow.__struct_fields__}
    fields["id"] = values["data"].get(COMMAND_ID, values["id"])
    known = fields["status"] in _STATUSES
    return OutcomeRow(**(fields | {"status": OutcomeStatus(fields["status"]) if known else fields["status"]}))
