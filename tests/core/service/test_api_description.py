"""The API answers as its description says, whatever is sent: no input brings it down."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from tests.core.service.shop_world import arrange_shop
from tests.support.live_core import LiveCore, running_core

CHECKS = [not_a_server_error, response_schema_conformance]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    with running_core(tmp_path_factory.mktemp("core"), arrange_shop) as running:
        yield running


def test_whatever_is_sent_is_answered_as_described(live: LiveCore) -> None:
    description = schemathesis.openapi.from_url(f"{live.base_url}/schema/openapi.json")
    headers = {"Authorization": f"Bearer {live.admin_token}"}
    # Pokes never end, and commands are msgpack: they have tests of their own.
    for found in description.exclude(path_regex="/(feed|commands)").get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
        def send(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        send()
