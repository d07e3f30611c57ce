"""A line of a sale that is made for an article, before it is known how much of it is sold."""

from __future__ import annotations

from collections.abc import Sequence

from core.model import Article, SaleLine


def line_of_none(
    line_id: str,
    sale_id: str,
    line_no: int,
    article: Article,
    sale_type: str,
    serials: Sequence[str] = (),
) -> SaleLine:
    """A line of no units, with what is kept of its article; it is added to no session."""
    return SaleLine(
        id=line_id,
        sale_id=sale_id,
        line_no=line_no,
        article_id=article.id,
        sku=article.sku,
        gtin=article.gtin,
        name=article.name,
        category=article.category,
        size=article.size,
        colour=article.colour,
        quantity=0,
        list_cents=0,
        paid_cents=0,
        tax_rate_bp=article.tax_rate_bp,
        sale_type=sale_type,
        serials=list(serials),
    )
