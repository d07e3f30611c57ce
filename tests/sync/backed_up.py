"""A machine whose workstation goes into one file and comes back, and what stands at the core then."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import select
from sync_world import Pair, open_workstation

from core.feed.settings import Setting, setting
from core.model import FulfilmentLine, Movement, OutcomeRow
from core.orchestration.command_intake import receive
from core.orchestration.enrolment import enrol, make_code
from core.orchestration.reactions import after
from sync.answers import Enrolment
from sync.backup import About, Restored, back_up, recovery_code, refuse_half_restored, restore
from sync.files import ReplicaFolder
from sync.keys import FileKeys
from sync.rekeying import key_of
from sync.workstation import Workstation

NAME = "replica"


class Killed(BaseException):
    """Stands for the end of the process."""


class Machine:
    """A folder with keys beside it, as `coulisse` finds them."""

    def __init__(self, pair: Pair, root: Path, key: bytes | None = None) -> None:
        self.pair = pair
        self.folder = ReplicaFolder(root)
        self.keys = FileKeys(root / "keys")
        if key is not None:
            self.keys.save(NAME, key)

    def back_up(self, out: Path) -> About:
        return back_up(self.folder, self.keys, NAME, self.pair.world, out)

    def code(self) -> str:
        return recovery_code(self.keys, NAME, self.pair.world)

    def restore(self, file: Path, code: str, end_at: str = "") -> Restored:
        def end(point: str) -> None:
            if point == end_at:
                raise Killed

        return restore(self.folder, self.keys, NAME, replace(self.pair.world, at=end), file, code)

    def open(self) -> Workstation:
        refuse_half_restored(self.folder)
        key = key_of(self.folder, self.keys, NAME, self.pair.world.randomness)
        return open_workstation(self.folder.root, self.pair.world, key)


def enrol_again(pair: Pair, workstation: Workstation) -> str:
    """As a person does with a fresh code; returns the new device."""
    key = workstation.new_key()
    code = pair.at_core(lambda unit: make_code(unit, "S1")).code
    device = pair.at_core(lambda unit: enrol(unit, code, "Restored", key.public, f"digest {code}"))
    epoch = pair.core.read(lambda s: setting(s, Setting.EPOCH))
    told = Enrolment(device.id, "token", pair.names.store, "Store S1", "core", bytes(32).hex(), epoch)
    workstation.adopt(told, "http://127.0.0.1:1", key.seed)
    return device.id


def send(pair: Pair, workstation: Workstation) -> None:
    device_id = workstation.replica.state().device_id
    while batch := workstation.unsent(100):
        answer = receive(pair.core, device_id, batch, after)
        assert workstation.accepted(answer.accepted_through)


def picked(pair: Pair) -> int:
    line = pair.names.fulfilments[pair.names.first][0]
    return pair.core.read(lambda s: s.get_one(FulfilmentLine, line).picked)


def effects(pair: Pair) -> tuple[list[str], int]:
    """Outcomes by command, and the movements that commands made."""
    outcomes = pair.core.read(lambda s: s.scalars(select(OutcomeRow.id)).all())
    moved = pair.core.read(lambda s: s.scalars(select(Movement.id)).all())
    return sorted(outcomes), len(moved)
