"""What somebody at a counter has the core asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from sync.answers import FoundCredit, FoundSales, FoundStory
from sync.responses import read_as


class CounterQuestions(ABC):
    """The client's part that asks for what this store does not know."""

    @abstractmethod
    async def _ask(self, method: str, path: str, most_bytes: int = ..., **options: Any) -> bytes: ...

    async def find_sales(self, asked: Mapping[str, Any]) -> list[str]:
        """Ids of the sales that fit, from anywhere in the chain."""
        content = await self._ask("POST", "/v1/sales/find", json=dict(asked))
        return read_as(content, FoundSales).sale_ids

    async def credit(self, number: str, takes_cents: int = 0) -> FoundCredit:
        """A store credit or gift card of anywhere, as it is now; what is about to be taken of it here is held
        for a while."""
        taken = {"takes_cents": takes_cents} if takes_cents else {}
        return read_as(await self._ask("GET", f"/v1/credits/{number}", params=taken), FoundCredit)

    async def let_credit_go(self, number: str) -> None:
        """What was held of a credit is not taken here."""
        await self._ask("DELETE", f"/v1/credits/{number}/hold")

    async def story(self, number: str, language: str) -> FoundStory:
        """What became of an order, in a language."""
        path = f"/v1/orders/{quote(number, safe='')}/history"
        return read_as(await self._ask("GET", path, headers={"Accept-Language": language}), FoundStory)
