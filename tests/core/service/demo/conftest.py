"""The demo network as it is shipped, made once for all tests, on a Friday morning."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from core.rules.time import Instant, from_datetime
from core.service.demo import DemoNetwork, generate, orders
from core.service.order_records import OrderRecord


@pytest.fixture(scope="session")
def friday_morning() -> Instant:
    return from_datetime(datetime(2025, 3, 14, 8, 30, tzinfo=UTC))


@pytest.fixture(scope="session")
def network(friday_morning: Instant) -> DemoNetwork:
    return generate(now=friday_morning)


@pytest.fixture(scope="session")
def small_network(friday_morning: Instant) -> DemoNetwork:
    return generate(now=friday_morning, stores=3, warehouses=1, articles=600)


@pytest.fixture(scope="session")
def day(network: DemoNetwork) -> list[OrderRecord]:
    return orders(network, 200, np.random.default_rng(1))


@pytest.fixture(scope="session")
def tiny_network(friday_morning: Instant) -> DemoNetwork:
    """One store with next to nothing."""
    return generate(now=friday_morning, stores=1, warehouses=0, partners=0, articles=60)
