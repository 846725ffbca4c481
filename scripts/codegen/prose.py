"""Prose: docstrings as lines of a fixed width."""

import textwrap
from collections.abc import Iterable, Sequence

WIDTH = 120


def wrapped(text: str, indent: int, hanging: int = 0) -> list[str]:
    """The text in lines that fit behind `indent` spaces, those after the first `hanging` deeper; without the indent."""
    lines = textwrap.wrap(
        " ".join(text.split()),
        WIDTH - indent,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [""]


def docstring(paragraphs: Iterable[Sequence[str]], indent: int) -> str:
    """A docstring literal of paragraphs (each a list of lines), ready to stand behind `indent` spaces.

    It is one line if it fits. Backslashes and triple quotes of the text are escaped.
    """
    blocks = [[line.rstrip() for line in lines] for lines in paragraphs if any(line.strip() for line in lines)]
    lines = [line for block in blocks for line in (*block, "")][:-1]
    body = [line.replace("\\", "\\\\").replace('"""', '\\"""') for line in lines]
    if len(body) == 1 and indent + len(body[0]) + 6 <= WIDTH:
        return f'"""{body[0]}"""'
    pad = " " * indent
    rest = [f"{pad}{line}" if line else "" for line in body[1:]]
    return "\n".join([f'"""{body[0]}', *rest, f'{pad}"""'])


def section(title: str, entries: Iterable[tuple[str, str]], indent: int) -> list[str]:
    """A section of a docstring such as `Args:`, each entry `name: text`; empty without entries."""
    lines = [line for name, text in entries for line in wrapped(f"{name}: {text}", indent + 4, 4)]
    return [f"{title}:", *(f"    {line}" for line in lines)] if lines else []
