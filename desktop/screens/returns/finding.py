"""Finding a sale in the replica: by what its receipt says, what was bought, who bought it, how it was paid.

By receipt code or order number (ours, or the marketplace's), the serial number of a piece, an article's
barcode or name, the last four digits of a card, a customer's name; a day ("12/11") narrows any of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice

import msgspec
from sqlalchemy import ColumnElement, Select, String, or_, select, type_coerce

from core.commands.region_reading import with_code
from core.model import Article, Fulfilment, Order, Piece, Return, SaleLine, StoreCredit
from core.model import Sale as SaleRow
from core.rules.time import DAY_MS, Instant
from core.rules.words import folded_words
from desktop.screens.fulfilment_rows import id_by_parcel
from desktop.screens.returns.state import MAX_FOUND
from desktop.shell.amounts import local_time, zone_of
from sync.asking import AskedSale
from sync.reading import Reader

LEAST_NAME_CHARS = 3
MAX_FITTING = 500
"""Names, or articles, that fit what is typed and are looked for: far more than the sales that are shown."""
MONTH_MS = 31 * DAY_MS
NAMED_FOR_MS = 2 * 366 * DAY_MS
"""What is given for goods without their sale is a credit, and the chain's are over in two years."""
_DAY = re.compile(r"(?:^|\s)(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?(?=\s|$)")
_CARD = re.compile(r"\d{4}")
_GTIN = re.compile(r"\d{8}|\d{12,14}")


class Wanted(msgspec.Struct, frozen=True):
    """What is asked for: words, and a day (from, to) in this store's time."""

    words: str
    day: tuple[Instant, Instant] | None = None


def wanted_in(text: str, now: Instant, timezone: str) -> Wanted:
    """What somebody has typed; a day without a year is the last one of that name."""
    found = _DAY.search(text)
    if found is None:
        return Wanted(" ".join(text.split()))
    words = " ".join((text[: found.start()] + " " + text[found.end() :]).split())
    day = _day(found, local_time(now, timezone).date())
    if day is None:
        return Wanted(" ".join(text.split()))
    zone = zone_of(timezone)
    begins = datetime(day.year, day.month, day.day, tzinfo=zone)
    ends = begins + timedelta(days=1)
    return Wanted(words, (Instant(round(begins.timestamp() * 1000)), Instant(round(ends.timestamp() * 1000))))


