"""The body that is measured: a transcript of one hour, the same in every run and on every machine."""

import itertools
import json
import random
from typing import Any, Final

WORDS: Final = 9_000
"""What is said in an hour."""
PACE: Final = 3_600 / WORDS
"""Seconds a word."""
SEED: Final = 302
WITHOUT_TIMES: Final = 20
"""One word in so many has no times, as recognisers leave them out for numbers and signs."""

Json = dict[str, Any]

VOCABULARY: Final = tuple(
    """
    the the the the the of of of and and and a a a to to to in in is is that it was for on are as with they at be this
    have from or one had by word but not what all were we when your can said there use an each which she do how their
    if will up other about out many then them these so some her would make like him into time has look two more write
    go see number no way could people my than first water been call who oil its now find long down day did get come
    made may part over new sound take only little work know place year live me back give most very after thing our
    just name good sentence man think say great where help through much before line right too means old any same tell
    boy follow came want show also around form three small set put end does another well large must big even such
    because turn here why ask went men read need land different home us move try kind hand picture again change off
    play spell air away animal house point page letter mother answer found study still learn should America world
    don't it's we're that's I'm you've café naïve Zürich São déjà-vu señor smörgåsbord 2024 3.5 100% 水循环 voilà €20
    """.split()  # noqa: SIM905 - a list of two hundred quoted words is harder to read
)
"""Common English words, the commonest more often, and what real transcripts have between them."""

ENDINGS: Final = ("", "", "", "", "", "", "", ",", ",", ";")
LAST: Final = (".", ".", ".", "?", "!", "…")


def transcript(count: int = WORDS) -> Json:
    """The answer of a transcription: so many words in segments, and once more as one list of words."""
    chance = random.Random(SEED)  # noqa: S311 - the same each time is what is wanted
    words = [_word(chance, index) for index in range(count)]
    segments = [_segment(chance, part) for part in _split(chance, words)]
    spoken = [dict(word) for segment in segments for word in segment["words"]]
    return {"status": "success", "result": {"subtitile": {"segments": segments, "word_segments": spoken}}}


def _word(chance: random.Random, index: int) -> Json:
    begin = (index + chance.uniform(0.0, 0.3)) * PACE
    text = chance.choice(VOCABULARY)
    if chance.random() < 0.01:  # what JSON has to escape, and its typographic sisters
        text = chance.choice(('"{}"', "“{}”", "‘{}’")).format(text)  # noqa: RUF001
    score = round(min(1.0, max(0.05, chance.gauss(0.85, 0.12))), 3)
    return {"word": text, "start": round(begin, 3), "end": round(begin + chance.uniform(0.03, 0.25), 3), "score": score}


def _split(chance: random.Random, words: list[Json]) -> list[list[Json]]:
    parts, rest = [], iter(words)
    while part := list(itertools.islice(rest, chance.randint(6, 22))):
        parts.append(part)
    return parts


def _segment(chance: random.Random, words: list[Json]) -> Json:
    words[0]["word"] = words[0]["word"].capitalize()
    for word in words[:-1]:
        word["word"] += chance.choice(ENDINGS)
    words[-1]["word"] += chance.choice(LAST)
    text = " " + " ".join(word["word"] for word in words)
    return {"start": words[0]["start"], "end": words[-1]["end"], "text": text, "words": words}


def _all_words(answer: Json) -> list[Json]:
    spoken = answer["result"]["subtitile"]
    return [word for segment in spoken["segments"] for word in segment["words"]] + list(spoken["word_segments"])


def with_unknown_field(count: int = WORDS) -> Json:
    """The same, with a field in every word that the description does not know."""
    answer = transcript(count)
    for index, word in enumerate(_all_words(answer)):
        word["speaker"] = f"SPEAKER_{index % count // 100 % 3:02}"
    return answer


def without_some_times(count: int = WORDS) -> Json:
    """The same, with some words that are nothing but a word."""
    answer = transcript(count)
    for word in _all_words(answer)[::WITHOUT_TIMES]:
        for name in ("start", "end", "score"):
            del word[name]
    return answer


def body(answer: Json, *, escaped: bool = False) -> bytes:
    """The bytes of an answer; `escaped` as services send them that stay within ASCII."""
    return json.dumps(answer, ensure_ascii=escaped).encode()
