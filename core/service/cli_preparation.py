"""`coulisse-core preparation`: how stores prepare."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from core.model import PreparationPolicyRow
from core.rules.preparation_policy import PreparationPolicy, policy_from
from core.service.cli_words import Data, in_words, say
from core.service.folder import CoreFolder
from core.service.store_policies import set_policy, stores_named

preparation = typer.Typer(help="How stores prepare.", no_args_is_help=True)


class Scanning(StrEnum):
    """Whether a unit may be picked without a scan."""

    FORCED = "forced"
    FREE = "free"


@preparation.callback()
def _preparation() -> None:
    """How stores prepare."""


@preparation.command()
def policy(
    data: Data,
    store: Annotated[str, typer.Argument(help="The location's code; without it, with --all.")] = "",
    scan: Annotated[Scanning | None, typer.Option(help="To set; without it, it is shown.")] = None,
    is_all: Annotated[bool, typer.Option("--all", help="Every store.")] = False,
) -> None:
    """Show or set whether each unit is scanned when it is picked. The store hears of it at once."""
    with CoreFolder(data).core() as core:
        chosen = core.read(lambda s: stores_named(s, store, is_all=is_all))
        if scan is None:
            row = core.read(lambda s: s.get(PreparationPolicyRow, chosen[0]))
            kept = policy_from(row.policy) if row is not None else PreparationPolicy()
            typer.echo((Scanning.FORCED if kept.is_scan_forced else Scanning.FREE).value)
            return
        rules = PreparationPolicy(is_scan_forced=scan is Scanning.FORCED)
        core.transact(lambda unit: set_policy(unit, PreparationPolicyRow, chosen, rules))
    say("{count} stores: scanning is {scan}.", count=len(chosen), scan=in_words(scan.value))
