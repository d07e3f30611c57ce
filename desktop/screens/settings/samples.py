"""What a template under work is tried with: data of this store, as far as its replica has any."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from sqlalchemy import select

from core.model import Bin, Fulfilment, Location, Parcel, Return, Staff
from core.rules.errors import BadInput
from core.rules.sscc import parse_sscc
from core.rules.time import Instant
from desktop.labels import LabelData, ParcelCode, Template, data_in, example_data
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.screens.labels.fields import label_fields
from desktop.screens.labels.state import ARTICLE_TEMPLATES
from desktop.shell.amounts import bin_words
from desktop.shell.wording import role_words
from sync.price_labels import LabelArticle, label_article
from sync.reading import Reader
from sync.schema import SpoolJob

_ARTICLES_TRIED = 200
_PIECE = "piece_label"
_UNPRICED = (_PIECE, "product_barcode")
_STOCKED = "SELECT p.article_id FROM position p WHERE p.location_id = ? AND p.sellable > 0"
_PRICED = "SELECT 1 FROM article_price a WHERE a.article_id = p.article_id"


class Source(StrEnum):
    """Where the data of a preview are from: the last print, an article of this store, this store's own names
    beside the template's examples."""

    PRINT = "print"
    ARTICLE = "article"
    STORE = "store"


class Sample(msgspec.Struct, frozen=True):
    """Data to try a template with; `named` says whose they are."""

    data: LabelData
    source: Source
    named: str = ""


def sample(reader: Reader, name: str, template: Template, now: Instant, language: str) -> Sample:
    """The best data that this replica has for a template: what it was last printed with, else what is
    here."""
    job = reader.session.scalars(
        select(SpoolJob)
        .where(SpoolJob.template == name)
        .order_by(SpoolJob.asked_at.desc(), SpoolJob.id.desc())
        .limit(1)
    ).one_or_none()
    if job is not None:
        return Sample(_filled(template, data_in(job.data)), Source.PRINT)
    if name in (*ARTICLE_TEMPLATES, _PIECE):
        article = _article(reader, now, name)
        if article is not None:
            place = reader.session.get(Location, reader.location_id)
            timezone = place.timezone if place is not None else FALLBACK_TIMEZONE
            data = LabelData(label_fields(article, timezone, language))
            return Sample(_filled(template, data), Source.ARTICLE, article.name)
    return Sample(_filled(template, LabelData(_known(reader, name))), Source.STORE, reader.location_name)


def _filled(template: Template, data: LabelData) -> LabelData:
    """The data, with the template's examples for what it needs and they lack."""
    examples = example_data(template)
    needed = {name: examples.fields[name] for name, field in template.fields.items() if field.required}
    fields = needed | {name: value for name, value in data.fields.items() if name in template.fields}
    rows = tuple(
        {name: row.get(name, "") or examples.rows[0][name] for name in template.row_fields}
        for row in data.rows
    )
    is_real = len(fields.keys() & data.fields.keys()) > 1
    return LabelData(fields if is_real else {**examples.fields, **fields}, rows or examples.rows)


def _article(reader: Reader, now: Instant, template: str) -> LabelArticle | None:
    """An article of this store that the template can be printed of."""
    kind = "'markdown'" if template == "markdown" else "kind"
    asked = _STOCKED if template in _UNPRICED else f"{_STOCKED} AND EXISTS ({_PRICED} AND kind = {kind})"
    for (article_id,) in reader.raw.execute(f"{asked} LIMIT {_ARTICLES_TRIED}", (reader.location_id,)):
        article = label_article(reader, article_id, now)
        if article is None or not article.gtin:
            continue
        reduction = article.price.reduction_percent if article.price is not None else None
        if template in _UNPRICED or reduction or (reduction is not None and template != "markdown"):
            return article
    return None


def _known(reader: Reader, name: str) -> dict[str, str]:
    """What this store would print, by the names that templates use."""
    session, here = reader.session, reader.location_id
    fields = {"store_name": reader.location_name}
    found = session.execute(
        select(Fulfilment, Parcel)
        .join(Parcel, Parcel.fulfilment_id == Fulfilment.id)
        .where(Fulfilment.location_id == here)
        .order_by(Parcel.packed_at.desc(), Parcel.id)
        .limit(1)
    ).one_or_none()
    if found is not None:
        fields |= _of_parcel(*found)
    head = session.scalars(select(Fulfilment).where(Fulfilment.location_id == here).limit(1)).one_or_none()
    if head is not None:
        fields = {"order_number": head.order_number, "customer_name": head.customer_name} | fields
    shelf = session.scalars(select(Bin.code).where(Bin.location_id == here).limit(1)).one_or_none()
    if shelf is not None and name == "bin":
        fields |= {"bin": bin_words(shelf), "bin_code": shelf}
    row = session.scalars(select(Return.number).where(Return.location_id == here).limit(1)).one_or_none()
    if row is not None:
        fields |= {"return_number": row, "return_code": row}
    person = session.scalars(
        select(Staff).where(Staff.location_id == here, Staff.badge != "").limit(1)
    ).one_or_none()
    if person is not None and name == "staff_badge":
        fields |= {"name": person.name, "role": role_words(person.role), "badge_code": person.badge}
    return fields


def _of_parcel(head: Fulfilment, parcel: Parcel) -> dict[str, str]:
    fields = {
        "order_number": head.order_number,
        "customer_name": head.customer_name,
        "recipient_name": head.customer_name,
        "parcel_number": "1",
        "parcel_count": "1",
        "bin": bin_words(parcel.bin),
    }
    try:
        number = parse_sscc(parcel.number)
    except BadInput:
        return fields
    code = ParcelCode(head.id, number, 1, 1, bin_words(parcel.bin), head.to_pay_cents)
    return fields | {"sscc": parcel.number, "parcel_code": code.text()}
