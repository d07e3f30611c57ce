"""The day in the store, through the real windows: the tour is the end-to-end test."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from itertools import product
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest
import zxingcpp

from core.rules.exceptions import FREE_NOWHERE
from desktop import actions
from desktop.labels import parse_parcel_code
from desktop.screens import Section
from desktop.tour.day import DAY
from desktop.tour.report import DayReport
from tests.e2e import left_out

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 1_200
"""For all days together, while other tests run beside them."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(TIMEOUT_S + 60)]


DAYS = [
    pytest.param((["fr"], ["light"]), id="one"),
    pytest.param((["fr", "en"], ["light", "dark"]), id="all", marks=pytest.mark.full),
]
"""The languages and the looks: one day, and with the full counts every one."""


@pytest.fixture(scope="module", params=DAYS)
def tour(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[DayReport]]:
    out = tmp_path_factory.mktemp("tour")
    languages, looks = request.param
    command = [sys.executable, "-m", "desktop", "tour", "--out", str(out)]
    options = [f"--language={language}" for language in languages] + [f"--look={look}" for look in looks]
    done = subprocess.run(
        [*command, *options], cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )
    assert (out / "report.json").exists(), done.stderr[-2000:]
    days = msgspec.json.decode((out / "report.json").read_bytes(), type=list[DayReport])
    assert [(day.language, day.look) for day in days] == list(product(languages, looks))
    steps = [(day.language, step) for day in days for step in day.steps]
    failed = [f"{language}: {step.name}: {step.error}" for language, step in steps if not step.holds]
    assert not failed, "\n".join([*failed, done.stderr[-2000:]])
    assert done.returncode == 0, done.stderr[-2000:]
    return out, days


def test_every_step_of_the_day_holds(tour) -> None:
    _out, days = tour
    assert all(len(day.steps) > len(DAY) for day in days)


def test_the_window_s_thread_left_sql_pin_http_and_files_to_the_others(tour) -> None:
    _out, days = tour
    assert [call for day in days for call in day.gui_calls] == []
    assert all(day.calls_elsewhere > 1_000 for day in days)


def test_each_step_has_its_picture_and_the_day_is_held_against_the_core(tour) -> None:
    out, days = tour
    for day in days:
        assert all((out / step.picture).stat().st_size > 10_000 for step in day.steps)
        compared = {check.what for step in day.steps for check in step.checks}
        assert {"the order's status", "picked at the core", "can be promised here"} <= compared


def test_the_label_of_the_day_decodes_to_its_parcel(tour) -> None:
    out, days = tour
    pdf = next(out / name for step in days[0].steps for name in step.labels if name.endswith(".pdf"))
    page = pdfium.PdfDocument(pdf.read_bytes())[0].render(scale=3).to_pil()
    texts = [found.text for found in zxingcpp.read_barcodes(page)]
    parcel = parse_parcel_code(next(text for text in texts if text.startswith("CL2:")))
    assert any(parcel.sscc in text for text in texts if not text.startswith("CL2:"))


def test_the_report_shows_every_picture(tour) -> None:
    out, days = tour
    page = (out / "index.html").read_text(encoding="utf-8")
    assert all(step.picture in page for day in days for step in day.steps)


def test_the_log_of_the_day_names_nobody(tour) -> None:
    out, days = tour
    people = tomllib.loads((ROOT / "resources" / "demo" / "people.toml").read_text(encoding="utf-8"))
    names = [value for key, value in people.items() if "note" not in key]
    known = {word.lower() for word in re.findall(r"[^\W\d_]{4,}", str(names))}
    assert len(known) > 50
    for day in days:
        log = (out / f"{day.language}-{day.look}" / "log" / "coulisse.log").read_text(encoding="utf-8")
        assert "program.started" in log
        assert sorted(known & set(re.findall(r"[^\W\d_]{4,}", log.lower()))) == []


def test_no_screen_action_or_part_is_left_out_of_the_pictures(tour) -> None:
    _out, days = tour
    for day in days:
        shown = [step.shown for step in day.steps]
        pages = {one.page for one in shown}
        assert sorted({section.value for section in Section} - pages) == []
        declared = {one.name for one in vars(actions).values() if isinstance(one, actions.Declared)}
        done = frozenset().union(*(one.actions for one in shown))
        assert sorted(declared - done) == sorted(left_out.ACTIONS)
        parts = frozenset().union(*(one.parts for one in shown))
        missing = {name for name in day.parts if name not in parts and not _is_left_out(name)}
        assert sorted(missing) == []


def test_what_can_go_wrong_in_the_day_is_seen_among_the_exceptions(tour) -> None:
    _out, days = tour
    # Of each kind that there is, the detail is looked at in `tests/desktop/screens/test_alerts_screen.py`.
    for day in days:
        cases = frozenset().union(*(step.shown.cases for step in day.steps))
        assert cases >= {FREE_NOWHERE, "handed_over_after_cancellation", "prepared_after_cancellation"}
        assert cases >= {"carton_missing", "units_missing", "units_damaged", "units_extra"}


def _is_left_out(name: str) -> bool:
    is_repeated = name.endswith(left_out.REPEATED) or re.search(r"_(\d+|erase|pad_.*|signer_.*)$", name)
    is_qt = name.startswith("qt_")
    ends = name.endswith(left_out.UNTOLD)
    return bool(is_repeated or is_qt or ends or any(_is_of(name, begin) for begin in left_out.PARTS))


def _is_of(name: str, begin: str) -> bool:
    return name == begin or name.startswith(f"{begin}_")
