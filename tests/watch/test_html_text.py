"""Claims about HTML as text."""

import pytest

from scripts.page import parse_page
from scripts.watch.html_text import html_text
from tests.watch.vendor import ROOT, STATUS, as_html

PATH = ROOT / "spec/subtitle_tasks/pages/subtitle_task_status.txt"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo\n"),
        ("<p>one <b>bold</b>\n  word<br>two", "one bold word\ntwo\n"),
        ("<table><tr><td>a<td>b</tr><tr><th>c</th></tr></table>", "a\nb\nc\n"),
        ("a<script>b</script><style>c</style><noscript>d</noscript>e", "ae\n"),
        ("<pre>{\n  &quot;a&quot;: 1\n}</pre>", '{\n  "a": 1\n}\n'),
        ("<title>x</title><body>&lt;p&gt;&nbsp;&amp;", "<p> &\n"),
        ("<!-- a --><p>b", "b\n"),
        ("<noscript>a<p>b", ""),
        ("<svg><title>a</title></svg>b", "b\n"),
        ("", ""),
        ("\x00<<<>&#xD800;</p></p>", None),
    ],
)
def test_html_is_read_as_lines(html: str, text: str | None) -> None:
    found = html_text(html)
    assert text is None or found == text
    found.encode()


def test_a_page_that_is_drawn_on_the_server_reads_to_the_facts_of_its_text() -> None:
    found = parse_page(html_text(as_html(STATUS)).encode(), PATH)
    expected = parse_page(STATUS.encode(), PATH)
    assert found.rendering == expected.rendering == "apifox-text"
    assert found.operations == expected.operations
