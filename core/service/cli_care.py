"""`coulisse-core`: the commands that look after a core that is in use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from sqlalchemy import select

from core.model import Location, Staff
from core.orchestration.chain_settings import BOUNDS, ChainSetting, set_value, value_of
from core.orchestration.cool_down import cool_down
from core.orchestration.device_care import devices, release, retire
from core.orchestration.grants import set_grant
from core.orchestration.people import leave
from core.orchestration.regions import set_stores, stores_of
from core.orchestration.timers import Timers
from core.rules.permissions import Permission
from core.service.backup import back_up, restore_backup
from core.service.cli_words import Data, in_digits, in_words, say
from core.service.folder import CoreFolder
from core.service.import_people import GRANTED
from core.service.upkeep import keep_up, published_of

care = typer.Typer(no_args_is_help=True)
Setting = Literal["granted", "withdrawn", "role"]
_EVERYBODY = (
    select(Location.code, Staff)
    .join(Location, Location.id == Staff.location_id)
    .order_by(Location.code, Staff.name, Staff.id)
)


@care.command()
def maintain(data: Data) -> None:
    """Do now what the running core does by itself: timers, and letting go of what is old."""
    with CoreFolder(data).core() as core:
        timers = Timers(core)
        done = timers.turn()
        while timers.has_more:
            done = {name: done[name] + count for name, count in timers.turn().items()}
        moved = cool_down(core)
        kept = keep_up(core, lambda: published_of(core))
    for name, count in done.items():
        typer.echo(f"{name}: {count}")
    typer.echo(f"decided_together: {moved}")
    say("Streams shortened: {streams}, by {days} days in all.", streams=kept.streams, days=kept.days)


@care.command("setting")
def setting_(
    data: Data,
    name: Annotated[ChainSetting | None, typer.Argument(help="Which; without it, all are listed.")] = None,
    value: Annotated[int | None, typer.Argument(help="In the unit that its name ends with.")] = None,
) -> None:
    """Show or set what the chain decides for itself."""
    with CoreFolder(data).core() as core:
        if name is not None and value is not None:
            core.transact(lambda unit: set_value(unit, name, value))
        for one in [name] if name else list(ChainSetting):
            bounds = BOUNDS[one]
            now = core.read(lambda session, one=one: value_of(session, one))  # type: ignore[misc]
            say(
                "{name} = {now} ({least} to {most}, usually {usual})",
                name=one.value,
                now=now,
                least=bounds.least,
                most=bounds.most,
                usual=bounds.usual,
            )


@care.command()
def permit(
    staff: Annotated[str, typer.Argument(help="The person's id.")],
    permission: Annotated[Permission, typer.Argument(help="What they may do, or may not.")],
    data: Data,
    setting: Annotated[Setting, typer.Option(help="`role` takes back what was said.")] = "granted",
) -> None:
    """Grant a permission to a person beside their role, or withdraw it. Their store hears of it."""
    with CoreFolder(data).core() as core:
        core.transact(lambda unit: set_grant(unit, staff, permission, GRANTED[setting]))
    say(
        "{staff}: {permission} {setting}.",
        staff=staff,
        permission=permission.value,
        setting=in_words(setting),
    )


machines = typer.Typer(help="Workstations: list, release, retire.", no_args_is_help=True)
care.add_typer(machines, name="devices")


@machines.command("list")
def list_devices(data: Data) -> None:
    """All workstations, with what holds them."""
    with CoreFolder(data).core() as core:
        found = core.read(devices)
    for one in found:
        stands = in_words("retired") if one.retired_at else one.held_reason or in_words("in use")
        say(
            "{location}  {name}  {id}  {count} commands  {stands}",
            location=one.location,
            name=one.name,
            id=one.id,
            count=one.last_sequence,
            stands=stands,
        )


@machines.command("release")
def release_device(data: Data, device: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Let a held workstation send again. If two machines share its key it is held again: retire it then."""
    with CoreFolder(data).core() as core:
        core.transact(lambda unit: release(unit, device))
    say("{device} may send again.", device=device)


@machines.command("retire")
def retire_device(data: Data, device: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Bar a workstation for good. Enrol the machine anew with a fresh code: it keeps what it has not sent."""
    with CoreFolder(data).core() as core:
        core.transact(lambda unit: retire(unit, device))
    say("{device} is retired.", device=device)


persons = typer.Typer(help="People: list, and those who leave.", no_args_is_help=True)
care.add_typer(persons, name="staff")


@persons.command("list")
def list_staff(data: Data) -> None:
    """Everybody, by location, with what they are."""
    with CoreFolder(data).core() as core:
        found = core.read(lambda session: list(session.execute(_EVERYBODY)))
    for code, row in found:
        stands = in_words("has left") if row.is_revoked else row.role
        typer.echo(f"{code}  {row.name}  {row.id}  {stands}")


@persons.command("leave")
def leave_(data: Data, staff: Annotated[str, typer.Argument(help="Their id.")]) -> None:
    """Somebody does not work here any more: their store lets them in no more, once it is connected."""
    with CoreFolder(data).core() as core:
        core.transact(lambda unit: leave(unit, staff))
    say("{staff} has left.", staff=staff)


@persons.command("stores")
def stores_(
    data: Data,
    staff: Annotated[str, typer.Argument(help="A regional manager's id.")],
    stores: Annotated[list[str] | None, typer.Argument(help="Codes of the stores; none: only show.")] = None,
    none: Annotated[bool, typer.Option("--none", help="They sign for no store any more.")] = False,
) -> None:
    """Say for which stores a regional manager signs, or show it. What waits there goes to their queue."""
    with CoreFolder(data).core() as core:
        if stores or none:
            core.transact(lambda unit: set_stores(unit, staff, stores or []))
        found = core.read(lambda session: stores_of(session, staff))
    say("{staff} signs for {stores}.", staff=staff, stores=", ".join(found) or in_words("no store"))


@care.command()
def backup(data: Data, out: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write the whole core into one file, while it may be running. Keep it as safe as the core itself."""
    size_bytes = back_up(CoreFolder(data), out)
    say("{file}: {size} bytes.", file=out, size=in_digits(size_bytes))


@care.command()
def restore(
    data: Data,
    file: Annotated[Path, typer.Argument(help="What `backup` wrote.")],
    url: Annotated[str, typer.Option(help="postgresql://... ; without it, this folder's database.")] = "",
) -> None:
    """Put a core back as it was. It begins a new epoch: workstations offer again what it has not heard of.

    What stood in the folder's own database before is kept beside it.
    """
    restore_backup(CoreFolder(data), file, url)
    say("The core in {data} is as it was in {file}.", data=data, file=file)
