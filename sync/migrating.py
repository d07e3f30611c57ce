"""Brings the tables of `store.db` up to this program's version.

Alembic takes long to import and to run, and 15 MB, for a start at which, but once after an update, there is
nothing to do: the newest revision is read from the names in the migrations, and Alembic is only asked where
an older one is to be moved. A new file gets its tables as they are declared, and the newest revision: by the
statements that `sync.store_tables` has written down, since to make them from the declaration took 3 MB
and 0.15 s of each first start.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from core.rules.errors import Damaged, TooNew
from sync.ports import SYSTEM_FILES

MIGRATIONS: Final = Path(__file__).parent / "migrations"
NEWEST_TABLES: Final = MIGRATIONS / "newest.sql"
VERSION_DDL: Final = (
    "CREATE TABLE IF NOT EXISTS alembic_version"
    " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""As Alembic makes it."""
_REVISION: Final = re.compile(r'^revision(?:: \w+)? = "(\w+)"', re.MULTILINE)
_BEFORE: Final = re.compile(r'^down_revision(?:: [^=]+)? = "(\w+)"', re.MULTILINE)


@lru_cache
def revisions() -> tuple[frozenset[str], str]:
    """The revisions that this program knows, and the newest of them."""
    # The program's own files, but read as all others are.
    paths = [path for path in SYSTEM_FILES.list(MIGRATIONS / "versions") if path.suffix == ".py"]
    texts = [(SYSTEM_FILES.read(path) or b"").decode() for path in paths]
    known = {name for text in texts for name in _REVISION.findall(text)}
    [newest] = known - {name for text in texts for name in _BEFORE.findall(text)}
    return frozenset(known), newest


def migrate(connection: Connection) -> None:
    """Bring the tables up to date; nothing if they are.

    Raises:
        TooNew: `replica_too_new`: a newer version of the program has been here.
        Damaged: `disk_error`: a part of the program is missing.
    """
    known, newest = revisions()
    current = _current(connection)
    if current == newest:
        return
    if current is None:
        _make(connection, newest)
        return
    if current not in known:
        raise TooNew("replica_too_new")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _make(connection: Connection, newest: str) -> None:
    """All tables in one transaction: they are there whole, or the next start makes them."""
    statements = SYSTEM_FILES.read(NEWEST_TABLES)
    if statements is None:
        raise Damaged("disk_error", reason=f"{NEWEST_TABLES.name} is missing")
    # At the ends of lines, where `sync.store_tables` puts them: one may also stand within a text.
    for statement in statements.decode().split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement.strip())
    # Alembic makes it before its first revision: a program that was ended between has left it.
    connection.exec_driver_sql(VERSION_DDL)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (newest,))
    connection.commit()


def _current(connection: Connection) -> str | None:
    """The revision that the file is at; None for one that is being made."""
    is_there = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.exec_driver_sql(is_there).scalar() is None:
        current = None
    else:
        current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    connection.rollback()
    return current
