"""Export gives back what import took, but for the PINs."""

from __future__ import annotations

import io

import msgspec
import pytest

from core.orchestration import Core
from core.rules.errors import BadInput
from core.service.exporting import export
from core.service.importing import import_records
from core.service.records import KINDS
from tests.core.service.test_importing import EVERYTHING, load_all

WHOLE = [kind for kind in EVERYTHING if kind != "staff"]


@pytest.fixture(scope="module")
def loaded(shared_core: Core) -> Core:
    """A core with everything; an export leaves it as it was."""
    load_all(shared_core)
    return shared_core


@pytest.mark.parametrize("kind", WHOLE)
def test_what_was_imported_is_exported_alike(loaded: Core, kind: str) -> None:
    file = io.StringIO()
    count = export(loaded, kind, file, is_csv=False)
    decoder = msgspec.json.Decoder(KINDS[kind])
    found = decoder.decode_lines(file.getvalue())
    assert count == len(found)
    assert sorted(found, key=str) == sorted(EVERYTHING[kind], key=str)


def test_what_was_exported_can_be_imported(core: Core) -> None:
    load_all(core)
    file = io.StringIO()
    export(core, "positions", file, is_csv=False)
    records = msgspec.json.Decoder(KINDS["positions"]).decode_lines(file.getvalue())
    report = import_records(core, "positions", lambda: records)
    assert (report.written, report.left_out) == (2, 0)


def test_staff_are_exported_without_their_pin_or_verifier(loaded: Core) -> None:
    file = io.StringIO()
    export(loaded, "staff", file, is_csv=True)
    assert file.getvalue() == (
        "location,id,name,role,badge,is_revoked\nLYON,nadia,Nadia,associate,BADGE-1,false\n"
    )


def test_an_unknown_kind_is_told(core: Core) -> None:
    with pytest.raises(BadInput, match="unknown_kind"):
        export(core, "dreams", io.StringIO(), is_csv=False)
