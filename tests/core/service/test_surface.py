"""The whole surface against its own description: whatever is sent, the answer is one that it documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import NamedTuple

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from core.wire import SigningKey
from tests.core.service.shop_world import arrange_shop
from tests.support.core_databases import KINDS
from tests.support.live_core import LiveCore, running_core

IS_LONG = settings().max_examples > 1_000
EXAMPLES = 40 if IS_LONG else 1
"""Of each operation, sent by each caller to each database's core. To make one up takes ten times as long as
to send it: make simulate has forty. Of what has a body so many fit and so many do not; the others have nearly
nothing that could be wrong, and are sent what fits."""
MODES = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


class Caller(NamedTuple):
    """Who sends, and to which core."""

    base_url: str
    headers: dict[str, str]


@pytest.fixture(scope="module")
def cores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[LiveCore]]:
    """One on each kind of database."""
    with ExitStack() as kept:
        folders = {kind: tmp_path_factory.mktemp(kind) for kind in KINDS}
        yield [
            kept.enter_context(running_core(folder, arrange_shop, kind=kind))
            for kind, folder in folders.items()
        ]


@pytest.mark.simulate
@pytest.mark.timeout(1_800)
def test_no_answer_is_undocumented_and_none_is_a_bug(cores: list[LiveCore]) -> None:
    description = schemathesis.openapi.from_url(f"{cores[0].base_url}/schema/openapi.json")
    # The stream of pokes never ends by itself: it has tests of its own.
    asked = description.exclude(path="/v1/feed/pokes").get_all_operations()
    callers = [caller for core in cores for caller in _callers(core)]
    sent = Counter[GenerationMode]()
    with_body: dict[str, set[GenerationMode]] = {}
    with requests.Session() as session:
        for operation in (found.ok() for found in asked):
            modes = MODES if operation.body else MODES[:1]
            made = Counter(one for mode in modes for one in _send(operation, mode, callers, session))
            sent += made
            if operation.body:
                with_body[operation.label] = set(made)

    assert {label for label, made in with_body.items() if made != set(MODES)} == set()
    assert len(with_body) > 15
    assert sent[GenerationMode.POSITIVE] > 40
    assert sent[GenerationMode.NEGATIVE] >= len(with_body)


def _callers(core: LiveCore) -> list[Caller]:
    """An administrator and a workstation."""
    tokens = (core.admin_token, core.device_token("LYON", SigningKey(bytes(32))))
    return [Caller(core.base_url, {"Authorization": f"Bearer {token}"}) for token in tokens]


def _send(
    operation: schemathesis.schemas.APIOperation,
    mode: GenerationMode,
    callers: Sequence[Caller],
    session: requests.Session,
) -> list[GenerationMode]:
    """Each caller sends the same. Returns what each that was made up is."""
    made: list[GenerationMode] = []

    @given(case=operation.as_strategy(mode))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def send(case: schemathesis.Case) -> None:
        assert case.meta is not None
        made.append(case.meta.generation.mode)
        for base_url, headers in callers:
            case.call_and_validate(base_url, session=session, headers=dict(headers), checks=CHECKS)

    send()
    return made
