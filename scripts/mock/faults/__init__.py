"""Faults: what the embedded service does wrong when it is asked to.

`table.py` is the one list of them, with `quirks.json`. `rules.py` reads what a person writes, `striker.py` decides what
strikes a request, a `Plan` says what then befalls it, and `delivery.py` sends the answer so.
"""
