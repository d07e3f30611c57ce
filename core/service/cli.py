"""`coulisse-core`: make a core, serve it, fill it, and hand out tokens and codes."""

from __future__ import annotations

import errno
import io
import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal, NoReturn
from urllib.parse import urlsplit

import msgspec
import structlog
import typer
from sqlalchemy.exc import DBAPIError

from core.orchestration.database import is_in_the_way, is_passing
from core.orchestration.enrolment import make_code
from core.orchestration.identity import EXAMPLE_GS1_PREFIX
from core.orchestration.stock_opening import mend_stock
from core.rules.errors import BadInput, Conflict, CoulisseError, Damaged, StorageFull
from core.rules.time import HOUR_MS, to_iso
from core.service import demo_core
from core.service.auth import Scope, issue_token
from core.service.cli_audit import audits
from core.service.cli_care import care
from core.service.cli_erase import erasing
from core.service.cli_labels import labels
from core.service.cli_lines import going_on_later, why_left_out
from core.service.cli_notices import notices, sender_of
from core.service.cli_preparation import preparation
from core.service.cli_returns import returns
from core.service.cli_sourcing import sourcing, whatif
from core.service.cli_words import Data, complain, say, tongue
from core.service.demo import DEFAULT_SEED
from core.service.demo_core import DemoSize
from core.service.exporting import export, exported
from core.service.folder import CoreFolder
from core.service.importing import import_file
from core.service.payouts.config import read_config as read_payments
from core.service.problem_sentences import detail
from core.service.progress import shown_progress
from core.service.settings import ServiceSettings
from core.service.whole_files import write_private, written_whole
from core.spoken import speak_plainly
from core.struct_types import learn_struct_types

