"""Nobody's label template is written over unread, where two publish it at once. On both databases."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from intake_shop import Shop

from core.commands import PublishLabelTemplate
from core.commands.labelling import write_template
from core.model import LabelTemplateRow
from core.orchestration import Core, UnitOfWork
from core.orchestration.grants import set_grant
from core.orchestration.label_turns import take_turn
from core.rules.permissions import Permission
from tests.support.lock_waits import until_held_up

TEXT = 'name = "bin"\nwidth_mm = 100\n[[elements]]\nkind = "text"\n'


@pytest.mark.parametrize("published", [0, 1])
def test_who_publishes_meanwhile_is_told_and_writes_over_nothing(core: Core, published: int) -> None:
    shop = Shop(core)
    shop.change(lambda unit: set_grant(unit, shop.staff.id, Permission.PUBLISH_LABELS, True))
    for _ in range(published):
        shop.change(lambda unit: _publish(unit, TEXT))
    sealed = shop.sender.seal(PublishLabelTemplate(name="bin", text=TEXT + "# late", over=published))
    answers: list[Any] = []
    late = threading.Thread(target=lambda: answers.append(shop.send(sealed)))

    def first(unit: UnitOfWork) -> None:
        _publish(unit, TEXT + "# first")
        unit.session.flush()
        late.start()
        until_held_up(core, late)

    core.transact(first)
    late.join()
    [outcome] = answers[0].outcomes
    assert (outcome.status, outcome.code) == ("refused", "label_published_meanwhile")
    row = core.read(lambda s: s.get_one(LabelTemplateRow, "bin"))
    assert (row.text, row.version) == (TEXT + "# first", published + 1)


def _publish(unit: UnitOfWork, words: str) -> None:
    take_turn(unit, "bin")
    write_template(unit.session, "bin", words, unit.at)
