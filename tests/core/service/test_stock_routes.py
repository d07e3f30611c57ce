"""Stock, availability and the catalogue over HTTP."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import zstandard

from core.model import ArticlePrice
from core.orchestration import UnitOfWork
from core.rules.errors import BadInput
from core.service.movement_lines import MAX_MOVEMENTS, CsvReader, NoMovement
from core.service.movement_stream import MAX_LINE_BYTES, UNREADABLE, LineCutter
from core.service.problem_sentences import detail
from tests.core.service.shop_world import Shop, arrange_shop, problem_of
from tests.support.live_core import LiveCore, running_core


def arrange(unit: UnitOfWork) -> None:
    arrange_shop(unit)
    for days_ago, price_cents in ((30, 4990), (1, 3990), (-5, 2990)):
        begins = unit.at - days_ago * 86_400_000
        unit.session.add(ArticlePrice(article_id=1, valid_from=begins, price_cents=price_cents))


@pytest.fixture
def live(database_kind: str, tmp_path: Path) -> Iterator[LiveCore]:
    with running_core(tmp_path, arrange, kind=database_kind) as running:
        yield running


@pytest.fixture
def shop(live: LiveCore) -> Iterator[Shop]:
    yield from _shop_of(live)


@pytest.fixture(scope="module")
def shared_live(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    """For whoever reads, or is refused: it stays as it is."""
    with running_core(tmp_path_factory.mktemp("shared"), arrange, kind=database_kind) as running:
        yield running


@pytest.fixture(scope="module")
def reader(shared_live: LiveCore) -> Iterator[Shop]:
    """A shop that leaves its core as it is."""
    yield from _shop_of(shared_live)


def _shop_of(live: LiveCore) -> Iterator[Shop]:
    headers = {"Authorization": f"Bearer {live.shop_token}"}
    with httpx.Client(base_url=live.base_url, headers=headers, timeout=30) as http:
        yield Shop(http)


def sold(live: LiveCore, movement_id: str = "m1", **changes: Any) -> dict[str, Any]:
    fields = {
        "id": movement_id,
        "at": live.core.clock.now(),
        "kind": "sold",
        "sku": "SCARF",
        "location": "LYON",
        "quantity": 1,
    }
    return fields | changes


def test_availability_tells_its_terms(live: LiveCore, shop: Shop) -> None:
    shop.order()
    answer = shop.get("/availability", sku=["SCARF", "COAT"])
    scarf, coat = answer["articles"]
    assert (scarf["sku"], scarf["quantity"], coat["quantity"]) == ("SCARF", 11, 1)
    assert scarf["locations"][0] | {"heard_at": 0} == {
        "location": "LYON",
        "name": "Lyon Part-Dieu",
        "quantity": 1,
        "terms": [["sellable", 3], ["allocated", -2]],
        "counted_at": 0,
        "heard_at": 0,
    }
    assert answer["network_version"] > 0


def test_availability_of_one_location(reader: Shop) -> None:
    answer = reader.get("/availability", sku="COAT", location="PARIS", channel="store")
    assert [one["location"] for one in answer["articles"][0]["locations"]] == ["PARIS"]
    assert answer["articles"][0]["quantity"] == 0


def test_availability_of_nothing_that_there_is(reader: Shop) -> None:
    assert problem_of(reader.http.get("/v1/availability")) == (400, "bad_request")
    assert problem_of(reader.http.get("/v1/availability", params={"sku": "SCRAF"})) == (
        400,
        "unknown_article",
    )


def test_movements_come_as_an_array_and_are_answered_line_by_line(live: LiveCore, shop: Shop) -> None:
    one = sold(live)
    batch = [one, sold(live, "m2", sku="SCRAF"), {"id": "m3"}, one]
    answer = shop.http.post("/v1/stock/movements", json=batch)
    assert answer.status_code == 200
    told = answer.json()
    assert [bool(line.pop("sentence")) for line in told["lines"]] == [False, True, True, False]
    assert told == {
        "accepted": 1,
        "duplicate": 1,
        "refused": 2,
        "lines": [
            {"line": 1, "id": "m1", "status": "accepted", "code": ""},
            {"line": 2, "id": "m2", "status": "refused", "code": "unknown_article"},
            {"line": 3, "id": "", "status": "refused", "code": "bad_record"},
            {"line": 4, "id": "m1", "status": "duplicate", "code": ""},
        ],
    }


def test_movements_come_as_json_lines_too(live: LiveCore, shop: Shop) -> None:
    lines = [json.dumps(sold(live, "m1")), "{not json", "", json.dumps(sold(live, "m2"))]
    answer = shop.http.post(
        "/v1/stock/movements",
        content="\n".join(lines).encode(),
        headers={"Content-Type": "application/x-ndjson"},
    )
    assert [(one["status"], one["code"]) for one in answer.json()["lines"]] == [
        ("accepted", ""),
        ("refused", "bad_json"),
        ("accepted", ""),
    ]
    (position,) = shop.get("/stock/positions", sku="SCARF", location="LYON")["positions"]
    assert position["quantities"]["sellable"] == 1
    assert position["heard_at"] > 0


COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": gzip.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


@pytest.mark.by_turns
@pytest.mark.parametrize("encoding", COMPRESSIONS)
def test_lines_stream_in_without_end(live: LiveCore, shop: Shop, encoding: str) -> None:
    lines = [json.dumps(sold(live, f"m{n}")) for n in range(MAX_MOVEMENTS)]
    lines += [json.dumps(sold(live, "wrong", sku="SCRAF")), "x" * 50_000, json.dumps(sold(live, "last"))]
    body = COMPRESSIONS[encoding]("\n".join(lines).encode())
    chunks = (body[start : start + 7_001] for start in range(0, len(body), 7_001))
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": encoding, "Accept-Language": "fr"}
    answer = shop.http.post("/v1/stock/movements", content=chunks, headers=headers).json()
    assert (answer["accepted"], answer["duplicate"], answer["refused"]) == (MAX_MOVEMENTS + 1, 0, 2)
    told = [(one["line"] - MAX_MOVEMENTS, one["code"]) for one in answer["lines"]]
    assert told == [(1, "unknown_article"), (2, "bad_json")]
    assert answer["lines"][0]["sentence"] == detail("unknown_article", 400, "fr")
    (position,) = shop.get("/stock/positions", sku="SCARF", location="LYON")["positions"]
    assert position["quantities"]["sellable"] == 3 - (MAX_MOVEMENTS + 1)


def test_movements_come_as_csv(live: LiveCore, shop: Shop) -> None:
    at = live.core.clock.now()
    body = f"id,at,kind,sku,location,quantity\nm1,{at},sold,SCARF,LYON,1\nm2,{at},sold,SCARF,LYON,many\n"
    answer = shop.http.post("/v1/stock/movements", content=body, headers={"Content-Type": "text/csv"})
    assert [(one["id"], one["code"]) for one in answer.json()["lines"]] == [("m1", ""), ("", "bad_record")]
    wrong = shop.http.post("/v1/stock/movements", content="dream\n1\n", headers={"Content-Type": "text/csv"})
    assert problem_of(wrong) == (400, "bad_heading")


@pytest.mark.by_turns
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "“quantity” has to be a whole number"), ("fr", "« quantity » doit être un nombre entier")],
)
def test_a_line_that_is_refused_names_its_field(
    live: LiveCore, shop: Shop, language: str, sentence: str
) -> None:
    wrong = sold(live) | {"quantity": "many"}
    headers = {"Accept-Language": language}
    told = shop.http.post("/v1/stock/movements", json=[wrong], headers=headers).json()["lines"]
    assert [line["sentence"].startswith(sentence) for line in told] == [True]
    columns = ";".join(wrong)
    body = f"{columns}\n{';'.join(map(str, wrong.values()))}\n"
    headers |= {"Content-Type": "text/csv"}
    told = shop.http.post("/v1/stock/movements", content=body.encode(), headers=headers).json()["lines"]
    assert [line["sentence"].startswith(sentence) for line in told] == [True]


@pytest.mark.by_turns
@pytest.mark.parametrize("content_type", ["application/json", "application/x-ndjson", "text/csv"])
def test_a_byte_order_mark_does_no_harm(live: LiveCore, shop: Shop, content_type: str) -> None:
    one = sold(live)
    body = {
        "application/json": json.dumps([one]),
        "application/x-ndjson": json.dumps(one),
        "text/csv": f"{','.join(one)}\n{','.join(map(str, one.values()))}",
    }[content_type]
    chunks = iter([b"\xef", b"\xbb\xbf", body.encode()])
    answer = shop.http.post("/v1/stock/movements", content=chunks, headers={"Content-Type": content_type})
    assert [line["status"] for line in answer.json()["lines"]] == ["accepted"]


@pytest.mark.by_turns
@pytest.mark.parametrize(("encoding", "code"), [("gzip", "bad_encoding"), ("br", "unknown_encoding")])
def test_what_cannot_be_unpacked_is_told(reader: Shop, encoding: str, code: str) -> None:
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": encoding}
    answer = reader.http.post("/v1/stock/movements", content=b"not packed", headers=headers)
    assert problem_of(answer) == (400, code)


@pytest.mark.by_turns
@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_what_is_packed_in_several_pieces_comes_whole_or_is_told(
    live: LiveCore, shop: Shop, encoding: str
) -> None:
    pack = COMPRESSIONS[encoding]
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": encoding}
    body = b"".join(pack(json.dumps(sold(live, name)).encode() + b"\n") for name in ("m1", "m2"))
    whole = shop.http.post("/v1/stock/movements", content=body, headers=headers)
    assert [one["id"] for one in whole.json()["lines"]] == ["m1", "m2"]
    cut = shop.http.post("/v1/stock/movements", content=body[:-5], headers=headers)
    assert problem_of(cut) == (400, "bad_encoding")


HEADING = b"id,at,kind,sku,location,quantity"


def test_one_line_of_csv_that_is_none_is_refused_alone() -> None:
    reader = CsvReader(HEADING + b"\r")
    assert [one.code for one in reader([b"a\rb", b"x" * 200_000]) if isinstance(one, NoMovement)] == [
        "bad_record",
        "bad_record",
    ]
    with pytest.raises(BadInput, match="bad_heading"):
        CsvReader(b"id\rsku")


def test_of_a_line_of_csv_nothing_is_lost_in_silence() -> None:
    reader = CsvReader(HEADING.replace(b",", b";") + b"\r")
    lines = [b"a;;;;;;vol\xc3\xa9", b'a;"perdu', b"\xe9;perdu", b"\xe8;perdu"]
    assert [one.code for one in reader(lines) if isinstance(one, NoMovement)] == [
        "bad_record",
        "bad_record",
        "bad_encoding",
        "bad_encoding",
    ]


def test_a_line_that_is_too_long_is_not_kept_even_if_it_comes_whole() -> None:
    assert LineCutter().cut(b"a\n" + b"x" * (MAX_LINE_BYTES + 1) + b"\nb\n") == [b"a", UNREADABLE, b"b"]


@pytest.mark.parametrize("content_type", ["application/json", "application/x-ndjson", "text/csv"])
@pytest.mark.parametrize("body", [b"", b"\xef\xbb\xbf", b"\r\n"])
def test_a_body_with_nothing_in_it_is_told_so(reader: Shop, content_type: str, body: bytes) -> None:
    answer = reader.http.post("/v1/stock/movements", content=body, headers={"Content-Type": content_type})
    assert problem_of(answer) == (400, "nothing_sent")


@pytest.mark.parametrize("body", [b"[1, 2", b"[" * 50_000, b"\xff"])
def test_a_body_that_is_no_batch_is_told_so(reader: Shop, body: bytes) -> None:
    answer = reader.http.post("/v1/stock/movements", content=body)
    if answer.status_code == 200:
        assert {one["code"] for one in answer.json()["lines"]} == {"bad_json"}
    else:
        assert problem_of(answer) == (400, "bad_json")


def test_a_batch_that_is_too_large_is_not_taken(reader: Shop) -> None:
    batch = [{"id": str(n)} for n in range(MAX_MOVEMENTS + 1)]
    assert problem_of(reader.http.post("/v1/stock/movements", json=batch)) == (400, "too_many_movements")


def test_the_ledger_of_an_article_comes_page_by_page(live: LiveCore, shop: Shop) -> None:
    for n in range(3):
        shop.http.post("/v1/stock/movements", json=[sold(live, f"m{n}")])
    first = shop.get("/stock/movements", sku="SCARF", location="LYON", limit=2)
    second = shop.get("/stock/movements", sku="SCARF", location="LYON", limit=2, after=first["next"])
    told = first["movements"] + second["movements"]
    assert [one["kind"] for one in told] == ["received", "sold", "sold", "sold"]
    assert [one["id"] for one in told[1:]] == ["m0", "m1", "m2"]
    assert told[1]["actor"] == "Web shop"
    assert second["next"] is None


def test_positions_come_page_by_page(reader: Shop) -> None:
    first = reader.get("/stock/positions", limit=2)
    second = reader.get("/stock/positions", limit=2, after=first["next"])
    places = [(one["sku"], one["location"]) for one in first["positions"] + second["positions"]]
    assert places == [("SCARF", "LYON"), ("SCARF", "PARIS"), ("COAT", "LYON")]
    assert problem_of(reader.http.get("/v1/stock/positions", params={"after": "x"})) == (400, "bad_cursor")


def test_locations_are_listed_and_found_by_code(reader: Shop) -> None:
    assert [one["code"] for one in reader.get("/locations")["locations"]] == ["LYON", "PARIS"]
    (lyon,) = reader.get("/locations", code="LYON")["locations"]
    assert (lyon["name"], lyon["postcode"], lyon["is_open"]) == ("Lyon Part-Dieu", "69003", True)
    first = reader.get("/locations", limit=1)
    assert [one["code"] for one in reader.get("/locations", after=first["next"])["locations"]] == ["PARIS"]


def test_an_article_has_the_newest_price_that_has_begun(reader: Shop) -> None:
    (scarf,) = reader.get("/articles", sku="SCARF")["articles"]
    assert (scarf["price_cents"], scarf["currency"]) == (3990, "EUR")
    (coat,) = reader.get("/articles", sku="COAT")["articles"]
    assert coat["price_cents"] is None


def test_an_article_is_found_by_its_gtin_with_or_without_leading_zeros(reader: Shop) -> None:
    for gtin in ("03012345678900", "3012345678900"):
        assert len(reader.get("/articles", gtin=gtin)["articles"]) == 2


def test_articles_come_page_by_page(reader: Shop) -> None:
    first = reader.get("/articles", limit=1)
    second = reader.get("/articles", limit=1, after=first["next"])
    assert [one["sku"] for one in first["articles"] + second["articles"]] == ["SCARF", "COAT"]
    assert second["next"] is None


def test_more_than_a_page_is_not_given(reader: Shop) -> None:
    assert problem_of(reader.http.get("/v1/articles", params={"limit": 100_000})) == (400, "bad_request")


def test_the_description_of_the_api_knows_the_batch(shared_live: LiveCore) -> None:
    paths = httpx.get(f"{shared_live.base_url}/schema/openapi.json", timeout=60).json()["paths"]
    body = paths["/v1/stock/movements"]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", "application/x-ndjson", "text/csv"}
    assert "id" in body["application/json"]["schema"]["items"]["required"]
    assert "$ref" in str(paths["/v1/orders"]["post"]["requestBody"])


def test_another_system_s_positions_enter_the_ledger_as_differences_once(live: LiveCore, shop: Shop) -> None:
    said = {"system": "wms", "positions": [{"sku": "SCARF", "location": "LYON", "sellable": -2}]}
    first, again = (shop.http.post("/v1/stock/positions", json=said).json() for _ in range(2))
    assert [(one["sku"], one["told"]) for one in first["drifts"]] == [("SCARF", -2)]
    assert (first["is_settled"], again["drifts"]) == (True, [])
    # What was settled stays to be seen, page by page, and at the store by the name of who told it.
    wms = {"system": "wms", "positions": [{"sku": "COAT", "location": "PARIS", "sellable": 4}]}
    shop.http.post("/v1/stock/positions", json=wms).raise_for_status()
    page = shop.get("/stock/drift", limit=1)
    (newest,) = page["drifts"]
    assert (newest["sku"], newest["drift"], newest["system"]) == ("COAT", 4, "wms")
    rest = shop.get("/stock/drift", after=page["next"])
    assert [(one["sku"], one["drift"]) for one in rest["drifts"]] == [("SCARF", -5)]
    assert (rest["next"], shop.get("/stock/drift", location="VIENNE")["drifts"]) == (None, [])
    # What a till has below zero shows, and is promised to nobody.
    (answer,) = shop.get("/availability", sku="SCARF", location="LYON")["articles"]
    assert (answer["quantity"], answer["locations"][0]["terms"][0]) == (0, ["sellable", -2])
    unknown = {"system": "wms", "positions": [{"sku": "GONE", "location": "LYON", "sellable": 1}]}
    assert problem_of(shop.http.post("/v1/stock/positions", json=unknown)) == (400, "unknown_article")
