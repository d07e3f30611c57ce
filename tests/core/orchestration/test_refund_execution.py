"""What becomes of an approved refund at the core, beside the payment service."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from core.commands import GiveGoodwill
from core.model import ExceptionCase, Refund, RefundPart, Return
from core.orchestration import Core, UnitOfWork
from core.orchestration.refund_execution import begin
from core.orchestration.refund_words import note
from core.orchestration.return_reactions import after_refund, lock_for_return
from core.rules.errors import Refused
from core.rules.refund_part import Answer, Heard
from core.rules.time import DAY_MS
from tests.core.builders import make_location, make_staff


def furnish(unit: UnitOfWork, **fields: Any) -> Refund:
    """A refund that is queued."""
    unit.session.add(
        Return(
            id="ret-1",
            number="R0000001",
            location_id=1,
            declared_by="staff-1",
            declared_device="till-1",
            declared_at=unit.at,
        )
    )
    unit.session.flush()
    row = Refund(
        id="ref-1",
        return_id="ret-1",
        location_id=1,
        state="queued",
        state_at=unit.at,
        proposed_by="staff-1",
        proposed_device="till-1",
        proposed_at=unit.at,
        **fields,
    )
    unit.session.add(row)
    unit.session.flush()
    begin(unit, row)
    return row


def test_an_exchange_for_as_much_is_over_at_once(core: Core) -> None:
    assert core.transact(lambda unit: furnish(unit, total_cents=0).state) == "refunded"


def test_what_was_tried_again_unanswered_and_went_twice_is_told(core: Core) -> None:
    def twice(unit: UnitOfWork) -> list[ExceptionCase]:
        row = furnish(unit, total_cents=500, parts=[["card", 500, 0]])

        def hear(heard: Heard, round_no: int) -> None:
            query = select(RefundPart.id).where(RefundPart.round_no == round_no)
            note(unit, unit.session.scalars(query).one(), Answer(heard, cents=500), f"{heard}-{round_no}")

        row.state = "executing"
        hear(Heard.REFUSED, 0)
        row.state = "queued"
        begin(unit, row)
        unit.session.flush()
        row.state = "executing"
        second = unit.session.scalars(select(RefundPart).where(RefundPart.round_no == 1)).one()
        second.state = "sent"
        hear(Heard.DONE, 0)
        assert (row.state, list(unit.session.scalars(select(ExceptionCase)))) == ("refunded", [])
        hear(Heard.DONE, 1)
        unit.session.flush()
        return list(unit.session.scalars(select(ExceptionCase)))

    [case] = core.transact(twice)
    assert (case.kind, case.data["cents"]) == ("refunded_after_settlement", 500)


def test_a_clock_that_is_put_back_does_not_open_another_days_gestures(core: Core) -> None:
    def give(unit: UnitOfWork, days: int) -> None:
        furnish(unit, kind="goodwill", need="nobody", total_cents=500).proposed_at = unit.at - days * DAY_MS
        command = GiveGoodwill(
            return_id="ret-1", refund_id="ref-1", cents=500, credit_number="A1", reason="attente"
        )
        after_refund(unit, command)

    with pytest.raises(Refused, match="approval_too_old"):
        core.transact(lambda unit: give(unit, 4))
    core.transact(lambda unit: give(unit, 2))


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_one_managers_word_waits_for_their_word_on_another_device(core: Core) -> None:
    def furnish_two(unit: UnitOfWork) -> str:
        place = make_location(unit, "LYON")
        for number in "12":
            row = Return(
                id=f"ret-{number}",
                location_id=place.id,
                number=number,
                declared_by="",
                declared_device="",
                declared_at=unit.at,
            )
            unit.session.add(row)
        return make_staff(unit, place, role="manager").id

    manager = core.transact(furnish_two)

    def give(number: str) -> GiveGoodwill:
        return GiveGoodwill(
            return_id=f"ret-{number}", refund_id=number, cents=100, credit_number="A", reason="attente"
        )

    def second(unit: UnitOfWork) -> None:
        unit.session.execute(text("SET LOCAL lock_timeout = 50"))
        lock_for_return(unit, give("2"), manager)

    def first(unit: UnitOfWork) -> None:
        lock_for_return(unit, give("1"), manager)
        with pytest.raises(OperationalError, match="lock timeout"):
            core.transact(second, attempts=1)

    core.transact(first)
