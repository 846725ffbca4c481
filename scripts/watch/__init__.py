"""Watching a vendor whose HTTP API is documented by pages alone: its pages fetched again, its service asked again."""

from scripts.watch.exchange import live, perform, unrepeatable
from scripts.watch.operations import server_of
from scripts.watch.secrets import base_url_of, key_of
from scripts.watch.sending import Service

__all__ = ["Service", "base_url_of", "key_of", "live", "perform", "server_of", "unrepeatable"]
