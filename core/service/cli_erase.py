"""`coulisse-core erase`: what names a customer goes, on their request."""

from __future__ import annotations

from typing import Annotated

import typer

from core.orchestration.erasure import erase
from core.service.cli_words import Data, say
from core.service.folder import CoreFolder

erasing = typer.Typer()


@erasing.command("erase")
def erase_(
    data: Data,
    who: Annotated[
        str,
        typer.Argument(
            help="The number of an order, receipt or return, an e-mail address, or a number in the shop."
        ),
    ],
    by: Annotated[str, typer.Option(help="Who says so; it is written down.")],
    reason: Annotated[str, typer.Option(help="Why; it is written down.")] = "",
) -> None:
    """Erase a customer's name, addresses and what was written about them, wherever it stands.

    What was sold and paid stays, and so does the chain of envelopes. Backups keep what they have: let go of
    them in their time.
    """
    with CoreFolder(data).core() as core:
        done = erase(core, who, by, reason)
    say(
        "Erased: {rows} rows, {envelopes} envelopes, {images} earlier images.",
        rows=done.rows,
        envelopes=done.envelopes,
        images=done.images,
    )
    for receipt in done.left:
        say(
            "The sale {receipt} is in another name, and stays. If it is theirs too, erase by its receipt.",
            receipt=receipt,
        )
    say("It is written down as {id}. Stores let go of it when they are connected.", id=done.erasure_id)
