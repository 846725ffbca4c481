"""The table of the overlays, `overlays/README.md`, made from what each says of itself."""

from collections.abc import Iterable
from pathlib import Path

from scripts.documents import load
from scripts.failures import Failure
from scripts.pointers import resolve

_SAID = {"x-behaviour": "What the service does", "x-evidence": "Evidence", "x-delete-when": "Delete it when"}

_HEAD = """\
# Overlays

One quirk of the service a file, in the order in which they are applied. Made by `make generate` from the `info` of each
overlay; edit the overlays and not this table.
"""


def table(overlays: Iterable[Path]) -> str:
    """The table as Markdown. Raises `Failure` for an overlay that does not say what it is for."""
    parts = [_HEAD]
    for path in overlays:
        overlay = load(path)
        info = resolve(overlay.data, "/info")
        assert isinstance(info, dict)  # the overlay was read and found valid
        parts.append(f"## [{info['title']}]({path.name})\n")
        for field, label in _SAID.items():
            said = info.get(field)
            if not isinstance(said, str) or not said.strip():
                cure = "an overlay states the behaviour, the evidence and what would let us delete it"
                raise Failure(f"the overlay's info has no `{field}`", overlay.place("/info"), cure=cure)
            parts.append(f"- **{label}**: {' '.join(said.split())}")
        parts.append("")
    return "\n".join(parts)
