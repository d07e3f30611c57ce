"""Commands of an older program that wait in the outbox when the program is updated."""

from __future__ import annotations

import pytest
from sync_world import Pair, core_rows

from core.commands import ClaimFulfilment, PickLine
from core.model import Fulfilment, FulfilmentLine
from core.orchestration import UnitOfWork
from sync.schema import PendingCommand


def outbox(pair: Pair) -> list[tuple[bytes, bytes, str]]:
    return pair.workstation.read(
        lambda reader: [
            (row.body, row.signature, row.stuck_code)
            for row in reader.session.query(PendingCommand).order_by(PendingCommand.sequence)
        ]
    )


def test_a_pending_command_of_an_older_version_runs_again_in_today_s_form_and_goes_out_as_it_was_signed(
    pair: Pair, request: pytest.FixtureRequest
) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    signed = outbox(pair)
    request.getfixturevalue("updated")

    def note(unit: UnitOfWork) -> None:
        unit.session.get_one(Fulfilment, first).note = "rebase"

    pair.at_core(note)
    pair.pull()

    assert outbox(pair) == signed, "and none of it is stuck"
    picked = pair.workstation.read(lambda reader: reader.session.get_one(FulfilmentLine, line).picked)
    assert picked == 2
    pair.cycle()
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)
    assert pair.core.read(lambda session: session.get_one(FulfilmentLine, line).picked) == 2
