"""How a location has been doing is told by what is recent, and by what waits however old it is."""

from __future__ import annotations

from core.orchestration import Core, UnitOfWork
from core.orchestration.location_figures import COUNTED_MS, PRIOR_ORDERS, LocationFigures
from core.ports import SimulatedClock
from tests.core.builders import make_article, make_fulfilment, make_location


def test_what_was_given_back_long_ago_counts_no_more_and_what_waits_does(
    core: Core, clock: SimulatedClock
) -> None:
    def arrange(unit: UnitOfWork) -> int:
        place, scarf = make_location(unit), make_article(unit)
        for number, state in enumerate(("rejected", "proposed")):
            make_fulfilment(unit, place, [(scarf, 1)], f"W-{number}").state = state
        return place.id

    location_id = core.transact(arrange)

    def figures() -> tuple[int, int]:
        found = core.read(lambda s: LocationFigures().of_all(s, clock.now()))[location_id]
        return found.open_work, found.given_back_bp

    assert figures() == (1, 10_000 * 2 // (PRIOR_ORDERS + 2))
    clock.advance(COUNTED_MS)
    assert figures() == (1, 10_000 * 1 // (PRIOR_ORDERS + 1))
