"""`coulisse-core preparation`: how stores prepare."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
import typer
from sqlalchemy import select

from core.model import Location, PreparationPolicyRow
from core.orchestration import UnitOfWork
from core.rules.errors import BadInput
from core.rules.preparation_policy import PreparationPolicy, policy_from
from core.service.cli_words import Data, say
from core.service.folder import CoreFolder

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
        places = core.read(
            lambda s: s.execute(select(Location.id, Location.code).where(Location.kind == "store")).all()
        )
        chosen = [place.id for place in places if is_all or place.code == store]
        if not chosen:
            raise BadInput("unknown_location", location=store)
        if scan is None:
            row = core.read(lambda s: s.get(PreparationPolicyRow, chosen[0]))
            kept = policy_from(row.policy) if row is not None else PreparationPolicy()
            typer.echo((Scanning.FORCED if kept.is_scan_forced else Scanning.FREE).value)
            return
        rules = PreparationPolicy(is_scan_forced=scan is Scanning.FORCED)
        core.transact(lambda unit: set_policy(unit, chosen, rules))
    say(f"{len(chosen)} stores: scanning is {scan.value}.")


def set_policy(unit: UnitOfWork, location_ids: list[int], rules: PreparationPolicy) -> None:
    """Set how these stores prepare."""
    for location_id in location_ids:
        row = unit.lock(PreparationPolicyRow, location_id)
        if row is None:
            row = PreparationPolicyRow(location_id=location_id)
            unit.session.add(row)
        row.policy, row.set_at = msgspec.to_builtins(rules), unit.at
