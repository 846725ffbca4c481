"""Sources: `x-source`, which says where a statement of the description comes from, as text for people."""

from collections.abc import Mapping

from scripts.values import Json

KINDS = (
    "page",
    "recording",
    "catalogue",
    "vendor-page",
    "vendor-app",
    "upstream",
    "third-party",
    "surprise",
    "inferred",
)
"""The keys of an `x-source` that name a source; `from` (parts of the page) and `note` may stand beside them."""

_WORDS = {
    "recording": "the recording {}",
    "catalogue": "the vendor's catalogue, row {}",
    "vendor-page": "another page of the vendor ({})",
    "vendor-app": "the vendor's own application ({})",
    "upstream": "the upstream provider ({})",
    "third-party": "third parties ({})",
    "surprise": "clients, which met it ({})",
    "inferred": "inferred ({})",
}


def source_text(source: Mapping[str, Json]) -> str:
    """One sentence: `page higgs_audio (schema, example); inferred (the unit)`."""
    parts = []
    for kind in KINDS:
        if kind not in source:
            continue
        said = source[kind]
        if kind == "page":
            places = source.get("from")
            listed = ", ".join(str(place) for place in places) if isinstance(places, list) else ""
            parts.append(f"page {said} ({listed})")
        else:
            parts.append(_WORDS[kind].format(said))
    note = source.get("note")
    return "; ".join(parts) + "." + (f" {note}" if note else "")
