"""One run of the demo: all four families through the client, over real HTTP."""

import shutil
import time
from pathlib import Path
from typing import Final

from scripts.demo import families
from scripts.demo.report import Report
from scripts.failures import Failure
from scripts.mock import serving
from speech302 import Speech302, Speech302Error
from speech302.runtime.clock import Clock

REPOSITORY: Final = Path(__file__).parents[2]
FOLDER: Final = Path("build/demo")
HASTE: Final = 20
"""How many times faster than at the service the demo waits between two reads of a task."""


def run() -> None:
    """Run every family. Raises `Failure` as soon as anything is not as it should be."""
    folder = REPOSITORY / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = Report(folder, REPOSITORY)
    hasty = Clock(sleep=lambda seconds: time.sleep(seconds / HASTE))
    with serving() as base_url, Speech302(api_key="demo", base_url=base_url, clock=hasty) as client:
        print(f"Four families, run through the client against the embedded service at {base_url}.")
        print(f"Its pauses between two reads of a task are cut to a {HASTE}th; nothing leaves this machine.")
        try:
            for family in families.ALL:
                family(client, report)
        except Speech302Error as error:
            raise Failure("the demo met an error of the client", None, str(error)) from error
    print(f"\nAll is well: {len(report.files)} files in {FOLDER}/.")
