"""The embedded service: an HTTP service made from the description and the recordings.

Creating operations store a task, reading operations move it along its `x-task` to its end, and what goes wrong is
answered as the service does; `faults/` has what goes wrong because somebody asks for it. Nothing here knows any family:
what varies stands in the description, in the recordings and in the small JSON files of `answers/` and of `faults/`.
"""

from scripts.mock.gate import Gate
from scripts.mock.service import Service, create_app
from scripts.mock.serving import embedded, serving

__all__ = ["Gate", "Service", "create_app", "embedded", "serving"]
