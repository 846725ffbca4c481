"""The law of requests: whatever arguments are accepted, what is sent fits the description."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speech302 import ArgumentError, EncodeError
from speech302.models import SpeechText, SubtitleLine, Transcript, TranscriptSegment, TranscriptWord
from tests.client.support import Operation, every_operation, faults, run_sync

TEXTS = st.text(min_size=1, max_size=8) | st.text("ab é\n", max_size=4)
NUMBERS = st.floats() | st.integers() | st.sampled_from([0, 1, -1, 0.1, 1.5, 100, 10**400, 1e308])
WORDS = st.builds(TranscriptWord, word=TEXTS, start=NUMBERS)
SEGMENTS = st.builds(TranscriptSegment, text=TEXTS, end=NUMBERS, words=st.none() | st.lists(WORDS, max_size=2))
LINES = st.builds(SubtitleLine, index=st.integers(), text=TEXTS)
JUNK: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | NUMBERS | TEXTS | st.lists(TEXTS | st.none(), max_size=3) | st.builds(dict, a=TEXTS)
)
MODELS: dict[str, st.SearchStrategy[Any]] = {
    "text": st.builds(SpeechText, text=TEXTS, plain_text=TEXTS),
    "subtitle": st.builds(Transcript, segments=st.lists(SEGMENTS, max_size=2)),
    "src_subtitle": st.lists(LINES, max_size=2),
    "trans_subtitle": st.lists(LINES, max_size=2).map(tuple),
    "ref_audio_links": st.lists(TEXTS, min_size=1, max_size=2),
    "ref_audio_text": st.lists(TEXTS, min_size=1, max_size=2).map(tuple),
}
LAW: Callable[..., Any] = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def arguments(draw: st.DrawFn, operation: Operation) -> dict[str, Any]:
    """Arguments that can be called with, one or two of them replaced by whatever a user may give."""
    names = draw(st.lists(st.sampled_from([*operation.properties, *operation.parameters]), max_size=2, unique=True))
    schemas = {**operation.properties, **operation.parameters}
    return {**operation.arguments, **{name: draw(plausible(name, schemas[name]) | JUNK) for name in names}}


def plausible(name: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of the type that an argument has."""
    kinds: dict[str, st.SearchStrategy[Any]] = {"string": TEXTS, "boolean": st.booleans()}
    return MODELS.get(name, kinds.get(schema.get("type", ""), NUMBERS))


@every_operation
@LAW
@given(data=st.data())
def test_whatever_is_accepted_fits_the_description(operation: Operation, data: st.DataObject) -> None:
    given_arguments = data.draw(arguments(operation))
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    try:
        run_sync(lambda client: operation.call(client, **given_arguments), answer=answer)
    except (ArgumentError, EncodeError):
        assert sent == []
        return
    (request,) = sent
    fits(operation, request, given_arguments)


def fits(operation: Operation, request: httpx.Request, given_arguments: dict[str, Any]) -> None:
    """Hold a request against the description, and against what was asked for."""
    match = re.fullmatch(operation.pattern, request.url.raw_path.decode().partition("?")[0])
    assert match, request.url
    query = dict(request.url.params)
    for parameter in operation.parameters.values():
        value = query.pop(parameter["name"]) if parameter["in"] == "query" else httpx.URL(f"/{match[1]}").path[1:]
        assert value == given_arguments[parameter["name"]]
        assert faults(parameter["schema"], value) == []
    assert query == {}
    if operation.schema is None:
        assert request.content == b""
        return
    body = json.loads(request.content)
    assert faults(operation.schema, body) == []
    assert set(body) == {name for name, value in given_arguments.items() if value is not None}, "None leaves out"
    if "ref_audio_links" in body:
        assert len(body["ref_audio_links"]) == len(body["ref_audio_text"])
