"""Demo: the main job of the project, run against the embedded service."""
