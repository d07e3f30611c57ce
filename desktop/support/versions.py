"""Which program this is: the first thing that support asks."""

from __future__ import annotations

import platform

import sqlalchemy
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import qVersion

from core.version import VERSION


def versions() -> dict[str, str]:
    """The program and what it stands on, by name."""
    return {
        "coulisse": VERSION,
        "python": platform.python_version(),
        "qt": qVersion(),
        "sqlite": sqlcipher.sqlite_version,
        "sqlcipher": _cipher(),
        "sqlalchemy": sqlalchemy.__version__,
        "system": f"{platform.system()}-{platform.release()}-{platform.machine()}",
    }


def _cipher() -> str:
    connection = sqlcipher.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
        return str(row[0]) if row else ""
    finally:
        connection.close()
