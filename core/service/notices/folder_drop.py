"""Letters as files in a folder, for a mailing service that collects them there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from core.service.notices.port import Letter, PostDown, message_of


class FolderDrop:
    """Writes each letter whole or not at all, as `<notification>.eml`: a repeat replaces it."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """As the port says."""
        content = message_of(letter, self._sender).as_bytes()
        # Whoever collects takes *.eml: the scratch file is none.
        scratch = self._folder / f".{letter.id}.{os.getpid()}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with scratch.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(self._folder / f"{letter.id}.eml")
        except OSError as error:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)
            raise PostDown(str(error)) from error

    def close(self) -> None:
        """Nothing is held open."""
