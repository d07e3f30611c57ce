"""The tables that only a workstation has: its own state, its outbox, its before-images, its spool.

They live in `store.db` beside the private tables of `core.model`. Alembic keeps both (`sync/migrations`).
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.model import HOME_REGION, HOME_STORE, tables_at_home
from core.model.base import CORE_ONLY, NAMING, Code, InstantColumn, Json, Key, Text


class LocalBase(DeclarativeBase):
    """Base of the tables that never travel."""

    metadata = MetaData(naming_convention=NAMING)


class ReplicaState(LocalBase):
    """One row (`id` 1): who this workstation is, and how far each stream has come.

    `network_file` is the file name of the network's copy; its version stands in that file itself.
    `draft_seed` is the key that this machine asks to be enrolled with, until it is. `not_understood` names
    tables, and columns as `table.column`, that a newer core has sent and this program does not know.
    Movements from before `pruned_before` may have been let go here. `network_known` is the version of the
    network stream that all here is at least as fresh as, None until the first pull has ended: it is written
    before the copy comes so far, so a copy beyond it stands beside an older `store.db` than it came with.
    """

    __tablename__ = "replica_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    device_id: Mapped[Key] = mapped_column(default="")
    device_seed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    token: Mapped[Text] = mapped_column(default="")
    location_id: Mapped[int] = mapped_column(default=0)
    location_name: Mapped[Text] = mapped_column(default="")
    core_url: Mapped[Text] = mapped_column(default="")
    core_id: Mapped[Key] = mapped_column(default="")
    core_public_key: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    epoch: Mapped[Code] = mapped_column(default="")
    store_version: Mapped[InstantColumn] = mapped_column(default=0)
    device_version: Mapped[InstantColumn] = mapped_column(default=0)
    last_sequence: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[bytes] = mapped_column(LargeBinary, default=bytes(32))
    accepted_through: Mapped[int] = mapped_column(default=0)
    network_file: Mapped[Text] = mapped_column(default="")
    heard_at: Mapped[InstantColumn] = mapped_column(default=0)
    clock_offset_ms: Mapped[InstantColumn] = mapped_column(default=0)
    draft_seed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    not_understood: Mapped[Json] = mapped_column(default=list)
    pruned_before: Mapped[InstantColumn] = mapped_column(default=0)
    network_known: Mapped[InstantColumn | None]


class RegionState(LocalBase):
    """One row (`id` 1): how far the stream of this store's region has come, and at which floor it began."""

    __tablename__ = "region_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stream: Mapped[Code] = mapped_column(default="")
    epoch: Mapped[Code] = mapped_column(default="")
    version: Mapped[InstantColumn] = mapped_column(default=0)
    floor: Mapped[InstantColumn] = mapped_column(default=0)


class MovementBefore(LocalBase):
    """Whether the network's copy contained a movement when the feed's epoch changed."""

    __tablename__ = "movement_before"

    id: Mapped[Key] = mapped_column(primary_key=True)
    is_contained: Mapped[bool]


class PendingCommand(LocalBase):
    """A command that was done here: waiting, sent, answered. Answered ones are kept for a restored core.

    `status` and `code` are the core's outcome; empty while it has none. `stuck_code` says why it no longer
    applies here after what came from the core meanwhile; it is sent all the same.
    """

    __tablename__ = "pending_command"
    __table_args__ = (
        Index("ix_pending_command_sequence", "sequence", unique=True),
        Index("ix_pending_command_open", "aggregate", sqlite_where=text("status = ''")),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    aggregate: Mapped[Text]
    name: Mapped[Code]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    author: Mapped[Key]
    made_at: Mapped[InstantColumn]
    status: Mapped[Code] = mapped_column(default="")
    code: Mapped[Code] = mapped_column(default="")
    data: Mapped[Json] = mapped_column(default=dict)
    stuck_code: Mapped[Code] = mapped_column(default="")
    answered_at: Mapped[InstantColumn | None]
    seen_at: Mapped[InstantColumn | None]


class BeforeImage(LocalBase):
    """A row as it was before a pending command; no image means that the command made it."""

    __tablename__ = "before_image"
    __table_args__ = (Index("ix_before_image_command_id", "command_id"),)

    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    command_id: Mapped[Key]
    table_name: Mapped[Code]
    row_key: Mapped[bytes] = mapped_column(LargeBinary)
    image: Mapped[bytes | None] = mapped_column(LargeBinary)


class NumberPointer(LocalBase):
    """The next free number of a leased block."""

    __tablename__ = "number_pointer"

    block_id: Mapped[Key] = mapped_column(primary_key=True)
    next: Mapped[InstantColumn]


class SpoolJob(LocalBase):
    """A label or document to print, written with the command that asks for it: neither lost nor doubled.

    `status`: queued, sending (`sync.spool.BEING_SENT`), sent, confirmed, failed; held and dropped when a
    person says so. `data` is what the template needs.
    """

    __tablename__ = "spool_job"
    __table_args__ = (Index("ix_spool_job_status", "status"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    template: Mapped[Code]
    data: Mapped[Json]
    language: Mapped[Code] = mapped_column(default="fr")
    status: Mapped[Code] = mapped_column(default="queued")
    code: Mapped[Code] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    aggregate: Mapped[Text] = mapped_column(default="")
    asked_by: Mapped[Key] = mapped_column(default="")
    asked_at: Mapped[InstantColumn]
    done_at: Mapped[InstantColumn | None]


class AuditRow(LocalBase):
    """A plain line for what is not a command: sign-ins, locks, prints."""

    __tablename__ = "audit_row"

    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[InstantColumn]
    kind: Mapped[Code]
    actor: Mapped[Key] = mapped_column(default="")
    data: Mapped[Json] = mapped_column(default=dict)


class PresenceSpan(LocalBase):
    """For how long the line was `kind` (`sync.presence`); `until` is when that was last known."""

    __tablename__ = "presence_span"

    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[Code]
    began_at: Mapped[InstantColumn]
    until: Mapped[InstantColumn]


class OwnApprovalKey(LocalBase):
    """A person's approval key of this device: `wrapped` by their PIN and a secret of the device
    (`sync.approval_keys`). The core has the public half."""

    __tablename__ = "own_approval_key"

    staff_id: Mapped[Key] = mapped_column(primary_key=True)
    key_id: Mapped[Key]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[InstantColumn]


class LocalSetting(LocalBase):
    """A choice made at this workstation: language, theme, printer."""

    __tablename__ = "local_setting"

    name: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[Text]


@cache
def store_metadata() -> MetaData:
    """All tables of `store.db`, without foreign keys and unique constraints: the core alone enforces them.

    Keys would cross files, and a delta may bring a child before its parent, or two rows that have exchanged
    what is unique.
    """
    whole = MetaData(naming_convention=NAMING)
    for table in (
        *tables_at_home(HOME_STORE),
        *tables_at_home(HOME_REGION),
        *LocalBase.metadata.sorted_tables,
    ):
        copy = table.to_metadata(whole)
        for constraint in list(copy.constraints):
            if isinstance(constraint, ForeignKeyConstraint | UniqueConstraint):
                copy.constraints.discard(constraint)
            if isinstance(constraint, UniqueConstraint):
                Index(f"ix_{table.name}_{constraint.columns[0].name}", *constraint.columns)
        for index in [one for one in table.indexes if one.info == CORE_ONLY]:
            copy.indexes -= {other for other in copy.indexes if other.name == index.name}
        for column in copy.columns:
            column.foreign_keys.clear()
            column.unique = None
    return whole
