"""The verbs of the main job on the command line; each part of the pages brings its own."""

from __future__ import annotations

import argparse
from importlib import import_module
from importlib.util import find_spec

_PARTS = ("inspection", "intake", "ledger", "listing", "meeting", "round", "prints")


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of every part that has a ``commands.py``."""
    for part in _PARTS:
        name = f"luoshi.matters.{part}.commands"
        if find_spec(name) is not None:
            import_module(name).register(subparsers)
