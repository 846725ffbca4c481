"""Cases: the answers that no schema can tell, as small JSON files.

`answers/<operation>.json` belongs to a creating operation or to a reading one. It may hold `states` (the running
states to pass, in the place of all that `x-task` lists), `id-suffix` (how the family's task ids end) and, under
`outcomes`, a list of cases for each of `succeeded`, `failed`, `failed plain`, `running` and `unknown`. The first case
fits whose `when` (JSON pointers into the body of the creating request, and the values there) holds. A case is an
`answer`, which is a template, or the name of a `recording` and what stands otherwise `with` it: JSON pointers and
templates.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from scripts.documents import load
from scripts.failures import Failure, choices
from scripts.mock.shape import Object, find, mapping, put, sequence, text
from scripts.mock.template import Scope, fill
from scripts.recordings import Recording
from scripts.values import Json, clone, same

FOLDER: Final = Path(__file__).with_name("answers")


@frozen
class Cases:
    """All files of the folder by operation, and the recorded answers by operation and case, which they may name."""

    files: Mapping[str, Object]
    recorded: Mapping[tuple[str, str], Json]

    def states(self, reader: str, otherwise: tuple[Json, ...]) -> tuple[Json, ...]:
        """Return the running states that a family's tasks pass."""
        return tuple(sequence(self._file(reader).get("states"))) or otherwise

    def suffix(self, reader: str) -> str:
        """Return how a family's task ids end."""
        return text(self._file(reader).get("id-suffix"))

    def answer(self, operations: Iterable[str], outcome: str, scope: Scope) -> Json:
        """Make the answer of the first case that fits, the files of `operations` asked in turn; `None` without any."""
        for operation in operations:
            for case in sequence(mapping(self._file(operation).get("outcomes")).get(outcome)):
                if _fits(mapping(case), scope):
                    return self._made(mapping(case), scope)
        return None

    def _file(self, operation: str) -> Object:
        return self.files.get(operation, {})

    def _made(self, case: Object, scope: Scope) -> Json:
        if "recording" not in case:
            return fill(case["answer"], scope)
        answer = mapping(clone(self._named(text(case["recording"]))))
        for pointer, template in mapping(case.get("with")).items():
            put(answer, pointer, fill(template, scope))
        return answer

    def _named(self, name: str) -> Json:
        operation, _, case = name.partition(".")
        if (operation, case) in self.recorded:
            return self.recorded[operation, case]
        cause = choices(name, map(".".join, self.recorded), "recorded answers")
        raise Failure(
            f"there is no recorded answer {name}", cause=cause, cure="record it, or mend the case in answers/"
        )


def load_cases(recordings: Iterable[Recording]) -> Cases:
    """Read the folder of cases; of the recordings, those with a successful answer are of use."""
    recorded = {
        (one.operation, one.case): one.response.get("body")
        for one in recordings
        if one.response and one.response.get("status") == 200
    }
    return Cases({path.stem: mapping(load(path).data) for path in sorted(FOLDER.glob("*.json"))}, recorded)


def _fits(case: Object, scope: Scope) -> bool:
    body = scope.values.get("body")
    return all(same(find(body, pointer), value) for pointer, value in mapping(case.get("when")).items())
