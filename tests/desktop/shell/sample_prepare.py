"""A round, with the content of its sketch."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from sample_words import Say, framed

from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Card,
    Cell,
    Column,
    Divider,
    FeedbackBar,
    MasterDetail,
    Page,
    Pill,
    PrimaryButton,
    ProgressThin,
    QuantityDots,
    Row,
    RowList,
    SecondaryButton,
    Swatch,
    Text,
    TimePill,
)
from desktop.shell.window import Window


def _pick(number: int, name: str, what: str, done: int, wanted: int, place: str, say: Say) -> Row:
    is_done = done == wanted
    lead = Cell(icon="check", icon_colour="ok") if is_done else Cell(str(number), colour="ink3")
    quantity = say("{0} of {1}", "{0} sur {1}").format(done, wanted)
    return Row(str(number), (lead, Cell(name, what, strong=True), Cell(quantity, place)))


def pick_list(say: Say) -> Card:
    card = Card(name="round", padding=1, spacing=0)
    head = QVBoxLayout()
    head.setContentsMargins(16, 16, 16, 16)
    head.setSpacing(4)
    head.addWidget(Text(say("Round of 2 orders", "Tournée de 2 commandes"), TextRole.TITLE, elide=True))
    left = say("5 of 9 picked · 2 zones left", "5 sur 9 prélevés · reste 2 zones")
    head.addWidget(Text(left, TextRole.LABEL, "ink3"))
    head.addSpacing(6)
    head.addWidget(ProgressThin(5 / 9))
    columns = (Column(width=20), Column(stretch=1), Column(align_right=True))
    rows = RowList(columns, name="round_rows", meaning="Round", grows=True, is_flush=True)
    rows.show_rows(
        [
            _pick(1, "Chemise lin Alba", "38 · blanc", 2, 2, "A · 2 · 1", say),
            _pick(2, "Robe Calanque", "40 · terracotta", 1, 1, "A · 3 · 4", say),
            _pick(3, "Veste Mistral", "M · marine", 0, 1, "B · 4 · 2", say),
            _pick(4, "Ceinture tressée", "90 · cognac", 0, 2, "B · 6 · 1", say),
            _pick(5, "Montre Orée", say("36 · serial", "36 · n° de série"), 0, 1, "C", say),
        ]
    )
    rows.choose("3")
    card.body.addLayout(head)
    card.body.addWidget(rows)
    return card


def pick_card(say: Say) -> Card:
    card = Card(name="pick", padding=24)
    card.set_current(True)
    card.body.addWidget(
        Text(say("Next, in walking order", "Ensuite, dans l’ordre de marche"), TextRole.LABEL, "ink3")
    )
    place = say("Zone B · Aisle 4 · Shelf 2", "Zone B · Allée 4 · Étagère 2")
    card.body.addWidget(Text(place, TextRole.NUMBER, "ink", wrap=True))
    card.body.addSpacing(16)
    article = QHBoxLayout()
    article.setSpacing(32)
    article.addWidget(Swatch("#223058", "jacket", size=QSize(200, 240)), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(8)
    words.addWidget(Text("Veste Mistral", TextRole.HEADLINE, elide=True))
    words.addWidget(Text("M · marine", TextRole.LEAD))
    words.addSpacing(8)
    words.addWidget(Text("EAN 3 614 274 881 203", TextRole.BODY, "ink2"))
    here = say("Here: 2 on the shelf, 1 on display", "Ici : 2 en rayon, 1 en vitrine")
    words.addWidget(Text(here, TextRole.BODY, "ink2", wrap=True))
    words.addSpacing(8)
    words.addWidget(QuantityDots(1, 3))
    words.addWidget(Pill(say("Order C-20418 → tote 1", "Commande C-20418 → bac 1"), icon="none"))
    words.addStretch()
    article.addLayout(words, 1)
    card.body.addLayout(article)
    card.body.addStretch()
    feedback = FeedbackBar(name="feedback")
    feedback.good(
        say(
            "Robe Calanque · 40 · terracotta: right one. Tote 2.",
            "Robe Calanque · 40 · terracotta : le bon article. Bac 2.",
        )
    )
    card.body.addWidget(feedback)
    prompt = say(
        "Scan the jacket, or another article of the round",
        "Scannez la veste, ou un autre article de la tournée",
    )
    card.body.addSpacing(8)
    card.body.addWidget(Text(prompt, TextRole.BODY, "ink2", wrap=True))
    card.body.addSpacing(4)
    buttons = QHBoxLayout()
    buttons.addStretch()
    buttons.addWidget(SecondaryButton(say("Short", "Manquant"), name="short", key="F2"))
    buttons.addWidget(SecondaryButton(say("Skip", "Passer"), name="skip", key="F3"))
    buttons.addWidget(PrimaryButton(say("Picked by hand", "Prélevé à la main"), name="picked", key="Enter"))
    card.body.addLayout(buttons)
    return card


class Totes(Card):
    """The orders of a round, side by side when they lie under the work."""

    def __init__(self) -> None:
        super().__init__(name="totes", padding=20)
        self.parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.parts.setSpacing(16)
        self.body.addLayout(self.parts)
        self.totes: list[QBoxLayout] = []

    def tote(self, title: str, name: str, minutes: int, note: str) -> QBoxLayout:
        part = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        part.setSpacing(8)
        for lines in (
            (Text(title, TextRole.LABEL, "ink3"), Text(name, TextRole.TITLE, elide=True)),
            (TimePill(minutes), Text(note, TextRole.LABEL, "ink2", wrap=True)),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            for line in lines:
                column.addWidget(line)
            part.addLayout(column, 1)
        self.totes.append(part)
        return part

    def set_folded(self, is_folded: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for part in (self.parts, *self.totes):
            part.setDirection(across if is_folded else down)
        for line in self.findChildren(Divider):
            line.setVisible(not is_folded)


def totes(say: Say) -> Card:
    card = Totes()
    for number, name, minutes, note in (
        (
            1,
            "C-20418 · Martin",
            -8,
            say("“Gift, please no price on the parcel.”", "« Cadeau, pas de prix sur le colis. »"),
        ),
        (
            2,
            "C-20423 · Nguyen",
            12,
            say("Watch: check the serial number", "Montre : vérifier le numéro de série"),
        ),
    ):
        if number > 1:
            card.parts.addWidget(Divider())
        card.parts.addLayout(card.tote(say("Tote {0}", "Bac {0}").format(number), name, minutes, note), 1)
    return card


def prepare(say: Say) -> Window:
    page = Page(name="prepare")
    work = QWidget()
    line = QHBoxLayout(work)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(24)
    left = QVBoxLayout()
    round_card = pick_list(say)
    round_card.setFixedWidth(300)
    left.addWidget(round_card)
    left.addStretch()
    line.addLayout(left)
    line.addWidget(pick_card(say), 1)
    page.body.addWidget(MasterDetail(work, totes(say), detail_width=256, fold_below=1000), 1)
    return framed("prepare", page, say, is_offline=True)
