"""The replica's key figures in one place: for the screen Settings, for `doctor`, and to send to support.

Nothing in them names a customer, an order, an article or a member of staff.
"""

from __future__ import annotations

import platform
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.model import Article, Fulfilment, Location, Order, Position, Staff
from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.rules.time import Instant
from core.version import VERSION
from core.wire.frame import FORMAT_VERSION, Kind
from sync.integrity import IntegrityCheck, last_check
from sync.keys import KEYS_FOLDER, KeyPlace, key_place
from sync.schema import PendingCommand, ReplicaState, SpoolJob
from sync.spool import WAITING
from sync.workstation import Workstation

_COUNTED = {
    "articles": Article,
    "locations": Location,
    "positions": Position,
    "orders": Order,
    "fulfilments": Fulfilment,
    "staff": Staff,
}


class StreamFigures(msgspec.Struct, frozen=True):
    """How far a stream has come (`network`, `store`, `device`), and as of when (0 for never)."""

    name: str
    version: int
    as_of: Instant


class Figures(msgspec.Struct, frozen=True):
    """What support asks for first.

    Attributes:
        core: scheme, host and port of headquarters; nothing else of its address.
        program, store_schema, network_schema, piece_format: versions; `store_schema` is the revision of the
            tables of `store.db`, `piece_format` that of what travels.
        rows: by kind, in the replica as screens read it.
        file_bytes: by file name; a database's log counts to it.
        waiting: actions that headquarters has not answered; `unsent` of them it has not got; `refused` were
            turned down and seen by nobody; `prints` wait for a printer.
        cipher: of `store.db`; `key_place`: where its key is kept.
    """

    at: Instant
    device_id: str
    location_id: int
    location_name: str
    core: str
    core_id: str
    epoch: str
    program: str
    store_schema: str
    network_schema: str
    piece_format: int
    sqlite: str
    cipher: str
    key_place: KeyPlace
    machine: str
    streams: tuple[StreamFigures, ...]
    rows: dict[str, int]
    file_bytes: dict[str, int]
    free_bytes: int
    waiting: int
    unsent: int
    refused: int
    prints: int
    checked: IntegrityCheck | None

    @property
    def replica_bytes(self) -> int:
        """All files together."""
        return sum(self.file_bytes.values())


def gather(workstation: Workstation) -> Figures:
    """The figures as of now. Blocks: some milliseconds, up to a second on a network of 25 million positions.

    Raises:
        Damaged: a file is not what was written.
    """
    replica, now = workstation.replica, workstation.world.clock.now()
    root = replica.folder.root

    def load(session: Session) -> Figures:
        state = session.get_one(ReplicaState, 1)
        version, made_at = session.execute(text("SELECT version, made_at FROM network_state")).one()
        return Figures(
            at=now,
            device_id=state.device_id,
            location_id=state.location_id,
            location_name=state.location_name,
            core=origin(state.core_url),
            core_id=state.core_id,
            epoch=state.epoch,
            program=VERSION,
            store_schema=str(session.scalar(text("SELECT version_num FROM alembic_version"))),
            network_schema=NETWORK_SCHEMA_VERSION,
            piece_format=FORMAT_VERSION[Kind.DELTA],
            sqlite=sqlcipher.sqlite_version,
            cipher=f"SQLCipher {session.scalar(text('PRAGMA cipher_version'))}",
            key_place=key_place(root / KEYS_FOLDER, workstation.world.files),
            machine=f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
            streams=(
                StreamFigures("network", int(version), Instant(max(int(made_at), state.heard_at))),
                StreamFigures("store", state.store_version, Instant(state.heard_at)),
                StreamFigures("device", state.device_version, Instant(state.heard_at)),
            ),
            rows={name: _count(session, table) for name, table in _COUNTED.items()},
            file_bytes=_files(workstation, root),
            free_bytes=workstation.world.files.free_bytes(root),
            checked=last_check(workstation),
            **_outbox(session, state),
        )

    return replica.read(load)


def as_text(figures: Figures) -> str:
    """The figures as lines to paste into a letter to support: field names, no translation, no names of people
    or of customers."""
    data = msgspec.to_builtins(figures)
    streams = [f"stream.{s.name}: version {s.version}, as of {s.as_of}" for s in figures.streams]
    rows = [f"rows.{name}: {count}" for name, count in figures.rows.items()]
    files = [f"file.{name}: {size} bytes" for name, size in figures.file_bytes.items()]
    nested = {"streams", "rows", "file_bytes", "checked"}
    plain = [f"{name}: {value}" for name, value in data.items() if name not in nested]
    checked = figures.checked
    found = f"{checked.found} {checked.file} at {checked.at}" if checked else "never"
    return "\n".join([*plain, *streams, *rows, *files, f"integrity: {found}", ""])


def _outbox(session: Session, state: ReplicaState) -> dict[str, int]:
    pending = select(func.count()).select_from(PendingCommand)
    turned_down = PendingCommand.status.in_(("refused", "quarantined"))
    counted = {
        "waiting": pending.where(PendingCommand.status == ""),
        "unsent": pending.where(PendingCommand.sequence > state.accepted_through),
        "refused": pending.where(turned_down, PendingCommand.seen_at.is_(None)),
        "prints": select(func.count()).select_from(SpoolJob).where(SpoolJob.status.in_((*WAITING, "failed"))),
    }
    return {name: session.scalar(query) or 0 for name, query in counted.items()}


def _count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _files(workstation: Workstation, root: Path) -> dict[str, int]:
    """Databases with their logs, and what is on its way."""
    sizes: dict[str, int] = {}
    for path in workstation.world.files.list(root):
        if ".db" in path.name:
            name = path.name.removesuffix("-wal").removesuffix("-shm")
            sizes[name] = sizes.get(name, 0) + workstation.world.files.size(path)
    parts = workstation.world.files.list(root / "downloads")
    coming = sum(workstation.world.files.size(part) for part in parts)
    return sizes | ({"downloads": coming} if coming else {})


def origin(url: str) -> str:
    """An address without the name and the password that somebody may have put into it."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}" if parts.hostname else ""
