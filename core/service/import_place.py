"""How far a file has been imported: kept beside the rows, so that a run that was cut off goes on there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.model import CoreSetting
from core.orchestration import UnitOfWork
from core.rules.errors import BadInput

_PREFIX = "import:"
_BLOCK_BYTES = 1024 * 1024


class Came(msgspec.Struct, frozen=True):
    """What is in after `line`: records written, those of them that changed something, lines left out."""

    line: int = 0
    written: int = 0
    changed: int = 0
    left_out: int = 0


class ImportPlace(msgspec.Struct, frozen=True):
    """The place of one file, known by its kind and content.

    Attributes:
        lines: that the file has, a heading among them.
    """

    name: str
    lines: int = 0

    @classmethod
    def of_file(cls, kind: str, path: Path) -> ImportPlace:
        """The place of a file; BadInput `no_such_file`."""
        digest, lines, block = hashlib.sha256(), 0, b"\n"
        try:
            with path.open("rb") as file:
                while read := file.read(_BLOCK_BYTES):
                    digest.update(read)
                    lines, block = lines + read.count(b"\n"), read
        except FileNotFoundError as error:
            raise BadInput("no_such_file", path=str(path)) from error
        return cls(f"{_PREFIX}{kind}:{digest.hexdigest()[:32]}", lines + (not block.endswith(b"\n")))

    def recall(self, session: Session) -> Came:
        """How far an earlier run had come; from the start if there is none that was cut off."""
        row = session.get(CoreSetting, self.name)
        return msgspec.json.decode(row.value, type=Came) if row else Came()

    def note(self, unit: UnitOfWork, came: Came) -> None:
        """Write the place down, in the transaction that brings it there.

        Places of other files of the kind go: their rows may not be as those files said any more.
        """
        others = CoreSetting.name.startswith(self.name.rpartition(":")[0] + ":", autoescape=True)
        unit.session.execute(delete(CoreSetting).where(others, CoreSetting.name != self.name))
        value = msgspec.json.encode(came).decode()
        unit.session.merge(CoreSetting(name=self.name, value=value))

    def forget(self, unit: UnitOfWork) -> None:
        """The file is in: imported again, it starts from its beginning."""
        row = unit.session.get(CoreSetting, self.name)
        if row is not None:
            unit.session.delete(row)
