"""`coulisse-core notices`: how customers are told, and a letter to try it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from core.orchestration import Core
from core.ports import SystemClock, SystemRandomness, TimeOrderedIds
from core.rules.errors import BadInput
from core.service.cli_words import Data, say
from core.service.notices import (
    FolderDrop,
    Letter,
    NoticeConfig,
    NotTaken,
    Post,
    PostDown,
    Sender,
    SmtpPost,
    Way,
    read_config,
    write_config,
)
from core.service.notices.config import Security

notices = typer.Typer(help="How customers are told: by SMTP, as files, or not.", no_args_is_help=True)

Language = Annotated[Literal["fr", "en"], typer.Option(help="The language that customers are told in.")]
From = Annotated[str, typer.Option("--sender", help="`Name <address>`, as customers see it.")]


def post_of(config: NoticeConfig, data: Path) -> Post:
    """What sends, as the folder says."""
    if config.way is Way.SMTP:
        return SmtpPost(config)
    return FolderDrop(data / config.folder, config.sender)


def sender_of(core: Core, data: Path) -> Sender | None:
    """What sends a core's notices; None if nobody has said how.

    Raises:
        BadInput: `bad_notice_config`.
    """
    config = read_config(data)
    return None if config is None else Sender(core, post_of(config, data), config.language)


@notices.command()
def smtp(
    data: Data,
    host: Annotated[str, typer.Argument(help="The mail server.")],
    sender: From,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The mail server's port.")] = 587,
    security: Annotated[Security, typer.Option(help="What protects the connection.")] = Security.STARTTLS,
    user: Annotated[str, typer.Option(help="Without it, no login.")] = "",
    password_file: Annotated[str, typer.Option(help="A file that holds the password alone.")] = "",
    ca_file: Annotated[str, typer.Option(help="Certificates to trust instead of the system's.")] = "",
    language: Language = "fr",
) -> None:
    """Send them by SMTP. A core that is running takes it up at its next start."""
    config = NoticeConfig(Way.SMTP, sender, language, host, port, security, user, password_file, ca_file)
    write_config(data, config)
    say(
        "Customers are told by {host}:{port} from the next start on. Try it: coulisse-core notices test.",
        host=host,
        port=port,
    )


@notices.command()
def folder(
    data: Data,
    sender: From,
    path: Annotated[str, typer.Argument(help="Relative to the core's folder.")] = "notices",
    language: Language = "fr",
) -> None:
    """Write them as files (`.eml`) into a folder, for a mailing service that collects them there."""
    write_config(data, NoticeConfig(Way.FOLDER, sender, language, folder=path))
    say("What customers are told is written to {folder} from the next start on.", folder=data / path)


@notices.command()
def off(data: Data) -> None:
    """Tell customers nothing. What is to be told waits; what is older than two days is given up."""
    write_config(data, None)
    say("Customers are told nothing from the next start on.")


@notices.command()
def test(data: Data, address: Annotated[str, typer.Argument(help="Where the letter goes.")]) -> None:
    """Send a letter now, the way the core would."""
    config = read_config(data)
    if config is None:
        raise BadInput("no_notice_config")
    clock = SystemClock()
    letter = Letter(
        id=TimeOrderedIds(clock, SystemRandomness()).new(),
        to_name="",
        to_address=address,
        subject="Coulisse",
        text="Coulisse: test.\n",
        language=config.language,
        at=clock.now(),
    )
    post = post_of(config, data)
    try:
        post.send(letter)
    except (NotTaken, PostDown) as error:
        raise BadInput("notice_not_sent", reason=str(error)) from error
    finally:
        post.close()
    say("Sent to {address}: {way}.", address=address, way=config.way.value)
