"""A process for each candidate, so that none lives in memory that another one has left behind.

Asked in lines on standard input (`decode usual`), it answers each with a number. It ends when its input does.
"""

import gc
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from scripts.bench.bodies import body
from scripts.bench.codecs import Codec, codec_of, lost
from scripts.bench.plan import GENERATED, REPOSITORY
from scripts.bench.rounds import timed
from scripts.failures import Failure

STEPS: Final = (None, "reading", "writing")
"""What the answer to `check` means: the step in which something was lost."""


class Worker:
    """The other end: a candidate that runs in a process of its own."""

    def __init__(self, name: str, process: subprocess.Popen[str]) -> None:
        self._name = name
        self._process = process

    def ask(self, verb: str, key: str) -> int:
        """What a worker answers to `decode`, `encode` (nanoseconds), `memory` (bytes) or `check` of a body."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{verb} {key}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise Failure(f"{self._name} could not {verb} the body `{key}`", cause="its own words stand above")
        return int(answer)

    def check(self, key: str) -> None:
        """See that the candidate gives back all of a body, before it is measured. Raises `Failure`."""
        step = STEPS[self.ask("check", key)]
        if step:
            cure = "a loss is not measured: mend the runtime, or the candidate in scripts/bench"
            raise Failure(f"{self._name} loses something in {step} the body `{key}`", cure=cure)


@contextmanager
def working(name: str, words: int) -> Iterator[Worker]:
    """Run a candidate in another process while the block does."""
    command = [sys.executable, "-m", "scripts.bench.worker", name, str(words)]
    paths = os.pathsep.join((str(REPOSITORY), str(GENERATED)))
    with subprocess.Popen(  # noqa: S603 - our own command
        command, env=os.environ | {"PYTHONPATH": paths}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Worker(name, process)  # whose input ends with the block


def serve(name: str, words: int) -> None:
    """Answer until nobody asks any more."""
    candidate = codec_of(name)
    for line in sys.stdin:
        verb, key = line.split()
        print(_answer(candidate, verb, _body(key, words)), flush=True)


@cache
def _body(key: str, words: int) -> bytes:
    return body(key, words)


def _answer(candidate: Codec, verb: str, content: bytes) -> int:
    if verb == "check":
        return STEPS.index(lost(candidate, content))
    if verb == "memory":
        return _kept(candidate, content)
    if verb == "decode":
        return timed(lambda: candidate.decode(content), time.process_time_ns)
    model = candidate.decode(content)
    return timed(lambda: candidate.encode(model), time.process_time_ns)


def _kept(candidate: Codec, content: bytes) -> int:
    candidate.decode(content)  # what a first use leaves behind for ever is not counted
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        model = candidate.decode(content)
        gc.collect()
        size = tracemalloc.get_traced_memory()[0] - before
        del model
    finally:
        tracemalloc.stop()
    return size


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
