"""What the truck brought otherwise than it was announced, among the exceptions."""

from __future__ import annotations

from desktop.shell.sentences import case_title
from desktop.tour.managing import change_to
from desktop.tour.scene import Scene

KINDS = {
    "carton_missing": "A carton did not come",
    "units_damaged": "A damaged one",
    "units_extra": "One that nobody had announced",
    "units_missing": "One is missing",
}
UNANNOUNCED = {"expected": 0}
"""Of what there is too many of, nothing was announced."""


async def each_difference(scene: Scene) -> None:
    """An associate reads them; the manager sees what can be done about each."""
    hand = scene.hand
    async with scene.step("exceptions", "Every difference is an exception; an associate reads it"):
        await hand.click("rail_alerts")
        await hand.until_sees("alert_manager")
    await change_to(scene, scene.manager)
    for kind, title in KINDS.items():
        async with scene.step(f"exception-{kind.replace('_', '-')}", f"{title}: what can be done about it"):
            called = case_title(kind, UNANNOUNCED)
            await hand.click_row("alerts_rows", hand.row_with("alerts_rows", called))
            await hand.until_says("alert_title", called)
            await hand.until_sees("alert_choices_close")
