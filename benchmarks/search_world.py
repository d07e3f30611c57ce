"""The workstation that search is measured on: the full-size network's own, with a day of orders.

The network's copy is the one that `benchmarks.chain` keeps for all benchmarks; the encrypted file beside it
is a copy of its own, since orders are added.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.chain import Chain, opened_workstation
from core.model import Fulfilment, FulfilmentLine
from core.rules.time import Instant
from core.service.demo.seeds import people
from sync.files import ReplicaFolder
from sync.workstation import Workstation

ORDERS = 600
FIRST_NUMBER = 70_000


@contextmanager
def busy_workstation(made: Chain, folder: Path, at: Instant) -> Iterator[Workstation]:
    """The workstation of this network with so many orders in its store, in an empty folder of its own.

    Args:
        at: when the orders were made.
    """
    for source in made.replica.iterdir():
        if source.is_file() and not source.name.startswith("network-"):
            shutil.copy2(source, folder / source.name)
    for copy in made.replica.glob("network-*.db"):
        ReplicaFolder(folder).network(copy.name).symlink_to(copy.absolute())
    with opened_workstation(folder) as station:
        here = station.replica.state().location_id
        with station.replica.writing("bench") as session:
            session.add_all(_orders(here, at))
        yield station


def _orders(here: int, at: Instant) -> Iterator[Fulfilment | FulfilmentLine]:
    names = people()
    rng = np.random.default_rng(7)
    for number in range(ORDERS):
        given, family = rng.choice(names.womens_names), rng.choice(names.last_names)
        yield Fulfilment(
            id=f"bench-f{number}",
            order_id=f"bench-o{number}",
            location_id=here,
            kind="pickup",
            state="proposed",
            state_at=at,
            order_number=f"C-{FIRST_NUMBER + number}",
            customer_name=f"{given} {family}",
            promised_at=at,
            created_at=at - number,
        )
        yield FulfilmentLine(
            id=f"bench-l{number}",
            fulfilment_id=f"bench-f{number}",
            order_line_id=f"bench-ol{number}",
            line_no=1,
            article_id=number + 1,
            quantity=1,
        )
