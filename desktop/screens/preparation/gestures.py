"""What was done while picking and can be taken back, and what to say of an article that nobody wants here."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.commands import Command, UndoPick, UndoShort, WithdrawSubstitute, fulfilment_aggregate
from desktop.screens.preparation.reading import Whose
from desktop.screens.preparation.state import Said
from desktop.screens.preparation.walk import RoundLine


class Done(msgspec.Struct, frozen=True):
    """A gesture of this session that can be taken back.

    Attributes:
        line_id: the round's line.
        undo: what takes it back, one command for each order that it touched.
        tote: the one that a picked unit went into; 0 where there is one order alone.
        beside: orders that were never in hand, and were told short with it.
    """

    kind: str
    line_id: str
    name: str
    units: int
    undo: tuple[Command, ...]
    tote: int = 0
    beside: frozenset[str] = frozenset()


def still_ours(done: Done, ids: Sequence[str]) -> Done | None:
    """What of a gesture can be taken back here: an order that went out of hand is left to who has it now."""
    if done.kind == "place":
        return done
    undo = tuple(one for one in done.undo if _fulfilment_of(one) in {*ids, *done.beside})
    if not any(_fulfilment_of(one) in ids for one in undo):
        return None
    if done.kind == "substitute":
        return msgspec.structs.replace(done, undo=undo)
    units = sum(one.quantity for one in undo if isinstance(one, UndoPick | UndoShort))
    return msgspec.structs.replace(done, undo=undo, units=units)


def _fulfilment_of(command: Command) -> str:
    if isinstance(command, UndoPick | UndoShort | WithdrawSubstitute):
        return command.fulfilment_id
    return ""


def is_for(done: Done, fulfilment_id: str) -> bool:
    """Whether a gesture was for this order."""
    return any(command.aggregate == fulfilment_aggregate(fulfilment_id) for command in done.undo)


def not_of_this_order(gtin: str, found: Whose, lines: tuple[RoundLine, ...]) -> Said:
    """What to say about an article that the order in hand does not want."""
    about = {"name": found.name, "size": found.size, "colour": found.colour, "gtin": gtin}
    twin = next((line for line in lines if line.left_to_pick and line.name == found.name), None)
    if twin is not None and found.name:
        wanted = {"wanted_size": twin.size, "wanted_colour": twin.colour}
        return Said(False, "other_variant", {**about, **wanted})
    if found.number:
        return Said(False, "other_order", {**about, "number": found.number, "customer": found.customer})
    return Said(False, "not_in_order" if found.name else "article_unknown", about)
