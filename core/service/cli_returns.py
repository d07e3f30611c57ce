"""`coulisse-core returns`: what stores take back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.commands.return_reading import policy_of
from core.model import ReturnPolicyRow
from core.orchestration.region_sales import set_region, stores_by_region
from core.service.cli_words import Data, say
from core.service.folder import CoreFolder
from core.service.return_policy_file import read_rules, written_rules
from core.service.store_policies import set_policy, stores_named

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
        chosen = core.read(lambda s: stores_named(s, store, is_all=is_all))
        if file is None:
            now = core.read(lambda s: written_rules(s, policy_of(s, chosen[0])))
            typer.echo(now.decode())
            return
        raw = file.read_bytes()
        rules = core.read(lambda s: read_rules(s, raw))
        core.transact(lambda unit: set_policy(unit, ReturnPolicyRow, chosen, rules))
    say("{count} stores take goods back by {file}.", count=len(chosen), file=file)


@returns.command()
def region(
    data: Data,
    stores: Annotated[list[str] | None, typer.Argument(help="The locations' codes.")] = None,
    name: Annotated[str, typer.Option(help="The region that they are of; without it, of none.")] = "",
) -> None:
    """Say which stores know each other's recent sales, without names; without stores, show them."""
    with CoreFolder(data).core() as core:
        if stores:
            core.transact(lambda unit: set_region(unit, stores, name))
        for known, codes in core.read(stores_by_region).items():
            typer.echo(f"{known}\t{' '.join(codes)}")
