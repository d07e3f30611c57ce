"""A workstation and its core as a program two revisions of the replica's tables ago has left them.

`program_of_r0034.zst` was made by that program itself (replica r0034, core 0051): people prepared orders,
took goods back, counted and received; some of that was answered, and 82 commands of 25 kinds wait. It
holds three SQLite files, zstd over msgpack by name: `store.db` without its cipher.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
import zstandard
from sync_world import KEY, Pair

from core.orchestration import make_engine
from core.orchestration.database import migrate

PACKED: Final = Path(__file__).with_name("program_of_r0034.zst")
CORE, STORE = "core.db", "store.db"


def left_by_older_program(folder: Path) -> Pair:
    """Put its files there, and let today's programs open them: first the core, then the workstation."""
    files = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(PACKED.read_bytes()))
    home = folder / "workstation"
    home.mkdir()
    for name, content in files.items():
        (folder / name if name == CORE else home / name).write_bytes(content)
    _seal(home / STORE)
    engine = make_engine(f"sqlite:///{folder / CORE}")
    migrate(engine)
    engine.dispose()
    return Pair(folder)


def _seal(path: Path) -> None:
    """As it lay on the disk."""
    plain = path.rename(path.with_suffix(".plain"))
    sealed = sqlcipher.connect(str(path), isolation_level=None)
    sealed.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    sealed.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    sealed.execute("SELECT sqlcipher_export('main', 'plain')").fetchall()
    sealed.close()
    plain.unlink()
