"""OpenAPI Overlay 1.0, 1.1 and 1.2: a strict applier.

What the specification calls a success stays one in its result; what is more likely a mistake (an action that matches
nothing) is an error until the caller says otherwise.
"""

from scripts.overlay.action import Action, Overlay
from scripts.overlay.apply import Applied, AppliedAction, apply
from scripts.overlay.document import parse_overlay, read_overlay
from scripts.overlay.origin import Origin

__all__ = ["Action", "Applied", "AppliedAction", "Origin", "Overlay", "apply", "parse_overlay", "read_overlay"]
