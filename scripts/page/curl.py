"""The curl command of a page: method, address, headers and body of the request that it shows."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from attrs import Factory, define

START: Final = re.compile(r"\bcurl(?=[^\S\n]+(?:-|['\"]|https?:|\\))")
BETWEEN: Final = re.compile(r"(?:[ \t]|[\\^]\n)+")
BARE: Final = re.compile(r"[^ \t\n'\"\\]+")
SINGLE: Final = re.compile(r"'([^']*)('?)")
DOUBLE: Final = re.compile(r'"((?:[^"\\]++|\\.)*+)("?)', re.DOTALL)

MOST: Final = 500
MOST_WORDS: Final = 200

METHOD: Final = frozenset({"-X", "--request"})
HEADER: Final = frozenset({"-H", "--header"})
DATA: Final = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
FORM: Final = frozenset({"-F", "--form", "--form-string", "--data-urlencode"})
OTHER: Final = frozenset(
    {"-o", "--output", "-u", "--user", "-m", "--max-time", "-A", "--user-agent", "--connect-timeout"}
)

# Any client sends these by itself; a page that lists them among its parameters says so there.
COMMON_HEADERS: Final = frozenset(
    {"content-type", "accept", "user-agent", "host", "content-length", "connection", "accept-encoding"}
)


@define
class Curl:
    """One command. `headers`: the name and offset of each; `forms`: name, value and offset of each field of a form.

    `data_at`: the offset of the body's text; `end`: the offset behind the command.
    """

    start: int
    end: int = 0
    method: str = "GET"
    url: str | None = None
    url_at: int = 0
    headers: list[tuple[str, int]] = Factory(list)
    data: str | None = None
    data_at: int = 0
    forms: list[tuple[str, str, int]] = Factory(list)
    complete: bool = True

    @property
    def path(self) -> str | None:
        """The path that is called, without query; None without a usable address."""
        parts = self._parts()
        return parts[1] if parts else None

    @property
    def server(self) -> str | None:
        """Scheme and host that are called; None for an address without a host."""
        parts = self._parts()
        return parts[0] if parts and parts[0] else None

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query of the address."""
        parts = self._parts()
        return parse_qsl(parts[2], keep_blank_values=True) if parts else []

    def _parts(self) -> tuple[str, str, str] | None:
        if self.url is None:
            return None
        address = re.sub(r"^\{\{?[^}]*\}?\}", "", self.url.strip())
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        server = f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
        return server, parts.path, parts.query


def find_curls(text: str) -> list[Curl]:
    """Every curl command in a text, in order; what has more than `MOST`, or longer ones, is no page."""
    found: list[Curl] = []
    at = 0
    while len(found) < MOST and (match := START.search(text, at)):
        found.append(read_curl(text, match.start()))
        at = max(found[-1].end, match.end())
    return found


def read_curl(text: str, start: int) -> Curl:
    """Read the command that begins at `start`."""
    curl = Curl(start)
    words = _words(text, start + len("curl"), curl)
    explicit = False
    option: str | None = None
    for word, at in words:
        if option is None and word in METHOD | HEADER | DATA | FORM | OTHER:
            option = word
        elif option is None and word.startswith("-"):
            explicit = _flag(curl, word) or explicit
        else:
            explicit = _take(curl, option, word, at) or explicit
            option = None
    if not explicit and (curl.data is not None or curl.forms):
        curl.method = "POST"
    return curl


def _flag(curl: Curl, word: str) -> bool:
    """Read an option that takes no word of its own, or has it glued on; tell whether it gave the method."""
    name, _, value = word.partition("=")
    if name in METHOD and value:
        curl.method = value.upper()
        return True
    if word.startswith("-X") and len(word) > 2:
        curl.method = word[2:].upper()
        return True
    return word in ("-G", "--get")


def _take(curl: Curl, option: str | None, word: str, at: int) -> bool:
    """Give a word to its option; tell whether it gave the method."""
    if option in METHOD:
        curl.method = word.upper()
        return True
    if option in HEADER:
        curl.headers.append((word.partition(":")[0].strip(), at))
    elif option in DATA:
        curl.data, curl.data_at = word, at
    elif option in FORM:
        name, _, value = word.partition("=")
        curl.forms.append((name.strip(), value.strip("\"'"), at))
    elif option is None and curl.url is None:
        curl.url, curl.url_at = word, at
    return False


def _words(text: str, at: int, curl: Curl) -> list[tuple[str, int]]:
    """Split a command as a shell does, up to its end; each word with the offset of its text.

    A copied page may have lost the backslash at the end of a line, and the line's end behind the command.
    """
    words: list[tuple[str, int]] = []
    while at < len(text) and len(words) < MOST_WORDS:
        match = BETWEEN.match(text, at)
        at = match.end() if match else at
        if at >= len(text) or (text[at] == "\n" and not text.startswith("\n-", at)):
            break
        if text[at] == "\n":
            at += 1
        if text[at] in "{[" and words and not words[-1][0].startswith("-"):
            break
        word, begin, end = _word(text, at, curl)
        if end == at:
            break
        words.append((word, begin))
        at = end
        if not curl.complete:
            break
    curl.end = at
    return words


def _word(text: str, at: int, curl: Curl) -> tuple[str, int, int]:
    parts: list[str] = []
    begin = at + 1 if text[at] in "'\"" else at
    while at < len(text) and text[at] not in " \t\n":
        if text[at] == "'":
            match = SINGLE.match(text, at)
        elif text[at] == '"':
            match = DOUBLE.match(text, at)
        elif text[at] == "\\":
            if text.startswith("\n", at + 1) or at + 1 == len(text):
                break
            parts.append(text[at + 1])
            at += 2
            continue
        elif text[at] in "{[" and parts and text[at - 1] in "'\"":
            # JSON glued to the closing quote is no part of the command.
            break
        else:
            match = BARE.match(text, at)
        assert match is not None
        quote = text[at]
        parts.append(
            re.sub(r'\\(["\\$`])', r"\1", match.group(1)) if quote == '"' else match.group((match.lastindex and 1) or 0)
        )
        at = match.end()
        if quote in "'\"" and not match.group(2):
            curl.complete = False
    return "".join(parts), begin, at