app = typer.Typer(
    name="coulisse-core",
    help="The central orchestration core: make one, serve it, fill it, look after it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
tokens = typer.Typer(help="Tokens of shops and administrators.", no_args_is_help=True)
app.add_typer(tokens, name="token")
app.add_typer(care)
app.add_typer(audits)
app.add_typer(erasing)
app.add_typer(labels, name="labels")
app.add_typer(preparation, name="preparation")
app.add_typer(returns, name="returns")
app.add_typer(notices, name="notices")
app.add_typer(sourcing, name="sourcing")
app.command()(whatif)

ERRORS_SHOWN = 20
NO_ROOM = frozenset({errno.EFBIG, errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


@app.callback()
def speak(
    language: Annotated[
        Literal["fr", "en", ""], typer.Option(help="fr or en; without it, the system's.")
    ] = "",
) -> None:
    """The central orchestration core: make one, serve it, fill it, look after it."""
    tongue.chosen = language


@app.command()
def init(
    data: Data,
    url: Annotated[str, typer.Option(help="postgresql://... ; without it, SQLite in the folder.")] = "",
    gs1_prefix: Annotated[str, typer.Option(help="The chain's GS1 company prefix.")] = EXAMPLE_GS1_PREFIX,
) -> None:
    """Make a core: database, signing key, and the first administrator's token."""
    folder = CoreFolder(data)
    folder.make(url, gs1_prefix)
    if not folder.admin_token_file.exists():
        with folder.core() as core:
            token = core.transact(lambda unit: issue_token(unit, "Administrator", Scope.ADMIN))
        write_private(folder.admin_token_file, token.encode())
        say("Administrator's token (also in {file}): {token}", file=folder.admin_token_file, token=token)
    say("The core in {data} is ready.", data=data)


@app.command()
def serve(
    data: Data,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 takes a free one.")] = 0,
    ends_with_stdin: Annotated[
        bool, typer.Option("--end-with-stdin", help="Stop when the standard input is closed.")
    ] = False,
) -> None:
    """Serve the API until told to stop. The port is written to DATA/core.port once it answers.

    A core that another program starts for itself ends with it, however that ends: the system closes the pipe.
    """
    # Litestar and uvicorn take their time to import, and only this command needs them.
    from core.service.app import create_app
    from core.service.serving import CoreServer, bound, keep_garbage_rare, room_for, stop_with_stdin

    log_to_stderr()
    settings = ServiceSettings()
    if (most := room_for(settings.most_connections)) < settings.most_connections:
        complain(
            "The system lets this process hold {most} connections; {wanted} are bound to come at full size."
            " Raise its limit of open files (ulimit -n, LimitNOFILE).",
            most=most,
            wanted=settings.most_connections,
        )
    folder = CoreFolder(data)

    def announce(url: str) -> None:
        folder.announce(urlsplit(url).port or 0)
        say("Serving {url}", url=url)

    # uvicorn stops gracefully and then raises the signal again: this makes it an orderly end.
    for name in ("SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)
    with folder.served(), folder.core() as core, bound(host, port) as sockets:
        mend_stock(core)
        sender = sender_of(core, data)
        payments = read_payments(data)
        app = create_app(core, folder.publisher(core), settings, sender=sender, payments=payments)
        server = CoreServer(app, host, port, announce)
        if ends_with_stdin:
            stop_with_stdin(server)
        keep_garbage_rare()
        try:
            server.run(sockets)
        except KeyboardInterrupt:
            say("Stopped.")
        finally:
            folder.retract()
    if not server.started:
        raise typer.Exit(1)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def log_to_stderr() -> None:
    """Each entry a line of JSON, whole at once: several threads tell, and both streams may be one file."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


@app.command("import")
def import_(
    kind: Annotated[str, typer.Argument(help="stores, articles, prices, staff, stock, bins, places, ...")],
    file: Annotated[Path, typer.Argument(help="JSON lines, or CSV if its name says so.")],
    data: Data,
) -> None:
    """Import records of one kind. A wrong line is told and left out; the rest goes in."""
    with going_on_later(), CoreFolder(data).core() as core, shown_progress() as show:
        report = import_file(core, kind, file, partial(show, kind))
    if report.resumed_after:
        say("Went on after line {line}, where an earlier run was cut off.", line=report.resumed_after)
    say(
        "{written} {kind} imported, {left_out} lines left out.",
        written=report.written,
        kind=kind,
        left_out=report.left_out,
    )
    for error in sorted(report.errors, key=lambda error: error.line)[:ERRORS_SHOWN]:
        typer.echo(f"{file}:{error.line}: {why_left_out(error)}", err=True)
    if report.left_out > ERRORS_SHOWN:
        complain(
            "Shown are the first {shown}; {more} more.",
            shown=ERRORS_SHOWN,
            more=report.left_out - ERRORS_SHOWN,
        )
    if report.left_out:
        raise typer.Exit(1)


@app.command("export")
def export_(
    kind: Annotated[str, typer.Argument(help="As for import.")],
    data: Data,
    out: Annotated[Path | None, typer.Option(help="The file; without it, the standard output.")] = None,
    is_csv: Annotated[bool, typer.Option("--csv", help="CSV rather than JSON lines.")] = False,
) -> None:
    """Export all records of one kind, as of one moment."""
    # A kind that there is not must not cost the file that was there.
    exported(kind)
    with CoreFolder(data).core() as core:
        if out is None:
            if isinstance(sys.stdout, io.TextIOWrapper):
                # For a program: the form of a file, whatever the terminal's is.
                sys.stdout.reconfigure(encoding="utf-8", errors="strict")
            export(core, kind, sys.stdout, is_csv=is_csv)
            return
        with written_whole(out) as file:
            count = export(core, kind, file, is_csv=is_csv or out.suffix.lower() == ".csv")
    say("{count} {kind} exported to {out}.", count=count, kind=kind, out=out)


@tokens.command("create")
def create_token(
    name: Annotated[str, typer.Argument(help="Whose it is.")],
    data: Data,
    scope: Annotated[Scope, typer.Option(help="shop or admin.")] = Scope.SHOP,
) -> None:
    """Make a token. It is shown once; the core keeps only its digest."""
    if scope is Scope.DEVICE:
        raise typer.BadParameter("devices get their token when they are enrolled")
    with CoreFolder(data).core() as core:
        typer.echo(core.transact(lambda unit: issue_token(unit, name, scope)))


@app.command()
def enrol_code(
    location: Annotated[str, typer.Argument(help="The location's code.")],
    data: Data,
    hours: Annotated[int, typer.Option(min=1, max=24 * 30, help="How long it is good for.")] = 24,
) -> None:
    """Make a one-time code that enrols a workstation at a location."""
    with CoreFolder(data).core() as core:
        made = core.transact(lambda unit: make_code(unit, location, hours * HOUR_MS))
    typer.echo(made.code)
    complain("Good until {until}.", until=to_iso(made.expires_at))


@app.command()
def demo(
    data: Data,
    size: Annotated[DemoSize, typer.Option(help="shop, demo, or chain: 1,000 stores.")] = DemoSize.DEMO,
    seed: Annotated[int, typer.Option(help="The same seed makes the same network.")] = DEFAULT_SEED,
    stores: Annotated[int | None, typer.Option(min=1, max=1_000, help="Instead of the size's.")] = None,
    articles: Annotated[int | None, typer.Option(min=100, max=200_000, help="Instead of the size's.")] = None,
    orders: Annotated[int | None, typer.Option(min=0, max=10_000, help="Instead of the size's.")] = None,
    url: Annotated[str, typer.Option(help="postgresql://... ; without it, SQLite in the folder.")] = "",
) -> None:
    """Make the demo network in a folder of its own: stores, articles, stock, and a day of orders."""
    chosen = {"stores": stores, "articles": articles, "orders": orders}
    told = {name: value for name, value in chosen.items() if value is not None}
    plan = msgspec.structs.replace(demo_core.PLANS[size], seed=seed, **told)
    with going_on_later(), shown_progress() as show:
        made = demo_core.make_demo(CoreFolder(data), plan, show, url)
    say(
        "The demo network is in {data}; {place} enrols with {code}.",
        data=data,
        place=made.location_name,
        code=made.enrolment_code,
    )


def main() -> None:
    """The command line. An error of ours ends it with its sentence and status 1."""
    speak_plainly()
    learn_struct_types()
    try:
        app()
    except CoulisseError as error:
        _give_up(error)
    except DBAPIError as error:
        if is_passing(error):
            _give_up(Conflict("database_busy"))
        if is_in_the_way(error):
            _give_up(Damaged("database_unreachable", reason=str(error.orig).strip()))
        raise
    except OSError as error:
        # A file that is a folder, a folder that is somebody else's, a disk that is full.
        if error.errno in NO_ROOM:
            _give_up(StorageFull("no_room", reason=str(error)))
        _give_up(BadInput("file_unusable", reason=str(error)))


def _give_up(error: CoulisseError) -> NoReturn:
    typer.echo(f"coulisse-core: {detail(error.code, 400, tongue.code)} [{error}]", err=True)
    sys.exit(1)
