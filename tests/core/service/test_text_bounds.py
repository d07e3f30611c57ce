"""A NUL in what is sent is the sender's mistake, on either database, and no bug of the core's."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
from sqlalchemy import select

from core.model import Device
from core.orchestration import UnitOfWork
from core.wire import SigningKey
from tests.core.builders import make_location
from tests.support.live_core import enrolment_body, running_core

KEY = SigningKey(bytes(range(32)))


def arrange(unit: UnitOfWork) -> None:
    make_location(unit, "S1")


def test_no_text_with_a_nul_is_taken_in(database_kind: str, tmp_path: Path) -> None:
    with running_core(tmp_path, arrange, kind=database_kind, has_snapshot=False) as live:
        shop = {"Authorization": f"Bearer {live.shop_token}", "Idempotency-Key": "k-1"}

        def send(method: str, path: str, content: str = "") -> tuple[int, str]:
            headers = shop | {"Content-Type": "application/json"}
            answer = httpx.request(method, live.base_url + path, content=content, headers=headers, timeout=30)
            return answer.status_code, str(answer.json().get("code", ""))

        code = live.enrolment_code("S1")
        enrolment = json.dumps(enrolment_body(code, "Back\0room", KEY))
        card = json.dumps({"number": "GC-123456", "location": "S\0", "cents": 100, "expires_at": 2**50})
        refused = (400, "nul_in_text")
        assert send("POST", "/v1/devices/enrol", enrolment) == refused
        assert send("POST", "/v1/gift-cards", card) == refused
        assert send("GET", "/v1/credits/GC-123456?takes_cents=1&x=%00") == refused
        assert send("GET", "/v1/credits/GC%00123456") == refused

        # A backslash and what looks like one are a text as any other.
        named = json.dumps(enrolment_body(code, "C:\\u0000", KEY))
        assert "\\\\u0000" in named
        assert send("POST", "/v1/devices/enrol", named)[0] in (200, 201)
        assert live.core.read(lambda s: s.scalars(select(Device.name)).all()) == ["C:\\u0000"]
