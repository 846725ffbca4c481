"""Candidates in processes of their own."""

import pytest

from scripts.bench import stock, worker
from scripts.bench.bodies import USUAL
from scripts.bench.codecs import STANDARD, STOCK
from scripts.bench.worker import Worker, working
from scripts.failures import Failure

WORDS = 60


def test_a_worker_measures_what_it_is_asked_to() -> None:
    stock.generated()
    with working(STANDARD, WORDS) as ours, working(STOCK, WORDS) as theirs:
        for one in (ours, theirs):
            one.check(USUAL)
            assert one.ask("decode", USUAL) > 0
            assert one.ask("encode", USUAL) > 0
        assert 0 < ours.ask("memory", USUAL) < theirs.ask("memory", USUAL)


def test_memory_is_the_same_each_time() -> None:
    with working(STANDARD, WORDS) as ours:
        assert ours.ask("memory", USUAL) == ours.ask("memory", USUAL)


def test_a_loss_stops_the_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "ask", lambda *_: worker.STEPS.index("reading"))
    with working(STANDARD, WORDS) as ours, pytest.raises(Failure) as caught:
        ours.check(USUAL)
    assert caught.value.what == "standard library loses something in reading the body `usual`"


def test_a_worker_that_cannot_answer_is_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with working("nobody", WORDS) as nobody, pytest.raises(Failure) as caught:
        nobody.ask("decode", USUAL)
    assert caught.value.what == "nobody could not decode the body `usual`"
    assert "KeyError" in capfd.readouterr().err
