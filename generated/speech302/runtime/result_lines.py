"""Where the lines stand in a result: each family keeps them in a place of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from . import checks
from .cue_line import first, text_of, times_of
from .errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Which = Literal["src", "trans", "both"]
WHICH: tuple[Which, ...] = ("src", "trans", "both")
_TRANSLATED = ("src_subtitle", "trans_subtitle")
_LISTS = ("segments", "word_segments", "subtitles", *_TRANSLATED)
_WITHIN = ("task", "result", "data", "subtitle", "subtitile")
_FILES = ("video_url", "audio_url", "vocal_audio_url", "background_audio_url", "audio")
_DEPTH = 4
_CURE = (
    "Give a transcription, a translation or a speech synthesis as `wait` returned it, or a list of lines with text and "
    "times"
)


def lines_of(result: object, which: Which | None) -> Sequence[Any]:
    """The lines of a result, as they stand there, in their order.

    `which` chooses the lines of a translation: `src`, `trans` (the default) or `both`, each above its translation.
    Raises ArgumentError if the result has no lines.
    """
    if which is not None:
        checks.one_of("which", which, WHICH)
    holder = _holder(result)
    if holder is None:
        raise ArgumentError("result", result, "must have subtitles", _cure(result))
    if any(first(holder, name) is not None for name in _TRANSLATED):
        return _translation(holder, which or "trans")
    if which is not None:
        raise ArgumentError("which", which, "must be left out, except for a translation")
    if (spoken := first(holder, "subtitles")) is not None:
        return _listed(spoken)
    segments, words = (first(holder, name) for name in _LISTS[:2])
    if segments is None and words is None:
        return _listed(holder)
    # Nothing that was said is lost where the service sends words alone: each is a line.
    return _with_words(_listed(segments), _listed(words or ())) if segments else _listed(words or ())


def _holder(value: object, depth: int = _DEPTH) -> object | None:
    """A list of lines, or what has one under a known name: the value itself, or something inside it."""
    if isinstance(value, str | bytes | None) or not depth:
        return None
    if any(first(value, name) is not None for name in _LISTS):
        return value
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        return value
    inside = (_holder(first(value, name), depth - 1) for name in _WITHIN)
    return next((holder for holder in inside if holder is not None), None)


def _listed(lines: object) -> Sequence[Any]:
    if isinstance(lines, str | bytes | Mapping) or not isinstance(lines, Iterable):
        raise ArgumentError("result", lines, "must have its lines in a list", _CURE)
    return list(lines)


def _with_words(segments: Sequence[Any], words: Sequence[Any]) -> Sequence[Any]:
    """The segments, with the words of the whole transcript shared out by time if no segment has words of its own."""
    if not words or any(first(segment, "words") for segment in segments):
        return segments
    plain = [_plain(segment, f"result[{index}]") for index, segment in enumerate(segments)]
    begins = sorted((line["start"], index) for index, line in enumerate(plain) if line["start"] is not None)
    at = 0
    for word in words:
        start, _ = times_of(word)
        if start is not None and begins:
            at = begins[max(0, bisect_right(begins, (start, len(plain))) - 1)][1]
        plain[at]["words"].append(word)
    return plain


def _translation(holder: object, which: Which) -> Sequence[Any]:
    if which == "both":
        return _paired(*(_listed(first(holder, name) or ()) for name in _TRANSLATED))
    name, other = _TRANSLATED if which == "src" else reversed(_TRANSLATED)
    if (lines := first(holder, name)) is None:
        cure = f"It has {other}: give which={other.partition('_')[0]!r}"
        raise ArgumentError("result", holder, f"must have {name}", cure)
    return _listed(lines)


def _paired(src: Sequence[Any], trans: Sequence[Any]) -> Sequence[Any]:
    """Each line with its translation below it; a line without a partner stands alone."""
    for key, alike in ((_start, True), (_number, False), (_start, False)):
        one, other = _by(key, src), _by(key, trans)
        if one is not None and other is not None and (not alike or one.keys() == other.keys()):
            return [_pair(one.get(name), other.get(name)) for name in sorted({**one, **other})]
    if len(src) != len(trans):
        cure = f"There are {len(src)} and {len(trans)}, without numbers or times: write src and trans apart"
        raise ArgumentError("which", "both", "needs lines that can be matched with their translations", cure)
    return [_pair(line, translation) for line, translation in zip(src, trans, strict=True)]


def _by(key: Callable[[Any], float | None], lines: Sequence[Any]) -> dict[float, Any] | None:
    """The lines by their key; None unless each has one of its own."""
    found = {name: line for line in lines if (name := key(line)) is not None}
    return found if len(found) == len(lines) else None


def _start(line: object) -> float | None:
    return times_of(line)[0]


def _number(line: object) -> int | None:
    index = first(line, "index")
    return index if isinstance(index, int) else None


def _pair(line: Any, translation: Any) -> dict[str, Any]:
    there = [_plain(side, "result") for side in (line, translation) if side is not None]
    return {name: next((side[name] for side in there if side[name] is not None), None) for name in ("start", "end")} | {
        "text": "\n".join(side["text"] for side in there),
        "words": [word for side in there for word in side["words"]],
    }


def _plain(line: Any, place: str) -> dict[str, Any]:
    start, end = times_of(line)
    return {"start": start, "end": end, "text": text_of(line, place), "words": list(first(line, "words") or ())}


def _cure(result: object) -> str:
    """What would work in place of something without lines."""
    inner = first(result, "result", "data")
    if any(first(holder, "task_id", "host") for holder in (result, inner)):
        return "Wait for the task, and give what `wait` returns"
    held = [name for name in _FILES if first(inner, name) or first(result, name)]
    if held:
        return f"It has {' and '.join(held)} alone: transcribe its sound with `subtitle_tasks.create_extraction`"
    if inner is None and (status := first(result, "status", "state")) is not None:
        return f"Its status is {status}: wait for it, and give what `wait` returns"
    return _CURE
