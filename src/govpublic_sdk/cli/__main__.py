"""`python -m govpublic_sdk.cli` is the command `govpublic`."""

from __future__ import annotations

import sys

from govpublic_sdk.cli import main

if __name__ == "__main__":
    sys.exit(main())
