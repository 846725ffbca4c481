"""Claims about who may watch the client: the logger, spans, and event hooks of the user's own HTTP client."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from scripts.mock import serving
from speech302 import AsyncSpeech302, AuthenticationError, Speech302, Speech302Error, TaskFailedError
from speech302.runtime.observing import watched
from tests.client.support import KEY, PAID, Run, Time, both, every_colour, run_async, run_sync

TEXT = "a text that nobody else has to read"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serving() as base_url:
        yield base_url


async def life(client: Any) -> Any:
    handle = await client.voice_clones.create(
        input_text=TEXT, ref_audio_links=["https://a.example/b.wav"], ref_audio_text=["Reference"]
    )
    return await client.voice_clones.wait(handle)


@every_colour
def test_the_logger_tells_requests_without_key_query_or_body(
    run: Run, service: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="speech302")
    run(life, base_url=service)
    lines = [record.getMessage() for record in caplog.records if record.name == "speech302"]
    assert lines[0].startswith("create_voice_clone: POST /302/v2/higgs_audio/voice_clone/task: VoiceCloneCreated in")
    assert sum(line.startswith("get_voice_clone: GET ") for line in lines) == 3
    assert lines[-1].endswith("succeeded")
    assert not [line for line in lines if KEY in line or TEXT in line or "?" in line]


def test_a_request_that_is_sent_again_is_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="speech302")
    answers = iter([httpx.Response(503), httpx.Response(200, json={"state": "PENDING"})])
    own = httpx.Client(transport=httpx.MockTransport(lambda _: next(answers)))
    with own, Speech302(api_key=KEY, http_client=own, clock=Time().clock) as client:
        client.voice_clones.get("t1")
    assert [record.getMessage() for record in caplog.records if record.name == "speech302"] == [
        "get_voice_clone: ServiceError, sent again in 0.25 s"
    ]


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """What a program's tracer provider exports; the provider is gone after the test."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    return exporter


@every_colour
def test_there_is_one_span_a_request_and_one_a_wait_and_no_key_in_them(
    run: Run, service: str, spans: InMemorySpanExporter
) -> None:
    run(life, base_url=service)
    found: list[ReadableSpan] = list(spans.get_finished_spans())
    names = [span.name for span in found]
    assert names == ["create_voice_clone", *["get_voice_clone"] * 3, "wait voice_clones"]
    (wait,) = (span for span in found if span.name == "wait voice_clones")
    reads = [span for span in found if span.name == "get_voice_clone"]
    assert {span.parent.span_id for span in reads if span.parent} == {wait.context.span_id}
    assert all(dict(span.attributes or {})["http.response.status_code"] == 200 for span in found[:-1])
    assert not [span for span in found if KEY in span.to_json() or TEXT in span.to_json()]


def test_many_waits_have_a_span_and_a_line_each(
    service: str, spans: InMemorySpanExporter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="speech302")
    with Speech302(api_key=KEY, base_url=service, clock=Time().clock) as client:
        create = client.voice_generations.create
        handles = [create(is_multi_speaker=False, input_text=text) for text in ("one", "[fail] two")]
        finished = client.wait_all(handles)
    assert [one.waited > 0 for one in finished] == [True, True]
    waits = [span for span in spans.get_finished_spans() if span.name == "wait voice_generations"]
    assert sorted(str(dict(span.attributes or {}).get("error.type")) for span in waits) == ["None", "TaskFailedError"]
    lines = sorted(record.getMessage() for record in caplog.records if record.name == "speech302")
    assert [line.rpartition(" ")[2] for line in lines] == ["succeeded", "TaskFailedError"]


