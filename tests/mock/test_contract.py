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
# Keys stand in test_refusals; here every request has one, and what is varied is all the rest.
CONTRACT = schemathesis.openapi.from_dict({name: value for name, value in EFFECTIVE.root.items() if name != "security"})
CONTRACT.app = create_app(dict(EFFECTIVE.root), RECORDINGS)
# A query parameter that nobody described is no mistake: it is passed over, here as elsewhere.
CONTRACT.config.generation.update(allow_extra_parameters=False)
KEY = {"Authorization": "Bearer some-key"}
TOGETHER = ("ref_audio_links", "ref_audio_text")
RUN = settings(
    derandomize=True,
    max_examples=15,
    deadline=None,
    database=None,
    # Shrinking a whole request takes minutes; schemathesis tells the request that failed as a curl command.
    phases=[Phase.generate],
    report_multiple_bugs=False,
    # Whole requests are large and slow to make; how well they are made is not judged here.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
EXCLUDED_FOR_SPEECH = {
    "negative_data_rejection": "the family refuses at HTTP 200, with a non-zero code, which is asserted here instead",
}
# Its one parameter is a text in the path: whatever stands there is valid, or is another path.
NEVER_INVALID = {"get_subtitle_task"}
SENT = [(one, GenerationMode.POSITIVE) for one in EFFECTIVE.operations]
SENT += [(one, GenerationMode.NEGATIVE) for one in EFFECTIVE.operations if one.id not in NEVER_INVALID]


@pytest.mark.parametrize(("operation", "mode"), SENT, ids=lambda value: getattr(value, "id", value))
def test_whatever_is_sent_the_answer_is_as_described(operation: Operation, mode: GenerationMode) -> None:
    speech = SPEECH in operation.families
    excluded: list[Any] = [CHECKS.get_one(name) for name in (EXCLUDED_FOR_SPEECH if speech else ())]

    @RUN
    @given(case=CONTRACT[operation.path][operation.method].as_strategy(generation_mode=mode))
    def holds(case: Case[Any]) -> None:
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
