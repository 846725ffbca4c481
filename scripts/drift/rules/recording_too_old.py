"""A recording is so old that it proves little about the service of today."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from scripts.drift.context import Context, Judged
from scripts.drift.finding import Finding, Party
from scripts.drift.judging import INFORMATION

AGES: Final = {"recorded": 365, "modified": 3 * 365}
"""After how many days: an exchange with the service, and an example of a page since the page's last change."""


def judge(context: Context) -> Iterator[Judged]:
    """Judge the dates of every recording; one that says none is not judged."""
    for party, recording in context.exchanges:
        data: Any = recording.document.data
        for name, most in AGES.items():
            made = _date(data.get("source", {}).get(name))
            if made is None or (context.today - made).days <= most:
                continue
            at = context.exchange_place(recording, f"/source/{name}")
            case, days = f"{recording.operation}.{recording.case}", (context.today - made).days
            message = f"the recording {case} is of {made}, {days} days ago; {most} are the most"
            parties = (Party(party, f"{name} {made}", at),)
            finding = Finding(
                "recording-too-old", INFORMATION, message, at, parties, (recording.case, name, str(made)),
                recording.operation if recording.operation in context.effective.operations else None,
            )  # fmt: skip
            words = f"record it anew: python -m scripts watch record {recording.operation}"
            yield Judged(finding, words=words)


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
