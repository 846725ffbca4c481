"""The verb `drift`: every disagreement between pages, description, recordings, client and service, as findings."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scripts.documents import output_path, shown, write_output
from scripts.drift.engine import Run, judge, prepare
from scripts.drift.finding import Report, Severity
from scripts.drift.formats import FORMATS, render
from scripts.drift.inputs import Inputs, Unusable, gather
from scripts.drift.proposal import Proposal, propose
from scripts.failures import UNUSABLE, WRONG, Failure, Failures
from scripts.overlay import read_overlay
from scripts.registry import Subparsers

REPOSITORY: Final = Path(__file__).parents[2]
FAIL_ON: Final = ("breaking", "any", "never")


def register(subparsers: Subparsers) -> None:
    """Add the verb to the command line."""
    text = "Compare pages, description, recordings, clients and service, and tell every disagreement."
    ends = "Exit codes: 0 nothing that counts, 1 findings, 2 unusable input, or nothing to judge."
    parser = subparsers.add_parser("drift", help=text, description=text, epilog=ends)
    parser.add_argument("--pages", type=Path, metavar="DIR", help="judge the pages and catalogues of this folder")
    parser.add_argument("--recordings", type=Path, metavar="DIR", help="judge the recordings of this folder")
    parser.add_argument(
        "--overlay",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="apply one more overlay, such as a proposed one; generated files are not judged then",
    )
    parser.add_argument(
        "--surprises",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="judge what clients were surprised by, as they wrote it to this file",
    )
    parser.add_argument(
        "--live", action="store_true", help="repeat the recorded reading requests at the service; needs a key"
    )
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how findings are told (text)")
    parser.add_argument("-o", "--output", type=output_path, metavar="FILE", help="write there (standard output)")
    parser.add_argument("--fail-on", choices=FAIL_ON, default="any", help="which findings make the exit code 1 (any)")
    parser.add_argument(
        "--propose", type=output_path, metavar="FILE", help="write the smallest overlay that answers findings"
    )
    parser.set_defaults(run=lambda arguments: run(arguments, REPOSITORY))


def run(arguments: argparse.Namespace, repository: Path) -> int:
    """Judge, propose, tell. Raises `Failure` when nothing can be judged, and then nothing is written."""
    inputs = gather(repository / "spec", arguments.pages, arguments.recordings, arguments.surprises)
    try:
        overlays = [read_overlay(path) for path in arguments.overlay]
        context, entries = prepare(repository, inputs, datetime.now(UTC).date(), overlays)
    except (Failure, Failures) as failure:
        raise _unusable(failure) from None
    if arguments.live:
        _ask(inputs, context.effective.data)
    if not inputs.pages and not inputs.recordings and not inputs.catalogues:
        _nothing(inputs)
    done = judge(context, entries)
    # The report shows the proposal, so it is made for whoever opens one, and written only where asked.
    wanted = arguments.propose is not None or arguments.format in ("html", "markdown")
    proposal = propose(done) if wanted else None
    report = done.report(proposal.text, proposal.answered) if proposal else done.report()
    if arguments.propose is not None and proposal is not None:
        _write(proposal, arguments.propose)
    write_output(render(report, arguments.format), arguments.output)
    if done.unusable and (arguments.format != "text" or arguments.output):
        # What people read on the screen names them already.
        for one in inputs.unusable:
            sys.stderr.write(f"{one.failure}\n")
    return _exit_code(done, report, arguments.fail_on)


def _unusable(failure: Failure | Failures) -> Failures:
    """The same failures with the exit code of unusable input: without a description there is nothing to judge by."""
    several = failure.failures if isinstance(failure, Failures) else (failure,)
    return Failures(Failure(one.what, one.where, one.cause, one.cure, UNUSABLE) for one in several)


def _ask(inputs: Inputs, data: dict[str, object]) -> None:
    """Ask the service; if that fails, everything else is judged all the same."""
    from scripts.drift.live import ask  # httpx takes long to import, and only this needs it

    try:
        inputs.live += ask(inputs.recordings, data)
    except Failure as failure:
        inputs.unusable.append(Unusable(Path("live"), failure))


def _nothing(inputs: Inputs) -> None:
    """Raise why nothing could be judged."""
    if inputs.unusable:
        raise inputs.unusable[0].failure
    cure = "store pages and recordings below spec/, or name their folders"
    raise Failure(
        "there is nothing to judge", cause="no page, catalogue or recording is found", cure=cure, exit_code=UNUSABLE
    )


def _write(proposal: Proposal, path: Path) -> None:
    if proposal.text:
        write_output(proposal.text, path)
        findings = "1 finding" if len(proposal.answered) == 1 else f"{len(proposal.answered)} findings"
        cure = "read it, put it into overlays/, and make generate"
        sys.stderr.write(f"{shown(path)} answers {findings}: {cure}\n")
    elif proposal.left:
        sys.stderr.write("no overlay is proposed\n")
    for finding, words in proposal.left:
        sys.stderr.write(f"not answered: {finding.rule} at {finding.location}: {words}\n")


def _exit_code(done: Run, report: Report, fail_on: str) -> int:
    if done.unusable:
        return UNUSABLE
    counting = [one for one in report.findings if fail_on == "any" or one.severity is Severity.BREAKING]
    return WRONG if counting and fail_on != "never" else 0
