"""Many envelopes in one go come to what each of them comes to with care: the same rows, the same answers."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from arranged import fresh_pair
from drawn_commands import Draft, do_draft, drafts
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from sync_world import MANAGER, Pair

from core.commands import ClaimFulfilment, PackFulfilment, ParcelDraft, PickLine, ReopenFulfilment
from core.model import Base, Change, Parcel
from core.orchestration import command_intake
from core.orchestration.reactions import after
from core.wire import OutcomeRow
from tests.support.examples import examples

Rows = dict[str, Any]


def _everything(session: Session) -> Rows:
    """Every row of the core; of the change log what it leaves: what did not change is not told."""
    tables = [table for table in Base.metadata.sorted_tables if table is not Change.__table__]
    found: Rows = {
        table.name: sorted(map(tuple, session.execute(select(table))), key=repr) for table in tables
    }
    log = session.scalars(select(Change).order_by(Change.version))
    return found | {"log": {(row.stream, row.table_name, row.row_key): row.image for row in log}}


def _sent(folder: Path, *, in_one_go: bool) -> tuple[list[OutcomeRow], Rows, Rows]:
    """What the core answers and has, and what the workstation has after it."""
    with pytest.MonkeyPatch.context() as patch:
        if not in_one_go:
            patch.setattr(command_intake, "_in_one_go", lambda *_: None)
        pair = Pair(folder)
        batch = pair.workstation.unsent(100)
        answer = command_intake.receive(pair.core, pair.names.device, batch, after)
        pair.pull()
        came = answer.outcomes, pair.core.read(_everything), pair.rows()
        pair.close()
        return came


@settings(max_examples=examples(5, 5))
@given(st.lists(drafts, min_size=2, max_size=12))
def test_in_one_go_and_with_care_come_to_the_same(drawn: list[Draft]) -> None:
    with tempfile.TemporaryDirectory() as name:
        one, other = Path(name, "one"), Path(name, "other")
        pair = fresh_pair(one)
        for draft in drawn:
            do_draft(pair, draft)
        pair.close()
        shutil.copytree(one, other)

        assert _sent(one, in_one_go=True) == _sent(other, in_one_go=False)


def test_what_one_batch_makes_and_takes_away_again_goes_in_one_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = fresh_pair(tmp_path)
    _, head, _ = pair.names.fulfilments
    line = pair.names.fulfilments[head][0]
    pair.do(ClaimFulfilment(fulfilment_id=head))
    pair.do(PickLine(fulfilment_id=head, line_id=line))
    pair.do(PackFulfilment(fulfilment_id=head, parcels=[ParcelDraft("P-1", {line: 1}, weight_g=500)]))
    pair.do(ReopenFulfilment(fulfilment_id=head, reason="another carton"), MANAGER)

    def nobody(*_arguments: object) -> None:
        raise AssertionError("each by itself")

    monkeypatch.setattr(command_intake, "_with_care", nobody)
    answer = command_intake.receive(pair.core, pair.names.device, pair.workstation.unsent(100), after)

    assert len(answer.outcomes) == 4
    assert pair.core.read(lambda session: session.scalars(select(Parcel)).all()) == []
    pair.close()
