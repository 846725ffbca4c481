"""Cases of a response on the Apifox page as text: `🟢200成功`, each with its fields and its examples.

The fields of a response are those of its cases of success together: a field counts as required only if every one of
them says so. A failure's fields are left out, its example is kept.
"""

from collections.abc import Sequence

from attrs import Factory, define

from scripts.documents.marks import Mark
from scripts.page.bodies import Shown
from scripts.page.examples import Found, find_examples
from scripts.page.facts import Case, Example
from scripts.page.field_blocks import read_blocks
from scripts.page.listed import Listed
from scripts.page.notes import Notes
from scripts.page.sections import Section


@define
class Answer:
    """One case: its rows and its examples. A status that the page does not tell counts as success.

    `damaged`: part of it is gone.
    """

    case: Case
    rows: list[Listed] = Factory(list)
    found: list[Found] = Factory(list)
    damaged: bool = False

    @property
    def succeeds(self) -> bool:
        """Tell whether this is a case of success."""
        return self.case.status is None or 200 <= self.case.status < 300


def read_answers(sections: Sequence[Section], notes: Notes, *, last: bool) -> list[Answer]:
    """Read every case of the response. `last`: the page ends with these sections."""
    answers: list[Answer] = []
    answering = False
    for section in sections:
        if section.kind in ("responses", "case"):
            answering = True
        elif section.kind not in ("body", "example"):
            # Whatever follows the response, such as the date of the page, is not part of it.
            answering = answering and section.kind == "response_headers"
            continue
        if not answering:
            continue
        if section.kind == "case" or not answers:
            answers.append(Answer(Case(section.name, section.status, section.line)))
        _read(section, answers[-1], notes)
    kept = [answer for answer in answers if answer.rows or answer.found or answer.case.name or answer.case.status]
    _warn_of_empty(kept, notes)
    if last and sections[-1].kind in ("responses", "case", "body", "example"):
        _check_end(kept, sections[-1].passage.last if sections[-1].passage.lines else sections[-1].line, notes)
    _soften([answer for answer in kept if answer.succeeds and answer.rows])
    return kept


def _read(section: Section, answer: Answer, notes: Notes) -> None:
    losses = notes.losses
    blocks = read_blocks(section.passage, notes, whole_example=True)
    answer.rows.extend(blocks.rows)
    answer.found.extend(find_examples(section.passage.part(blocks.rest), "the response", notes))
    answer.damaged |= notes.losses > losses


def _check_end(answers: list[Answer], line: int, notes: Notes) -> None:
    """Warn of a page that ends where its last case has a list without an example, or no case of success has anything.

    A whole page ends with an example or a date; where one case is shown, pages name others and show nothing of them.
    """
    if not answers or answers[-1].found or not answers[-1].succeeds:
        return
    if answers[-1].rows or not any(answer.rows or answer.found for answer in answers if answer.succeeds):
        notes.lose(line, "the page ends within the response: it may be cut here")
        answers[-1].damaged = True


def _warn_of_empty(answers: list[Answer], notes: Notes) -> None:
    for answer in answers:
        if not answer.rows and not answer.found:
            name = f"`{answer.case.name}` " if answer.case.name else ""
            status = f"({answer.case.status})" if answer.case.status else ""
            notes.warn(
                answer.case.line, f"the page names the response {name}{status}".rstrip() + " and shows nothing of it"
            )


def _soften(answers: list[Answer]) -> None:
    """Leave `required` to the rows that every case of success has and marks alike."""
    for answer in answers if len(answers) > 1 else []:
        for row in answer.rows:
            marks = [{other.required for other in each.rows if other.name == row.name} for each in answers]
            if any(mark != {row.required} for mark in marks):
                row.required = None


def shown_by(answers: list[Answer]) -> Shown:
    """What the examples of success show, cut ones too."""
    values: list[tuple[object, Mark]] = []
    for answer in answers:
        if answer.succeeds:
            values.extend((found.block.value, found.block.mark) for found in answer.found if found.telling)
    return values  # type: ignore[return-value]


def examples_of(answers: list[Answer]) -> tuple[Example, ...]:
    """The whole examples, with the name of their case, or their own where a case has several."""
    return tuple(
        Example(found.block.value, _name(answer, found), answer.case.status, found.line)
        for answer in answers
        for found in answer.found
        if found.whole
    )


def _name(answer: Answer, found: Found) -> str | None:
    return found.name if len(answer.found) > 1 and found.name else answer.case.name
