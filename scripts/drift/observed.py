"""Observed: recorded and live exchanges beside the description, every disagreement found once for all rules."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from scripts.drift.described import DescribedOperation, Side
from scripts.drift.finding import Location, PartyName
from scripts.drift.fit import Misfit, misfits
from scripts.drift.view import View, media
from scripts.pointers import escape, resolve
from scripts.recordings import Recording


@frozen
class Observed:
    """One misfit of an exchange. `party`: `recording` or `service`. `location`: where it is written down."""

    recording: Recording
    party: PartyName
    side: Side
    misfit: Misfit
    location: Location


def observe(view: View, recording: Recording, party: PartyName) -> Iterator[Observed]:
    """Every misfit of one exchange; none when its operation or status is not described, which is told apart."""
    operation = view.operations.get(recording.operation)
    if operation is None:
        return
    node, at = view.follow(_node(view, operation).get("requestBody", {}), f"{operation.at}/requestBody")
    bodies: list[tuple[Side, Any, str, Any]] = [("request", node, at, recording.request.get("body"))]
    if recording.response is not None and is_json(recording.response):
        status = described_status(operation, recording.response["status"])
        if is_refusal(view, recording.response.get("body")) and "default" in operation.answers:
            # The vendor's own error comes with HTTP 200 too.
            status = "default"
        if status is not None:
            holder = _node(view, operation)["responses"][status]
            answer, at = view.follow(holder, f"{operation.at}/responses/{escape(status)}")
            bodies.append(("response", answer, at, recording.response.get("body")))
    for side, holder, at, body in bodies:
        content = media(holder)
        if content is None or body is None:
            continue
        for one in misfits(view, content.get("schema", {}), f"{at}/content", body, closed=True):
            # As in generating: only an answered request proves that a field may be absent, or takes other values.
            if side == "request" and one.kind in ("missing", "unnamed") and not recording.live:
                continue
            line = Location.read(recording.place(f"/{side}/body{one.seen}"))
            yield Observed(recording, party, side, one, line)


def described_status(operation: DescribedOperation, status: int) -> str | None:
    """The key of the response that describes a status."""
    known = operation.answers
    # What stands for every other status is an error; a success that is not described is not described by it.
    keys = (str(status), f"{str(status)[0]}XX", *(("default",) if status >= 400 else ()))
    return next((key for key in keys if key in known), None)


def is_refusal(view: View, body: Any) -> bool:
    """Tell whether a body is an envelope that stands for an error whatever it holds."""
    envelopes = view.data.get("components", {}).get("x-envelopes", {})
    for one in envelopes.values():
        if "ok" in one:
            continue
        try:
            resolve(body, one["code"])
        except LookupError:
            continue
        return True
    return False


def is_json(response: dict[str, Any]) -> bool:
    """Tell whether an answer says that it is JSON."""
    return "json" in content_type(response)


def content_type(response: dict[str, Any]) -> str:
    """The media type of an answer, without its parameters; JSON where it says none."""
    headers = {str(name).casefold(): str(value) for name, value in (response.get("headers") or {}).items()}
    return headers.get("content-type", "application/json").partition(";")[0].strip().casefold()


def _node(view: View, operation: DescribedOperation) -> dict[str, Any]:
    node: dict[str, Any] = view.data["paths"][operation.path][operation.method.lower()]
    return node
