"""Annotations: the Python type of a property that openapi-python-client has parsed."""

from openapi_python_client.parser.properties import AnyProperty, ModelProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from scripts.failures import Failure

_PLAIN = (
    (StringProperty, "str"),
    (BooleanProperty, "bool"),
    (IntProperty, "int"),
    (FloatProperty, "float"),
    (NoneProperty, "None"),
    (AnyProperty, "Any"),
)


def annotation(prop: PropertyProtocol, *, sequence: str = "list") -> str:
    """The annotation of a value that is there; `sequence` names what an array is: `list`, or `Sequence` for arguments.

    Raises `Failure` for a type that the runtime cannot read, so that no such model is ever generated.
    """
    if isinstance(prop, ListProperty):
        return f"{sequence}[{annotation(prop.inner_property, sequence=sequence)}]"
    if isinstance(prop, ModelProperty):
        return str(prop.class_info.name)
    if isinstance(prop, UnionProperty):
        members = [annotation(inner, sequence=sequence) for inner in prop.inner_properties]
        return " | ".join(dict.fromkeys(members))
    for kind, text in _PLAIN:
        if isinstance(prop, kind):
            return text
    raise Failure(
        f"the property `{prop.name.get_untrusted_value()}` has a type that the client cannot read",
        cause=f"openapi-python-client parses it as {type(prop).__name__}",
        cure="describe it with plain JSON types; an enumeration is opened by an overlay with x-open-enum",
    )


def optional(text: str) -> str:
    """The annotation of a value that may be absent or null."""
    parts = text.split(" | ")
    return text if "Any" in parts or "None" in parts else f"{text} | None"


def models_in(prop: PropertyProtocol) -> list[ModelProperty]:
    """The models that a property's annotation names, in order."""
    if isinstance(prop, ModelProperty):
        return [prop]
    if isinstance(prop, ListProperty):
        return models_in(prop.inner_property)
    if isinstance(prop, UnionProperty):
        return [model for inner in prop.inner_properties for model in models_in(inner)]
    return []
