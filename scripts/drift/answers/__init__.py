"""Answers: the overlay actions that make the description say what a party says, each as small as it can be.

What a page no longer has is not taken out of the description but marked as deprecated: programs that read it go on, and
are told. What is new is described by what the party shows, with the party as its source.
"""

from scripts.drift.answers.actions import Action, Actions, remove, remove_member, target, update
from scripts.drift.answers.fields import (
    add_fields,
    add_met,
    add_observed,
    add_spelling,
    deprecate,
    make_optional,
    make_required,
    rename_property,
)
from scripts.drift.answers.operations import add_parameter, move, rename_parameter
from scripts.drift.answers.schemas import Place, place_for, source_of
from scripts.drift.answers.types import add_values, admit, admit_kind, remove_values, retype, set_keywords

__all__ = [
    "Action",
    "Actions",
    "Place",
    "add_fields",
    "add_met",
    "add_observed",
    "add_parameter",
    "add_spelling",
    "add_values",
    "admit",
    "admit_kind",
    "deprecate",
    "make_optional",
    "make_required",
    "move",
    "place_for",
    "remove",
    "remove_member",
    "remove_values",
    "rename_parameter",
    "rename_property",
    "retype",
    "set_keywords",
    "source_of",
    "target",
    "update",
]
