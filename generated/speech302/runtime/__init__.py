"""The runtime of the generated client: real modules, copied into it as they are."""
