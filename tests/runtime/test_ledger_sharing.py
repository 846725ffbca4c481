"""Claims about a ledger in several threads and processes, through forks and after a kill."""

from __future__ import annotations

import threading
from pathlib import Path

from scripts.codegen.runtime.handle import TaskHandle
from scripts.codegen.runtime.ledger import Ledger
from tests.runtime.ledgers import HOST, NOON, handle, in_process, intend

KILLED = """
    import json, os, signal, sys
    from scripts.codegen.runtime.ledger import Ledger
    from tests.runtime.ledgers import handle, intend

    def steps(ledger):
        first = intend(ledger)
        yield
        ledger.created(first, "t1")
        yield
        second = intend(ledger)
        yield
        ledger.unsure(second, "no answer")
        yield
        third = intend(ledger)
        yield
        ledger.dropped(third, "refused")
        yield
        ledger.ended(handle("t1"), "succeeded")
        yield

    for last in range(7):
        child = os.fork()
        if child == 0:
            for number, _ in enumerate(steps(Ledger(f"{sys.argv[1]}/{last}.sqlite"))):
                if number == last:
                    os.kill(os.getpid(), signal.SIGKILL)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    print(json.dumps("done"))
"""


def test_a_killed_process_leaves_every_step_that_it_made(tmp_path: Path) -> None:
    assert in_process(KILLED, str(tmp_path)) == "done"
    left = []
    for last in range(7):
        with Ledger(tmp_path / f"{last}.sqlite") as ledger:
            left.append([entry.state for entry in ledger.entries()])
            assert ledger.unfinished() == [entry for entry in ledger.entries() if entry.unfinished]
    assert left == [
        ["intended"],
        ["created"],
        ["created", "intended"],
        ["created", "unsure"],
        ["created", "unsure", "intended"],
        ["created", "unsure", "dropped"],
        ["succeeded", "unsure", "dropped"],
    ]


FORKED = """
    import json, os, sys
    from scripts.codegen.runtime.ledger import Ledger
    from tests.runtime.ledgers import handle, intend

    ledger = Ledger(sys.argv[1])
    ledger.created(intend(ledger), "before")
    child = os.fork()
    for number in range(20):
        ledger.created(intend(ledger), f"{'parent' if child else 'child'}-{number}")
    if child == 0:
        ledger.ended(handle("before"), "succeeded")
        ledger.close()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    print(json.dumps([[entry.state, entry.task_id] for entry in ledger.entries()]))
"""


def test_a_ledger_that_is_carried_through_a_fork_serves_both_sides(tmp_path: Path) -> None:
    found = in_process(FORKED, str(tmp_path / "tasks.sqlite"))
    assert found[0] == ["succeeded", "before"]
    assert sorted(found[1:]) == sorted(
        ["created", f"{side}-{number}"] for side in ("parent", "child") for number in range(20)
    )
    assert [path.name for path in tmp_path.iterdir()] == ["tasks.sqlite"]


UNTOLD = """
    import json, os, sys
    from scripts.codegen.runtime import ledger_forks
    from scripts.codegen.runtime.ledger import Ledger
    from scripts.codegen.runtime.ledger_error import LedgerError
    from tests.runtime.ledgers import handle, intend

    ledger = Ledger(sys.argv[1])
    intend(ledger)
    ledger_forks._stores.clear()  # as if Python had not been told
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            intend(ledger)
        except LedgerError as error:
            os.write(writing, error.problem.encode())
        os._exit(0)
    os.wait()
    print(json.dumps([os.read(reading, 1000).decode(), intend(ledger)]))
"""


def test_a_fork_of_which_python_was_not_told_is_refused_in_the_child_and_harms_no_one(tmp_path: Path) -> None:
    problem, key = in_process(UNTOLD, str(tmp_path / "tasks.sqlite"))
    assert (problem, key) == ("was opened before a fork of which Python was not told", 2)


FORKING_THREADS = """
    import json, os, sys, threading
    from scripts.codegen.runtime.ledger import Ledger
    from tests.runtime.ledgers import handle, intend

    ledgers = [Ledger(f"{sys.argv[1]}/{number}.sqlite") for number in range(2)]

    def work(side):
        for number in range(10):
            for ledger in ledgers[::1 if side % 2 else -1]:
                ledger.created(intend(ledger), f"{side}-{number}")
            child = os.fork()
            if child == 0:
                for ledger in ledgers:
                    ledger.created(intend(ledger), f"{side}-{number}-child")
                os._exit(0)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    threads = [threading.Thread(target=work, args=(side,)) for side in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps([len({entry.task_id for entry in ledger.entries()}) for ledger in ledgers]))
"""


def test_threads_that_write_and_fork_at_once_neither_wait_for_each_other_nor_lose_anything(tmp_path: Path) -> None:
    assert in_process(FORKING_THREADS, str(tmp_path)) == [80, 80]


CROWD = """
    import json, os, sys
    from scripts.codegen.runtime.ledger import Ledger
    from tests.runtime.ledgers import handle, intend

    children = []
    for side in range(8):
        child = os.fork()
        if child == 0:
            with Ledger(sys.argv[1]) as ledger:
                for number in range(10):
                    ledger.created(intend(ledger), f"{side}-{number}")
            os._exit(0)
        children.append(child)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    with Ledger(sys.argv[1]) as ledger:
        print(json.dumps([ends, len({entry.task_id for entry in ledger.unfinished()})]))
"""


def test_processes_that_make_the_file_at_the_same_time_and_write_it_lose_nothing(tmp_path: Path) -> None:
    assert in_process(CROWD, str(tmp_path / "tasks.sqlite")) == [[0] * 8, 80]


def test_threads_that_share_a_ledger_lose_nothing(tmp_path: Path) -> None:
    with Ledger(tmp_path / "tasks.sqlite") as ledger:

        def work(side: int) -> None:
            for number in range(10):
                ledger.created(intend(ledger), f"{side}-{number}")
                if number % 2:
                    ledger.ended(handle(f"{side}-{number}"), "succeeded")

        threads = [threading.Thread(target=work, args=(side,)) for side in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(ledger.entries()) == 80
        assert {entry.task_id for entry in ledger.unfinished()} == {
            f"{side}-{number}" for side in range(8) for number in range(0, 10, 2)
        }


def test_two_ledgers_of_one_file_see_what_the_other_writes(tmp_path: Path) -> None:
    with Ledger(tmp_path / "tasks.sqlite") as one, Ledger(tmp_path / "tasks.sqlite") as other:
        other.created(intend(one), "t1")
        one.ended(TaskHandle(family="voice_clones", id="t1", host=HOST, created_at=NOON), "succeeded")
        assert [entry.state for entry in other.entries()] == ["succeeded"]
