"""Operations: each has a name, and no two have the same."""

from collections.abc import Iterator

from scripts.bundle.grammar import walk
from scripts.bundle.result import Bundle
from scripts.failures import Failure


def duplicate_operation_ids(bundle: Bundle) -> Iterator[Failure]:
    """Yield one failure for every operation whose `operationId` an earlier one has."""
    first: dict[str, str] = {}
    for kind, pointer, operation in walk(bundle.data):
        name = operation.get("operationId")
        if kind != "operation" or not isinstance(name, str):
            continue
        place = bundle.place(f"{pointer}/operationId")
        if name in first:
            cause = f"the operation at {first[name]} has it already"
            yield Failure(f"the operationId '{name}' is used twice", place, cause, "rename one of them")
        first.setdefault(name, place)
