"""Fills a fresh core with the demo network, kind after kind, by the doors that an import takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import numpy as np

from core.orchestration import Core
from core.orchestration.stock_told import take_told_positions
from core.service.demo import DemoNetwork
from core.service.demo.stock import WholeStock
from core.service.import_rows import known
from core.service.importing import import_records
from core.service.progress import Progress, silent
from core.service.records import Record

POSITIONS_A_TRANSACTION = 200_000
OPENING_STOCK = "opening stock"
"""Who tells of the first positions, in the ledger."""


@contextmanager
def filled_core(core: Core, network: DemoNetwork, placed_stores: int, progress: Progress) -> Iterator[None]:
    """Import everything but the orders. Hashing the PINs goes on beside, until the block ends."""
    _load(core, "locations", lambda: network.locations, len(network.locations), progress)
    with ThreadPoolExecutor(1, thread_name_prefix="staff") as beside:
        staff = beside.submit(_load, core, "staff", lambda: network.staff, 0, silent)
        _load(core, "articles", lambda: network.articles, len(network.articles), progress)
        _load(core, "prices", network.prices, 0, progress)
        _load(core, "bins", network.bins, 0, progress)
        _fill_stock(core, network, progress)
        _load(core, "pieces", network.pieces, 0, progress)
        _load(core, "places", partial(network.places, stores=placed_stores), 0, progress)
        yield
        staff.result()


def _load(
    core: Core, kind: str, records: Callable[[], Iterable[Record]], total: int, progress: Progress
) -> None:
    report = import_records(core, kind, records, lambda written: progress(kind, written, total))
    assert not report.errors, (kind, report.errors[0])


def _fill_stock(core: Core, network: DemoNetwork, progress: Progress) -> None:
    """The opening stock, in the order of the table's key: each page of it is written once."""
    there = core.read(known)
    article_ids = np.array([there.articles[article.sku] for article in network.articles])
    location_ids = np.array([there.locations[location.code] for location in network.locations])
    whole = network.whole_stock()
    for start in range(0, len(whole), POSITIONS_A_TRANSACTION):
        block = whole.block(start, start + POSITIONS_A_TRANSACTION)
        core.transact(
            lambda unit, block=block: take_told_positions(  # type: ignore[misc]
                unit, _told(block, article_ids, location_ids), OPENING_STOCK
            )
        )
        progress("positions", min(start + POSITIONS_A_TRANSACTION, len(whole)), len(whole))


def _told(block: WholeStock, article_ids: np.ndarray, location_ids: np.ndarray) -> Iterator[tuple[int, ...]]:
    columns = (
        article_ids[block.article],
        location_ids[block.location],
        block.sellable,
        block.display,
        block.damaged,
        block.safety,
        block.counted_at,
    )
    return zip(*(column.tolist() for column in columns), strict=True)
