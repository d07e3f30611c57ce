"""From the scan of a receipt to the amount on the screen: what has to be read, judged and worked out for it.

``python -m benchmarks.returns [CORE_LINES [REPLICA_LINES]]``: 2 million sold lines on the core and 100,000 in
the replica, four lines a receipt. *Local*: the receipt is found in the replica, its lines are loaded with
what was refunded of them, policy and law say their word, and the whole is worked out to the means, as the
screen does it. *Core*: the receipt was sold elsewhere; ``POST /v1/sales/find`` on a real core, over a
connection that stays, finds it and writes down that it goes to this store. Receipts are drawn at random, each
asked once. ``_cpu_`` is of the processor: this process's for each receipt, of the core's process all of it by
their number; on a machine that others use too it says more than the clock on the wall.
"""

from __future__ import annotations

import http.client
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any, Final
from urllib.parse import urlsplit

from benchmarks.chain import Chain, chain, opened_workstation
from benchmarks.orders_world import enrolled_token
from benchmarks.processor import used_s
from benchmarks.reporting import Figures, report, say, timed
from benchmarks.workstations import serving_core
from core.model import Sale, SaleLine
from core.rules.ids import derive
from core.rules.return_policy import ReturnPolicy
from core.rules.returns import ReturnReason
from core.rules.time import DAY_MS, Instant
from core.service.demo_core import DemoSize
from core.service.folder import CoreFolder
from desktop.screens.returns.amounts import worked_out
from desktop.screens.returns.finding import find, wanted_in
from desktop.screens.returns.reading import load_sale
from desktop.screens.returns.state import Proof, ReturnsState, Taken
from sync.files import ReplicaFolder
from sync.reading import Reader

CORE_LINES: Final = 2_000_000
REPLICA_LINES: Final = 100_000
LINES_A_SALE: Final = 4
ASKED: Final = 400
WARM_UP: Final = 20
SEED: Final = 20_261_129
ROWS_AT_ONCE: Final = 50_000
Row = tuple[Any, ...]


def sales(count: int, location_id: int, at: Instant) -> Iterator[Row]:
    """Receipts in the order of `SALE_COLUMNS`."""
    for number in range(count):
        means = json.dumps([["card", 9_000], ["gift_card", 1_000]])
        code = f"T{location_id}-{number:07d}"
        yield (
            derive("bench", code), "till", code, location_id, "store", at - number % 90 * DAY_MS, at, "", "",
            "", "", f"{number % 10_000:04d}", "EUR", 0, means, True,
        )  # fmt: skip


def lines(count: int, location_id: int, articles: int) -> Iterator[Row]:
    """Their lines, in the order of `LINE_COLUMNS`."""
    for number in range(count):
        sale_id = derive("bench", f"T{location_id}-{number:07d}")
        for place in range(LINES_A_SALE):
            article = 1 + (number * LINES_A_SALE + place) % articles
            yield (
                f"{sale_id}-{place}", sale_id, place + 1, article, f"SKU-{article}", "", "Article", "Robes",
                "", "", 1, 2_600, 2_500, 2_000, "in_store", "", "[]",
            )  # fmt: skip


SALE_COLUMNS: Final = (
    "id", "kind", "receipt_code", "location_id", "channel", "sold_at", "delivered_at", "order_id",
    "customer_id", "customer_name", "tier", "card_last4", "currency", "delivery_cents", "means",
    "is_with_store",
)  # fmt: skip
LINE_COLUMNS: Final = (
    "id", "sale_id", "line_no", "article_id", "sku", "gtin", "name", "category", "size", "colour", "quantity",
    "list_cents", "paid_cents", "tax_rate_bp", "sale_type", "exclusion", "serials",
)  # fmt: skip


