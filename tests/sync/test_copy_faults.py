"""A copy of the network that cannot be read stands aside, and nothing else is distrusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sync_world import Pair, open_workstation

from core.commands import PickLine
from core.rules.errors import Damaged
from sync.places import Showing, everywhere
from sync.reading import Reader
from tests.support.damage import PAGE_BYTES, damage

# The network's copy


def commands_go_on(pair: Pair) -> None:
    line = pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=pair.names.first, line_id=line))
    assert len(pair.pending()) == 1


SPOILT: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("x" * 9000),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:1500]),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_copy_that_cannot_be_read_stands_aside_at_the_start(pair: Pair, how: str) -> None:
    copy = pair.workstation.replica.network_path
    pair.workstation.replica.close()
    SPOILT[how](copy)

    pair.workstation = open_workstation(pair.home, pair.world)

    assert pair.workstation.read(lambda reader: reader.network_version) == 0
    commands_go_on(pair)


@pytest.mark.parametrize("how", ["text", "gone"])
def test_a_copy_that_goes_bad_at_work_stands_aside(pair: Pair, how: str) -> None:
    copy = pair.workstation.replica.network_path
    SPOILT[how](copy)
    pair.workstation.replica._engine.dispose()

    assert pair.workstation.read(lambda reader: reader.network_version) == 0
    commands_go_on(pair)
    assert pair.workstation.replica.network_path != copy


def test_damage_deep_in_the_copy_is_told_from_damage_to_the_replica(pair: Pair) -> None:
    copy = pair.workstation.replica.network_path
    pair.workstation.replica.close()
    file = sqlcipher.connect(str(copy))
    [page] = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'position'").fetchone()
    file.close()
    damage(copy, range((page - 1) * PAGE_BYTES, page * PAGE_BYTES, 16))
    pair.workstation = open_workstation(pair.home, pair.world)
    assert pair.workstation.read(lambda reader: reader.network_version) > 0

    def scarves(reader: Reader) -> int:
        return everywhere(reader, pair.names.scarf, Showing.ALL).available

    with pytest.raises(Damaged) as error:
        pair.workstation.read(scarves)

    assert error.value.code == "network_damaged"
    assert pair.workstation.read(scarves) == 0
    assert pair.workstation.replica.state().network_file == ""
    commands_go_on(pair)


def test_a_copy_with_other_tables_stands_aside(pair: Pair) -> None:
    copy = pair.workstation.replica.network_path
    pair.workstation.replica.close()
    file = sqlcipher.connect(str(copy))
    file.execute("UPDATE network_state SET schema_version = 'of tomorrow'")
    file.commit()
    file.close()

    pair.workstation = open_workstation(pair.home, pair.world)
    assert pair.workstation.read(lambda reader: reader.network_version) == 0


def test_nothing_is_distrusted_but_what_serves(pair: Pair) -> None:
    serving = pair.workstation.replica.network_path
    pair.workstation.replica.distrust_network(pair.home / "network-old.db")
    assert pair.workstation.replica.network_path == serving


def test_the_empty_copy_is_made_again_where_it_is_needed(pair: Pair) -> None:
    serving = pair.workstation.replica.network_path
    (pair.home / "network-empty.db").unlink()
    pair.workstation.replica.distrust_network(serving)
    assert pair.workstation.read(lambda reader: reader.network_version) == 0


def test_a_connection_that_still_holds_the_old_copy_is_given_up(pair: Pair) -> None:
    replica = pair.workstation.replica
    with replica._engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        cursor = raw.execute("SELECT id FROM article")
        cursor.fetchone()
        held = raw
    raw = held.execute("SELECT id FROM article")
    raw.fetchone()
    replica._network_path = pair.home / "network-empty.db"

    assert pair.workstation.read(lambda reader: reader.network_version) == 0
