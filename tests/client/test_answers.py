"""Claims about answers that echo the key: no error that comes of one holds it."""

from __future__ import annotations

import pickle

import pytest

from speech302 import Speech302Error
from tests.client.support import KEY, Operation, Run, both, every_operation
from tests.contract.outcomes import outcomes


@both
@every_operation
@pytest.mark.parametrize("status", [200, 302, 500])
def test_an_error_never_holds_the_key_that_the_service_echoes(run: Run, operation: Operation, status: int) -> None:
    spellings = [KEY, KEY.replace("/", "\\/"), KEY.replace("/", "%2F"), KEY.replace("+", "&#43;")]
    bodies = [
        text.replace("KEY", spelling).encode()
        for spelling in spellings
        for text in (
            '{"error": {"err_code": "KEY", "message": "bad key KEY", "KEY": 1}}',
            '{"code": 1, "msg": "KEY", "trace_id": "KEY", "data": "KEY", "status": 1, "state": 1, "task_id": 1}',
            '["KEY"]',
            "<p>KEY",
            "KEY",
        )
    ]
    headers = {"X-Request-Id": KEY, "X-Trace-Id": KEY, "Location": f"https://{KEY}.example/{KEY}"}
    for body, error in zip(bodies, outcomes(run, operation, bodies, status, headers), strict=True):
        assert isinstance(error, Speech302Error)
        shown = f"{error} {error!r} {error.facts} {getattr(error, '__notes__', '')} {pickle.dumps(error)!r}"
        assert not [spelling for spelling in spellings if spelling in shown], body
        assert (error.__cause__, error.__context__) == (None, None)
