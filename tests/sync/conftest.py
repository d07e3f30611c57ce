"""A workstation and its core for each test that asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from arranged import fresh_pair
from backed_up import Machine
from pair_transport import PairTransport
from pulling import Pulling
from small_server import SmallServer, small_server
from sqlalchemy import select
from sync_world import KEY, MANAGER, OTHER_KEY, Pair

from core.commands import BY_NAME, ClaimFulfilment, Command, PickLine, reading
from core.model import Device
from core.orchestration.command_intake import receive
from core.orchestration.reactions import after
from core.wire import Arguments, Upcasters
from sync import engine
from sync.client import CoreClient
from tests.support.sender import Sender


@pytest.fixture
async def server() -> AsyncIterator[SmallServer]:
    """What answers in a core's place, as a test tells it to."""
    async with small_server() as made:
        yield made


@pytest.fixture
async def client(server: SmallServer) -> AsyncIterator[CoreClient]:
    """Whoever asks it."""
    made = CoreClient(server.url, "secret")
    yield made
    await made.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A workstation that knows all of its store, and its core."""
    made = fresh_pair(tmp_path / "world")
    yield made
    made.close()


@pytest.fixture
def theirs(pair: Pair) -> Callable[[Command], None]:
    """Lets the colleague at the store's other device do something, at the core."""
    found = select(Device.id).where(Device.name == "Theirs")
    device_id = pair.core.read(lambda session: session.scalars(found).one())
    sender = Sender(device_id, OTHER_KEY, MANAGER, pair.clock.now())

    def do(command: Command) -> None:
        receive(pair.core, device_id, [sender.seal(command, at=pair.clock.now())], after)

    return do


@pytest.fixture
async def pulling(pair: Pair) -> AsyncIterator[Pulling]:
    """The puller of a pair's network, over its transport."""
    made = Pulling(pair, PairTransport(pair))
    yield made
    await made.puller.stop()
    await made.client.close()


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries and polls at once, since nobody waits for a real line."""
    monkeypatch.setattr(engine, "FIRST_RETRY_S", 0.01)
    monkeypatch.setattr(engine, "LONGEST_RETRY_S", 0.02)
    monkeypatch.setattr(engine, "FIRST_RESTART_S", 0.01)
    monkeypatch.setattr(engine, "LONGEST_RESTART_S", 0.02)


def pairs_to_units(arguments: Arguments) -> Arguments:
    """As if the first version had counted pairs."""
    return arguments | {"quantity": 2 * arguments.get("quantity", 1)}


@pytest.fixture
def updated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program after an update that changed what a pick says."""
    versions = {name: command.VERSION for name, command in BY_NAME.items()} | {"PickLine": 2}
    steps = {**reading.STEPS, ("PickLine", 1): pairs_to_units}
    monkeypatch.setattr(reading, "UPCASTERS", Upcasters(versions, steps))
    monkeypatch.setattr(PickLine, "VERSION", 2)


@pytest.fixture
def old(pair: Pair) -> Machine:
    """The pair's own workstation, with work that was not sent."""
    lines = pair.names.fulfilments[pair.names.first]
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.do(PickLine(fulfilment_id=pair.names.first, line_id=lines[0]))
    return Machine(pair, pair.home, KEY)


@pytest.fixture
def backup(old: Machine, tmp_path: Path) -> Path:
    old.back_up(tmp_path / "store.backup")
    return tmp_path / "store.backup"
