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

from desktop.labels import parse_parcel_code
from desktop.tour.day import DAY
from desktop.tour.report import DayReport

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
