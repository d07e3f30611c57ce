"""A workstation's exchange loads nothing that only the core, or only another way of keeping keys, needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import Float, Integer, Table

from core.wire import Delta, TableDelta, encode_delta, in_columns
from sync import network_copy

NOT_NEEDED = ("sqlalchemy.dialects.postgresql", "keyring", "alembic", "highspy", "litestar", "PySide6")


def test_the_exchange_loads_no_more_than_it_needs() -> None:
    words = f"import sync, sys; print(sorted(set(sys.modules) & set({NOT_NEEDED})))"
    told = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


FOLLOWS = """
import sys
from pathlib import Path
import sync
from core.rules.time import Instant
from core.wire import decode_delta
from sync import network_copy, shards
from sync.ports import system_world
copy, delta = map(Path, sys.argv[1:])
print(sorted(network_copy.apply_delta(system_world(), copy, decode_delta(delta.read_bytes()), Instant(0), 1)))
print([shards.examine(copy, number) for number in (1, 2)], shards.kept(copy).totals()["position"] > 0)
print("numpy" in sys.modules)
"""


def test_a_small_delta_is_taken_and_examined_without_what_takes_most_memory(tmp_path: Path) -> None:
    copy, file = tmp_path / "copy.db", tmp_path / "small.delta"
    network_copy.make_empty(copy)
    tables = [_rows_of(network_copy.NETWORK_TABLES[name]) for name in ("article", "location", "position")]
    delta = Delta(stream="network", epoch="", from_version=0, to_version=1, tables=tables)
    file.write_bytes(encode_delta(delta))
    words = [sys.executable, "-c", FOLLOWS, str(copy), str(file)]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    assert told == ["['article', 'location', 'position']", "[[], []] True", "False"]


def _rows_of(table: Table) -> TableDelta:
    rows = [
        [
            number if isinstance(column.type, Integer | Float) else f"{column.name} {number}"
            for column in table.columns
        ]
        for number in range(1, 60)
    ]
    return in_columns(str(table.name), [column.name for column in table.columns], rows)
