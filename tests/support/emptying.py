"""How a database of the tests' PostgreSQL is emptied for the next test: by a function that it has.

What a function says is planned once for a connection, if that does nothing else: to have foreign keys look at
no deleted row is a setting that makes PostgreSQL forget its plans. And to compare all columns with what they
should be took as long as to delete all rows, so whatever is done to the schema is noted when it is done.
"""

from __future__ import annotations

from typing import Any, Final

import psycopg
from psycopg import sql

LARGEST: Final = 16 * 2**20
"""Bytes of tables. One that has grown beyond goes, since reading what is empty in it would cost more."""
GONE_WITHIN_MS: Final = 10_000

_NOTED = """
CREATE SCHEMA emptying;
CREATE TABLE emptying.changed ();
"""
_NOTE = """
CREATE FUNCTION emptying.{event}() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM {changes}() WHERE schema_name = 'public') THEN
    INSERT INTO emptying.changed DEFAULT VALUES;
  END IF;
END
$$;
CREATE EVENT TRIGGER {event} ON {event} EXECUTE FUNCTION emptying.{event}();
"""
_EVENTS: Final = {
    "ddl_command_end": "pg_event_trigger_ddl_commands",
    "sql_drop": "pg_event_trigger_dropped_objects",
}
"""After which a change of the schema is noted, and what tells of it."""
_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""
_SEQUENCES = "SELECT relname, seqstart FROM pg_sequence JOIN pg_class ON pg_class.oid = seqrelid"
_FUNCTION = """
CREATE FUNCTION emptying.is_empty(kept integer[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_terminate_backend(pid, {within}) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> ALL(kept) AND pid <> pg_backend_pid()
    AND backend_type = 'client backend';
  {statements}
  RETURN {bytes} < {largest} AND pg_relation_size('emptying.changed') = 0;
END
$$;
"""


def can_be_emptied(connection: psycopg.Connection[Any]) -> None:
    """Give a database, and all copies of it, what it is emptied by: it has then what it has now."""
    tables = [name for (name,) in connection.execute(_TABLES)]
    sequences = connection.execute(_SEQUENCES).fetchall()
    connection.execute(_NOTED)
    for event, changes in _EVENTS.items():
        names = {"event": sql.Identifier(event), "changes": sql.Identifier(changes)}
        connection.execute(sql.SQL(_NOTE).format(**names))
    deleted = [_of("DELETE FROM {table};", table) for table in tables]
    begun = [
        sql.SQL("PERFORM setval({}, {}, false);").format(sql.Literal(f"public.{name}"), sql.Literal(start))
        for name, start in sequences
    ]
    put_back = [_kept(connection, table) for table in tables if _is_filled(connection, table)]
    sizes = [sql.SQL("pg_relation_size({})").format(sql.Literal(f"public.{table}")) for table in tables]
    function = sql.SQL(_FUNCTION).format(
        within=sql.Literal(GONE_WITHIN_MS),
        statements=sql.SQL("\n").join([*deleted, *begun, *put_back]),
        bytes=sql.SQL(" + ").join([sql.Literal(0), *sizes]),
        largest=sql.Literal(LARGEST),
    )
    connection.execute(function)


def emptier(url: str) -> psycopg.Connection[Any]:
    """A connection to a database that can be emptied, for nothing but that."""
    return psycopg.connect(url, autocommit=True, options="-c session_replication_role=replica")


def is_emptied(connection: psycopg.Connection[Any], kept: list[int]) -> bool:
    """Leave it as `can_be_emptied` found it.

    Args:
        connection: an emptier.
        kept: backends that stay connected too; all others of the database end.

    Returns:
        Whether it is as it was: not where its schema was changed, or where it has grown beyond `LARGEST`.
    """
    found = connection.execute("SELECT emptying.is_empty(%s)", (kept,)).fetchone()
    assert found is not None
    return bool(found[0])


def _kept(connection: psycopg.Connection[Any], table: str) -> sql.Composed:
    """Keeps a copy of a table's rows. Returns what puts them back."""
    connection.execute(_of("CREATE TABLE {copy} AS TABLE {table}", table))
    return _of("INSERT INTO {table} TABLE {copy};", table)


def _is_filled(connection: psycopg.Connection[Any], table: str) -> bool:
    return connection.execute(_of("SELECT FROM {table} LIMIT 1", table)).fetchone() is not None


def _of(text: str, table: str) -> sql.Composed:
    parts = {"table": sql.Identifier("public", table), "copy": sql.Identifier("emptying", table)}
    return sql.SQL(text).format(**parts)
