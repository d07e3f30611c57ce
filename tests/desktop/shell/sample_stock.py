"""An article's page, with the content of its sketch."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from sample_words import Say, framed

from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Card,
    Cell,
    Column,
    Page,
    Row,
    RowList,
    Scroll,
    SectionTitle,
    Swatch,
    Term,
    Text,
    Variant,
    VariantGrid,
    WhyCard,
)
from desktop.shell.window import Window


def _article_side(say: Say) -> QWidget:
    side = Scroll(spacing=0)
    head = QHBoxLayout()
    head.setSpacing(20)
    head.addWidget(Swatch("#223058", "jacket"))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addStretch()
    words.addWidget(Text("Veste Mistral", TextRole.HEADLINE, elide=True))
    words.addWidget(Text("M · marine · 129,00 € · 3 614 274 881 203", TextRole.BODY, "ink2", elide=True))
    words.addStretch()
    head.addLayout(words, 1)
    side.body.addLayout(head)
    side.body.addSpacing(20)
    side.body.addWidget(SectionTitle(say("Size by colour, this store", "Tailles et couleurs, ce magasin")))
    side.body.addSpacing(8)
    grid_card = Card(padding=16)
    grid = VariantGrid(name="variants")
    numbers = {"marine": (0, 3, 2, 4, 0), "sable": (1, 5, 0, 2, 1), "bordeaux": (0, 0, 0, 0, 0)}
    grid.show_variants(
        [
            Variant(f"{colour}-{size}", size, colour, number)
            for colour, row in numbers.items()
            for size, number in zip(("XS", "S", "M", "L", "XL"), row, strict=True)
        ],
        "marine-M",
    )
    grid_card.body.addWidget(grid)
    side.body.addWidget(grid_card)
    side.body.addSpacing(20)
    side.body.addWidget(SectionTitle(say("Why 2 here?", "Pourquoi 2 ici ?")))
    side.body.addSpacing(8)
    why = WhyCard(name="why")
    why.show_terms(
        [
            Term(say("On hand, counted on 18 Nov", "Stock physique, compté le 18 nov."), 4, signed=False),
            Term(say("picked for C-20418, 10:31", "prélevé pour C-20418, 10:31"), -1),
            Term(say("on display", "en vitrine"), -1),
        ],
        say("Can be promised", "Disponible à promettre"),
        2,
        say("Till heard 2 min ago · confidence high", "Caisse entendue il y a 2 min · confiance élevée"),
    )
    side.body.addWidget(why)
    side.body.addStretch(1)
    return side


def _option(title: str, when: str, price: str, cost: str, badge: str = "") -> Card:
    card = Card(padding=16, spacing=4)
    card.set_current(bool(badge))
    head = QHBoxLayout()
    head.addWidget(Text(title, TextRole.BODY_STRONG, elide=True), 1)
    head.addWidget(Text(badge, TextRole.LABEL, "accent"))
    card.body.addLayout(head)
    card.body.addWidget(Text(when, TextRole.TITLE))
    card.body.addWidget(Text(price, TextRole.LABEL, "ink2"))
    card.body.addWidget(Text(cost, TextRole.LABEL, "ink2", elide=True))
    return card


def _options(say: Say) -> QGridLayout:
    options = QGridLayout()
    options.setSpacing(12)
    sure = say("{0} kg CO2e · {1} % sure", "{0} kg CO2e · sûr à {1} %")
    free, today_at = say("free", "gratuit"), say("Today 14:00", "Aujourd’hui 14:00")
    options.addWidget(
        _option(
            say("Take now", "Emporter"),
            say("Now", "Tout de suite"),
            say("in stock, scan it", "en stock, scannez-le"),
            sure.format(0, 98),
            say("best", "meilleur"),
        ),
        0,
        0,
    )
    options.addWidget(
        _option(
            say("Collect at Villeurbanne", "Retrait à Villeurbanne"), today_at, free, sure.format("0,1", 94)
        ),
        0,
        1,
    )
    options.addWidget(
        _option(
            say("Home", "Domicile"),
            say("Tue 24 – Wed 25", "mar. 24 – mer. 25"),
            "4,90 €",
            sure.format("0,6", 91),
        ),
        1,
        0,
    )
    options.addWidget(
        _option(say("Relay point", "Point relais"), say("Wed 25", "mer. 25"), free, sure.format("0,4", 93)),
        1,
        1,
    )
    return options


def _places(say: Say) -> RowList:
    columns = (
        Column(stretch=3),
        Column(align_right=True),
        Column(width=40, align_right=True),
        Column(stretch=2),
    )
    rows = RowList(columns, name="network_rows", meaning=say("Places", "Lieux"), grows=True, selects=False)
    ago = say("8 s ago", "il y a 8 s")
    places = [
        ("Lyon Part-Dieu", say("here", "ici"), 2, say("live", "en direct")),
        ("Villeurbanne", "3,4 km", 5, ago),
        ("Lyon Bellecour", "3,9 km", 1, say("display only", "vitrine seule")),
        ("Saint-Étienne", "51 km", 3, ago),
        ("Entrepôt Saint-Priest", "12 km", 22, ago),
        (
            say("In transit to here", "En transit vers ici"),
            say("arrives Tue", "arrive mar."),
            2,
            say("from Saint-Priest", "de Saint-Priest"),
        ),
    ]
    rows.show_rows(
        Row(
            name,
            (
                Cell(name, strong=n == 0),
                Cell(far, small=True, colour="ink3"),
                Cell(str(number), strong=True),
                Cell(age, small=True, colour="warn" if number == 1 else "ink3"),
            ),
        )
        for n, (name, far, number, age) in enumerate(places)
    )
    return rows


def _network_side(say: Say) -> QWidget:
    side = Scroll(spacing=0)
    side.body.addWidget(SectionTitle(say("Promise to this customer", "Promesse à ce client"), "69003 Lyon"))
    side.body.addSpacing(8)
    side.body.addLayout(_options(say))
    side.body.addSpacing(20)
    side.body.addWidget(
        SectionTitle(say("In the network", "Dans le réseau"), say("41 in 17 places", "41 dans 17 lieux"))
    )
    side.body.addSpacing(8)
    side.body.addWidget(_places(say))
    side.body.addStretch(1)
    return side


def stock(say: Say) -> Window:
    page = Page(name="stock")
    line = QHBoxLayout()
    line.setSpacing(24)
    line.addWidget(_article_side(say), 1)
    line.addWidget(_network_side(say), 1)
    page.body.addLayout(line, 1)
    return framed("stock", page, say)
