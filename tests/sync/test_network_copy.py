"""The network's copy itself: a delta is taken once and where it follows; what is no copy is called so."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from pulling import rename
from sync_world import Pair

from core.rules.errors import Damaged
from sync import network_copy
from sync.ports import OsFiles, World


def test_a_copy_that_is_held_goes_another_time_and_keeps_its_log(pair: Pair) -> None:
    class Held(OsFiles):
        def remove(self, path: Path) -> None:
            if path.name == "network-held.db":
                raise PermissionError("in use")
            super().remove(path)

    for name in ("network-held.db", "network-held.db-wal", "network-old.db"):
        (pair.home / name).write_bytes(b"old")
    world = World(pair.clock, pair.world.ids, pair.world.randomness, Held())
    network_copy.remove_old_copies(world, pair.home, pair.workstation.replica.network_path)
    assert (pair.home / "network-held.db-wal").exists()
    assert not (pair.home / "network-old.db").exists()


def test_a_delta_that_does_not_follow_changes_nothing(pair: Pair) -> None:
    path = pair.workstation.replica.network_path
    have = network_copy.copy_state(path)[0]
    rename(pair, "Foulard")
    delta = pair.delta(have)
    for wrong in (
        msgspec.structs.replace(delta, epoch="another"),
        msgspec.structs.replace(delta, from_version=have + 1, to_version=have + 2),
    ):
        with pytest.raises(Damaged) as error:
            network_copy.apply_delta(pair.world, path, wrong, pair.clock.now())
        assert error.value.code == "delta_does_not_follow"
    assert network_copy.copy_state(path)[0] == have


def test_a_delta_twice_is_a_delta_once(pair: Pair) -> None:
    path = pair.workstation.replica.network_path
    have = network_copy.copy_state(path)[0]
    rename(pair, "Foulard")
    delta = pair.delta(have)
    assert network_copy.apply_delta(pair.world, path, delta, pair.clock.now()) == {"article"}
    assert network_copy.apply_delta(pair.world, path, delta, pair.clock.now()) == frozenset()


def test_what_is_no_copy_is_called_so(tmp_path: Path) -> None:
    missing = tmp_path / "network-x.db"
    with pytest.raises(Damaged):
        network_copy.copy_state(missing)
    assert not missing.exists()
    network_copy.make_empty(missing)
    with network_copy.opened(missing, "rw") as file:
        file.execute("DELETE FROM network_state")
    with pytest.raises(Damaged) as error:
        network_copy.copy_state(missing)
    assert error.value.code == "network_damaged"
    with network_copy.opened(missing, "rw") as file:
        file.execute("DROP TABLE network_state")
    with pytest.raises(Damaged):
        network_copy.copy_state(missing)
    assert not network_copy.is_usable(missing)
    assert network_copy.is_sound(missing)
    missing.write_bytes(b"x" * 4096)
    assert not network_copy.is_sound(missing)
