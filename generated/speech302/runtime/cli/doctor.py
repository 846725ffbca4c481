"""The command `doctor`: one line a check, with the cure of what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import doctor_here, doctor_host, exits

if TYPE_CHECKING:
    from .doctor_check import Check
    from .run import Run


def examine(run: Run) -> int:
    """Check everything; the exit code is 0 only if nothing is wrong."""
    checks: list[Check] = []
    for found in (
        doctor_here.key(run),
        *doctor_host.checks(run),
        doctor_here.proxy(run),
        doctor_here.certificates(run),
        doctor_here.packages(run),
        doctor_here.ledger(run),
    ):
        if found is None:
            continue
        checks.append(found)
        cure = f" {found.cure}." if found.cure else ""
        run.screen.result(f"{found.verdict:<7}  {found.name}: {found.finding}.{cure}")
    wrong = any(check.verdict == "wrong" for check in checks)
    run.document = {"ok": not wrong, "checks": [check._asdict() for check in checks]}
    return exits.ERROR if wrong else exits.DONE
