import warnings
from pathlib import Path
import tempfile
import schemathesis, pytest
from hypothesis import settings, HealthCheck
from tests.support.live_core import running_core
from tests.core.service.shop_world import arrange_shop
cm=running_core(Path(tempfile.mkdtemp()), arrange_shop, kind=__import__("os").environ.get("KIND","sqlite"))
live=cm.__enter__()
import atexit; atexit.register(cm.__exit__,None,None,None)
schema=schemathesis.openapi.from_url(live.base_url+"/schema/openapi.json")
@schema.exclude(path_regex="feed|commands").parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_api(case):
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import response_schema_conformance
    case.call_and_validate(headers={"Authorization":f"Bearer {live.admin_token}"}, checks=[not_a_server_error, response_schema_conformance])
