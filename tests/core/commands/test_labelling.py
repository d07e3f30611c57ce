"""A label template is published to every store, once it is one, and over the version that was read."""

from __future__ import annotations

from typing import Any

import pytest
from command_world import LYON, NOW, World, associate, manager

from core.commands import PublishLabelTemplate
from core.model import LabelTemplateRow
from core.rules.errors import Refused
from core.rules.label_text import MAX_LABEL_TEXT, check_label_text
from core.rules.permissions import Permission

TEXT = 'name = "bin"\nwidth_mm = 100\n[[elements]]\nkind = "text"\n'
SPEAKS = {Permission.PUBLISH_LABELS: True}


def publish(**changes: Any) -> PublishLabelTemplate:
    return PublishLabelTemplate(**({"name": "bin", "text": TEXT} | changes))


def test_who_may_publishes_and_each_time_makes_a_version(world: World) -> None:
    assert world.run(publish(), manager(grants=SPEAKS)).status == "applied"
    row = world.session.get_one(LabelTemplateRow, "bin")
    assert (row.text, row.version, row.set_at, row.set_by, row.set_in) == (
        TEXT, 1, NOW, "staff-jeanne", LYON,
    )  # fmt: skip
    assert world.run(publish(text="", over=1), manager(grants=SPEAKS)).status == "applied"
    assert (row.text, row.version) == ("", 2)


def test_a_store_alone_does_not_speak_for_the_chain(world: World) -> None:
    for actor in (associate(), manager()):
        assert world.run(publish(), actor).code == "not_permitted"


def test_nobody_s_publication_is_lost_unread(world: World) -> None:
    world.run(publish(), manager(grants=SPEAKS))
    late = world.run(publish(text=TEXT + "# late"), manager(grants=SPEAKS))
    assert (late.code, late.data) == ("label_published_meanwhile", {"name": "bin", "version": 1})
    assert world.session.get_one(LabelTemplateRow, "bin").text == TEXT


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("../bin", TEXT, "label_name_malformed"),
        ("Bin", TEXT, "label_name_malformed"),
        ("bin", "#" * (MAX_LABEL_TEXT + 1), "label_text_too_long"),
        ("bin", "name = ", "label_text_unreadable"),
        ("bin", 'name = "bin"', "label_text_unreadable"),
        ("tote", TEXT, "label_name_differs"),
    ],
)
def test_what_is_no_template_travels_nowhere(name: str, text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_label_text(name, text)
    assert refusal.value.code == code
