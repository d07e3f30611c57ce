"""Positions told in bulk: the ledger gets what differs, so its fold is what the positions say."""

from __future__ import annotations

from sqlalchemy import func, select, update

from core.model import Article, Location, Movement, Position
from core.orchestration import Core
from core.orchestration.ledger_check import disagreements
from core.orchestration.stock_told import take_told_positions
from tests.core.orchestration.order_world import furnish, stock
from tests.core.orchestration.test_stock_intake import tell, told


def ids(core: Core) -> tuple[int, int]:
    article = core.read(lambda s: s.scalars(select(Article.id).where(Article.sku == "SCARF")).one())
    location = core.read(lambda s: s.scalars(select(Location.id).where(Location.code == "LYON")).one())
    return article, location


def tell_position(core: Core, sellable: int, display: int = 0, damaged: int = 0) -> int:
    row = (*ids(core), sellable, display, damaged, 0, 0)
    return core.transact(lambda unit: take_told_positions(unit, [row], "import"))


def movements(core: Core) -> list[tuple[str, int]]:
    told_ones = select(Movement.bucket, Movement.quantity).where(Movement.reason == "told")
    return sorted((row[0], row[1]) for row in core.read(lambda s: s.execute(told_ones).all()))


def test_a_told_position_is_in_the_ledger_bucket_by_bucket(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 1, "SCARF": 0}})
    assert tell_position(core, 7, display=1) == 1
    assert stock(core, "SCARF", "LYON").sellable == 7
    assert movements(core) == [("display", 1), ("sellable", 7)]
    assert core.read(disagreements) == 0


def test_what_is_told_again_changes_nothing(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 1, "SCARF": 0}})
    tell_position(core, 7)
    assert tell_position(core, 7) == 0
    assert movements(core) == [("sellable", 7)]


def test_only_the_difference_enters_the_ledger(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    tell(core, told(core, quantity=2))
    tell_position(core, 2, damaged=1)
    assert movements(core) == [("damaged", 1), ("sellable", -1)]
    versions = core.read(lambda s: s.scalars(select(Movement.network_version).distinct()).all())
    assert None not in versions
    assert core.read(disagreements) == 0


def test_a_position_that_is_not_the_sum_is_found(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}, "PARIS": {"SCARF": 5}})
    assert core.read(disagreements) == 0
    core.transact(lambda unit: unit.session.execute(update(Position).values(display=Position.display + 1)))
    assert core.read(disagreements) == core.read(
        lambda s: s.scalar(select(func.count()).select_from(Position))
    )
