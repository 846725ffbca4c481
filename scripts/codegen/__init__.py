"""Codegen: from the effective description to the client's package, with openapi-python-client."""
