"""Fills a fresh core with the demo network, kind after kind, by the doors that an import takes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Final

import numpy as np
from argon2 import PasswordHasher
from numpy.typing import NDArray

from core.orchestration import Core, UnitOfWork
from core.orchestration.region_sales import set_region
from core.orchestration.sale_intake import take_in_sales
from core.orchestration.stock_intake import LineStatus
from core.orchestration.stock_opening import has_no_stock, opening_stock, take_opening_stock
from core.orchestration.stock_told import TOLD_COLUMNS, take_told_positions
from core.service.demo import DemoNetwork
from core.service.demo.receipts import receipts
from core.service.demo.stock import Units, WholeStock, piece_count
from core.service.import_people import staff_writer
from core.service.import_rows import known
from core.service.importing import import_records
from core.service.progress import Progress
from core.service.record_types import Record
from core.service.records import StaffRecord

POSITIONS_A_TRANSACTION = 200_000
STAFF_A_TRANSACTION = 1_000
SQLITE_WRITERS, POSTGRESQL_WRITERS = 1, 2
"""Transactions of opening stock at once: on PostgreSQL one copies positions while the other's movements are
made of them. Each has a share of the key of its own."""
CHEAPEST_HASHER: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
Columns = Mapping[str, NDArray[Any]]
OPENING_STOCK = "opening stock"
"""Who tells of the first positions, in the ledger."""


def fill_core(core: Core, network: DemoNetwork, progress: Progress) -> None:
    """Import everything but the orders, and where articles stand."""
    _load(core, "locations", lambda: network.locations, len(network.locations), progress)
    own = [person for person in network.staff if person.location == network.own_store.code]
    _load(core, "staff", lambda: own, len(own), progress)
    _fill_other_staff(core, network.staff[len(own) :], progress)
    _load(core, "articles", lambda: network.articles, len(network.articles), progress)
    _load(core, "prices", network.prices, network.price_count, progress)
    bins, carriers = list(network.bins()), list(network.carriers())
    _load(core, "bins", lambda: bins, len(bins), progress)
    _load(core, "carriers", lambda: carriers, len(carriers), progress)
    piece_count = _fill_stock(core, network, progress)
    _load(core, "pieces", network.pieces, piece_count, progress)
    core.transact(partial(_set_regions, network))
    sold = list(receipts(network))
    answers = core.transact(lambda unit: take_in_sales(unit, sold))
    assert all(answer.status is not LineStatus.REFUSED for answer in answers), "a receipt that cannot be"
    progress("receipts", len(sold), len(sold))


def _set_regions(network: DemoNetwork, unit: UnitOfWork) -> None:
    """A region is a French department, which a postcode begins with."""
    stores: dict[str, list[str]] = {}
    for store in network.stores:
        stores.setdefault(store.postcode[:2], []).append(store.code)
    for department, codes in stores.items():
        set_region(unit, codes, department)


def fill_places(core: Core, network: DemoNetwork, stores: int, progress: Progress) -> None:
    """Import where the articles of some stores stand."""
    _load(core, "places", partial(network.places, stores=stores), network.place_count(stores), progress)


def _fill_other_staff(core: Core, staff: Sequence[StaffRecord], progress: Progress) -> None:
    """The people of the other stores, whose PINs nobody is told.

    Their verifiers are argon2id like all, at the least cost there is (which a verifier carries in itself):
    five thousand at the cost of real ones would take longer than all the rest.
    """
    there = core.read(known)
    for start in range(0, len(staff), STAFF_A_TRANSACTION):
        batch = staff[start : start + STAFF_A_TRANSACTION]
        core.transact(staff_writer(core, batch, there.locations, CHEAPEST_HASHER))
        progress("staff of other stores", start + len(batch), len(staff))


def _load(
    core: Core, kind: str, records: Callable[[], Iterable[Record]], total: int, progress: Progress
) -> None:
    report = import_records(core, kind, records, lambda written, _of: progress(kind, written, total))
    assert not report.errors, (kind, report.errors[0])


def _fill_stock(core: Core, network: DemoNetwork, progress: Progress) -> int:
    """The opening stock, in the order of the table's key: each page of it is written once.

    Returns how many pieces it is of.
    """
    there = core.read(known)
    article_ids = np.array([there.articles[article.sku] for article in network.articles])
    location_ids = np.array([there.locations[location.code] for location in network.locations])
    take = _take_new if core.read(has_no_stock) else _take_told
    progress("stock", 0, 0)
    whole = network.whole_stock()
    # Identifiers may have been given in another order than the network counts in.
    order = np.lexsort((location_ids[whole.location], article_ids[whole.article]))
    writers = SQLITE_WRITERS if core.engine.dialect.name == "sqlite" else POSTGRESQL_WRITERS
    with opening_stock(core):
        with ThreadPoolExecutor(writers, "writes-stock") as threads:
            writing: deque[Future[None]] = deque()
            for start in range(0, len(whole), POSITIONS_A_TRANSACTION):
                block = whole.rows(order[start : start + POSITIONS_A_TRANSACTION])
                work = partial(take, _told(block, article_ids, location_ids))
                writing.append(threads.submit(core.transact, work))
                if len(writing) > writers:
                    writing.popleft().result()
                    progress("positions", start, len(whole))
            for last in writing:
                last.result()
        progress("positions", len(whole), len(whole))
        progress("indexing positions", 0, 0)
    return piece_count(network.catalogue, whole)


def _take_new(columns: Columns, unit: UnitOfWork) -> None:
    take_opening_stock(unit, columns, OPENING_STOCK)


def _take_told(columns: Columns, unit: UnitOfWork) -> None:
    """Where an earlier making of the demo was cut off."""
    rows = zip(*(columns[name].tolist() for name in TOLD_COLUMNS), strict=True)
    take_told_positions(unit, rows, OPENING_STOCK)


def _told(block: WholeStock, article_ids: Units, location_ids: Units) -> Columns:
    columns = (
        article_ids[block.article],
        location_ids[block.location],
        block.sellable,
        block.display,
        block.damaged,
        block.safety,
        block.counted_at,
    )
    return dict(zip(TOLD_COLUMNS, columns, strict=True))
