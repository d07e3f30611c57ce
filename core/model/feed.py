"""The commit-ordered change log."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_CORE, Base, Code, InstantColumn, Key, Text, home


class CoreSetting(Base):
    """What the core knows of itself: its name, the feed's epoch, the chain's GS1 prefix, the next serial."""

    __tablename__ = "core_setting"
    __table_args__ = home(HOME_CORE)

    name: Mapped[Key] = mapped_column(primary_key=True)
    value: Mapped[Text]


class Stream(Base):
    """A stream's counter, updated as the last step of each transaction.

    `floor` is the version up to which the log has been cut, compacted (`core.feed.retention`) or was never
    written (a bulk load): a replica below it takes a snapshot, or its private rows anew.
    """

    __tablename__ = "stream"
    __table_args__ = home(HOME_CORE)

    name: Mapped[Key] = mapped_column(primary_key=True)
    version: Mapped[InstantColumn] = mapped_column(default=0)
    floor: Mapped[InstantColumn] = mapped_column(default=0)


class StreamMark(Base):
    """The version that a stream had at an instant: how old the log's versions are."""

    __tablename__ = "stream_mark"
    __table_args__ = home(HOME_CORE)

    stream: Mapped[Key] = mapped_column(primary_key=True)
    version: Mapped[InstantColumn] = mapped_column(primary_key=True, autoincrement=False)
    marked_at: Mapped[InstantColumn]


class Change(Base):
    """A row as it was left by the transaction that made `version` of a stream; no image means deleted.

    `row_key` is the primary key as a JSON list; `image` is msgpack of the columns by name.
    """

    __tablename__ = "change"
    __table_args__ = home(HOME_CORE)

    stream: Mapped[Key] = mapped_column(primary_key=True)
    version: Mapped[InstantColumn] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[Code] = mapped_column(primary_key=True)
    row_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    image: Mapped[bytes | None] = mapped_column(LargeBinary)


class Publication(Base):
    """What is published of a stream, and which process publishes it.

    `state` is written only over the revision that it was made from, so that of two who publish one fails.
    `holder` is the process whose turn it is, empty for nobody; it moves `beat` on while it lives.
    """

    __tablename__ = "publication"
    __table_args__ = home(HOME_CORE)

    stream: Mapped[Key] = mapped_column(primary_key=True)
    revision: Mapped[InstantColumn] = mapped_column(default=0)
    state: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    holder: Mapped[Key] = mapped_column(default="")
    beat: Mapped[InstantColumn] = mapped_column(default=0)
