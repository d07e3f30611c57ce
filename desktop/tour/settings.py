"""Settings: another language and look at once, and a scan that is only shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

from desktop.shell.language import LANGUAGES, language
from desktop.shell.theme import theme
from desktop.shell.widgets import KeyValueRows
from desktop.tour.managing import change_to
from desktop.tour.scene import Scene


async def settings(scene: Scene) -> None:
    """Every open screen speaks the other language and turns dark or light without a restart; then back."""
    hand = scene.hand
    was, look = language.code, theme.mode
    other = next(code for code in LANGUAGES if code != was)
    async with scene.step("other-language", "The other language, at once, on every screen"):
        await hand.key(Qt.Key.Key_Escape)
        names = _rail(scene)
        await hand.click("rail_settings")
        await hand.until_sees("settings_part")
        await hand.click("settings_part_window")
        await hand.click(f"settings_language_{other}")
        # "Stock" is the one word that both languages share.
        await hand.until(lambda: len(names & _rail(scene)) <= 1, "the rail speaks the other language")
        scene.check("as many sections", len(names), len(_rail(scene)))
        scene.check("the look stays", theme.mode, look)
    async with scene.step("other-look", "Dark or light, at once"):
        await hand.click(f"settings_look_{'light' if look == 'dark' else 'dark'}")
        scene.check("the look", theme.mode != look, True)
    async with scene.step("scanner-test", "The scanner’s test shows what came, and does nothing"):
        await hand.click(f"settings_look_{look}")
        await hand.click(f"settings_language_{was}")
        await hand.until(lambda: names == _rail(scene), "the rail speaks as before")
        await hand.click("settings_part_scanner")
        before = _message(scene)
        await hand.scan(scene.shelf[0].gtin)
        await hand.until_says("scanner_meaning", scene.shelf[0].gtin)
        scene.check("it was only shown", _message(scene) in ("", before), True)
    async with scene.step(
        "label-template", "A label’s template, tried as a manager types it, with data of this store"
    ):
        await hand.click("settings_part_templates")
        text = hand.see("template_text", QPlainTextEdit)
        scene.check("an associate only looks", text.isReadOnly(), True)
        await change_to(scene, scene.manager)
        await hand.until(lambda: not text.isReadOnly(), "a manager may type")
        await hand.until(lambda: bool(hand.words("template_verdict")), "the verdict on the template")
        fine, kept = hand.words("template_verdict"), text.toPlainText()
        text.setPlainText(kept.replace("width_mm", "width", 1))
        await hand.until_says("template_verdict", "width")
        await hand.click("template_back")
        await hand.until(lambda: hand.words("template_verdict") == fine, "the template as it was")
        scene.check("the template is as it was", text.toPlainText() == kept, True)
    async with scene.step("template-edited", "A good change to the template can be kept"):
        text.setPlainText(kept + "\n# essai\n")
        await hand.until_sees("template_keep")
    await hand.click("template_back")
    await hand.until(lambda: text.toPlainText() == kept, "the template as it was")


async def the_machine(scene: Scene) -> None:
    """Its printers, one's own PIN, what it is and has."""
    hand = scene.hand
    async with scene.step("printers", "The printers: one for each kind of paper, and what each answers"):
        await hand.click("rail_settings")
        await hand.click("settings_part_printers")
        await hand.until_sees("printer_label_state")
    async with scene.step("pin", "One's own PIN"):
        await hand.click("settings_part_pin")
        await hand.until_sees("settings_pin_card")
    async with scene.step("figures", "What this workstation is and has"):
        await change_to(scene, scene.associate)
        await hand.click("settings_part_figures")
        await hand.until(lambda: hand.sees("figures_sizes"), "the figures")
        await hand.click("figures_check")
        await hand.until(lambda: hand.see("figures_check", QWidget).isEnabled(), "the check ends")
        told = [value for _, value in hand.see("figures_identity", KeyValueRows).facts()]
        health = await scene.shop.health()
        scene.check("the program's version", health["version"] in told, True)


def _message(scene: Scene) -> str:
    """What stands at the foot of the window: good news of before may still."""
    return scene.hand.words("message_sentence") if scene.hand.sees("message_sentence") else ""


def _rail(scene: Scene) -> set[str]:
    """What the rail’s sections are called."""
    items = scene.hand.window.findChildren(QAbstractButton)
    return {item.text() for item in items if item.objectName().startswith("rail_") and item.isVisible()}
