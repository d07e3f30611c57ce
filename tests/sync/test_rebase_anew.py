"""A stream that begins anew, or a core that was restored: what was done here runs on what comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rebase_case import made_up_tail, pending_row, picked
from restored_core import back_up, restore
from sqlalchemy import select
from sync_world import Pair, core_rows

from core.commands import (
    ClaimFulfilment,
    Command,
    PickLine,
)
from core.model import NumberBlock
from core.rules.errors import Conflict
from sync.numbers import NUMBER_KINDS


def test_starting_over_keeps_what_waits_and_runs_it_on_what_comes_back(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    rows, waiting = pair.rows(), pair.pending()

    pair.workstation.start_over()
    assert pair.pending() == waiting
    assert pair.rows()["fulfilment"] == []

    pair.pull(most_rows=3)
    pair.workstation.rerun_orphans()
    assert pair.pending() == waiting
    assert pair.rows() == rows


def test_what_does_not_come_back_leaves_its_commands_stuck_and_not_lost(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    [command_id] = pair.pending()
    pair.workstation.start_over()
    pair.workstation.apply_tail(made_up_tail(pair, [], epoch="e"))

    pair.workstation.rerun_orphans()

    assert pending_row(pair, command_id).stuck_code == "person_revoked"
    assert pair.pending() == [command_id]


def test_orphans_run_in_their_place_among_the_others(pair: Pair, theirs: Callable[[Command], None]) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    theirs(ClaimFulfilment(fulfilment_id=first))
    pair.pull()
    claim, _pick = pair.pending()
    assert pending_row(pair, claim).stuck_code == "claimed_by_another"
    rows = pair.rows()

    pair.workstation.rerun_orphans()

    assert pair.rows() == rows
    assert pending_row(pair, claim).stuck_code == "claimed_by_another"


def test_a_core_that_was_restored_gets_again_what_it_lost(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    backup = (pair.folder / "core.db").with_suffix(".backup")
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.cycle()
    back_up(pair, backup)
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.cycle()
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    restore(pair, backup)

    with pytest.raises(Conflict) as gap:
        pair.push()
    assert gap.value.data["expected"] == 2
    with pytest.raises(Conflict):
        pair.pull()
    pair.workstation.start_over()
    pair.pull()
    pair.workstation.rerun_orphans()
    assert picked(pair, line) == 1, "what the core lost is not on the screen until it has it again"
    pair.push()
    pair.pull()

    assert picked(pair, line) == 2
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)


def test_sending_again_begins_where_the_core_says(pair: Pair) -> None:
    for head in pair.names.fulfilments:
        pair.do(ClaimFulfilment(fulfilment_id=head))
    pair.cycle()
    assert pair.workstation.unsent(10) == []

    assert pair.workstation.resend_from(2)
    assert len(pair.workstation.unsent(10)) == 2
    assert not pair.workstation.resend_from(2)
    with pytest.raises(Conflict) as conflict:
        pair.workstation.resend_from(9)
    assert conflict.value.code == "envelopes_gone"
    assert len(pair.workstation.unsent(10)) == 2


def test_the_core_cannot_accept_more_than_was_made(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    assert pair.workstation.accepted(1_000) is True
    assert pair.workstation.replica.state().accepted_through == 1
    assert pair.workstation.accepted(0) is False
    assert pair.workstation.replica.state().accepted_through == 1


def test_the_device_s_numbers_come_back_after_a_start_from_nothing(pair: Pair) -> None:
    drawn = [pair.workstation.draw_sscc() for _ in range(3)]
    pair.workstation.start_over()
    pair.pull()

    assert pair.workstation.draw_sscc() not in drawn
    blocks = pair.workstation.read(lambda reader: list(reader.session.scalars(select(NumberBlock.id))))
    assert len(blocks) == len(NUMBER_KINDS)
