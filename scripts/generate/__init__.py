"""Generate: from the hand-written description and its overlays to everything in `generated/`."""
