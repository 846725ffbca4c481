"""`python -m speech302` is the command `speech302`."""

import sys

from .commands import main

if __name__ == "__main__":
    sys.exit(main())
