"""Each widget in its states."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout
from sample_words import Say, framed

from desktop.shell.messages import Message
from desktop.shell.strip import Condition
from desktop.shell.theme import TextRole, Tone
from desktop.shell.widgets import (
    Card,
    Choice,
    Choices,
    FeedbackBar,
    Field,
    IconButton,
    Page,
    Pill,
    PrimaryButton,
    ProgressThin,
    QuantityDots,
    QuietButton,
    Scroll,
    SearchField,
    SecondaryButton,
    StepHeader,
    StepState,
    Text,
    TimePill,
)
from desktop.shell.window import Window


def _buttons(say: Say) -> Card:
    card = Card(padding=20, spacing=12)
    prepare_words = say("Prepare", "Préparer")
    for is_enabled in (True, False):
        line = QHBoxLayout()
        for made in (
            PrimaryButton(prepare_words, name="p", key="Enter"),
            SecondaryButton(say("Short", "Manquant"), name="s", key="F2"),
            SecondaryButton(say("Print again", "Réimprimer"), name="print", key="F4", icon="printer"),
        ):
            made.setEnabled(is_enabled)
            line.addWidget(made)
        line.addStretch()
        card.body.addLayout(line)
    quiet = QHBoxLayout()
    quiet.addWidget(QuietButton(say("Undo", "Annuler"), name="q", key="Ctrl+Z"))
    quiet.addWidget(IconButton("lock", say("Lock", "Verrouiller"), name="l"))
    quiet.addStretch()
    card.body.addLayout(quiet)
    pills = QGridLayout()
    pills.setSpacing(8)
    for place, pill in enumerate(
        (
            Pill(say("ready", "prêt"), Tone.OK),
            TimePill(-130),
            TimePill(12),
            TimePill(46),
            Pill(say("arriving", "en route"), Tone.INFO),
            Pill(say("refused", "refusé"), Tone.BAD),
            Pill(say("waits", "en attente"), Tone.WARN, icon="waiting"),
            Pill(say("new", "nouveau"), Tone.ACCENT, icon="none"),
        )
    ):
        pills.addWidget(pill, place // 4, place % 4)
    card.body.addLayout(pills)
    counts = QHBoxLayout()
    for dots in (QuantityDots(0, 1), QuantityDots(2, 3), QuantityDots(1, 3, 1), QuantityDots(14, 20)):
        counts.addWidget(dots)
        counts.addSpacing(24)
    counts.addStretch()
    card.body.addLayout(counts)
    card.body.addWidget(ProgressThin(1.0))
    return card


def _reasons(say: Say) -> Card:
    card = Card(padding=20, spacing=12)
    card.body.addWidget(Text(say("Why is it short?", "Pourquoi manque-t-il ?"), TextRole.TITLE))
    choices = Choices(name="reasons")
    choices.show_choices(
        [
            Choice(
                "not_found",
                say("Not found", "Introuvable"),
                say("A count is asked for", "Un comptage est demandé"),
                "1",
            ),
            Choice(
                "damaged",
                say("Damaged", "Abîmé"),
                say("It leaves what can be sold", "Il quitte le stock vendable"),
                "2",
            ),
            Choice("later", say("Pick later", "Prélever plus tard"), "", "3"),
        ],
        "damaged",
    )
    card.body.addWidget(choices)
    return card


def _fields(say: Say) -> Card:
    card = Card(padding=20, spacing=12)
    states = (StepState.DONE, StepState.CURRENT, StepState.WAITING)
    for number, (title, state) in enumerate(
        zip(
            (
                say("The customer", "Le client"),
                say("The parcels", "Les colis"),
                say("The payment", "Le paiement"),
            ),
            states,
            strict=True,
        ),
        1,
    ):
        card.body.addWidget(StepHeader(number, title, state))
    card.body.addWidget(
        SearchField(say("Code, name or scan", "Code, nom ou scan"), name="find", is_large=True)
    )
    field = Field(
        say("Named proxy", "Mandataire"), name="proxy", hint=say("Name on the card", "Nom sur la pièce")
    )
    card.body.addWidget(field)
    bad = FeedbackBar(name="bad", card=card)
    bad.bad(
        say("This is the code of C-20423, not of C-20418.", "Ce code est celui de C-20423, pas de C-20418.")
    )
    card.body.addWidget(bad)
    card.body.addStretch()
    return card


def widgets(say: Say) -> Window:
    page = Page(name="widgets")
    line = QHBoxLayout()
    line.setSpacing(24)
    left = Scroll()
    left.body.addWidget(_buttons(say))
    left.body.addWidget(_reasons(say))
    left.body.addStretch()
    line.addWidget(left, 3)
    line.addWidget(_fields(say), 2)
    page.body.addLayout(line)
    window = framed("sync", page, say, is_offline=True)
    gone = say("Label printer out", "Imprimante d’étiquettes absente")
    text = say("Labels wait and are printed when it is back.", "Les étiquettes attendent son retour.")
    window.strips.show_condition(
        Condition("printer", Tone.BAD, gone, text, say("Try again", "Réessayer"), "printer")
    )
    undone = Message(
        say("C-20418 is yours.", "C-20418 est à vous."), Tone.OK, say("Undo", "Annuler"), "Ctrl+Z"
    )
    window.message_bar.show_message(undone)
    return window
