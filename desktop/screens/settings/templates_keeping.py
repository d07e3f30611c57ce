"""What the editor of templates reads, tries and keeps at this workstation. Everything here blocks."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from core.model import LabelTemplateRow
from core.rules.errors import BadInput, CoulisseError
from desktop.chain_labels import take_in_published
from desktop.labels import render_pdf
from desktop.labels.chain_templates import Faults, faults_of, refused_names, refused_text
from desktop.labels.problem import Problem
from desktop.labels.template_files import (
    DRAFT,
    base_text,
    chain_names,
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
from sync import Reader, Workstation
from sync.faults import database_faults
from sync.workstation import Print


class TemplateName(msgspec.Struct, frozen=True):
    """A template that there is: its titles by language, whether this workstation has a version of its own,
    and whether one ships.

    Attributes:
        is_chain: the chain has published one that is good here.
        version: of the chain's last publication, whatever became of it here; 0 for none.
        is_refused: the chain's last publication does not print well here: the one before it is used.
    """

    name: str
    titles: dict[str, str]
    is_own: bool
    is_shipped: bool
    is_chain: bool = False
    version: int = 0
    is_refused: bool = False


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
        self._chain = workstation.replica.folder.chain_templates

    def known(self) -> tuple[TemplateName, ...]:
        """Every template, by name."""
        own, shipped, chain, refused = own_names(), names(), chain_names(), refused_names(self._chain)
        versions = self._workstation.read(_versions)
        return tuple(
            TemplateName(
                name,
                _titles(name),
                name in own,
                name in shipped,
                name in chain,
                versions.get(name, 0),
                name in refused,
            )
            for name in sorted({*own, *shipped, *chain})
        )

    def text(self, name: str) -> str:
        """The readable file of a template as it is used now."""
        return text_of(name)

    def shipped(self, name: str) -> str:
        """The file that ships; empty where none does."""
        return shipped_text(name)

    def base(self, name: str) -> str:
        """The file that is used without a version of this workstation's own."""
        return base_text(name)

    def refused(self, name: str) -> Faults:
        """Why the chain's last publication is not used here; nothing where it is, or where there is none."""
        text = refused_text(self._chain, name)
        return faults_of(name, text) if text else Faults()

    def take_in(self) -> None:
        """Use what the chain has published, as far as it is good here."""
        take_in_published(self._workstation)

    def try_text(self, name: str, text: str, language: str) -> Tried:
        """Whether a text prints what it promises, with data of this store."""
        faults = faults_of(name, text)
        if faults.error is not None:
            return Tried(fault=faults.error)
        template, problems = read_text(text), faults.problems
        now = self._workstation.world.clock.now()
        found = self._workstation.read(lambda reader: sample(reader, name, template, now, language))
        tried = Tried(is_template=True, problems=problems, source=found.source, named=found.named)
        try:
            pdf = render_pdf(template, found.data, language)
        except BadInput as error:
            return msgspec.structs.replace(tried, fault=error)
        return msgspec.structs.replace(tried, preview=pdf)

    def keep(self, name: str, text: str, author: str) -> None:
        """Keep a text as this workstation's own version; the audit says who.

        Raises:
            BadInput: it is no template.
            StorageFull, Damaged: the disk does not take it.
        """
        with database_faults("disk_error"):
            keep_own(self._folder, name, text)
        self._workstation.audit("template_kept", author, template=name)

    def drop(self, name: str, author: str) -> None:
        """Go back to the chain's, or to what ships; the audit says who."""
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


def _versions(reader: Reader) -> dict[str, int]:
    rows = reader.session.execute(select(LabelTemplateRow.name, LabelTemplateRow.version))
    return {row.name: row.version for row in rows}


def _titles(name: str) -> dict[str, str]:
    try:
        return load(name).title
    except BadInput:
        return {}
