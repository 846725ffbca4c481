"""The bench: the client against the stock generator's client, pydantic and bare httpx, in ratios."""
