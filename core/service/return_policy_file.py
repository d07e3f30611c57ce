"""A policy for returns as people write it: articles by their SKU, which the core knows by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article
from core.rules.errors import BadInput
from core.rules.return_policy import ReturnPolicy, read_policy


def read_rules(session: Session, raw: bytes) -> ReturnPolicy:
    """The policy of a file.

    Raises:
        BadInput: `bad_return_policy`, with the reason; `unknown_article`, with its SKU.
    """
    try:
        written = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_return_policy", reason=str(error)) from error
    return read_policy(msgspec.json.encode(_with_articles(written, lambda one: _number(session, one))))


def written_rules(session: Session, policy: ReturnPolicy) -> bytes:
    """The same as a file that can be read again."""
    known = _with_articles(msgspec.to_builtins(policy), lambda one: _sku(session, one))
    return msgspec.json.format(msgspec.json.encode(known))


def _with_articles(policy: Any, change: Callable[[Any], Any]) -> Any:
    """With each article of each rule changed; what has another form is left for who reads it."""
    rules = policy.get("rules") if isinstance(policy, dict) else None
    for rule in rules if isinstance(rules, list | tuple) else ():
        articles = rule.get("articles") if isinstance(rule, dict) else None
        if isinstance(articles, list | tuple):
            rule["articles"] = [change(one) for one in articles]
    return policy


def _number(session: Session, sku: Any) -> Any:
    if not isinstance(sku, str):
        return sku
    found = session.scalars(select(Article.id).where(Article.sku == sku)).one_or_none()
    if found is None:
        raise BadInput("unknown_article", sku=sku)
    return found


def _sku(session: Session, article_id: Any) -> Any:
    article = session.get(Article, article_id)
    return article.sku if article is not None else article_id
