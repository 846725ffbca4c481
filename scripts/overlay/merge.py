"""The merge rules, as pure functions: neither argument is changed, and the result shares nothing with the update."""

from typing import Final

from scripts.overlay.action import Version
from scripts.pointers import Location
from scripts.values import Json, clone, kind_of


class Mismatch(Exception):  # noqa: N818 - a fact about two values, told as a failure by the caller
    """Two values of kinds that do not merge. `location`: where, from the target. `found`, `given`: the two values."""

    def __init__(self, location: Location, found: Json, given: Json) -> None:
        super().__init__(location, found, given)
        self.location: Final = location
        self.found: Final = found
        self.given: Final = given


def update(target: Json, value: Json, version: Version) -> Json:
    """Return what a target becomes under an update (or a copied value).

    An object merges into an object. An array grows by the entries of an array (in 1.0: by the array, as one entry), or
    by any other value as one entry. From 1.1 a primitive replaces a primitive. Raises `Mismatch` for everything else.
    """
    if isinstance(target, list) and (version == "1.0" or not isinstance(value, list)):
        return [*target, clone(value)]
    if kind_of(target) == "primitive" and version == "1.0":
        raise Mismatch((), target, value)
    return merge(target, value)


def merge(target: Json, value: Json, location: Location = ()) -> Json:
    """Merge a value into another of its kind, property by property; `location` is where `target` stands.

    Raises `Mismatch` where the kinds differ.
    """
    if isinstance(target, dict) and isinstance(value, dict):
        merged = dict(target)
        for name, item in value.items():
            merged[name] = merge(target[name], item, (*location, name)) if name in target else clone(item)
        return merged
    if isinstance(target, list) and isinstance(value, list):
        return [*target, *map(clone, value)]
    if kind_of(target) == kind_of(value) == "primitive":
        return value
    raise Mismatch(location, target, value)
