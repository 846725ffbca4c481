"""Forks: no open database is carried into a child.

SQLite believes of a connection that was carried over that its locks are the child's. They are not, and closing it or
opening the same file anew would then destroy what the parent writes. So every file is closed before this process
forks, and each side opens it again when it next needs it.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from .ledger_store import Store

_stores: WeakValueDictionary[int, Store] = WeakValueDictionary()
_held: dict[int, list[Store]] = {}
"""By thread that forks, the stores that no other thread may use meanwhile."""


def watch(store: Store) -> None:
    """Close the store's file before every fork from now on."""
    _stores[id(store)] = store


def _watched() -> list[Store]:
    found = (reference() for reference in _stores.valuerefs())
    # In one order, so that two threads that fork do not wait for each other.
    return sorted((store for store in found if store is not None), key=id)


def _before() -> None:
    stores = _held[threading.get_ident()] = _watched()
    for store in stores:
        store.lock.acquire()
    for store in stores:
        store.release()


def _in_parent() -> None:
    for store in _held.pop(threading.get_ident(), []):
        store.lock.release()


def _in_child() -> None:
    _held.clear()
    for store in _watched():
        store.lock = threading.RLock()  # whoever held the old one may not exist here


if hasattr(os, "register_at_fork"):  # Windows has no forks
    os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
