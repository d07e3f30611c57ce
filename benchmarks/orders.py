"""Whole orders a second over HTTP: placed, paid, prepared and handed over, on both databases.

``python -m benchmarks.orders [ORDERS [sqlite|postgresql]]``. Eight clients at once, each with a connection of
its own and a workstation in each store; orders of two lines out of 600 articles that lie in six stores. The
core is a real process. The clients share one other process: asyncio on bare sockets, since a library would
measure itself.

``_per_s`` are whole orders a second by the wall clock; ``_cpu_per_s`` whole orders for a second of the core's
processor, which neighbours on the machine change less; ``_server_`` is PostgreSQL's share, ``_clients_`` that
of the clients: a good part of it is signing what their workstations send.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Final

import msgspec

from benchmarks.databases import database
from benchmarks.orders_http import Connection
from benchmarks.orders_world import ARTICLES, STORES, Workstation, World, furnish
from benchmarks.processor import busy
from benchmarks.reporting import Figures, report, say
from benchmarks.workstations import serving_core
from core.commands import (
    ClaimFulfilment,
    Command,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    StageFulfilment,
)
from core.commands.definitions import Proof
from core.orchestration.identity import EXAMPLE_GS1_PREFIX
from core.orchestration.ledger_check import disagreements
from core.rules.ids import derive
from core.rules.sscc import build_sscc
from core.service.folder import CoreFolder
from core.wire import decode_answer, encode_batch

CLIENTS: Final = 8
ORDERS: Final = 800
WARM_UP: Final = 10
"""Orders of each client before the clock runs: caches of statements and of articles fill."""
SEED: Final = 20_261_123
CALLS: Final = (
    "place: POST /v1/orders, two lines, not paid yet: sourced, its stock held",
    "pay: POST /v1/orders/{number}/payment: confirmed, sent to its store",
    "claim: POST /v1/commands: ClaimFulfilment",
    "prepare: POST /v1/commands: PickLine, PickLine, PackFulfilment, StageFulfilment in one batch",
    "hand_over: POST /v1/commands: HandOver",
)
KEYS: Final = {"sqlite": "sqlite", "postgresql": "postgres"}


def main() -> None:
    """Both databases, one after the other."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else ORDERS
    figures: Figures = {"orders": orders, "clients": CLIENTS, "ledger_balanced": 1}
    for kind in sys.argv[2:] or KEYS:
        with tempfile.TemporaryDirectory(prefix="coulisse-orders-") as name, database(kind) as url:
            _measure(KEYS[kind], url, Path(name), orders, figures)
    report("orders", figures)


def _measure(key: str, url: str, path: Path, orders: int, figures: Figures) -> None:
    folder = CoreFolder(path / "core")
    folder.make(url)
    with folder.core() as core:
        world = furnish(core, CLIENTS)
        with serving_core(folder) as (address, pid):
            clients = [Client(number, world) for number in range(CLIENTS)]
            _run(_all(clients, address, WARM_UP))
            for client in clients:
                client.took_ms.clear()
            own_s = time.process_time()
            with busy(figures, key, [pid]):
                _run(_all(clients, address, orders // CLIENTS))
            figures[f"{key}_clients_cpu_s"] = time.process_time() - own_s
        figures["ledger_balanced"] = int(figures["ledger_balanced"] == 1 and not core.read(disagreements))
    _tell(key, clients, orders // CLIENTS * CLIENTS, figures)


def _run(work: Coroutine[Any, Any, None]) -> None:
    """On the lightest loop that there is: the clients take from the same processors."""
    try:
        import uvloop
    except ImportError:  # Windows has none
        asyncio.run(work)
        return
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


async def _all(clients: list[Client], address: str, each: int) -> None:
    async with asyncio.TaskGroup() as group:
        for client in clients:
            group.create_task(client.run(address, each))


class Client:
    """One client: places an order, pays it, prepares it in whichever store it went to, hands it over."""

    def __init__(self, number: int, world: World) -> None:
        self._chance = random.Random(SEED + number)
        self._number = number
        self._world = world
        self._done = 0
        self.took_ms: dict[str, list[float]] = {}

    async def run(self, address: str, orders: int) -> None:
        """So many whole orders, one after the other."""
        connection = await Connection.open(address)
        connection.took_ms = self.took_ms
        for _ in range(orders):
            await self._one(connection)
        connection.close()

    async def _one(self, connection: Connection) -> None:
        self._done += 1
        name = f"bench-{self._number}-{self._done}"
        token = self._world.shop_token
        body = msgspec.json.encode(self._order(name))
        placed = msgspec.json.decode(
            await connection.post("place", "/v1/orders", token, body, Idempotency_Key=name)
        )
        path = f"/v1/orders/{placed['number']}/payment"
        paid = msgspec.json.decode(
            await connection.post("pay", path, token, b'{"state":"confirmed"}', Idempotency_Key=name)
        )["order"]
        (head,) = paid["fulfilments"]
        station = self._world.workstations[self._number][head["location"]]
        for call, commands in _preparation(station, head["id"], paid["pickup_code"]).items():
            batch = encode_batch([station.seal(command) for command in commands])
            answer = await connection.post(
                call, "/v1/commands", station.token, batch, media_type="application/vnd.msgpack"
            )
            came = [outcome.status for outcome in decode_answer(answer).outcomes]
            assert came == ["applied"] * len(commands), came

    def _order(self, name: str) -> dict[str, Any]:
        first, second = self._chance.sample(range(1, ARTICLES + 1), 2)
        return {
            "channel": "web",
            "external_reference": name,
            "customer": {"name": "Camille Royer", "email": "camille@example.org"},
            "delivery": {"kind": "pickup", "location": f"S{self._chance.randint(1, STORES)}"},
            "lines": [
                {"sku": f"A{first}", "quantity": 1, "unit_price_cents": 1990},
                {"sku": f"A{second}", "quantity": 2, "unit_price_cents": 4990},
            ],
            "payment": "pending",
        }


def _preparation(station: Workstation, head: str, code: str) -> dict[str, list[Command]]:
    """The calls of the preparation, by name, each with the commands that a workstation sends in it."""
    first, second = derive(head, "line", 1), derive(head, "line", 2)
    number = build_sscc(EXAMPLE_GS1_PREFIX, next(station.numbers))
    parcel = ParcelDraft(number, {first: 1, second: 2}, 900)
    return {
        "claim": [ClaimFulfilment(fulfilment_id=head)],
        "prepare": [
            PickLine(fulfilment_id=head, line_id=first, quantity=1),
            PickLine(fulfilment_id=head, line_id=second, quantity=2),
            PackFulfilment(fulfilment_id=head, parcels=[parcel]),
            StageFulfilment(fulfilment_id=head, bins={number: "B-01"}),
        ],
        "hand_over": [HandOver(fulfilment_id=head, proof=Proof.CODE, code=code)],
    }


def _tell(key: str, clients: list[Client], orders: int, figures: Figures) -> None:
    figures[f"{key}_per_s"] = orders / float(figures[f"{key}_s"])
    figures[f"{key}_cpu_per_s"] = orders / max(float(figures[f"{key}_cpu_s"]), 0.01)
    for call in clients[0].took_ms:
        took = sorted(one for client in clients for one in client.took_ms[call])
        figures[f"{key}_{call}_p50_ms"] = statistics.median(took)
        figures[f"{key}_{call}_p99_ms"] = took[min(len(took) - 1, len(took) * 99 // 100)]
    for line in CALLS:
        say(f"{key}: {line}")


if __name__ == "__main__":
    main()
