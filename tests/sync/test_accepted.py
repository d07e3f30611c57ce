"""What the core held back and a manager accepts comes to the workstation that had told it."""

from __future__ import annotations

from sqlalchemy import select
from sync_world import Pair

from core.commands import PickLine, Resolution, SettleException
from core.model import ExceptionCase, FulfilmentLine
from core.orchestration.grants import set_grant
from core.rules.permissions import Permission
from sync.schema import PendingCommand


def test_a_pick_that_was_held_back_is_picked_again_once_it_is_accepted(pair: Pair) -> None:
    names = pair.names
    line = names.fulfilments[names.first][0]
    pair.at_core(lambda unit: set_grant(unit, names.associate, Permission.PREPARE, False))
    pair.do(PickLine(fulfilment_id=names.first, line_id=line))
    told = pair.pending()[0]

    def seen() -> tuple[str, int]:
        return pair.workstation.read(
            lambda reader: (
                reader.session.get_one(PendingCommand, told).status,
                reader.session.get_one(FulfilmentLine, line).picked,
            )
        )

    assert seen() == ("", 1), "here it stands at once"
    pair.cycle()
    assert seen() == ("quarantined", 0)
    case = pair.workstation.read(lambda reader: reader.session.scalars(select(ExceptionCase)).one())
    pair.do(
        SettleException(
            case_id=case.id, case_aggregate=case.aggregate, settlement="seen", resolution=Resolution.ACCEPT
        ),
        names.manager,
    )
    pair.cycle()
    assert seen() == ("applied", 1)
    assert pair.pending() == []
