"""What the editor of templates reads, tries and keeps at this workstation. Everything here blocks."""

from __future__ import annotations

import msgspec

from core.rules.errors import BadInput, CoulisseError
from desktop.labels import render_pdf, validate
from desktop.labels.problem import Problem
from desktop.labels.template_files import (
    DRAFT,
    drop_own,
    keep_own,
    load,
    names,
    own_names,
    read_text,
    shipped_text,
    text_of,
)
from desktop.screens.settings.samples import Source, sample
from sync import Workstation
from sync.faults import database_faults
from sync.workstation import Print


class TemplateName(msgspec.Struct, frozen=True):
    """A template that there is: its titles by language, whether this store has a version of its own, and
    whether one ships."""

    name: str
    titles: dict[str, str]
    is_own: bool
    is_shipped: bool


class Tried(msgspec.Struct, frozen=True):
    """What a text came to.

    Attributes:
        fault: why it is no template, or makes no label of these data; None where it does.
        problems: what would not print well.
        preview: the label as PDF; empty where there is none.
        source, named: whose data it shows.
    """

    is_template: bool = False
    fault: CoulisseError | None = None
    problems: tuple[Problem, ...] = ()
    preview: bytes = b""
    source: Source = Source.STORE
    named: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether it may be kept."""
        return self.is_template and not self.problems and self.fault is None


class TemplateKeeper:
    """The templates of this workstation."""

    def __init__(self, workstation: Workstation) -> None:
        self._workstation = workstation
        self._folder = workstation.replica.folder.label_templates

    def known(self) -> tuple[TemplateName, ...]:
        """Every template, by name."""
        own, shipped = own_names(), names()
        return tuple(
            TemplateName(name, _titles(name), name in own, name in shipped)
            for name in sorted({*own, *shipped})
        )

    def text(self, name: str) -> str:
        """The readable file of a template as it is used now."""
        return text_of(name)

    def shipped(self, name: str) -> str:
        """The file that ships; empty where none does."""
        return shipped_text(name)

    def try_text(self, name: str, text: str, language: str) -> Tried:
        """Whether a text prints what it promises, with data of this store."""
        try:
            template = read_text(text)
        except BadInput as error:
            return Tried(fault=error)
        problems = validate(template)
        if template.name != name:
            problems.insert(0, Problem("name_changed", name, {"name": template.name}))
        now = self._workstation.world.clock.now()
        found = self._workstation.read(lambda reader: sample(reader, name, template, now, language))
        tried = Tried(is_template=True, problems=tuple(problems), source=found.source, named=found.named)
        try:
            pdf = render_pdf(template, found.data, language)
        except BadInput as error:
            return msgspec.structs.replace(tried, fault=error)
        return msgspec.structs.replace(tried, preview=pdf)

    def keep(self, name: str, text: str, author: str) -> None:
        """Keep a text as this store's own version; the audit says who.

        Raises:
            BadInput: it is no template.
            StorageFull, Damaged: the disk does not take it.
        """
        with database_faults("disk_error"):
            keep_own(self._folder, name, text)
        self._workstation.audit("template_kept", author, template=name)

    def drop(self, name: str, author: str) -> None:
        """Go back to what ships; the audit says who."""
        with database_faults("disk_error"):
            drop_own(self._folder, name)
        self._workstation.audit("template_dropped", author, template=name)

    def print_test(self, name: str, text: str, author: str, language: str) -> str:
        """Put a label of this text, kept or not, into the spool; returns the job's id."""
        template = read_text(text)
        now = self._workstation.world.clock.now()
        found = self._workstation.read(lambda reader: sample(reader, name, template, now, language))
        data = {**found.data.fields, "rows": [dict(row) for row in found.data.rows], DRAFT: text}
        [job_id] = self._workstation.print_by_hand([Print(name, data, language)], "", author, "template test")
        return job_id


def _titles(name: str) -> dict[str, str]:
    try:
        return load(name).title
    except BadInput:
        return {}
