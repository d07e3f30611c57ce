"""A store's own label templates in a backup: inside its encrypted file, and back beside the replica."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sync.files import ReplicaFolder
from sync.ports import Files
from sync.store_copy import opened

TEMPLATE_BYTES_MAX: Final = 256 * 1024
"""Above it a file is no template, and is left out."""
TEMPLATES_MAX: Final = 1_000
_TABLE: Final = "backed_up_template"


def put_in(folder: ReplicaFolder, copy: Path, key: bytes) -> None:
    """Write the store's own templates into a copy of its file."""
    files = folder.files
    found = [path for path in files.list(folder.label_templates) if _is_name(path.name)]
    with opened(copy, key) as connection:
        connection.execute(f"CREATE TABLE {_TABLE} (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
        for path in found[:TEMPLATES_MAX]:
            content = files.read(path)
            if content is not None and len(content) <= TEMPLATE_BYTES_MAX:
                connection.execute(f"INSERT INTO {_TABLE} VALUES (?, ?)", (path.name, content))


def take_out(copy: Path, key: bytes) -> dict[str, bytes]:
    """Take the templates, by file name, out of a backup's copy; none in one that is older than they are."""
    with opened(copy, key) as connection:
        kept = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_TABLE,)).fetchone()
        if kept is None:
            return {}
        rows = connection.execute(f"SELECT name, content FROM {_TABLE}").fetchall()
        connection.execute(f"DROP TABLE {_TABLE}")
    return {name: bytes(content) for name, content in rows if _is_name(name)}


def put_back(folder: ReplicaFolder, templates: dict[str, bytes], aside: Path) -> None:
    """Put templates in the place of those that are here, which are set aside where they differ; the others
    here stay. Ended before its end, it is run again."""
    files = folder.files
    for name, content in templates.items():
        target = folder.label_templates / name
        here = files.read(target)
        if here == content:
            continue
        if here is not None:
            _set_aside(files, target, aside / folder.label_templates.name / name)
        files.make_folder(target.parent)
        files.write(target, content)


def _set_aside(files: Files, path: Path, aside: Path) -> None:
    if files.read(aside) is None:
        files.make_folder(aside.parent)
        files.replace(path, aside)


def _is_name(name: str) -> bool:
    """Whether a file of the folder is a template: not a draft that is being written, nor a path elsewhere."""
    return name.endswith(".toml") and not name.startswith(".") and Path(name).name == name
