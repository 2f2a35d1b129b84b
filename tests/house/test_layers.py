"""Left may not import right."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from house.sources import ROOT, SRC

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def test_the_layers_hold() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    env = os.environ | {"PYTHONPATH": str(SRC)}
    outcome = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_every_app_has_its_layer() -> None:
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    named = {name for layer in layers for name in re.findall(r"\w+", layer)}
    apps = {path.parent.name for path in (SRC / "luoshi").glob("*/__init__.py")}
    assert apps <= named
