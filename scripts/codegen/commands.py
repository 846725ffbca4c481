"""Commands: what the templates see of an operation that creates a task, as a command of the command line."""

import json
import textwrap

import attrs

from scripts.codegen.arguments import Argument
from scripts.codegen.operations import Family, OperationView
from scripts.codegen.raw import Node, Raw
from scripts.codegen.runtime.cli.command import Kind, Option
from scripts.failures import Failure

_KINDS: dict[str, Kind] = {"str": "text", "int": "integer", "float": "number", "bool": "boolean"}
_EXAMPLES: dict[Kind, str] = {"text": "...", "integer": "1", "number": "1", "json": "{}"}
OWN = ("get", "wait")
"""The commands that every family has besides those that create."""


@attrs.frozen
class CommandView:
    """One command: `words` call it within its family, `example` are options with which it can be called."""

    words: list[str]
    method: str
    summary: str
    about: str
    cost: str
    example: list[str]
    options: list[Option]


@attrs.frozen
class CommandModule:
    """The commands of one family, `word` being what the command line calls it."""

    tag: str
    word: str
    doc: str
    commands: list[CommandView]


def command_module(view: Family, raw: Raw) -> CommandModule:
    """The commands of one family."""
    tag: Node = next((tag for tag in raw.description["tags"] if tag["name"] == view.tag), {})
    commands = [_command(operation, raw) for operation in view.operations if operation.creates]
    return CommandModule(view.tag, str(tag.get("x-command", view.tag.replace("_", "-"))), view.doc, commands)


def no_clash(modules: list[CommandModule]) -> None:
    """Refuse what would hide another command. Raises `Failure`."""
    words = [module.word for module in modules]
    for word in sorted({word for word in words if words.count(word) > 1 or word in ("tasks", "resume", "doctor")}):
        cure = "give one of them another `x-command`, beside its name in spec/openapi.yaml"
        raise Failure(
            f"two commands would be called `{word}`", cause="families have this `x-command` or name", cure=cure
        )
    for module in modules:
        called = [tuple(command.words) for command in module.commands]
        for command in module.commands:
            taken = tuple(command.words) in [(word,) for word in OWN] or called.count(tuple(command.words)) > 1
            if taken or (command.words == ["create"] and len(called) > 1):
                raise Failure(
                    f"the command of the method `{command.method}` of `{module.tag}` has a name that is taken",
                    cause=f"it would be called `{module.word} {' '.join(command.words)}`",
                    cure="give its operation another `x-method`",
                )


def _command(operation: OperationView, raw: Raw) -> CommandView:
    node = raw.operations[operation.id]
    _, create, kind = operation.method.partition("create_")
    words = ["create", kind.replace("_", "-")] if create else [operation.method.replace("_", "-")]
    options = [_option(argument, raw) for argument in operation.arguments]
    return CommandView(
        words=words,
        method=operation.method,
        summary=f"{node['summary']}.",
        about=" ".join(str(node["description"]).split()),
        cost=_cost(node),
        example=[word for option in options if option.required for word in _given(option)],
        options=options,
    )


def _option(argument: Argument, raw: Raw) -> Option:
    kind = argument.annotation if argument.required else argument.annotation.removesuffix(" | None")
    many = kind.startswith("Sequence[")
    kind = kind.removeprefix("Sequence[").removesuffix("]") if many else kind
    schema: Node = raw.description["components"]["schemas"].get(kind, {})
    found = _KINDS.get(kind, "model" if schema else "json")
    return Option(
        name=argument.name,
        kind=found,
        about=argument.about,
        required=argument.required,
        many=many,
        model=kind if schema else None,
        one_text=tuple(schema.get("x-one-text", ())),
    )


def _given(option: Option) -> list[str]:
    """The option with a value that its kind allows."""
    if option.kind == "boolean":
        return [option.flag]
    if option.kind == "model":
        return [option.flag, "Hello." if option.one_text else f"@{option.name}.json"]
    url = option.kind == "text" and option.name.endswith(("url", "links"))
    return [option.flag, "https://example.com/talk.mp3" if url else _EXAMPLES[option.kind]]


def literal(text: str) -> str:
    """A text as a literal of Python, in lines that fit."""
    lines = textwrap.wrap(text, 88, drop_whitespace=False, break_long_words=False, break_on_hyphens=False) or [""]
    parts = [json.dumps(line, ensure_ascii=False) for line in lines]
    return parts[0] if len(parts) == 1 else "(" + "\n".join(parts) + ")"


def _cost(node: Node) -> str:
    price = node.get("x-cost")
    if price is None:
        return "Free of charge."
    amount = f"{price['amount']} PTC per {price['unit']}" if price["amount"] is not None else f"{price['unit']} price"
    return f"Costs money: {amount}. {price.get('note', '')}".strip()
