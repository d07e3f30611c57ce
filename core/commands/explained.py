"""Cases about a delivery's differences that something has explained since: nobody is to settle them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.commands.context import Context
from core.model import DeliveryLine, ExceptionCase
from core.model.gathered import rows_of
from core.rules.delivery import UNITS_EXTRA, UNITS_MISSING


def explain(
    context: Context,
    lines: Iterable[DeliveryLine],
    cartons: Mapping[tuple[str, str], Mapping[str, Any]],
    choice: str,
) -> None:
    """Settle the open cases about these lines, as far as nothing of the kind is so any more, and those about
    cartons. One that is about fewer units by now says so: what is done about it is done with those.

    Args:
        context: of the delivery.
        cartons: by the kind of a case and the carton's number, what is written down with it.
        choice: how they are settled; a resolution, or what stands in its place.
    """
    # A case that was raised just now may not be written yet.
    context.session.flush()
    by_id = {line.id: line for line in lines}
    cases = rows_of(context.session, ExceptionCase, ExceptionCase.aggregate, [context.aggregate])
    for case in sorted(cases, key=lambda case: case.id):
        line = by_id.get(str(case.data.get("line_id", "")))
        if case.settled_at is not None:
            continue
        told = cartons.get((case.kind, str(case.data.get("number", ""))))
        if told is not None:
            case.data = {**case.data, **told}
            context.settle(case, choice)
        elif line is not None and case.kind in (UNITS_EXTRA, UNITS_MISSING):
            _explain_units(context, case, line, choice)


def _explain_units(context: Context, case: ExceptionCase, line: DeliveryLine, choice: str) -> None:
    left = line.units().extra if case.kind == UNITS_EXTRA else line.missing
    if not left:
        context.settle(case, choice)
    elif left < int(case.data.get("units", 0)):
        case.data = {**case.data, "units": left, "expected": line.expected}
