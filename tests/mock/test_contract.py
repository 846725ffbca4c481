"""The service keeps the contract of the description whatever is sent: schemathesis judges it.

Every check of schemathesis runs on every answer, but for those named here with their reasons.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from scripts.mock import create_app
from scripts.mock.description import Operation
from tests.mock.conversation import EFFECTIVE, RECORDINGS, SPEECH

load_all_checks()
CONTRACT = schemathesis.openapi.from_dict(dict(EFFECTIVE.root))
CONTRACT.app = create_app(dict(EFFECTIVE.root), RECORDINGS)
KEY = {"Authorization": "Bearer some-key"}
TOGETHER = ("ref_audio_links", "ref_audio_text")
RUN = settings(
    derandomize=True,
    max_examples=25,
    deadline=None,
    database=None,
    # Shrinking a whole request takes minutes; schemathesis tells the request that failed as a curl command.
    phases=[Phase.generate],
    report_multiple_bugs=False,
    # Whole requests are large and slow to make; how well they are made is not judged here.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
EXCLUDED = {
    "ignored_auth": "any key is taken, so a made-up one passes; that none at all is refused stands in test_refusals",
}
EXCLUDED_FOR_SPEECH = EXCLUDED | {
    "negative_data_rejection": "the family refuses at HTTP 200, with a non-zero code, which is asserted here instead",
}


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("operation", EFFECTIVE.operations, ids=lambda operation: operation.id)
def test_whatever_is_sent_the_answer_is_as_described(operation: Operation, mode: GenerationMode) -> None:
    speech = SPEECH in operation.families
    excluded = [CHECKS.get_one(name) for name in (EXCLUDED_FOR_SPEECH if speech else EXCLUDED)]

    @RUN
    @given(case=CONTRACT[operation.path][operation.method].as_strategy(generation_mode=mode))
    def holds(case: Case) -> None:
        if mode is GenerationMode.POSITIVE:
            case.body = of_equal_length(case.body)
        response = case.call_and_validate(headers=KEY, excluded_checks=excluded)
        if speech:
            refused = response.json()["code"] == 400
            assert refused == (mode is GenerationMode.NEGATIVE)

    holds()


def of_equal_length(body: Any) -> Any:
    """Cut the lists that belong together to one length: `x-same-order` is no JSON Schema, so it is unknown here."""
    if not isinstance(body, dict) or not all(name in body for name in TOGETHER):
        return body
    shortest = min(len(body[name]) for name in TOGETHER)
    return {name: value[:shortest] if name in TOGETHER else value for name, value in body.items()}
