"""Names: what the things of the description are called in Python."""

import keyword

from openapi_python_client.strings import pascal_case, snake_case


def attribute(wire: str) -> str:
    """The attribute or argument for a wire name: `errMsg` is `err_msg`.

    Upstream also renames what only shadows a built-in, `type` and `slice`; as attributes and keyword arguments they
    shadow nothing that generated code uses, so they keep the name that the service gives them.
    """
    name = snake_case(wire)
    return f"{name}_" if keyword.iskeyword(name) else name


def class_name(tag: str) -> str:
    """The class of a family's operations: `voice_clones` is `VoiceClones`."""
    return pascal_case(tag)


def constant(name: str) -> str:
    """The name of a constant: `voice_clones` is `VOICE_CLONES`."""
    return snake_case(name).upper()
