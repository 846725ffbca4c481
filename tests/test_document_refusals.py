"""Refusals: text that is no document, or none that JSON can hold, is told with its line."""

from pathlib import Path

import pytest

from scripts.documents import parse
from scripts.failures import UNUSABLE, Failure

YAML, JSON = Path("x.yaml"), Path("x.json")

DEEP = "the document nests deeper than 200 levels"
QUOTE = "quote it to make it a string"
WRONG_TEXTS = [
    (
        YAML,
        "a: 1\nb: 1\na: 2\n",
        Failure(
            "the key 'a' is written twice in one mapping", "x.yaml:3", "it stands on line 1 already", "keep one of them"
        ),
    ),
    (
        YAML,
        "200: 1\n'200': 2\n",
        Failure(
            "the key '200' is written twice in one mapping",
            "x.yaml:2",
            "it stands on line 1 already",
            "keep one of them",
        ),
    ),
    (
        YAML,
        "a: &x\n  - *x\n",
        Failure("the alias *x stands inside of its own anchor", "x.yaml:2", None, "write the part out"),
    ),
    (YAML, "a:\n  - .inf\n", Failure("JSON cannot hold this value", "x.yaml:2", "JSON has no .inf", QUOTE)),
    (YAML, "a: -.INF\n", Failure("JSON cannot hold this value", "x.yaml:1", "JSON has no -.INF", QUOTE)),
    (YAML, "a: 1e999\n", Failure("JSON cannot hold this value", "x.yaml:1", "the number 1e999 is too large", QUOTE)),
    (
        YAML,
        "a: !!binary eA==\n",
        Failure("JSON cannot hold this value", "x.yaml:1", "JSON has no !!binary", "remove the tag"),
    ),
    (
        YAML,
        "a: 1\n---\nb: 2\n",
        Failure(
            "a second document begins here", "x.yaml:2", None, "keep one document to a file, without further '---'"
        ),
    ),
    (YAML, "? [a]\n: b\n", Failure("a key must be text", "x.yaml:1", "an alias, a mapping or a sequence stands here")),
    (YAML, "a: b: c\n", Failure("this is not YAML", "x.yaml:1", "mapping values are not allowed in this context")),
    (
        YAML,
        "a: \x07\n",
        Failure("this is not YAML", "x.yaml:1", "YAML has no character U+0007", "write it escaped, in double quotes"),
    ),
    (
        YAML,
        "a: 1\nb: \0\n",
        Failure("the file is binary", "x.yaml:2", "it holds a NUL byte", "name a text file", UNUSABLE),
    ),
    (YAML, "[" * 5000, Failure(DEEP, "x.yaml:1")),
    (YAML, "a: &a " + "[" * 150 + "]" * 150 + "\nb: " + "[" * 100 + "*a" + "]" * 100, Failure(DEEP, "x.yaml:2")),
    (
        YAML,
        "# nothing\n",
        Failure("the file is empty", "x.yaml:2", "it holds comments at most", "write a document into it"),
    ),
    (YAML, " \n", Failure("the file is empty", "x.yaml", None, "write a document into it, or name another file")),
    (
        JSON,
        '{"a": 1,\n "a": 2}',
        Failure(
            'the name "a" is written twice in one object', "x.json:2", "it stands on line 1 already", "keep one of them"
        ),
    ),
    (JSON, '{"a": 1,\n}', Failure("this is not JSON", "x.json:2", "column 1: expected a name in quotes, not '}'")),
    (JSON, "[1\n2]", Failure("this is not JSON", "x.json:2", "column 1: expected ',' or ']', not '2'")),
    (JSON, "[NaN]", Failure("this is not JSON", "x.json:1", "column 2: JSON has no NaN")),
    (JSON, "[1e999]", Failure("this is not JSON", "x.json:1", "column 2: the number is too large")),
    (JSON, "[01]", Failure("this is not JSON", "x.json:1", "column 3: expected ',' or ']', not '1'")),
    (
        JSON,
        '["\\ud800"]',
        Failure(
            "this is not JSON",
            "x.json:1",
            "column 2: the string holds half of a surrogate pair, which no UTF-8 text can",
        ),
    ),
    (
        JSON,
        "{} {}",
        Failure("this is not JSON", "x.json:1", "column 4: nothing may follow the end of the document, but '{' does"),
    ),
    (JSON, '{"a":', Failure("this is not JSON", "x.json:1", "column 6: expected a value, not the end of the file")),
    (JSON, "[" * 5000, Failure(DEEP, "x.json:1")),
    (JSON, "9" * 5000, Failure("this is not JSON", "x.json:1", "column 1: the number is too long")),
]


@pytest.mark.parametrize(("path", "text", "failure"), WRONG_TEXTS)
def test_wrong_text_is_refused_at_its_line(path: Path, text: str, failure: Failure) -> None:
    """Text that is no document, or none that JSON can hold, is a failure with every fact."""
    with pytest.raises(Failure) as caught:
        parse(text, path)
    assert caught.value == failure


def test_aliases_cannot_ask_for_billions_of_nodes() -> None:
    """A short document that would unfold into a huge one is refused."""
    levels = [f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]" for i in range(9)]
    with pytest.raises(Failure) as caught:
        parse("\n".join(["a: &a [1,1,1,1,1,1,1,1,1]", *levels]), YAML)
    assert caught.value.what == "aliases copy more than 2000000 nodes in all"
