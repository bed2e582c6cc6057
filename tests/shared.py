"""The one place that knows where the raw files of real towns lie; who reads them carries `needs_shared`."""

import os
from pathlib import Path

import pytest

from tests.checkout import ROOT

SHARED = Path(os.environ.get("ATLAS_SHARED") or ROOT.parent / "shared")

needs_shared = pytest.mark.needs_shared
