"""Reading and writing the transcript, and the memory that it takes once it is read."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final

from scripts.bench.bodies import KEYS, UNKNOWN, UNUSUAL, USUAL, body
from scripts.bench.codecs import CANDIDATES, MSGSPEC, OURS, PARSER, PYDANTIC, STANDARD, STOCK
from scripts.bench.plan import Plan
from scripts.bench.ratio import Group, Result, Target, counted, paired
from scripts.bench.rounds import Measure, Samples, interleaved
from scripts.bench.transcript import PACE
from scripts.bench.worker import Worker, working

Workers = dict[str, Worker]
Targets = dict[tuple[str, str], Target]

NOT_SLOWER: Final = Target(1.0, tie=True)
DECODING: Final[Targets] = {(STANDARD, STOCK): Target(0.55), (MSGSPEC, STOCK): Target(0.35)} | {
    (name, PYDANTIC): NOT_SLOWER for name in OURS
}
ENCODING: Final[Targets] = {(MSGSPEC, STOCK): Target(0.3)}
MEMORY: Final = {name: Target(0.65) for name in OURS}


def transcripts(plan: Plan) -> Iterator[Group]:
    """Decoding every body, encoding two, and the memory of the usual one. Raises `Failure` if any of it loses a thing.

    The targets are for the usual body.
    """
    with ExitStack() as stack:
        workers = {name: stack.enter_context(working(name, plan.words)) for name in CANDIDATES}
        for key in KEYS:
            for worker in workers.values():
                worker.check(key)
        for key in KEYS:
            yield _group("decode", key, plan, workers)
        # The second is one that the fields of the models cannot say alone.
        for key in (USUAL, UNKNOWN):
            yield _group("encode", key, plan, workers)
        yield _memory(workers)


def _group(verb: str, key: str, plan: Plan, workers: Workers) -> Group:
    usual = key == USUAL
    measures = {name: _asking(worker, verb, key) for name, worker in workers.items()}
    samples = interleaved(measures, plan.bodies if usual else plan.other_bodies)
    title = f"{verb.removesuffix('e').capitalize()}ing {'a transcript' if usual else f'it with {UNUSUAL[key]}'}"
    targets = (DECODING if verb == "decode" else ENCODING) if usual else {}
    return Group(title, _how(verb, plan) if usual else "", _results(f"{verb}.{key}", samples, targets))


def _asking(worker: Worker, verb: str, key: str) -> Measure:
    return lambda: worker.ask(verb, key)


def _results(prefix: str, samples: Samples, targets: Targets) -> tuple[Result, ...]:
    pairs = [(name, STOCK) for name in (*OURS, PYDANTIC, PARSER)] + [(name, PYDANTIC) for name in OURS]
    return tuple(
        Result(
            f"{prefix}.{_word(name)}.to_{base}",
            _named(name),
            base,
            paired(samples, name, base),
            targets.get((name, base)),
        )
        for name, base in pairs
    )


def _memory(workers: Workers) -> Group:
    kept = {name: worker.ask("memory", USUAL) for name, worker in workers.items()}
    results = [
        Result(f"memory.{_word(name)}", _named(name), STOCK, counted(kept[name] / kept[STOCK]), MEMORY.get(name))
        for name in (*OURS, PYDANTIC)
    ]
    how = "What tracemalloc still counts once the answer is read and only its model is kept: the same each time."
    return Group("Memory kept by the decoded transcript", how, tuple(results))


def _how(verb: str, plan: Plan) -> str:
    if verb == "encode":
        return "The same models to bytes. Processor time. Stock: to_dict(), dumped as httpx does it."
    return (
        f"From the bytes of an answer to its models: {plan.words:,} words, {plan.words * PACE / 60:.0f} minutes of "
        f"speech, in segments and once more as one list, {len(body(USUAL, plan.words)) / 1e6:.2f} MB. Processor time, "
        "each candidate in a process of its own, which was first seen to give back all that it read, unknown fields "
        "included. Ours reads with the standard library's parser, or with msgspec. Stock: "
        'SubtitleTask.from_dict(json.loads(body)). Pydantic: model_validate_json, extra="allow".'
    )


def _word(name: str) -> str:
    return name.replace(" ", "_")


def _named(name: str) -> str:
    return f"ours, {name}" if name in OURS else name
