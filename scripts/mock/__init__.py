"""The embedded service: an HTTP service made from the description and the recordings.

Creating operations store a task, reading operations move it along its `x-task` to its end, and what goes wrong is
answered as the service does. Nothing here knows any family: what varies stands in the description, in the recordings
and in the small JSON files of `answers/`.
"""

from scripts.mock.service import Service, create_app
from scripts.mock.serving import serving

__all__ = ["Service", "create_app", "serving"]
