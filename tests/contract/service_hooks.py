"""What schemathesis has to know of the service beyond OpenAPI; it loads this module itself.

Errors come in the body too, with HTTP 200: `x-envelopes` says where. Lists belong together: `x-same-order` says which.
"""

from __future__ import annotations

from typing import Any, Final

import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response
from schemathesis.core.failures import AcceptedNegativeData, Failure

from tests.client.support import DOCUMENT
from tests.contract.arguments import equally_long

BAD_REQUEST: Final = 400
"""The code with which a family that refuses in the body refuses a bad request."""
SCHEMAS: Final = DOCUMENT["components"]["schemas"].values()
SAME_ORDER: Final = [node["x-same-order"] for node in SCHEMAS if "x-same-order" in node]


def refused_with(case: Case[Any], response: Response) -> object:
    """The code of the envelope in which a request was refused, whatever the HTTP status is; None if it was not."""
    tags = case.operation.definition.raw["tags"]
    for envelope in DOCUMENT["components"]["x-envelopes"].values():
        value = response.json()
        for name in envelope["code"].split("/")[1:]:
            value = value.get(name) if isinstance(value, dict) else None
        concerned = envelope["operations"] == "all" or envelope["operations"] == tags
        if concerned and value is not None and value not in envelope.get("ok", ()):
            return value
    return None


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Make a request that is meant to be accepted acceptable where JSON Schema cannot say how."""
    if case.meta and case.meta.generation.mode.is_positive:
        for names in SAME_ORDER:
            case.body = equally_long(case.body, names)


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case[Any], response: Response) -> bool:
    """Keep a failure, unless it takes for accepted what was refused in the body."""
    return not isinstance(failure, AcceptedNegativeData) or refused_with(case, response) is None


@schemathesis.check
def accepted_in_the_body_too(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """The other half: HTTP 200 is no acceptance of a good request if the body calls it a bad one."""
    if case.meta and case.meta.generation.mode.is_positive and response.status_code == 200:
        binary = response.headers["content-type"][0].startswith("audio/")
        assert binary or refused_with(case, response) != BAD_REQUEST, "a request that fits was refused in the body"
