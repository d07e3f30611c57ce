"""Locations and articles, as they were imported."""

from __future__ import annotations

import msgspec
from litestar import get
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.model import Article, ArticlePrice, Location
from core.service.auth import EVERYBODY
from core.service.exchange import TheCore
from core.service.routes.parameters import DEFAULT_PAGE, CodeFilter, CodeList, Cursor, Limit


class LocationAnswer(msgspec.Struct, frozen=True):
    """A location; coordinates in degrees (WGS 84)."""

    id: int
    code: str
    name: str
    kind: str
    street: str
    postcode: str
    city: str
    latitude: float
    longitude: float
    timezone: str
    opening: str
    capacity_per_hour: int
    is_open: bool


class LocationPage(msgspec.Struct, frozen=True):
    """Locations by code. `next` is where the next page begins."""

    locations: list[LocationAnswer]
    next: str | None = None


class ArticleAnswer(msgspec.Struct, frozen=True):
    """An article with its price of now, tax included; no price if none has begun."""

    id: int
    sku: str
    gtin: str
    style: str
    name: str
    brand: str
    category: str
    size: str
    colour: str
    colour_hex: str
    is_serialised: bool
    tax_rate_bp: int
    weight_g: int
    content: int
    content_unit: str
    price_cents: int | None
    currency: str | None


class ArticlePage(msgspec.Struct, frozen=True):
    """Articles in the order of their making. `next` is where the next page begins."""

    articles: list[ArticleAnswer]
    next: str | None = None


@get("/locations", guards=[EVERYBODY], sync_to_thread=True, tags=["catalogue"])
def get_locations(
    core: TheCore, code: CodeList = None, limit: Limit = DEFAULT_PAGE, after: Cursor = None
) -> LocationPage:
    """Locations, or those with the codes named."""
    query = select(Location).order_by(Location.code).limit(limit + 1)
    if code:
        query = query.where(Location.code.in_(code))
    if after is not None:
        query = query.where(Location.code > after)

    def read(session: Session) -> LocationPage:
        rows = session.scalars(query).all()
        shown = [_location(row) for row in rows[:limit]]
        return LocationPage(shown, shown[-1].code if len(rows) > limit else None)

    return core.read(read)


def _location(row: Location) -> LocationAnswer:
    return LocationAnswer(**{name: getattr(row, name) for name in LocationAnswer.__struct_fields__})


@get("/articles", guards=[EVERYBODY], sync_to_thread=True, tags=["catalogue"])
def get_articles(
    core: TheCore,
    sku: CodeList = None,
    gtin: CodeFilter = None,
    style: CodeFilter = None,
    limit: Limit = DEFAULT_PAGE,
    after: Cursor = None,
) -> ArticlePage:
    """Articles by SKU, GTIN (with or without its leading zeros) or style; or all of them, page by page."""
    query = select(Article).order_by(Article.id).limit(limit + 1)
    if sku:
        query = query.where(Article.sku.in_(sku))
    if gtin is not None:
        query = query.where(Article.gtin.in_({gtin, gtin.lstrip("0"), gtin.zfill(13), gtin.zfill(14)}))
    if style is not None:
        query = query.where(Article.style == style)
    now = core.clock.now()
    return core.read(lambda session: _articles(session, _after(query, after), limit, now))


def _after(query: Select[Article], after: str | None) -> Select[Article]:
    return query.where(Article.id > int(after)) if after is not None and after.isdigit() else query


def _articles(session: Session, query: Select[Article], limit: int, now: int) -> ArticlePage:
    rows = session.scalars(query).all()
    ids = [row.id for row in rows]
    # The newest price that has begun comes last, and stays.
    prices = session.scalars(
        select(ArticlePrice)
        .where(ArticlePrice.article_id.in_(ids), ArticlePrice.valid_from <= now)
        .order_by(ArticlePrice.article_id, ArticlePrice.valid_from)
    )
    price_of = {price.article_id: price for price in prices}
    shown = [_article(row, price_of.get(row.id)) for row in rows[:limit]]
    return ArticlePage(shown, str(shown[-1].id) if len(rows) > limit else None)


def _article(row: Article, price: ArticlePrice | None) -> ArticleAnswer:
    fields = {name: getattr(row, name) for name in ArticleAnswer.__struct_fields__[:-2]}
    return ArticleAnswer(
        **fields,
        price_cents=price.price_cents if price else None,
        currency=price.currency if price else None,
    )
