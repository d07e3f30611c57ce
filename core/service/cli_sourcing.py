"""`coulisse-core sourcing` and `whatif`: the chain's rules for sources, and others tried on its past."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from core.orchestration.location_figures import read_rules
from core.orchestration.sourcing_rules import decode_rules, set_rules, what_if
from core.rules.errors import BadInput
from core.rules.sourcing_case import Policy
from core.rules.time import DAY_MS, Instant
from core.service.cli_words import Data, complain, in_digits, in_words, say
from core.service.folder import CoreFolder

sourcing = typer.Typer(help="How sources are chosen: show the rules, or set them.", no_args_is_help=True)

Rules = Annotated[
    Path, typer.Argument(help="JSON, as `sourcing show` prints it; what is left out is as usual.")
]


def rules_in(file: Path) -> Policy:
    """The rules that a file says.

    Raises:
        BadInput: `no_such_file`, `bad_sourcing_rules`.
    """
    try:
        text = file.read_bytes()
    except OSError as error:
        raise BadInput("no_such_file", path=str(file)) from error
    return decode_rules(text)


@sourcing.command()
def show(data: Data) -> None:
    """Print the rules as they stand."""
    with CoreFolder(data).core() as core:
        rules = core.read(read_rules)
    typer.echo(msgspec.json.format(msgspec.json.encode(rules)).decode())


@sourcing.command("set")
def set_(data: Data, file: Rules) -> None:
    """Set the rules; a running core follows within a minute. Try them first: coulisse-core whatif."""
    rules = rules_in(file)
    with CoreFolder(data).core() as core:
        core.transact(lambda unit: set_rules(unit, rules))
    say("The rules hold within a minute.")


def whatif(
    data: Data,
    file: Rules,
    days: Annotated[int, typer.Option(min=1, max=1_000, help="How far back.")] = 30,
    most: Annotated[int, typer.Option(min=1, help="At most so many decisions, the newest.")] = 10_000,
    is_json: Annotated[bool, typer.Option("--json", help="One line of JSON, with examples.")] = False,
) -> None:
    """Try rules for sources on past decisions, before they go live. Nothing changes."""
    rules = rules_in(file)
    with CoreFolder(data).core() as core:
        since = Instant(core.clock.now() - days * DAY_MS)
        found = core.read(lambda session: what_if(session, rules, since, most))
    if is_json:
        typer.echo(msgspec.json.encode(found).decode())
        return
    saved = (found.cost_mc_before - found.cost_mc_after) / 100_000
    say(
        "{decisions} decisions of the last {days} days; {changed} would come out otherwise.",
        decisions=found.decisions,
        days=days,
        changed=found.changed,
    )
    before, after = found.parcels_before, found.parcels_after
    say("Parcels: {before} then, {after} with these rules.", before=before, after=after)
    before, after = found.missing_before, found.missing_after
    say("Units free nowhere: {before} then, {after} with these rules.", before=before, after=after)
    less = in_digits(saved, ",.2f")
    say("Cost at these rules' prices: {saved} less in all (below zero: more).", saved=less)
    for one in found.examples:
        typer.echo(f"  {one.order_number}: {_told(one.before)} -> {_told(one.after)}")
    if found.partly_known:
        complain(
            "Of {count} decisions not all locations with stock were kept: others may be better still by these"
            " rules. Each decision is tried with the stock that there was then.",
            count=found.partly_known,
        )


def _told(units: dict[str, int]) -> str:
    return ", ".join(f"{code} ({count})" for code, count in units.items()) or in_words("nowhere")
