"""The network's file says by its version which tables it has: a workstation reads none but its own."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

from core.model import network_file

VERSION, DIGEST = "7", "4bec991973aa4c4f"
"""The version, and what its tables, indexes and triggers are: both change, or neither."""


def test_other_tables_are_another_version() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        network_file.create_tables(made)
        network_file.create_indexes(made)
        known = made.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
        declared = "\n".join(sql for (sql,) in known)
    digest = hashlib.sha256(declared.encode()).hexdigest()[:16]
    assert (network_file.NETWORK_SCHEMA_VERSION, digest) == (VERSION, DIGEST), (
        "where the tables have changed, so has NETWORK_SCHEMA_VERSION: workstations take a new copy"
    )
