"""What a verb is: a module that adds itself to the command line."""

import argparse
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    # The class has a parameter for the type checker alone.
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Subparsers = argparse._SubParsersAction


class Verb(Protocol):
    """A module with `register`, which adds a parser and sets its `run(arguments) -> exit code`."""

    def register(self, subparsers: Subparsers) -> None:
        """Add the verb to the command line."""
