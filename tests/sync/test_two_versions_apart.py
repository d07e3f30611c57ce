"""What a program two versions ago has left, with a full outbox: today's opens it, and all of it arrives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest
from older_program import left_by_older_program
from running_engine import running
from sqlalchemy import select
from sqlalchemy.orm import Session
from sync_world import Pair, core_rows

from core.commands.reading import read_command
from core.model import KeptEnvelope, OutcomeRow
from core.wire import read_own
from sync.schema import PendingCommand

MONEY = {"ProposeRefund", "ApproveRefund", "RefuseRefund", "PayOutCash"}
STATUSES = {"applied": 74, "recorded": 8}
PREPARATION = {"ClaimFulfilment", "PickLine", "ShortLine", "PackFulfilment", "StageFulfilment", "HandOver"}

pytestmark = pytest.mark.usefixtures("quick_retries")


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Pair]:
    pair = left_by_older_program(tmp_path)
    yield pair
    pair.close()


def outbox(pair: Pair) -> dict[str, tuple[bytes, bytes, str]]:
    """What waits, as it was signed, and why it cannot be done here."""
    waiting = select(PendingCommand).where(PendingCommand.status == "")
    return pair.workstation.read(
        lambda reader: {
            row.id: (row.body, row.signature, row.stuck_code) for row in reader.session.scalars(waiting)
        }
    )


async def test_all_that_waited_in_it_is_taken_as_it_was_signed_and_both_sides_come_to_one(
    older: Pair,
) -> None:
    waiting = outbox(older)
    kinds = Counter(read_command(read_own(body)).NAME for body, _, _ in waiting.values())
    assert (len(waiting), len(kinds)) == (82, 25)
    assert kinds.keys() >= MONEY | PREPARATION
    assert [code for _, _, code in waiting.values() if code] == []

    async with running(older) as run:
        await run.at_rest()
        await run.until(lambda: older.rows() == core_rows(older))
        await run.until(
            lambda: older.workstation.read(lambda reader: reader.network_version) == older.published()
        )

    at_the_core = {row.command_id: (row.body, row.signature) for row in older.core.read(kept)}
    assert {id_: at_the_core[id_] for id_ in waiting} == {id_: signed[:2] for id_, signed in waiting.items()}
    assert older.core.read(lambda session: statuses(session, waiting)) == STATUSES


def kept(session: Session) -> Sequence[KeptEnvelope]:
    return session.scalars(select(KeptEnvelope)).all()


def statuses(session: Session, of: Collection[str]) -> Counter[str]:
    return Counter(session.scalars(select(OutcomeRow.status).where(OutcomeRow.id.in_(of))))
