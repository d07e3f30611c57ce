"""A pair whose core is put back to an older day."""

from __future__ import annotations

from pathlib import Path

from sync_world import Pair

from core.orchestration import renew_epoch


def back_up(pair: Pair, to: Path) -> None:
    """Copy the core's database as it is now."""
    to.unlink(missing_ok=True)
    pair._engine.dispose()
    with pair._engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"VACUUM INTO '{to}'")
        connection.exec_driver_sql("BEGIN")


def restore(pair: Pair, backup: Path) -> None:
    """The core as it was on that day, which says so by a new epoch."""
    pair._engine.dispose()
    for path in pair.folder.glob("core.db*"):
        path.unlink()
    (pair.folder / "core.db").write_bytes(backup.read_bytes())
    renew_epoch(pair.core)