@both
def test_a_span_of_a_failure_has_its_class_and_not_its_words(run: Run, spans: InMemorySpanExporter) -> None:
    words = {"error": {"err_code": 10001, "message": f"the key {KEY} is wrong"}}
    with pytest.raises(AuthenticationError):
        run(PAID["create_voice_clone"].call, answer=httpx.Response(401, json=words))
    (span,) = spans.get_finished_spans()
    assert dict(span.attributes or {})["error.type"] == "AuthenticationError"
    assert dict(span.attributes or {})["http.response.status_code"] == 401
    assert "wrong" not in span.to_json()


@both
def test_the_span_of_a_wait_that_fails_has_its_class_and_not_its_words(run: Run, spans: InMemorySpanExporter) -> None:
    async def wait(client: Any) -> Any:
        return await client.subtitle_tasks.wait("t1")

    failed = httpx.Response(200, json={"status": "fail", "result": {"error": f"the key {KEY} is wrong"}})
    with pytest.raises(TaskFailedError):
        run(wait, answer=failed)
    read, waited = spans.get_finished_spans()
    assert (read.name, waited.name) == ("get_subtitle_task", "wait subtitle_tasks")
    assert dict(waited.attributes or {})["error.type"] == "TaskFailedError"
    assert (read.status.status_code.name, waited.status.status_code.name) == ("UNSET", "ERROR")
    assert not [span for span in (read, waited) if "wrong" in span.to_json()]


def test_waits_side_by_side_keep_their_spans_apart(service: str, spans: InMemorySpanExporter) -> None:
    async def lives(client: Any) -> Any:
        return await asyncio.gather(*(life(client) for _ in range(3)))

    run_async(lives, base_url=service)
    found = spans.get_finished_spans()
    waits = [span.context.span_id for span in found if span.name == "wait voice_clones"]
    parents = [span.parent.span_id for span in found if span.parent]
    assert len(waits) == 3
    assert {wait: parents.count(wait) for wait in waits} == dict.fromkeys(waits, 3)


def test_without_a_tracer_provider_there_are_no_spans(service: str) -> None:
    """OpenTelemetry is installed here, and nobody has set it up: nothing is to be slowed down by it."""
    with Speech302(api_key=KEY, base_url=service) as client:
        client.voice_clones.create(input_text="a", ref_audio_links=["https://a.example"], ref_audio_text=["b"])
    assert not watched()


@pytest.mark.parametrize("asynchronous", [False, True])
def test_event_hooks_of_the_users_own_client_are_called_for_every_request(service: str, asynchronous: bool) -> None:
    seen: list[str] = []

    def asked(request: httpx.Request) -> None:
        seen.append(request.method)

    def answered(response: httpx.Response) -> None:
        seen.append(str(response.status_code))

    async def asked_too(request: httpx.Request) -> None:
        asked(request)

    async def answered_too(response: httpx.Response) -> None:
        answered(response)

    if asynchronous:
        hooks: dict[str, list[Any]] = {"request": [asked_too], "response": [answered_too]}

        async def lives() -> None:
            async with (
                httpx.AsyncClient(event_hooks=hooks, trust_env=False) as own,
                AsyncSpeech302(api_key=KEY, base_url=service, http_client=own, clock=Time().clock) as client,
            ):
                await life(client)

        asyncio.run(lives())
    else:
        hooks = {"request": [asked], "response": [answered]}
        with httpx.Client(event_hooks=hooks, trust_env=False) as own:
            run_sync(life, base_url=service, http_client=own)
    assert seen == ["POST", "200", *["GET", "200"] * 3]


@both
def test_no_log_at_any_level_of_a_failing_call_holds_the_key(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    for answer in (
        httpx.Response(500, text=KEY),
        httpx.Response(200, text=KEY),
        httpx.Response(200, json={"state": KEY}),
    ):
        with pytest.raises(Speech302Error), warnings.catch_warnings(action="ignore"):
            run(lambda client: client.voice_clones.wait("t1", timeout=5), answer=answer)
    assert caplog.records
    assert not [record for record in caplog.records if KEY in f"{record.getMessage()} {record.args} {record.__dict__}"]
