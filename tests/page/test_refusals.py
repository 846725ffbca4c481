"""What is no page is refused in one message that says why; a file that cannot be read is another matter."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.failures import UNUSABLE, WRONG, Failure
from scripts.page import parse_page, read_page

ROOT = Path(__file__).parents[2]
SEED = (ROOT / "spec/speech_synthesis/pages/speech_synthesis_result.txt").read_bytes()
CURE = "store the documentation page again, from its title to its end"

STRIPE = """Create a charge
POST /v1/charges
Body Params
amount
integer
required
curl https://api.stripe.com/v1/charges -u "k:" -d amount=1099
Response
{"id": "ch_1"}
"""
README_PAGE = """# httpbin
| Name | Description |
|---|---|
| Python | A language |
curl https://httpbin.org/get
{"args": {}}
"""

NOTHING = (
    "no line is a method above an address, and there is no table of fields beside a curl command of this service, "
    "no row of a product page, no block of OpenAPI, and no row of a catalogue"
)

REFUSED = {
    "empty": (b"", "page.txt", "the file is empty"),
    "blank": (b"\n \r\n\t\n", "page.txt", "the file holds nothing but blanks"),
    "menu": (b"- One\n- Two\n\n- Three", "page.txt", "it holds a menu of 3 entries, and nothing else"),
    "json": (b'{"a": 1}', "page.txt", "it is JSON without a product: no object in it has a list `definition`"),
    "another site's operation": (
        STRIPE.encode(),
        "page.txt:7",
        "the curl command calls https://api.stripe.com, which is no known host of this service",
    ),
    "another site's table": (
        README_PAGE.encode(),
        "page.txt:5",
        "the curl command calls https://httpbin.org, which is no known host of this service",
    ),
    "an address and nothing else": (
        b"Title\nPOST\n/302/task\n",
        "page.txt:1",
        "nothing of a request or a response stands below this method and address",
    ),
    "broken export": (
        b"# T\n```yaml\nopenapi: 3.0.1\n```\n",
        "page.txt",
        NOTHING,
    ),
    "mojibake all over": (
        "创建任务\n文档详情 必需".encode().decode("latin-1").encode(),
        "page.txt:1",
        "the line is UTF-8 that was decoded as something else (mojibake); so does 1 more line",
    ),
    "another encoding": (
        "查询任务\n必需\n任务".encode("gb18030"),
        "page.txt:1",
        "the line holds bytes that are not UTF-8, or that were lost before; so do 2 more lines",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_without_an_operation_is_refused_with_the_reason(name: str) -> None:
    content, where, cause = REFUSED[name]
    with pytest.raises(Failure) as caught:
        parse_page(content, Path("page.txt"))
    assert caught.value == Failure("no operation is found", where, cause, CURE, WRONG)


def test_binary_noise_is_refused_with_its_line() -> None:
    with pytest.raises(Failure) as caught:
        parse_page(b"text\n\x00\x01\xff\xfe", Path("page.txt"))
    cause = "the file is binary: it holds the character U+0000"
    cure = "name a stored documentation page, as text"
    assert caught.value == Failure("no operation is found", "page.txt:2", cause, cure, WRONG)


@pytest.mark.parametrize("unit", [b"- menu\n", b"x", b"{", b"[", b'"', b"POST\n", b"a | b |\n", SEED, b"\x00"])
def test_a_page_of_five_megabytes_is_refused_at_once(unit: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(Failure) as caught:
        parse_page(unit * (5_000_000 // len(unit) + 1), Path("page.txt"))
    assert caught.value.cause == "the file is larger than 1 MB, which no page of the documentation is"
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "unit",
    [
        b"- menu\n",
        b"x",
        b"{",
        b"[",
        b'"',
        b"'",
        b"\\",
        b"POST\n",
        b"a | b |\n",
        b"curl -X ",
        b"-",
        b" ",
        b"#",
        b">= 0 ",
        b"{}",
        b"curl 'x' -d '{\n",
        b"a\nobject\n",
        b"arequired",
        b"```yaml\nopenapi: 3\n```\n",
    ],
)
def test_no_page_takes_long(unit: bytes) -> None:
    """Each of these would take minutes if the time grew with the square of the length."""
    for head in (b"", SEED, b"T\nPOST\n/a\nRequest\nBody Params application/json\n", b"```yaml\nopenapi: 3\n"):
        started = time.process_time()
        with contextlib.suppress(Failure):
            parse_page(head + unit * (200_000 // len(unit)), Path("page.txt"))
        assert time.process_time() - started < 5


def test_schemas_that_refer_to_each_other_take_no_time() -> None:
    """Thirty schemas, each of which holds the next one twice: a thousand million ways from the first to the last."""
    schemas = "".join(
        f"    s{index}:\n      allOf:\n        - $ref: '#/components/schemas/s{index + 1}'\n"
        f"        - $ref: '#/components/schemas/s{index + 1}'\n"
        for index in range(30)
    )
    body = "{content: {application/json: {schema: {$ref: '#/components/schemas/s0'}}}}"
    head = f"openapi: 3.0.1\npaths: {{/a: {{post: {{requestBody: {body}}}}}}}\ncomponents:\n  schemas:\n"
    text = f"```yaml\n{head}{schemas}```\n"
    started = time.process_time()
    (operation,) = parse_page(text.encode(), Path("page.md")).operations
    assert operation.request_damaged
    assert time.process_time() - started < 5


def test_a_scheme_and_a_bound_that_are_no_such_thing_are_read_past() -> None:
    scheme = "components: {securitySchemes: {a: {type: {}}}}"
    text = f"```yaml\nopenapi: 3.0.1\npaths: {{/a: {{get: {{}}}}}}\n{scheme}\n```\n"
    assert [warning.damage for warning in parse_page(text.encode(), Path("page.md")).warnings] == [True]
    content = SEED.replace(b"task_id\nstring\nrequired\n", b"task_id\nstring\nrequired\n>= 1e9999\n")
    assert parse_page(content, Path("page.txt")).operations == parse_page(SEED, Path("page.txt")).operations


@pytest.mark.parametrize("path", [ROOT / "spec", ROOT / "spec/nowhere.txt"])
def test_a_file_that_cannot_be_read_is_unusable(path: Path) -> None:
    with pytest.raises(Failure) as caught:
        read_page(path)
    assert caught.value.exit_code == UNUSABLE


def test_a_catalogue_that_cannot_be_read_is_unusable() -> None:
    with pytest.raises(Failure) as caught:
        read_page(ROOT / "spec/shared/pages/higgs_audio.txt", ROOT / "spec/nowhere.json")
    assert caught.value.exit_code == UNUSABLE


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts", "page", "read", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


def test_the_command_writes_json_to_standard_output_and_nothing_else() -> None:
    done = run("spec/shared/pages/higgs_audio.txt", "--catalogue", "spec/shared/catalogue.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('{\n  "rendering": "product-page",\n  "language": "zh",\n  "warnings": [')
    assert "创建声音克隆任务" in done.stdout


@pytest.mark.parametrize(("name", "code"), [("README.md", 1), ("pyproject.toml", 1), ("nowhere.txt", 2), ("spec", 2)])
def test_the_command_tells_a_refusal_and_writes_nothing(name: str, code: int) -> None:
    done = run(name)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