def _day(found: re.Match[str], today: date) -> date | None:
    day, month, year = (int(part) if part else 0 for part in found.groups())
    try:
        if year:
            return date(year + 2000 if year < 100 else year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None


def asked_of(reader: Reader, wanted: Wanted, now: Instant) -> AskedSale:
    """The same, asked of headquarters: a card's digits within the day or the last month, an article within
    its day, a piece, a whole name, on its day where it is said; else a code."""
    words, (begins, ends) = wanted.words, wanted.day or (Instant(now - MONTH_MS), now)
    if _CARD.fullmatch(words):
        return AskedSale(card_last4=words, sold_from=begins, sold_until=ends)
    article = reader.article_by_gtin(words) if _GTIN.fullmatch(words) else None
    if article is not None and wanted.day is not None:
        return AskedSale(sku=article.sku, sold_from=begins, sold_until=ends)
    of_piece = select(Article.sku).join(Piece, Piece.article_id == Article.id)
    sku = reader.session.scalars(of_piece.where(Piece.serial == words).limit(1)).first()
    if sku is not None:
        return AskedSale(sku=sku, serial=words)
    if " " not in words or any(char.isdigit() for char in words):
        return AskedSale(receipt=words)
    if wanted.day is None:
        return AskedSale(customer=words)
    return AskedSale(customer=words, sold_from=begins, sold_until=ends)


def find(reader: Reader, wanted: Wanted) -> list[str]:
    """Ids of the sales that fit by a number or a day, the newest first; those of a code that is exactly this
    alone. It costs little, at every key."""
    exact = _by_code(reader, wanted.words) or _by_reference(reader, wanted.words)
    if exact:
        return exact
    on_day = _on_day(wanted)
    if not wanted.words:
        return _newest(reader, on_day) if on_day else []
    if wanted.day is None and len(wanted.words) < LEAST_NAME_CHARS:
        return []
    return _newest(reader, [_fits(reader, wanted.words), *on_day])


def may_name(wanted: Wanted) -> bool:
    """Whether it may be a customer's name or an article's: "C-107" is the beginning of a number."""
    letters = sum(len(word) for word in _typed(wanted) if word.isalpha())
    return letters >= (LEAST_NAME_CHARS if wanted.day is None else 1)


def find_named(reader: Reader, wanted: Wanted) -> list[str]:
    """Ids of the sales whose customer's name, else of which an article, has all of these words: in whatever
    order and with whatever accents they are typed, each the beginning of one of theirs.

    Names are compared one by one, all of the store's where no day is said: not to be asked at every key.
    """
    typed, on_day = _typed(wanted), _on_day(wanted)
    named = select(SaleRow.customer_name).where(SaleRow.customer_name != "", *on_day).distinct()
    names = [name for name in reader.session.scalars(named) if _has_words(name, typed)]
    found = _newest(reader, [SaleRow.customer_name.in_(names[:MAX_FITTING]), *on_day]) if names else []
    if found:
        return found
    about = select(SaleLine.article_id, SaleLine.name, SaleLine.sku, SaleLine.size, SaleLine.colour)
    if on_day:
        about = about.join(SaleRow, SaleRow.id == SaleLine.sale_id).where(*on_day)
    articles = [
        article_id
        for article_id, *said in reader.session.execute(about.distinct())
        if _has_words(" ".join(said), typed)
    ]
    sold = select(SaleLine.sale_id).where(SaleLine.article_id.in_(articles[:MAX_FITTING]))
    return _newest(reader, [SaleRow.id.in_(sold), *on_day]) if articles else []


def find_returns_named(reader: Reader, wanted: Wanted, now: Instant) -> list[str]:
    """Ids of this store's returns whose customer's name has all of these words, as `find_named`: of what came
    back without its sale, nothing else leads to them. The newest first, of a day or of the last two years."""
    typed = _typed(wanted)
    begins, ends = wanted.day or (Instant(now - NAMED_FOR_MS), Instant(now + DAY_MS))
    told = (
        select(Return.id, Return.customer_name)
        .where(Return.location_id == reader.location_id, Return.customer_name != "", Return.sale_id == "")
        .where(Return.declared_at >= begins, Return.declared_at < ends)
        .order_by(Return.declared_at.desc(), Return.id)
    )
    fitting = (key for key, name in reader.session.execute(told) if _has_words(name, typed))
    return list(islice(fitting, MAX_FOUND))


def has_credit(reader: Reader, number: str) -> bool:
    """Whether a store credit or gift card is known here."""
    query = select(StoreCredit.id).where(StoreCredit.number == number).limit(1)
    return reader.session.scalars(query).first() is not None


def return_numbered(reader: Reader, number: str) -> str:
    """The id of this store's return of a number; "" where there is none."""
    here = select(Return.id).where(Return.location_id == reader.location_id, Return.number == number)
    return reader.session.scalars(here.limit(1)).first() or ""


def by_serial(reader: Reader, serial: str) -> list[str]:
    """The sale of a piece."""
    return _newest(reader, [SaleRow.id.in_(_lines_with_serial(serial))])


def by_parcel(reader: Reader, sscc: str, fulfilment_id: str) -> list[str]:
    """The sale that a parcel's label leads to, by what it says or by the parcel's number."""
    key = fulfilment_id or id_by_parcel(reader, sscc)
    head = reader.session.get(Fulfilment, key) if key else None
    return _newest(reader, [SaleRow.order_id == head.order_id]) if head is not None else []


def _by_code(reader: Reader, words: str) -> list[str]:
    """The sales of a receipt's code: two tills of two stores may have given the same one, and which it is
    somebody has to choose."""
    code = words.upper()
    if not code:
        return []
    here = list(reader.session.scalars(select(SaleRow.id).where(SaleRow.receipt_code == code)))
    return here + [key for key in with_code(reader.session, code) if key not in here]


def _by_reference(reader: Reader, words: str) -> list[str]:
    """The sales of an order by the number that its marketplace, or its shop, has given it."""
    if len(words) < LEAST_NAME_CHARS:
        return []
    orders = select(Order.id).where(Order.reference.in_({words, words.upper()}))
    return _newest(reader, [SaleRow.order_id.in_(orders)])


def _fits(reader: Reader, words: str) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [SaleRow.id.in_(_lines_with_serial(words))]
    if _CARD.fullmatch(words):
        ways.append(SaleRow.card_last4 == words)
    elif _GTIN.fullmatch(words):
        article = reader.article_by_gtin(words)
        if article is not None:
            ways.append(SaleRow.id.in_(select(SaleLine.sale_id).where(SaleLine.article_id == article.id)))
    return or_(*ways)


def _typed(wanted: Wanted) -> tuple[str, ...]:
    return folded_words(unicodedata.normalize("NFC", wanted.words))


def _on_day(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.day is None:
        return []
    return [SaleRow.sold_at >= wanted.day[0], SaleRow.sold_at < wanted.day[1]]


def _has_words(text: str, typed: Sequence[str]) -> bool:
    own = folded_words(unicodedata.normalize("NFC", text))
    return all(any(word.startswith(one) for word in own) for one in typed)


def _lines_with_serial(serial: str) -> Select[str]:
    # The serial numbers stand in a JSON list: within quotes it is a whole one.
    listed = type_coerce(SaleLine.serials, String)
    return select(SaleLine.sale_id).where(listed.like(f'%"{_escaped(serial)}"%', escape="\\"))


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _newest(reader: Reader, conditions: Sequence[ColumnElement[bool]]) -> list[str]:
    query = (
        select(SaleRow.id).where(*conditions).order_by(SaleRow.sold_at.desc(), SaleRow.id).limit(MAX_FOUND)
    )
    return list(reader.session.scalars(query))
