"""Examples of whole bodies within a section: JSON, each perhaps below a name; what is no JSON is warned of."""

from attrs import frozen

from scripts.documents.marks import Mark
from scripts.page.field_blocks import BARE_JSON
from scripts.page.json_block import Block, read_block
from scripts.page.json_reader import Fault
from scripts.page.labelling import label
from scripts.page.notes import Notes
from scripts.page.passage import Passage


@frozen(eq=False)
class Found:
    """One example: its name, where several have one, its line, and what was read of it."""

    name: str | None
    line: int
    block: Block

    @property
    def whole(self) -> bool:
        """Tell whether the example is JSON from end to end."""
        return self.block.fault is None

    @property
    def telling(self) -> bool:
        """Tell whether the example shows names of fields, whole or not."""
        return self.whole or isinstance(self.block.value, dict | list)


def find_examples(passage: Passage, whose: str, notes: Notes) -> list[Found]:
    """Read the examples of a section. `whose`: the body, as warnings call it."""
    found: list[Found] = []
    others: list[int] = []
    labelled: int | None = None
    index = 0
    while index < len(passage.lines):
        line = passage.lines[index]
        its = label("details", line)
        if BARE_JSON.match(line):
            name = passage.lines[others[-1]] if others else None
            others = []
            found.append(Found(name, passage.numbers[index], _block(passage, index, whose, notes)))
            index = max(passage.index(max(found[-1].block.end - 1, 0)), index) + 1
            continue
        if its:
            notes.saw(its.language, passage.numbers[index])
            labelled = passage.numbers[index] if labelled is None else labelled
        elif labelled is not None:
            others.append(index)
        index += 1
    if labelled is not None and not found:
        at = passage.numbers[others[0]] if others else labelled
        told = f" is not JSON: {passage.lines[others[0]][:80]}" if others else " is missing"
        notes.lose(at, f"the example of {whose}{told}")
        found.append(Found(None, at, Block(None, 0, Mark(at), Fault(0, "it is not JSON"))))
    return found


def _block(passage: Passage, index: int, whose: str, notes: Notes) -> Block:
    block = read_block(passage.text, passage.starts[index], passage.number)
    if block.fault is not None:
        cut = block.fault.offset >= len(passage.text)
        what = f"the example of {whose} is cut" if cut else f"the example of {whose} is not JSON"
        notes.lose(passage.number(block.fault.offset), f"{what}: {block.fault.cause}")
    return block
