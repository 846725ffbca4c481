"""Page readers: from a stored page, whatever its rendering, to normalised facts."""

from scripts.page.agreement import Disagreement, agree, disagreements
from scripts.page.facts import Case, Example, Field, Operation, Page, PageWarning, Parameter
from scripts.page.reader import parse_page, read_page

__all__ = [
    "Case",
    "Disagreement",
    "Example",
    "Field",
    "Operation",
    "Page",
    "PageWarning",
    "Parameter",
    "agree",
    "disagreements",
    "parse_page",
    "read_page",
]
