"""Import: every kind, twice with no difference, wrong lines left out, replicas told to start again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select
from stdnum import ean

from core.commands import grants_of
from core.commands.labelling import write_template
from core.feed.log import version_of
from core.feed.span import last_values, read_span
from core.feed.streams import NETWORK, store_stream
from core.model import (
    Article,
    ArticlePlace,
    ArticlePrice,
    Bin,
    Change,
    Location,
    Piece,
    Position,
    Staff,
    StaffPermission,
)
from core.orchestration import Core
from core.orchestration.orders import place
from core.rules.errors import BadInput
from core.rules.permissions import Permission
from core.service.demo_fill import CHEAPEST_HASHER
from core.service.import_people import pin_verifier
from core.service.importing import ImportReport, import_file, import_records
from core.service.record_files import write
from core.service.record_types import Record
from core.service.records import (
    ArrivalRecord,
    ArticleRecord,
    BinRecord,
    CarrierRecord,
    LocationRecord,
    PermissionRecord,
    PieceRecord,
    PlaceRecord,
    PositionRecord,
    PriceRecord,
    QuotaRecord,
    RuleRecord,
    StaffRecord,
)
from tests.core.orchestration.order_world import draft

LYON = LocationRecord("LYON", "Lyon Part-Dieu", "store", 45.76, 4.86, opening="mo-sa 10:00-19:30")
PARIS = LocationRecord("PARIS", "Paris Rivoli", "store", 48.86, 2.35)
SCARF = ArticleRecord("SCARF", "3012345678902", "S", "Écharpe")
WATCH = ArticleRecord("WATCH", "3012345678919", "W", "Montre", is_serialised=True)
NADIA = StaffRecord("LYON", "nadia", "Nadia", "associate", "BADGE-1", "482615")


def gtin_of(number: int) -> str:
    """A number with its check digit, as a GTIN."""
    payload = f"{number:012d}"
    return payload + str(ean.calc_check_digit(payload))


LABEL = 'name = "bin"\n[[elements]]\n'


def load(core: Core, kind: str, *records: Record) -> ImportReport:
    return import_records(core, kind, lambda: records)


def load_all(core: Core) -> None:
    for kind, records in EVERYTHING.items():
        report = load(core, kind, *records)
        assert (report.written, report.left_out) == (len(records), 0), report


EVERYTHING: dict[str, Sequence[Record]] = {
    "locations": [LYON, PARIS],
    "articles": [SCARF, WATCH],
    "prices": [PriceRecord("SCARF", 1_000, 4990), PriceRecord("SCARF", 2_000, 3990, kind="markdown")],
    "bins": [BinRecord("LYON", "B-01", 12), BinRecord("LYON", "B-02", 0)],
    "carriers": [CarrierRecord("LYON", "COLIVIA", "DOM", "Colivia", "Domicile", "07:05", 20_000, 1)],
    "staff": [NADIA],
    "permissions": [PermissionRecord("nadia", Permission.REOPEN_FULFILMENT, "granted")],
    "positions": [
        PositionRecord("SCARF", "LYON", 7, display=1, safety=2),
        PositionRecord("WATCH", "LYON", 1),
    ],
    "pieces": [PieceRecord("WATCH", "W-001", "LYON")],
    "places": [PlaceRecord("LYON", "SCARF", "A", "3", "2")],
    "availability_rules": [RuleRecord("web", "LYON", "SCARF", 2), RuleRecord("store", pool=1)],
    "arrivals": [ArrivalRecord("ASN-1", "SCARF", "LYON", 6, 1_800_000_000_000)],
    "quotas": [QuotaRecord("SCARF", "backorder", 5)],
}


def rows(core: Core) -> dict[str, list[dict[str, Any]]]:
    kinds = (Location, Article, ArticlePrice, Bin, Staff, StaffPermission, Position, Piece, ArticlePlace)
    return {
        kind.__tablename__: core.read(
            lambda s, kind=kind: sorted(
                (dict(row) for row in s.execute(select(kind.__table__)).mappings()), key=str
            )
        )
        for kind in kinds
    }


def test_each_kind_becomes_its_rows(core: Core) -> None:
    load_all(core)
    found = rows(core)
    assert [row["code"] for row in found["location"]] == ["LYON", "PARIS"]
    position = next(row for row in found["position"] if row["sellable"] == 7)
    assert (position["display"], position["safety"], position["allocated"]) == (1, 2, 0)
    assert found["article_place"] == [
        {"location_id": 1, "article_id": 1, "zone": "A", "aisle": "3", "shelf": "2"}
    ]
    assert [row["serial"] for row in found["piece"]] == ["W-001"]
    assert [row["price_cents"] for row in found["article_price"]] == [4990, 3990]


def test_a_text_that_no_database_keeps_costs_its_own_line_alone(core: Core, tmp_path: Path) -> None:
    load_all(core)
    path = tmp_path / "articles.jsonl"
    names = ("Écharpe\0", "Écharpe en soie")
    lines = [{"sku": "SCARF", "gtin": "3012345678902", "style": "S", "name": name} for name in names]
    path.write_text("\n".join(map(json.dumps, lines)))
    report = import_file(core, "articles", path)
    assert [(error.line, error.code) for error in report.errors] == [(1, "bad_record")]
    assert rows(core)["article"][0]["name"] == "Écharpe en soie"


def test_importing_everything_again_changes_no_row(core: Core) -> None:
    load_all(core)
    before = rows(core)
    changes = core.read(lambda s: s.scalar(select(func.count()).select_from(Change)))
    load_all(core)
    assert rows(core) == before
    assert core.read(lambda s: s.scalar(select(func.count()).select_from(Change))) == changes


def test_a_record_that_changed_changes_its_row(core: Core) -> None:
    load_all(core)
    load(
        core,
        "articles",
        ArticleRecord("SCARF", "3012345678902", "S", "Écharpe en laine", content=3, content_unit="piece"),
    )
    load(core, "places", PlaceRecord("LYON", "SCARF", "B", "1", "1"))
    load(core, "staff", StaffRecord("PARIS", "nadia", "Nadia", "manager", "BADGE-1", "482615"))
    found = rows(core)
    assert found["article"][0]["name"] == "Écharpe en laine"
    assert (found["article"][0]["content"], found["article"][0]["content_unit"]) == (3, "piece")
    assert found["article_place"][0]["zone"] == "B"
    assert (found["staff"][0]["location_id"], found["staff"][0]["role"]) == (2, "manager")


def test_a_position_keeps_its_claims(core: Core) -> None:
    load_all(core)
    core.transact(lambda unit: place(unit, draft(("SCARF", 2))))
    load(core, "positions", PositionRecord("SCARF", "LYON", 9))
    position = next(row for row in rows(core)["position"] if row["article_id"] == 1)
    assert (position["sellable"], position["allocated"]) == (9, 2)


def test_only_the_verifier_of_a_pin_is_kept(core: Core) -> None:
    load_all(core)
    (person,) = rows(core)["staff"]
    assert "482615" not in str(person)
    assert person["pin_verifier"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PasswordHasher().verify(person["pin_verifier"], "482615")
    assert person["verifier_expires_at"] > core.clock.now()


def test_a_verifier_that_was_cheap_is_made_anew() -> None:
    cheap = CHEAPEST_HASHER.hash("482615")
    assert pin_verifier("482615", cheap) != cheap
    assert pin_verifier("482615", cheap, CHEAPEST_HASHER) == cheap


def test_a_new_pin_makes_a_new_verifier(core: Core) -> None:
    load_all(core)
    (before,) = rows(core)["staff"]
    load(core, "staff", StaffRecord("LYON", "nadia", "Nadia", "associate", "BADGE-1", "999111"))
    (after,) = rows(core)["staff"]
    assert after["pin_verifier"] != before["pin_verifier"]


def test_without_a_pin_who_is_known_keeps_theirs_and_nobody_new_comes(core: Core) -> None:
    load_all(core)
    [before] = rows(core)["staff"]
    known = StaffRecord("LYON", "nadia", "Nadia", "manager", "BADGE-1", is_revoked=True)
    report = load(core, "staff", known, StaffRecord("LYON", "new", "New", "associate", ""))
    assert [(error.line, error.code) for error in report.errors] == [(2, "no_pin")]
    assert rows(core)["staff"] == [before | {"role": "manager", "is_revoked": True}]

    load(core, "staff", NADIA)
    assert rows(core)["staff"] == [before | {"is_revoked": True}]


def test_the_network_starts_again_from_a_snapshot_and_stores_go_on(core: Core) -> None:
    load_all(core)
    version, floor = core.read(lambda s: version_of(s, NETWORK))
    assert version == floor > 0
    store_version, store_floor = core.read(lambda s: version_of(s, store_stream(1)))
    assert store_version > store_floor == 0
    logged = core.read(
        lambda s: s.scalars(
            select(Change.table_name).where(Change.stream == store_stream(1)).distinct()
        ).all()
    )
    assert sorted(logged) == ["article_place", "bin", "carrier_service", "staff", "staff_permission"]


def test_a_store_that_is_imported_later_gets_the_chain_s_label_templates(core: Core) -> None:
    load(core, "locations", LYON)
    core.transact(lambda unit: write_template(unit.session, "bin", LABEL, unit.at))
    load(core, "locations", LYON, PARIS)
    load(core, "locations", LYON, PARIS)
    places = core.read(lambda s: s.scalars(select(Location.id).order_by(Location.code)).all())
    assert len(places) == 2
    for location_id in places:
        span = core.read(lambda s, at=location_id: read_span(s, store_stream(at), 0, 9, 99))
        assert [(table.name, table.row_count) for table in last_values(span.rows)] == [("label_template", 1)]
    assert core.read(lambda s: version_of(s, store_stream(places[0])))[0] == 1, "who has it is not told again"


@pytest.fixture(scope="module")
def loaded(shared_core: Core) -> Core:
    """A core with everything, which what is left out does not change."""
    load_all(shared_core)
    return shared_core


@pytest.mark.parametrize(
    ("kind", "record", "code"),
    [
        ("prices", PriceRecord("SCRAF", 1, 1), "unknown_article"),
        ("positions", PositionRecord("SCARF", "LUTECE", 1), "unknown_location"),
        ("pieces", PieceRecord("SCRAF", "1", "LYON"), "unknown_article"),
        ("places", PlaceRecord("LUTECE", "SCARF", "", "", ""), "unknown_location"),
        ("bins", BinRecord("LUTECE", "B-01"), "unknown_location"),
        ("staff", StaffRecord("LUTECE", "x", "X", "associate", "", "123456"), "unknown_location"),
        ("locations", LocationRecord("X", "X", "store", 0, 0, opening="always"), "bad_opening_hours"),
        ("locations", LocationRecord("X", "X", "store", 0, 0, timezone="Lutece"), "unknown_timezone"),
    ],
)
def test_what_refers_to_nothing_is_left_out_and_told(
    loaded: Core, kind: str, record: Record, code: str
) -> None:
    before = rows(loaded)
    good = EVERYTHING[kind][0]
    report = load(loaded, kind, good, record, good)
    assert (report.left_out, [(error.line, error.code) for error in report.errors]) == (1, [(2, code)])
    assert rows(loaded) == before


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_a_file_is_imported_with_its_wrong_lines_left_out(core: Core, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"locations{suffix}"
    write(path, LocationRecord, [LYON, PARIS])
    with path.open("a") as file:
        file.write("neither json nor csv\n")
    report = import_file(core, "locations", path)
    assert (report.written, report.left_out, report.errors[0].line) == (2, 1, 3 + (suffix == ".csv"))


def test_more_rows_than_a_statement_takes_are_imported(core: Core) -> None:
    articles = [ArticleRecord(f"SKU-{n}", gtin_of(n), "S", "Article") for n in range(6_000)]
    load(core, "locations", LYON)
    assert load(core, "articles", *articles).written == 6_000
    places = [PlaceRecord("LYON", article.sku, "A", "1", "1") for article in articles]
    assert load(core, "places", *places).written == 6_000
    assert core.read(lambda s: s.scalar(select(func.count()).select_from(ArticlePlace))) == 6_000


def test_of_two_lines_about_the_same_thing_the_last_counts(core: Core) -> None:
    load_all(core)
    load(core, "positions", PositionRecord("SCARF", "LYON", 1), PositionRecord("SCARF", "LYON", 5))
    position = next(row for row in rows(core)["position"] if row["article_id"] == 1)
    assert position["sellable"] == 5


@pytest.mark.parametrize("kind", ["orders", "dreams"])
def test_an_unknown_kind_is_told(core: Core, kind: str) -> None:
    with pytest.raises(BadInput, match="unknown_kind"):
        load(core, kind)


def test_progress_is_told(core: Core) -> None:
    told: list[tuple[int, int]] = []
    import_records(core, "locations", lambda: [LYON, PARIS], lambda *done: told.append(done))
    assert told == [(2, 0)]


def test_permissions_are_granted_withdrawn_and_left_to_the_role_again(core: Core) -> None:
    load_all(core)
    told = [
        PermissionRecord("nadia", Permission.HAND_OVER, "withdrawn"),
        PermissionRecord("nadia", Permission.REOPEN_FULFILMENT, "role"),
        PermissionRecord("nobody", Permission.PREPARE, "granted"),
        PermissionRecord("nadia", Permission.RUN_TIMERS, "granted"),
    ]
    report = load(core, "permissions", *told)
    assert (report.written, [(error.line, error.code) for error in report.errors]) == (
        2,
        [(3, "unknown_staff"), (4, "not_grantable")],
    )
    assert core.read(lambda s: grants_of(s, "nadia")) == {Permission.HAND_OVER: False}


def test_a_bin_that_is_measured_later_is_the_same_bin(core: Core) -> None:
    load_all(core)
    assert load(core, "bins", BinRecord("LYON", "B-01", 12), BinRecord("LYON", "B-02", 40)).changed == 1
    assert core.read(lambda session: sorted(session.scalars(select(Bin.room)))) == [12, 40]
    assert load(core, "bins", BinRecord("LYON", "B-02"), BinRecord("LYON", "B-03")).changed == 1
    assert core.read(lambda session: sorted(session.scalars(select(Bin.room)))) == [0, 12, 40]
    assert load(core, "bins", BinRecord("LYON", "B-02", 0)).changed == 1
