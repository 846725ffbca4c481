"""Rules strike in turn, and each as often as it says."""

from hypothesis import given
from hypothesis import strategies as st

from scripts.mock.faults.fault import Target
from scripts.mock.faults.plan import FINE
from scripts.mock.faults.rules import read_rules
from scripts.mock.faults.striker import REMEMBERED, Striker

READ = Target("get_subtitle_task", "read")
CREATE = Target("create_voice_clone", "create")
FILE = Target("files", "file")
TARGETS = (READ, CREATE, FILE)
RULES = st.lists(
    st.tuples(st.sampled_from(["files: ", "create_voice_clone: ", ""]), st.integers(0, 3)), min_size=1, max_size=4
)


@given(RULES)
def test_rules_strike_in_turn_and_each_as_often_as_it_says(drawn: list[tuple[str, int]]) -> None:
    written = "; ".join(f"{where}{500 + at} x{times}" for at, (where, times) in enumerate(drawn))
    striker = Striker(TARGETS, read_rules(written))
    struck = [striker.plan(CREATE, None).told for _ in range(15)]
    expected = [(str(500 + at),) for at, (where, times) in enumerate(drawn) if where != "files: " for _ in range(times)]
    assert struck == (expected + [()] * 15)[:15]


def test_a_rule_without_a_number_strikes_for_ever_and_hides_those_after_it() -> None:
    striker = Striker(TARGETS, read_rules("fine x1; 503; 504"))
    assert [striker.plan(READ, None).told for _ in range(4)] == [("fine",), ("503",), ("503",), ("503",)]


def test_what_strikes_nothing_of_a_request_is_not_counted_by_it() -> None:
    striker = Striker(TARGETS, read_rules("files: 503 x1; fail x1"))
    assert [striker.plan(target, None).told for target in (READ, CREATE, FILE, CREATE, FILE)] == [
        (),
        ("fail",),
        ("503",),
        (),
        (),
    ]


def test_counts_of_headers_are_forgotten_some_day_and_those_of_the_service_never() -> None:
    striker = Striker(TARGETS, read_rules("503 x1"))
    assert striker.plan(READ, None).told
    for number in range(REMEMBERED + 1):
        assert striker.plan(READ, f"504 x1 # {number}").told
    assert striker.plan(READ, None) == FINE
    assert striker.plan(READ, f"504 x1 # {REMEMBERED}") == FINE
    assert striker.plan(READ, "504 x1 # 0").told


def test_what_the_service_and_a_header_ask_for_comes_together() -> None:
    plan = Striker(TARGETS, read_rules("latency 2")).plan(READ, "drop /b + header x-a b")
    assert (plan.latency, len(plan.touches), plan.told) == (2, 2, ("latency 2", "drop /b", "header x-a b"))
