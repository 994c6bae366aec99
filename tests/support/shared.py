"""Where the reference data lies, and the mark for tests that need it."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("GOVPUBLIC_SHARED", Path(__file__).parents[3] / "shared"))

needs_shared = pytest.mark.skipif(
    not (SHARED / "vk-api-schema").is_dir() and not os.environ.get("SHARED_REQUIRED"),
    reason="the reference data beside this checkout is absent",
)
