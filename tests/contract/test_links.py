"""The contract of a task's life: schemathesis follows the links from each creating operation to the end of the task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case, GenerationMode

from scripts.mock import serving
from tests.client.support import KEY, OPERATIONS
from tests.contract.arguments import equally_long, followed
from tests.contract.linked import linked
from tests.contract.watched import Watched, lives
from tests.mock.conversation import CREATING

STEPS: Callable[..., Any] = settings(
    derandomize=True,
    max_examples=5,
    stateful_step_count=8,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("creator", CREATING)
def test_a_task_that_is_created_is_read_by_its_own_id_until_it_has_ended(creator: str) -> None:
    """Every answer on the way passes every check of schemathesis."""
    reader, watched = CREATING[creator].reader, Watched()
    schema = schemathesis.openapi.from_dict(linked()).include(operation_id=[creator, reader])
    schema.config.generation.update(modes=[GenerationMode.POSITIVE], allow_extra_parameters=False)
    same = followed(OPERATIONS[creator].schema or {}).get("x-same-order", ())

    with serving(watched) as url:

        class Followed(schema.as_state_machine()):  # type: ignore[misc] # schemathesis makes the class
            def before_call(self, case: Case[Any]) -> None:
                case.body = equally_long(case.body, same)

            def get_call_kwargs(self, case: Case[Any]) -> dict[str, Any]:
                return {"base_url": url, "headers": {"Authorization": f"Bearer {KEY}"}}

        Followed.run(settings=STEPS)

    found = lives(watched.log, creator)
    assert any(life[:1] == [None] for life in found), "a task is read while it runs"
    assert any(life[-1:] == ["succeeded"] for life in found), "a task is read until it has ended"
