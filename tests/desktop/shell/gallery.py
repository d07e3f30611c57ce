"""Sample screens made of the house's widgets, with the content of the design's sketches."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.shell.messages import Message, Messages
from desktop.shell.rail import Section
from desktop.shell.sign_in import Person
from desktop.shell.strip import Condition
from desktop.shell.tasks import Tasks
from desktop.shell.theme import TextRole, Tone
from desktop.shell.widgets import (
    Card,
    Cell,
    Choice,
    Choices,
    Column,
    DetailCard,
    Divider,
    EmptyState,
    FeedbackBar,
    Field,
    Group,
    HourLoad,
    IconButton,
    KeyValueRows,
    LoadBars,
    MasterDetail,
    NumberTile,
    Page,
    Pill,
    PillLook,
    PrimaryButton,
    ProgressThin,
    QuantityDots,
    QuietButton,
    Row,
    RowList,
    Scroll,
    SearchField,
    SecondaryButton,
    SectionTitle,
    StepHeader,
    StepState,
    Swatch,
    Term,
    Text,
    TimePill,
    Variant,
    VariantGrid,
    WhyCard,
    time_left,
)
from desktop.shell.window import Window

Say = Callable[[str, str], str]

TODAY_COLUMNS = (
    Column(),
    Column(width=20),
    Column(stretch=5),
    Column(stretch=4, hide_below=560),
    Column(hide_below=720),
)


def english(words: str, _french: str) -> str:
    return words


def french(_english: str, words: str) -> str:
    return words


def sections(say: Say) -> list[Section]:
    return [
        Section("today", say("Today", "Aujourd’hui"), "today"),
        Section("prepare", say("Prepare", "Préparer"), "prepare"),
        Section("hand_over", say("Hand over", "Remettre"), "hand-over"),
        Section("stock", say("Stock", "Stock"), "stock"),
        Section("sync", say("Sync", "Synchronisation"), "sync"),
    ]


def framed(key: str, page: QWidget, say: Say, is_offline: bool = False) -> Window:
    messages = Messages()
    window = Window(sections(say), messages=messages, tasks=Tasks())
    window.top_bar.show_location("Lyon Part-Dieu")
    window.top_bar.show_person("Inès M.", say("Associate", "Préparatrice"))
    if is_offline:
        age = say("data from 10:42", "données de 10:42")
        window.top_bar.show_connection(Tone.WARN, say("Offline", "Hors ligne"), age)
        window.strips.show_condition(
            Condition(
                "offline",
                Tone.WARN,
                say("Offline since 10:42", "Hors ligne depuis 10:42"),
                say(
                    "6 actions wait. You can prepare, hand over, print.",
                    "6 actions en attente. Vous pouvez préparer, remettre aux clients et imprimer.",
                ),
                say("Details", "Détails"),
                "offline",
            )
        )
    else:
        connected = say("Connected", "Connecté")
        window.top_bar.show_connection(Tone.OK, connected, say("4 s ago", "il y a 4 s"))
    window.add_page(key, page)
    window.show_page(key)
    window.rail.set_counts({"today": 7, "prepare": 4, "hand_over": 3})
    window.show_work()
    return window


def _order(
    key: str,
    minutes: int,
    icon: str,
    name: str,
    how: str,
    what: str,
    where: str,
    action: str,
    who: str = "",
) -> Row:
    cells = (
        Cell(pill=time_left(minutes)),
        Cell(icon=icon),
        Cell(name, how, strong=True),
        Cell(what, where),
        Cell(who, small=True, colour="ink3"),
    )
    return Row(key, cells, action)


def _parcel(
    key: str, pill: PillLook, icon: str, name: str, how: str, what: str, where: str, action: str
) -> Row:
    cells = (Cell(pill=pill), Cell(icon=icon), Cell(name, how, strong=True), Cell(what, where), Cell())
    return Row(key, cells, action)


def today_groups(say: Say) -> list[Group]:
    prepare, hand = say("Prepare", "Préparer"), say("Hand over", "Remettre")
    ready = PillLook(say("ready", "prêt"), Tone.OK)
    collect = say("Collect, promised {0}", "Retrait, promis à {0}")
    return [
        Group(
            (
                _order(
                    "C-20418",
                    -8,
                    "collect",
                    "C-20418 · Martin",
                    collect.format("10:30"),
                    say("3 articles", "3 articles"),
                    "Zones A, B",
                    prepare,
                ),
                _order(
                    "C-20423",
                    12,
                    "collect",
                    "C-20423 · Nguyen",
                    collect.format("10:50"),
                    say("1 article · watch, serial", "1 article · montre, numéro de série"),
                    say("Zone C (locked)", "Zone C (fermée à clé)"),
                    say("Take over", "Reprendre"),
                    say("Paul is on it", "Paul s’en occupe"),
                ),
                _order(
                    "C-20397",
                    46,
                    "ship",
                    "C-20397 · Diallo",
                    say("Ship from store, carrier 11:30", "Expédition, transporteur 11:30"),
                    "3 articles",
                    "Zones A, D",
                    prepare,
                ),
                _order(
                    "R-5521",
                    130,
                    "reserve",
                    "R-5521 · Lefèvre",
                    say("Reserved to try on", "Réservé pour essayage"),
                    "2 articles",
                    "Zone B",
                    prepare,
                ),
            ),
            prepare,
            say("4 orders, 9 articles", "4 commandes, 9 articles"),
        ),
        Group(
            (
                _parcel(
                    "C-20377",
                    ready,
                    "hand-over",
                    "C-20377 · Garnier",
                    say("Told at 09:52", "Prévenu à 09:52"),
                    say("1 parcel", "1 colis"),
                    say("Bin 14", "Casier 14"),
                    hand,
                ),
                _parcel(
                    "C-20365",
                    ready,
                    "hand-over",
                    "C-20365 · Petit",
                    say("Told yesterday", "Prévenu hier"),
                    say("2 parcels", "2 colis"),
                    say("Bins 3, 4", "Casiers 3, 4"),
                    hand,
                ),
            ),
            hand,
            say("3 parcels in bins", "3 colis en casier"),
        ),
        Group(
            (
                _parcel(
                    "T-881",
                    PillLook(say("arriving", "en route"), Tone.INFO),
                    "arrive",
                    say("T-881 · from Villeurbanne", "T-881 · de Villeurbanne"),
                    say("2 parcels for customers", "2 colis pour des clients"),
                    "6 articles",
                    "",
                    say("Receive", "Réceptionner"),
                ),
            ),
            say("Receive and put back", "Réceptionner et remettre en rayon"),
        ),
    ]


def today_detail(say: Say) -> DetailCard:
    detail = DetailCard(name="today_detail")
    detail.head.addWidget(Text(say("Selected", "Sélection"), TextRole.LABEL, "ink3"))
    detail.head.addWidget(Text("C-20418", TextRole.TITLE))
    who = say("Claire Martin · click and collect", "Claire Martin · retrait en magasin")
    detail.head.addWidget(Text(who, TextRole.BODY, "ink2", elide=True))
    detail.head.addSpacing(10)
    late = say("promised 10:30 · late 8 min", "promis à 10:30 · retard de 8 min")
    detail.head.addWidget(Pill(late, Tone.BAD, icon="late"))
    facts = KeyValueRows()
    facts.show_facts(
        [
            (say("Articles", "Articles"), say("3, in zones A and B", "3, dans les zones A et B")),
            (say("To pay", "À payer"), say("nothing, paid online", "rien, payé en ligne")),
            (
                say("Note", "Note"),
                say("“Gift, please no price on the parcel.”", "« Cadeau, pas de prix sur le colis. »"),
            ),
        ]
    )
    detail.facts.addWidget(facts)
    load_title = say("Load of the next 4 hours", "Charge des 4 prochaines heures")
    detail.extras.addWidget(Text(load_title, TextRole.LABEL, "ink3"))
    load = LoadBars(name="load")
    load.show_load([HourLoad("10 h", 6), HourLoad("11 h", 8), HourLoad("12 h", 4), HourLoad("13 h", 2)], 7)
    detail.extras.addWidget(load)
    detail.buttons.addWidget(PrimaryButton(say("Prepare", "Préparer"), name="go", key="Enter"))
    together = say("Prepare all 4 in one round", "Préparer les 4 en une tournée")
    detail.buttons.addWidget(SecondaryButton(together, name="go_all", key="W"))
    return detail


def today(say: Say) -> Window:
    tiles = QHBoxLayout()
    tiles.setSpacing(16)
    for words, number, tone in (
        (say("to prepare", "à préparer"), 4, Tone.NEUTRAL),
        (say("ready to collect", "prêtes à retirer"), 3, Tone.OK),
        (say("late", "en retard"), 1, Tone.BAD),
        (say("wait for a manager", "attendent un responsable"), 2, Tone.WARN),
    ):
        tiles.addWidget(NumberTile(words, number, tone, name=f"tile_{number}"))
    rows = RowList(TODAY_COLUMNS, name="today_rows", meaning=say("What to do", "À faire"))
    rows.show_groups(today_groups(say))
    master = QWidget()
    column = QVBoxLayout(master)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(20)
    column.addLayout(tiles)
    column.addWidget(rows, 1)
    page = Page(name="today")
    page.body.addWidget(MasterDetail(master, today_detail(say)), 1)
    page.setFocusProxy(rows)
    return framed("today", page, say)


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
    card = Card(name="pick", padding=28)
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
            "Robe Calanque, 40, terracotta: right one. Tote 2.",
            "Robe Calanque, 40, terracotta : le bon article. Bac 2.",
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
    side.body.addStretch()
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


def _network_side(say: Say) -> QWidget:
    side = Scroll(spacing=0)
    side.body.addWidget(SectionTitle(say("Promise to this customer", "Promesse à ce client"), "69003 Lyon"))
    side.body.addSpacing(8)
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
    side.body.addLayout(options)
    side.body.addSpacing(20)
    side.body.addWidget(
        SectionTitle(say("In the network", "Dans le réseau"), say("41 in 17 places", "41 dans 17 lieux"))
    )
    side.body.addSpacing(8)
    columns = (
        Column(stretch=3),
        Column(align_right=True),
        Column(width=40, align_right=True),
        Column(stretch=2),
    )
    rows = RowList(columns, name="network_rows", meaning=say("Places", "Lieux"), grows=True)
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
    side.body.addWidget(rows)
    side.body.addStretch()
    return side


def stock(say: Say) -> Window:
    page = Page(name="stock")
    line = QHBoxLayout()
    line.setSpacing(24)
    line.addWidget(_article_side(say), 1)
    line.addWidget(_network_side(say), 1)
    page.body.addLayout(line, 1)
    return framed("stock", page, say)


def empty(say: Say) -> Window:
    page = Page(name="prepare")
    page.body.addWidget(
        EmptyState(
            "prepare",
            say("Nothing to prepare", "Rien à préparer"),
            say("Next promise: 14:30, 2 orders.", "Prochaine promesse : 14:30, 2 commandes."),
            say("Put back 3 articles", "Remettre 3 articles en rayon"),
            name="nothing",
        ),
        1,
    )
    return framed("prepare", page, say)


def sign_in(say: Say, chosen: str = "") -> Window:
    window = framed("today", Page(name="today"), say)
    page = window.sign_in
    page.show_location("Lyon Part-Dieu")
    associate, manager = say("Associate", "Préparatrice"), say("Manager", "Responsable")
    names = [
        ("i", "Inès Martin", associate),
        ("p", "Paul Garnier", associate),
        ("m", "Marc Lefèvre", manager),
    ]
    names += [("a", "Aïcha Diallo", associate), ("j", "Jean-Baptiste de La Rochefoucauld", associate)]
    page.show_people([Person(*name) for name in names])
    if chosen:
        page.choose(chosen)
        page.refuse(
            say("This PIN is not right. 4 tries are left.", "Ce code n’est pas le bon. Il reste 4 essais.")
        )
    window.show_sign_in()
    return window


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
    left = QVBoxLayout()
    left.setSpacing(24)
    left.addWidget(_buttons(say))
    left.addWidget(_reasons(say))
    left.addStretch()
    line.addLayout(left, 3)
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


def sign_in_pin(say: Say) -> Window:
    return sign_in(say, "i")


SCREENS = {
    "today": today,
    "prepare": prepare,
    "stock": stock,
    "empty": empty,
    "sign-in": sign_in,
    "pin": sign_in_pin,
    "widgets": widgets,
}
