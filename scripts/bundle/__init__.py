"""Bundle: the description, written over many files, folded into one document."""

from scripts.bundle.fold import bundle
from scripts.bundle.result import Bundle

__all__ = ["Bundle", "bundle"]
