"""The command `coulisse`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.spoken import speak_plainly
from desktop.before_commands import hand_on
from desktop.late_commands import LateCommands
from desktop.options import TOUR_WINDOW, Options, WindowSize, said_size, window_size
from desktop.places import configured_core, default_profile, demo_folder

app = typer.Typer(
    cls=LateCommands, add_completion=False, help="Coulisse: store operations for the back room."
)

LanguageOption = Annotated[str, typer.Option(help="fr or en, until a person chooses one at this workstation")]
LookOption = Annotated[str, typer.Option(help="light, dark or system, until a person chooses one")]
ProfileOption = Annotated[Path | None, typer.Option(help="folder of this workstation's replica")]

SizeOption = Annotated[
    str, typer.Option(metavar="WIDTHxHEIGHT", help="of the window, px; 1024x768 is the least")
]
USUAL_SIZE = said_size(TOUR_WINDOW)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    profile: ProfileOption = None,
    core: Annotated[
        str, typer.Option(envvar="COULISSE_CORE", help="address of the core, for the first start")
    ] = "",
    code: Annotated[str, typer.Option(help="one-time enrolment code, for the first start")] = "",
    language: LanguageOption = "",
    look: LookOption = "",
) -> None:
    """Open the desktop."""
    if context.invoked_subcommand is not None:
        hand_on(context)
        return
    from desktop.opening import open_desktop

    options = Options(
        profile or default_profile(), core, code, language, look, suggested_core=configured_core()
    )
    raise typer.Exit(open_desktop(options))


@app.command()
def demo(
    data: Annotated[Path | None, typer.Option(help="folder of the demo's network and replica")] = None,
    language: LanguageOption = "",
    look: LookOption = "",
) -> None:
    """A demo network, its core and the desktop on it; without a display, the tour."""
    from desktop.opening import open_demo

    raise typer.Exit(open_demo(data or demo_folder(), language, look))


@app.command()
def tour(
    out: Annotated[Path, typer.Option(help="folder for the pictures, labels and the report")],
    language: Annotated[list[str] | None, typer.Option(help="fr, en; both by default")] = None,
    look: Annotated[list[str] | None, typer.Option(help="light, dark; both by default")] = None,
    size: SizeOption = USUAL_SIZE,
) -> None:
    """Drive the real windows through a day in the store; leaves pictures, labels and a report."""
    from desktop.opening import open_tour

    # Whoever asks for one language speaks it.
    told_in = language[0] if language and len(language) == 1 else ""
    raise typer.Exit(
        open_tour(out, language or ["fr", "en"], look or ["light", "dark"], told_in, _size(size))
    )


@app.command()
def doctor(
    profile: ProfileOption = None,
    language: LanguageOption = "",
    as_json: Annotated[bool, typer.Option("--json", help="for programs: one JSON document")] = False,
) -> None:
    """What support would ask, with a verdict and what to do. Only reads; exit code 1 if anything is bad."""
    from desktop.support.doctor.cli import run_doctor

    raise typer.Exit(run_doctor(profile or default_profile(), language, as_json=as_json))


@app.command()
def backup(
    out: Annotated[Path, typer.Option(help="the file to write")],
    profile: ProfileOption = None,
    language: LanguageOption = "",
) -> None:
    """Write this workstation into one file, unsent work too, while it may be open. Says the recovery code."""
    from desktop.support.copies_cli import run_backup

    raise typer.Exit(run_backup(profile or default_profile(), out, language))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="what `backup` wrote")],
    code: Annotated[str, typer.Option(help="the backup's recovery code; asked for without it")] = "",
    profile: ProfileOption = None,
    language: LanguageOption = "",
) -> None:
    """Put a backup back. What stands here is set aside; the workstation is then enrolled with a new code."""
    from desktop.support.copies_cli import run_restore

    raise typer.Exit(run_restore(profile or default_profile(), file, code, language))


@app.command("change-keys")
def change_keys(profile: ProfileOption = None, language: LanguageOption = "") -> None:
    """Encrypt this workstation's file under a new key. Close the desktop first."""
    from desktop.support.copies_cli import run_change_keys

    raise typer.Exit(run_change_keys(profile or default_profile(), language))


@app.command("tour-day", hidden=True)
def tour_day(
    root: Annotated[Path, typer.Argument(help="folder with a demo core")],
    out: Annotated[Path, typer.Option(help="the tour's folder")],
    language: LanguageOption = "fr",
    look: LookOption = "light",
    size: SizeOption = USUAL_SIZE,
    steps: Annotated[int, typer.Option(help="only so many steps of it; 0 for all")] = 0,
) -> None:
    """One day of the tour, in a process of its own."""
    from desktop.opening import open_tour_day

    raise typer.Exit(open_tour_day(root, out, language, look, _size(size), steps))


@app.command("apply-delta", hidden=True)
def apply_delta(
    path: Annotated[Path, typer.Argument(help="the network's copy")],
    file: Annotated[Path, typer.Argument(help="the delta's piece")],
    made_at: Annotated[int, typer.Argument(help="when the core made it, in milliseconds since the epoch")],
    place: Annotated[int, typer.Argument(help="the location whose stock search puts first")],
) -> None:
    """A large delta, in a process of its own (see `sync.delta_apart`)."""
    from core.rules.time import Instant
    from sync.delta_apart import apply_file

    raise typer.Exit(apply_file(path, file, Instant(made_at), place))


def _size(text: str) -> WindowSize:
    """What `--size` asks for.

    Raises:
        BadParameter: it is no size, or the program is not made for it.
    """
    try:
        return window_size(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--size") from error


def main() -> None:
    """Entry of the command."""
    speak_plainly()
    app(prog_name="coulisse")


if __name__ == "__main__":
    main()
