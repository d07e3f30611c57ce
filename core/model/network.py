"""The network that every store shares: places, articles, prices; and a store's own places on its shelves."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_NETWORK, HOME_STORE, Base, Code, InstantColumn, Text, home, refers_to


class Location(Base):
    """A store, a warehouse, a corner, a partner's or a marketplace's place, at degrees of WGS 84."""

    __tablename__ = "location"
    __table_args__ = home(HOME_NETWORK)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Text]
    kind: Mapped[Code]
    street: Mapped[Text] = mapped_column(default="")
    postcode: Mapped[Code] = mapped_column(default="")
    city: Mapped[Text] = mapped_column(default="")
    latitude: Mapped[float] = mapped_column(Float)
    longitude: Mapped[float] = mapped_column(Float)
    timezone: Mapped[Code] = mapped_column(default="Europe/Paris")
    opening: Mapped[Text] = mapped_column(default="")
    capacity_per_hour: Mapped[int] = mapped_column(default=12)
    is_open: Mapped[bool] = mapped_column(Boolean, default=True)


class Article(Base):
    """A sellable variant (SKU): a style in one size and colour. `content` is how much of what is sold by
    measure is in one, net, in `content_unit` (`core.rules.unit_price`); 0 where nothing is measured."""

    __tablename__ = "article"
    __table_args__ = (
        Index("ix_article_gtin", "gtin"),
        Index("ix_article_style", "style"),
        home(HOME_NETWORK),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    sku: Mapped[Code] = mapped_column(unique=True)
    gtin: Mapped[Code]
    style: Mapped[Code]
    name: Mapped[Text]
    brand: Mapped[Text] = mapped_column(default="")
    category: Mapped[Code] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="")
    colour: Mapped[Code] = mapped_column(default="")
    colour_hex: Mapped[Code] = mapped_column(default="")
    is_serialised: Mapped[bool] = mapped_column(Boolean, default=False)
    tax_rate_bp: Mapped[int] = mapped_column(default=2000)
    weight_g: Mapped[int] = mapped_column(default=0)
    content: Mapped[int] = mapped_column(default=0)
    content_unit: Mapped[Code] = mapped_column(default="")


class ArticlePrice(Base):
    """A price from an instant on, tax included. The newest one that has begun is the price."""

    __tablename__ = "article_price"
    __table_args__ = home(HOME_NETWORK, sqlite_with_rowid=False)

    article_id: Mapped[int] = mapped_column(refers_to("article.id"), primary_key=True, autoincrement=False)
    valid_from: Mapped[InstantColumn] = mapped_column(primary_key=True, autoincrement=False)
    price_cents: Mapped[int]
    currency: Mapped[Code] = mapped_column(default="EUR")
    kind: Mapped[Code] = mapped_column(default="regular")


class ArticlePlace(Base):
    """Where an article stands in one store: zone, aisle, shelf."""

    __tablename__ = "article_place"
    __table_args__ = home(HOME_STORE)

    location_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    zone: Mapped[Code] = mapped_column(default="")
    aisle: Mapped[Code] = mapped_column(default="")
    shelf: Mapped[Code] = mapped_column(default="")
