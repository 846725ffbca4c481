"""Wishes: how a task is to run and to end, other than it usually does. Faults that strike a creating request say so."""

from attrs import frozen

from scripts.values import Json


@frozen
class Wishes:
    """What is wished for a task; without wishes it succeeds after its usual states.

    `outcome`: `succeeded`, `failed` or `failed plain`. `binary`: it ends in a file in the place of JSON. `more_polls`:
    how often its last state is repeated. `states`: what it passes in the place of its usual states. `state`: what it
    also passes. `stalls`: it never ends. `regresses`: it goes back to its first state once. `unknown`: nobody knows it.
    `files`: the address below which its files are, or nothing for this service's own.
    """

    outcome: str = "succeeded"
    binary: bool = False
    more_polls: int = 0
    states: tuple[str, ...] = ()
    state: str | None = None
    stalls: bool = False
    regresses: bool = False
    unknown: bool = False
    files: str = ""

    def passed(self, usual: tuple[Json, ...], running: tuple[Json, ...]) -> tuple[Json, ...]:
        """Return the states that a task passes: `usual` are its family's, out of the `running` ones that there are."""
        number = all(isinstance(state, int) for state in running)
        states = _typed(self.states, number=number) or usual
        states = (*states, *states[-1:] * self.more_polls)
        if self.state is not None:
            states = (*states, *_typed((self.state,), number=number))
        if self.regresses:
            # Where there is but one state, another one that the family knows comes between.
            others = tuple(state for state in running if state not in states)
            forth = states if len(states) > 1 else (*states, *others[:1])
            states = (*forth, *forth[:-1])
        return states


def _typed(states: tuple[str, ...], *, number: bool) -> tuple[Json, ...]:
    """Read states as the type that the family's have; one of another type would not fit the description."""
    if not number:
        return states
    return tuple(int(state) for state in states if state.lstrip("-").isdecimal())
