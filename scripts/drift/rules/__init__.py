"""Rules: one a module. The module's name is the rule's id, its first line what a finding of it claims."""

from collections.abc import Iterator
from importlib import import_module
from typing import Final, Protocol

from scripts.drift.context import Context, Judged
from scripts.drift.finding import Rule

NAMES: Final = (
    "input_unusable",
    "page_damaged",
    "operation_added",
    "operation_removed",
    "operation_moved",
    "parameter_added",
    "parameter_removed",
    "parameter_renamed",
    "field_added",
    "field_removed",
    "field_renamed",
    "type_changed",
    "nullability_changed",
    "made_required",
    "made_optional",
    "enum_value_added",
    "enum_value_removed",
    "default_changed",
    "bound_changed",
    "server_changed",
    "security_changed",
    "example_misfit",
    "renderings_disagree",
    "catalogue_address",
    "undocumented_field",
    "undocumented_answer",
    "recording_misfit",
    "never_seen",
    "recording_too_old",
    "surprise_unplaced",
    "secret_exposed",
    "round_trip_lost",
    "overlay_action_dead",
    "description_invalid",
    "generated_stale",
)
"""Every rule, in the order in which reports list them."""


class RuleModule(Protocol):
    """What a module of a rule has."""

    __doc__: str | None

    def judge(self, context: Context) -> Iterator[Judged]:
        """Yield what the rule finds."""
        ...


def modules() -> list[tuple[Rule, RuleModule]]:
    """Every rule with its module."""
    found = []
    for name in NAMES:
        module: RuleModule = import_module(f"{__name__}.{name}")
        found.append((Rule(name.replace("_", "-"), (module.__doc__ or "").partition("\n")[0]), module))
    return found
