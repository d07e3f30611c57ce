"""What the first desktop of a day pays for and the later ones do not: done once, before the processes part.

Imported by the server from which the desktops are forked: what is loaded late (migrations, what draws
labels), read once (fonts, types, mapped tables), and looked through by Python's collector.
"""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from core.struct_types import learn_struct_types
from desktop.labels import Output, load, render_pdf, render_zpl
from desktop.labels.content import example_data
from sync import Replica
from sync.files import ReplicaFolder
from sync.ports import nothing_at
from tests.e2e import mishaps

LABEL = "pickup_parcel"
DPI = 203


def warm() -> None:
    """A replica, and the label of a parcel. Nothing is left open, and no thread begun."""
    assert mishaps.play
    learn_struct_types()
    configure_mappers()
    with tempfile.TemporaryDirectory() as folder:
        Replica(ReplicaFolder(Path(folder)), bytes(32), nothing_at).close()
    template = load(LABEL)
    for language in template.words:
        render_pdf(template, example_data(template), language)
        if Output.ZPL in template.outputs:
            render_zpl(template, example_data(template), language, DPI)
    gc.collect()
    gc.freeze()


warm()
