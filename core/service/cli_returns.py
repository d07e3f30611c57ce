"""`coulisse-core returns`: what stores take back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from sqlalchemy import select

from core.commands.return_reading import policy_of
from core.model import Location, ReturnPolicyRow
from core.orchestration import UnitOfWork
from core.rules.errors import BadInput
from core.rules.return_policy import ReturnPolicy, read_policy
from core.service.cli_words import Data, say
from core.service.folder import CoreFolder

returns = typer.Typer(help="What stores take back.", no_args_is_help=True)
EVERY_STORE = "--all"


@returns.callback()
def _returns() -> None:
    """What stores take back."""


@returns.command()
def policy(
    data: Data,
    store: Annotated[str, typer.Argument(help="The location's code; without it, with --all.")] = "",
    file: Annotated[Path | None, typer.Option(help="JSON to set; without it, it is shown.")] = None,
    is_all: Annotated[bool, typer.Option(EVERY_STORE, help="Every store.")] = False,
) -> None:
    """Show or set the rules: periods, fees, exclusions, limits. The store hears of them at once."""
    with CoreFolder(data).core() as core:
        places = core.read(
            lambda s: s.execute(select(Location.id, Location.code).where(Location.kind == "store")).all()
        )
        chosen = [place.id for place in places if is_all or place.code == store]
        if not chosen:
            raise BadInput("unknown_location", location=store)
        if file is None:
            now = core.read(lambda s: policy_of(s, chosen[0]))
            typer.echo(msgspec.json.format(msgspec.json.encode(now)).decode())
            return
        rules = read_policy(file.read_bytes())
        core.transact(lambda unit: set_policy(unit, chosen, rules))
    say(f"{len(chosen)} stores take goods back by {file}.")


def set_policy(unit: UnitOfWork, location_ids: list[int], rules: ReturnPolicy) -> None:
    """Set what these stores take back."""
    for location_id in location_ids:
        row = unit.lock(ReturnPolicyRow, location_id)
        if row is None:
            row = ReturnPolicyRow(location_id=location_id)
            unit.session.add(row)
        row.policy, row.set_at = msgspec.to_builtins(rules), unit.at
