"""The toolchain: from hand-written description to generated client. Run as `python -m scripts <verb>`."""
