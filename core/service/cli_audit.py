"""`coulisse-core audit`: whether what the core keeps is whole, and the journal as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from core.feed.settings import Setting, setting
from core.orchestration import Core
from core.orchestration.audit import Audited, JournalLine, audit, journal
from core.service.audit_pdf import SUFFIX, write_pdf
from core.service.cli_words import Data, in_words, say
from core.service.folder import CoreFolder
from core.service.record_files import write

_SENTENCES = {
    "envelope_missing": "An envelope is missing",
    "bad_signature": "The device's key has not signed these bytes",
    "bad_envelope": "These bytes are not an envelope",
    "envelope_hash_wrong": "The hash that is kept is not of these bytes",
    "chain_broken": "It does not follow the envelope before it",
    "envelope_moved": "It is not the envelope of this place",
    "chain_cut_off": "The chain does not end where the device's record says",
    "approval_not_signed": "The manager's key has not signed this approval",
    "approved_something_else": "The refund is not what was approved",
    "refund_does_not_add_up": "Its parts do not add up",
    "refund_paid_beyond": "More was paid than was to be paid",
    "refund_without_approval": "Nobody has signed what it says was approved",
    "refund_without_claim": "Its units are not its own",
    "erased_without_record": "It says that it was erased, and nobody has written that down",
    "credit_does_not_add_up": "Its entries do not add up to its balance",
}

audits = typer.Typer()


@audits.command("audit")
def audit_(
    data: Data,
    export: Annotated[
        Path | None, typer.Option(help="Write the journal there: CSV, PDF, or JSON lines by its name.")
    ] = None,
) -> None:
    """Verify every chain, signature and approval, and name the first thing that does not hold."""
    with CoreFolder(data).core() as core:
        found = core.read(audit)
        written = _written(core, found, export) if export is not None else 0
    say(
        "{devices} devices, {envelopes} envelopes ({erased} erased on request), {approvals} approvals,"
        " {refunds} refunds, {credits} store credits.",
        devices=found.devices,
        envelopes=found.envelopes,
        erased=found.erased,
        approvals=found.approvals,
        refunds=found.refunds,
        credits=found.credits,
    )
    if export is not None:
        say("{written} envelopes written to {file}.", written=written, file=export)
    if found.finding is not None:
        typer.echo(_in_words(found), err=True)
        raise typer.Exit(1)
    typer.echo(_in_words(found))


def _in_words(found: Audited) -> str:
    """What the audit found, as a sentence to whoever asked."""
    if found.finding is None:
        return in_words("All of it holds.")
    code = found.finding.code
    return f"{in_words(_SENTENCES.get(code, code))}: {found.finding.where} [{code}]"


def _said(found: Audited) -> str:
    """The same on the paper, which is in English."""
    if found.finding is None:
        return "All of it holds."
    code = found.finding.code
    return f"{_SENTENCES.get(code, code)}: {found.finding.where} [{code}]"


def _written(core: Core, found: Audited, path: Path) -> int:
    if path.suffix.lower() != SUFFIX:
        return core.read(lambda session: write(path, JournalLine, journal(session)))

    def paper(session: Session) -> int:
        core_id = setting(session, Setting.CORE_ID)
        return write_pdf(path, found, _said(found), journal(session), core_id, core.clock.now())

    return core.read(paper)
