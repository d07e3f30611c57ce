"""What a tail brings: applied whole and once, or not at all."""

from __future__ import annotations

import msgspec
import pytest
from rebase_case import made_up_tail, picked
from sqlalchemy import select
from sync_world import Pair, core_rows

from core.commands import (
    ClaimFulfilment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
)
from core.rules.errors import Conflict
from core.wire import OutcomeRow, OutcomeStatus, in_columns
from sync.schema import PendingCommand


def test_effects_that_come_before_their_outcome_are_not_done_twice(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.do(PackFulfilment(fulfilment_id=first, parcels=[ParcelDraft("P1", {line: 1})]))
    waiting = pair.pending()
    pair.push()
    whole = pair.tail()
    early = msgspec.structs.replace(whole, outcomes=[], device_to=whole.device_from, more=True)

    pair.workstation.apply_tail(early)
    assert picked(pair, line) == 1
    assert len(pair.rows()["parcel"]) == 1
    assert pair.pending() == waiting

    pair.pull()
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)


def test_a_tail_that_does_not_follow_changes_nothing(pair: Pair) -> None:
    before = pair.rows()
    tail = made_up_tail(pair, [], store_from=99, store_to=100)

    with pytest.raises(Conflict) as conflict:
        pair.workstation.apply_tail(tail)

    assert conflict.value.code == "tail_does_not_follow"
    assert pair.rows() == before


def test_a_tail_of_another_epoch_changes_nothing(pair: Pair) -> None:
    with pytest.raises(Conflict) as conflict:
        pair.workstation.apply_tail(made_up_tail(pair, [], epoch="another"))

    assert conflict.value.code == "stream_restarted"


def test_what_travels_never_reaches_the_workstation_s_own_tables(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    waiting = pair.pending()
    own = in_columns("replica_state", ["id", "token"], [[1, "stolen"]], [])
    outbox = in_columns("pending_command", ["id"], [], [[waiting[0]]])
    unknown = in_columns("table_of_tomorrow", ["id"], [[1]], [])

    pair.workstation.apply_tail(made_up_tail(pair, [own, outbox, unknown]))

    assert pair.workstation.replica.state().token == "token"
    assert pair.pending() == waiting


def test_two_rows_may_exchange_what_is_unique_at_the_core(pair: Pair) -> None:
    columns = ["id", "location_id", "code"]
    pair.workstation.apply_tail(
        made_up_tail(pair, [in_columns("bin", columns, [["b1", 1, "A1"], ["b2", 1, "A2"]], [])])
    )
    pair.workstation.apply_tail(
        made_up_tail(pair, [in_columns("bin", columns, [["b1", 1, "A2"], ["b2", 1, "A1"]], [])])
    )

    assert pair.rows()["bin"] == [("b1", 1, "A2", 0), ("b2", 1, "A1", 0)]


def test_a_tail_without_news_is_not_written(pair: Pair) -> None:
    points: list[str] = []
    pair.workstation.replica._at = points.append

    assert pair.workstation.apply_tail(pair.tail()) == frozenset()
    assert points == []


def test_the_time_of_the_core_s_last_word_is_written_now_and_then(pair: Pair) -> None:
    pair.workstation.heard()
    first = pair.workstation.replica.state().heard_at
    pair.clock.advance(29_999)
    pair.workstation.heard()
    assert pair.workstation.replica.state().heard_at == first == pair.clock.now() - 29_999
    pair.clock.advance(1)
    pair.workstation.heard()
    assert pair.workstation.read(lambda reader: reader.heard_at) == pair.clock.now()


def test_an_outcome_of_a_command_that_is_not_kept_any_more_changes_nothing(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.cycle()
    [kept] = pair.workstation.read(lambda reader: list(reader.session.scalars(select(PendingCommand.id))))
    before = pair.rows()
    outcome = OutcomeRow(
        id="a-command-of-long-ago",
        sequence=7,
        status=OutcomeStatus.APPLIED,
        code="",
        data={},
        store_version=1,
        network_version=1,
        decided_at=pair.clock.now(),
    )
    state = pair.workstation.replica.state()

    pair.workstation.apply_tail(
        made_up_tail(pair, [], outcomes=[outcome], device_to=state.device_version + 1)
    )

    assert pair.rows() == before
    assert pair.workstation.read(lambda reader: list(reader.session.scalars(select(PendingCommand.id)))) == [
        kept
    ]