def fill(connection: Any, table: str, columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    """Write rows below the ORM: two million of them are no part of what is measured."""
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    while some := list(islice(rows, ROWS_AT_ONCE)):
        connection.executemany(statement, some)


def measured(work: Callable[[str], bool], codes: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each, by the wall and of this process's processor, after a few that are not counted."""
    taken, used = [], []
    for place, code in enumerate(codes):
        began, began_cpu = time.perf_counter(), time.process_time()
        assert work(code), code
        if place >= WARM_UP:
            taken.append((time.perf_counter() - began) * 1_000)
            used.append((time.process_time() - began_cpu) * 1_000)
    return taken, used


def noted(figures: Figures, name: str, taken: list[float]) -> None:
    """The median and the 99th percentile."""
    cuts = quantiles(taken, n=100)
    figures[f"{name}_p50_ms"], figures[f"{name}_p99_ms"] = cuts[49], cuts[98]


def at_the_workstation(made: Chain, folder: Path, count: int, figures: Figures) -> None:
    """The replica alone, line or no line."""
    for source in made.replica.iterdir():
        if source.is_file() and not source.name.startswith("network-"):
            shutil.copy2(source, folder / source.name)
    for copy in made.replica.glob("network-*.db"):
        ReplicaFolder(folder).network(copy.name).symlink_to(copy.absolute())
    with opened_workstation(folder) as station:
        here, now = station.replica.state().location_id, station.world.clock.now()
        with timed(figures, "replica_filled_s"), station.replica.writing("bench") as session:
            raw = session.connection().connection.driver_connection
            fill(raw, Sale.__tablename__, SALE_COLUMNS, sales(count // LINES_A_SALE, here, now))
            fill(raw, SaleLine.__tablename__, LINE_COLUMNS, lines(count // LINES_A_SALE, here, 500))

        def on_screen(code: str) -> bool:
            def look(reader: Reader) -> ReturnsState:
                [found] = find(reader, wanted_in(code, now, "Europe/Paris"))
                sale = load_sale(reader, found)
                assert sale is not None
                takens = tuple(
                    Taken(line=line, places=line.free, reason=ReturnReason.CHANGED_MIND)
                    for line in sale.lines
                )
                return ReturnsState(proof=Proof.SALE, sale=sale, takens=takens, policy=ReturnPolicy())

            return worked_out(station.read(look), now).money.total_cents == LINES_A_SALE * 2_500

        taken, used = measured(on_screen, drawn(count, here))
        noted(figures, "local", taken)
        noted(figures, "local_cpu", used)


def drawn(count: int, location_id: int) -> list[str]:
    """Receipts at random, none twice."""
    numbers = random.Random(SEED).sample(range(count // LINES_A_SALE), ASKED + WARM_UP)
    return [f"T{location_id}-{number:07d}" for number in numbers]


def at_the_core(made: Chain, folder: Path, count: int, figures: Figures) -> None:
    """A core in a process of its own, over HTTP."""
    shutil.copytree(made.core, folder, dirs_exist_ok=True)
    core = CoreFolder(folder)
    token, here, elsewhere = enrolled_token(core)
    with timed(figures, "core_filled_s"):
        connection = sqlite3.connect(folder / "core.db")
        with connection:
            now = Instant(time.time_ns() // 1_000_000)
            fill(connection, Sale.__tablename__, SALE_COLUMNS, sales(count // LINES_A_SALE, elsewhere, now))
            fill(
                connection, SaleLine.__tablename__, LINE_COLUMNS, lines(count // LINES_A_SALE, elsewhere, 500)
            )
        staff = "SELECT id FROM staff WHERE location_id = ? AND NOT is_revoked ORDER BY id LIMIT 1"
        (asker,) = connection.execute(staff, (here,)).fetchone()
        connection.close()
    say(f"a workstation of location {here} asks for what location {elsewhere} has sold")
    with serving_core(core) as (url, process):
        door = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

        def asked(code: str) -> bool:
            body = json.dumps({"receipt": code, "asked_by": asker})
            door.request("POST", "/v1/sales/find", body, headers)
            answer = door.getresponse()
            return answer.status == 200 and len(json.loads(answer.read())["sale_ids"]) == 1

        codes, before_s = drawn(count, elsewhere), used_s([process])
        noted(figures, "core", measured(asked, codes)[0])
        figures["core_cpu_ms"] = (used_s([process]) - before_s) * 1_000 / len(codes)
        door.close()


def main() -> None:
    """Measure, and print the line."""
    core_lines, replica_lines = [
        int(given) if given else usual
        for given, usual in zip([*sys.argv[1:], "", ""], (CORE_LINES, REPLICA_LINES), strict=False)
    ]
    figures: Figures = {"core_lines": core_lines, "replica_lines": replica_lines}
    made = chain(DemoSize.SHOP)
    with tempfile.TemporaryDirectory(prefix="coulisse-returns-") as scratch:
        replica, core = Path(scratch) / "replica", Path(scratch) / "core"
        replica.mkdir()
        at_the_workstation(made, replica, replica_lines, figures)
        at_the_core(made, core, core_lines, figures)
    report("returns", figures)


if __name__ == "__main__":
    main()
