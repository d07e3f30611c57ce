"""A label printer that is a folder: for shops that print by other means, for trying out, and for the tour."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from core.rules.errors import DeviceError
from desktop.devices.printers.job import LabelJob, Printed
from desktop.labels import Output, render_pdf, render_zpl

NAME_CHARACTERS_MAX = 80
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


class FolderLabelPrinter:
    """Writes each label as a PDF, and as ZPL when the template allows it; whole files or none.

    The files are named after the job: printing it again replaces them, and never makes a second label.

    Attributes:
        name: what people call it.
    """

    def __init__(self, name: str, folder: Path, dpi: int = 203) -> None:
        self.name = name
        self._folder = folder
        self._dpi = dpi

    def fault(self) -> str:
        """``printer_folder_unwritable``, or empty."""
        try:
            self._prepare()
        except OSError:
            return "printer_folder_unwritable"
        return "" if os.access(self._folder, os.W_OK) else "printer_folder_unwritable"

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        """Write the files of each; see `print_label`."""
        return [self.print_label(job) for job in jobs]

    def print_label(self, job: LabelJob) -> Printed:
        """Write the label's files.

        Raises:
            DeviceError: ``printer_folder_unwritable``, with the reason.
            BadInput: the label cannot be made of these data.
        """
        # The page is written last: who waits for it finds the rest of the label beside it.
        contents = {}
        if Output.ZPL in job.template.outputs:
            contents[".zpl"] = render_zpl(job.template, job.data, job.language, self._dpi, job.copies)
        contents[".pdf"] = render_pdf(job.template, job.data, job.language)
        stem = _file_stem(f"{job.template.name}-{job.id}")
        try:
            self._prepare()
            files = tuple(str(self._write(stem + suffix, content)) for suffix, content in contents.items())
        except OSError as error:
            raise DeviceError(
                "printer_folder_unwritable", printer=self.name, folder=str(self._folder), reason=str(error)
            ) from error
        sent = sum(len(content) for content in contents.values())
        return Printed(job.id, self.name, sent, confirmed=True, files=files)

    def _prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    def _write(self, name: str, content: bytes) -> Path:
        """One file, by way of another beside it, so that who watches the folder never sees half a label."""
        target = self._folder / name
        descriptor, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=self._folder)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return target


def _file_stem(name: str) -> str:
    """A name that every file system takes; one that had to be changed keeps a mark of what it was."""
    safe = _UNSAFE.sub("_", name)[:NAME_CHARACTERS_MAX]
    return safe if safe == name else f"{safe}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
