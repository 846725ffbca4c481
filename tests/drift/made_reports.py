"""Made-up reports: texts that every format has to survive, and a strategy of more of them."""

from typing import get_args

from hypothesis import strategies as st

from scripts.drift.finding import Checked, Finding, Location, Party, PartyName, Report, Rule, Severity

RULES = (
    Rule("type-differs", "A field has one type on its page and another one in the description."),
    Rule("field-missing", "A page has a field that the description does not have."),
    Rule("page-changed", "A page reads otherwise than when it was stored."),
    Rule("unheard-rule", "Nothing made up ever finds this."),
)
CHECKED = Checked(pages=5, operations=6, fields=212, recordings=4, live_answers=1)
PAGE = Location("spec/speech_synthesis/pages/speech_synthesis.txt", 41)
DESCRIBED = Location("spec/speech_synthesis/speech_synthesis.yaml", 118)
PROPOSAL = "overlay: 1.1.0\ninfo:\n  title: What the pages say now\nactions:\n- target: $.paths\n  update: {a: '```'}\n"

BREAKING = Finding(
    rule="type-differs",
    severity=Severity.BREAKING,
    message="`speed` is a number on its page, but a string in the description",
    location=DESCRIBED,
    parties=(Party("page", "number", PAGE), Party("description", "string", DESCRIBED)),
    subject=("speed",),
    operation="speech_synthesis",
    pointer="/paths/~1302~1v2~1audio/post/requestBody",
    evidence="| speed | number | no | from 0.5 to 2.0, 语速 |",
)
WARNING = Finding(
    rule="field-missing",
    severity=Severity.WARNING,
    message="`voice_id` stands in an answer of the live service, but in no schema",
    location=Location("spec/voice_clones/voice_clone.yaml", 12),
    parties=(Party("service", "a string, in 3 of 3 answers"), Party("description", "nothing")),
    subject=("voice_id",),
    operation="voice_clone",
    evidence='{\n  "voice_id": "v-1"\n}',
)
INFORMATION = Finding(
    rule="page-changed",
    severity=Severity.INFORMATION,
    message="the page has a new paragraph",
    location=PAGE,
    parties=(Party("page", "one paragraph more", PAGE),),
    subject=("paragraph", "3"),
)

NASTY = {
    "quotes": "it says \"a\" and 'b' and `c` and ``d``",
    "newlines": "one\ntwo\r\nthree\rfour\n::error::five\n\n# six",
    "pipes": "a | b || c \\| d \\\\| e \\",
    "angle brackets": "<script>alert(1)</script> </details> ]]> <!-- x --> &amp; &lt;",
    "control characters": "a\x00b\x07c\x1b[31md\x1b]0;title\x07e\x7ff\x9bg\x0bh\x85i\u2028j\u202ek\ufffel\tm\ud800n",
    "Chinese": "参数 语速 是 数字,而描述里写的是字符串",
    "Markdown": "[x](http://a.test) ![y](z) *a* _b_ **c** ~~d~~ # e\n```\nf\n```\n@somebody #12 $x$ http://a.test",
    "underscores": "a_b _c_ __d__ e__f_ _g_h__ _1__ (_i_)_j_ k_ _ __l ___ m___n",
    "escapes": "100% %0A %25, a:b; c=d::e ::endgroup::",
    "very long": "long | text " * 5_000,
    "blank": " \n ",
    "empty": "",
}
"""Texts by what is nasty about them."""


def report_of(*findings: Finding, acknowledged: tuple[Finding, ...] = (), proposal: str | None = None) -> Report:
    return Report(CHECKED, findings, RULES, ("speech_synthesis", "voice_clone"), acknowledged, proposal)


def nasty(text: str) -> Finding:
    """A finding that says the text wherever a source or a vendor could have it said."""
    file = text.strip() or "a file"
    return Finding(
        rule="type-differs",
        severity=Severity.WARNING,
        message=text,
        location=Location(file[:200], 7),
        parties=(Party("page", text, Location(f"/elsewhere/{file[:200]}", 3)), Party("client", text)),
        subject=("nasty",),
        # No description that can be read holds half a surrogate pair, but an answer of the live service can.
        operation=text[:200].replace("\ud800", "") or None,
        pointer="/" + text[:200].replace("~", "~0"),
        evidence=text,
    )


REPORTS = {
    "nothing found": report_of(),
    "nothing checked": Report(Checked(), (), RULES, ()),
    "no rules": Report(CHECKED, (BREAKING,), (), ()),
    "each severity": report_of(INFORMATION, WARNING, BREAKING),
    "acknowledged": report_of(acknowledged=(WARNING, INFORMATION)),
    "proposed": report_of(BREAKING, acknowledged=(WARNING,), proposal=PROPOSAL),
    "many": report_of(*[nasty(f"{number}: {text[:2000]}") for number in range(15) for text in NASTY.values()]),
    **{name: report_of(nasty(text), acknowledged=(nasty(f"! {text}"),)) for name, text in NASTY.items()},
}
"""Reports by what is special about them."""

# Half surrogate pairs too: the live service can spell them in JSON.
TEXTS = st.text(st.characters() | st.sampled_from("\n\r|`<>&\\*_[]@#$%:,;'\"\x1b ") | st.just("\ud800"), max_size=40)
PATHS = st.text(st.sampled_from("ab/.:% #|\\语\n"), min_size=1, max_size=12)
LOCATIONS = st.builds(Location, PATHS, st.integers(1, 9999))
NAMES: st.SearchStrategy[PartyName] = st.sampled_from(get_args(PartyName))
FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from([rule.id for rule in RULES] + ["rule-of-nobody"]),
    severity=st.sampled_from(Severity),
    message=TEXTS,
    location=LOCATIONS,
    parties=st.lists(st.builds(Party, NAMES, TEXTS, st.none() | LOCATIONS), max_size=3).map(tuple),
    subject=st.tuples(st.text(max_size=5)),
    operation=st.none() | st.just("speech_synthesis"),
    pointer=st.none() | st.just("") | st.just("/paths/~1a"),
    evidence=TEXTS,
)
FOUND = st.lists(FINDINGS, max_size=4).map(tuple)
COUNTS = st.builds(Checked, pages=st.integers(0, 2), operations=st.integers(0, 2), catalogue_rows=st.integers(0, 2))
ANY_REPORT = st.builds(
    Report, COUNTS, FOUND, st.just(RULES), st.just(()), acknowledged=FOUND, proposal=st.none() | TEXTS
)
