"""A core that answers over loopback, with one store and an order to prepare there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from refund_ports import WebhookDoor
from sqlalchemy import select

from core.model import FulfilmentLine, Staff
from core.orchestration import UnitOfWork
from core.wire import SigningKey
from tests.core.builders import make_article, make_fulfilment, make_location, make_position, make_staff
from tests.support.live_core import LiveCore, enrolment_body, running_core
from tests.support.provider_process import Provider, running_provider
from tests.support.sender import Sender

DEVICE_KEY = SigningKey(bytes(range(1, 33)))
OTHER_KEY = SigningKey(bytes(range(2, 34)))


def arrange_store(unit: UnitOfWork) -> None:
    """One store, ten jackets, one person, one order of two."""
    location, article = make_location(unit), make_article(unit)
    make_position(unit, article, location, 10)
    make_staff(unit, location)
    make_fulfilment(unit, location, [(article, 2)])


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """A payment service in a process of its own."""
    with running_provider(tmp_path_factory.mktemp("provider")) as made:
        yield made


@pytest.fixture(scope="module")
def door() -> Iterator[WebhookDoor]:
    """Where it tells what became of a refund."""
    made = WebhookDoor()
    yield made
    made.close()


@pytest.fixture
def live_core(database_kind: str, tmp_path: Path) -> Iterator[LiveCore]:
    """A core over HTTP."""
    with running_core(tmp_path, arrange_store, kind=database_kind) as live:
        yield live


@pytest.fixture(scope="module")
def shared_live_core(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    """One core over HTTP for a file's tests that read, or are refused, and leave it as it was."""
    folder = tmp_path_factory.mktemp("shared")
    with running_core(folder, arrange_store, kind=database_kind) as live:
        yield live


@pytest.fixture
def http(live_core: LiveCore) -> Iterator[httpx.Client]:
    """A client without a token."""
    with httpx.Client(base_url=live_core.base_url, timeout=30) as client:
        yield client


@dataclass(frozen=True)
class EnrolledDevice:
    """A workstation: its client with its token, and its chain of envelopes."""

    id: str
    token: str
    http: httpx.Client
    sender: Sender
    fulfilment_id: str
    line_id: str


@pytest.fixture
def device(live_core: LiveCore) -> Iterator[EnrolledDevice]:
    """A workstation that was enrolled over HTTP."""
    with enrolled(live_core) as made:
        yield made


@contextmanager
def enrolled(live_core: LiveCore) -> Iterator[EnrolledDevice]:
    """One more workstation of the store."""
    body = enrolment_body(live_core.enrolment_code("S1"), "Back room", DEVICE_KEY)
    with httpx.Client(base_url=live_core.base_url, timeout=30) as anybody:
        answer = anybody.post("/v1/devices/enrol", json=body).raise_for_status().json()
    line, staff = live_core.core.read(
        lambda s: (s.scalars(select(FulfilmentLine)).one(), s.scalars(select(Staff)).one())
    )
    sender = Sender(answer["device_id"], DEVICE_KEY, staff.id, live_core.core.clock.now())
    headers = {"Authorization": f"Bearer {answer['token']}"}
    with httpx.Client(base_url=live_core.base_url, headers=headers, timeout=30) as client:
        yield EnrolledDevice(
            answer["device_id"], answer["token"], client, sender, line.fulfilment_id, line.id
        )
