"""Programs of two versions at once: an older workstation beside a newer core; what an update takes along."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config
from pair_transport import PairTransport
from running_engine import running
from sync_world import Pair, core_rows

from core.commands import ClaimFulfilment, PickLine
from core.model import Fulfilment, FulfilmentLine
from core.orchestration import UnitOfWork
from sync import ConnectionKind, network_copy
from sync.migrating import MIGRATIONS, revisions
from sync.schema import PendingCommand

pytestmark = pytest.mark.usefixtures("quick_retries")

KNOWN, NEWEST = revisions()
OLDER = sorted(KNOWN - {NEWEST})
FROM = [
    OLDER[0],
    *(pytest.param(revision, marks=pytest.mark.full) for revision in OLDER[1:-1]),
    OLDER[-1],
]
"""Revisions that an update comes from. From the first every step is taken, with all that it may meet in the
files; those between begin later on the same way."""


def prepare(pair: Pair) -> str:
    """Take an order and pick from it; returns the line."""
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    return line


def outbox(pair: Pair) -> list[tuple[bytes, bytes]]:
    return pair.workstation.read(
        lambda reader: [
            (row.body, row.signature)
            for row in reader.session.query(PendingCommand).order_by(PendingCommand.sequence)
        ]
    )


def note(unit: UnitOfWork, pair: Pair) -> None:
    unit.session.get_one(Fulfilment, pair.names.first).note = "ring"


def make_older(pair: Pair, revision: str) -> None:
    """Leave the files as a program of that revision does, with what is in them."""
    copy = pair.workstation.replica.network_path
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with pair.workstation.replica._engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    pair.workstation.replica.close()
    with network_copy.opened(copy, "rw") as file:
        file.execute("DROP TABLE row_hash")
        file.execute("UPDATE network_state SET schema_version = '1'")


@pytest.mark.parametrize(("schema", "fault"), [("99", "network_too_new"), ("1", "network_too_old")])
async def test_beside_a_core_of_another_schema_orders_and_outbox_go_on(
    pair: Pair, schema: str, fault: str
) -> None:
    prepare(pair)
    copy, version = (
        pair.workstation.replica.network_path,
        network_copy.copy_state(pair.workstation.replica.network_path),
    )
    transport = PairTransport(pair)
    transport.schema_version = schema
    pair.at_core(lambda unit: note(unit, pair))
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.CONNECTED, fault=fault)
        await run.until(lambda: not pair.pending())
        await run.until(lambda: pair.rows() == core_rows(pair))
    assert pair.workstation.replica.network_path == copy
    assert network_copy.copy_state(copy) == version, "the copy serves on"


@pytest.mark.parametrize("revision", FROM)
async def test_an_update_takes_a_full_outbox_along_whatever_revision_it_comes_from(
    pair: Pair, revision: str, request: pytest.FixtureRequest
) -> None:
    line = prepare(pair)
    signed = outbox(pair)
    make_older(pair, revision)

    request.getfixturevalue("updated")
    pair.reopen()
    assert outbox(pair) == signed
    assert pair.workstation.read(lambda reader: reader.network_version) == 0, "the older copy stands aside"
    pair.at_core(lambda unit: note(unit, pair))
    async with running(pair) as run:
        await run.at_rest()
        await run.until(
            lambda: pair.workstation.read(lambda reader: reader.network_version) == pair.published()
        )
    assert pair.rows() == core_rows(pair)
    picked = pair.core.read(lambda session: session.get_one(FulfilmentLine, line).picked)
    assert picked == 2, "as the command of the older version says in today's form"
