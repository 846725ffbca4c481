"""What every generated model is: fields and docstrings, on a base class that reads, writes and shows them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar, dataclass_transform

import attrs

from .compiled import read_model, write_model
from .display import display
from .field_table import ALSO, KIND, KNOWN, OFF_WIRE, REQUIRED, REST, WIRE, table_of
from .rest import NOTHING, Rest

if TYPE_CHECKING:
    from enum import Enum

M = TypeVar("M", bound="Model")


@attrs.define(eq=False, repr=False, getstate_setstate=False, weakref_slot=False)
class Model:
    """Base of all models: attributes that may each be None, because an answer guarantees nothing.

    None means that the service sent null or nothing. What the attributes cannot say (fields that the description does
    not know, the difference between null and nothing, another spelling of a name) is kept aside and comes back with
    `to_dict()`: `M.from_dict(data).to_dict() == data`.
    """

    _rest: Rest | None = attrs.field(default=None, init=False)
    _kind: ClassVar[str] = ""
    """What tells a model class from all others where only strings can be compared."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The model of a JSON object.

        The data are not changed. Values of unknown type inside them are shared with the model, not copied. Raises
        DecodeError if a field holds another JSON type than described.
        """
        return read_model(cls, dict(data) if isinstance(data, Mapping) else data)

    def to_dict(self) -> dict[str, Any]:
        """The model as a JSON object, with everything that came and every later change.

        An attribute that is None is left out, unless it came as an explicit null. Values of unknown type are shared,
        not copied. Raises EncodeError if an attribute was set to a value of another type than described.
        """
        return write_model(self)

    @property
    def unknown_fields(self) -> Mapping[str, Any]:
        """Fields of the answer that the description does not know, as they came; read only."""
        return MappingProxyType((self._rest or NOTHING).unknown)

    def __eq__(self, other: object) -> bool:
        """Equal are two models of one class that stand for the same JSON and hold the same besides."""
        if type(other) is not type(self):
            return NotImplemented
        cls: type = type(self)  # a plain type to the type checker, which holds that no model can be hashed
        besides = table_of(cls).off_wire
        same = all(getattr(self, name) == getattr(other, name) for name in besides)
        return same and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # equal models may become unequal: they can be changed

    def __repr__(self) -> str:
        """What is there, and no more; long lists and texts are cut."""
        return display(self)


@dataclass_transform(eq_default=False, kw_only_default=True)
def model(cls: type[M]) -> type[M]:
    """Make a model of a class that has only fields. All are optional keyword arguments of its constructor."""
    for name in ("to_dict", "from_dict", "unknown_fields", REST, KIND):
        if name in inspect.get_annotations(cls):
            _refuse(cls, name)
    define = attrs.define(
        eq=False, repr=False, getstate_setstate=False, weakref_slot=False, match_args=False, kw_only=True
    )
    made = define(cls)
    made._kind = f"{made.__qualname__} {id(made)}"
    return made


def _refuse(cls: type, name: str) -> NoReturn:
    message = f"{cls.__name__} cannot have a field named {name}: every model has that already; give it another name"
    raise TypeError(message)


def wire(
    name: str | None = None,
    *,
    also: tuple[str, ...] = (),
    known: type[Enum] | None = None,
    required: bool = False,
) -> Any:
    """Default of a field of which more is known than its name and type.

    `name`: what JSON calls it, if not as the attribute. `also`: other spellings that the service uses; the first that
    holds a value wins the field, and a value under another one is kept among the unknown fields. `known`: the values
    that have names. `required`: the description says that it is always there. The last two bind nobody: an answer that
    breaks them is read all the same, and counted as a surprise.
    """
    return attrs.field(default=None, metadata={WIRE: name, ALSO: also, KNOWN: known, REQUIRED: required})


def off_wire() -> Any:
    """Default of an attribute that never stands in JSON."""
    return attrs.field(default=None, metadata={OFF_WIRE: True})
