"""The verifier as a module: it is a lone file beside the package, not part of it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

PATH = Path(__file__).parents[3] / "verifier" / "carepost_verify.py"
_spec = importlib.util.spec_from_file_location("carepost_verify", PATH)
assert _spec
assert _spec.loader
carepost_verify = importlib.util.module_from_spec(_spec)
sys.modules["carepost_verify"] = carepost_verify
_spec.loader.exec_module(carepost_verify)
Tree, PublicKey = carepost_verify.Tree, carepost_verify.PublicKey
