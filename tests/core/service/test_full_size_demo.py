"""A demo of a thousand stores, in `make simulate`: the ledger is what its positions say.

`make test` says so of the small one of `test_demo_core`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.model import Article, Location, Movement, Order, Position, Staff
from core.orchestration.ledger_check import disagreements
from core.service.demo_core import PLANS, DemoSize, make_demo
from core.service.folder import CoreFolder
from tests.support.core_databases import KINDS, empty_database

IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
FULL_POSITIONS = 5_000_000


@pytest.mark.full
@pytest.mark.simulate
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("kind", KINDS)
def test_the_ledger_of_the_demo_agrees_with_its_positions(tmp_path: Path, kind: str) -> None:
    plan = PLANS[DemoSize.CHAIN if IS_THOROUGH else DemoSize.SHOP]
    folder = CoreFolder(tmp_path / "core")
    with empty_database(kind, tmp_path) as url:
        make_demo(folder, plan, url=url)
        with folder.core() as core:
            counts = {
                table.__tablename__: core.read(
                    lambda s, table=table: s.scalar(select(func.count()).select_from(table))
                )
                for table in (Article, Location, Position, Movement, Staff, Order)
            }
            assert core.read(disagreements) == 0
    assert counts["article"] == plan.articles
    assert counts["location"] == plan.stores + 2 + 1
    assert counts["orders"] == plan.orders + 1, "the one whose parcel comes by truck"
    assert counts["staff"] == 5 * plan.stores + 1, "one of them all signs for the region"
    assert counts["movement"] > 0.8 * counts["position"]
    if IS_THOROUGH:
        assert counts["position"] > FULL_POSITIONS
