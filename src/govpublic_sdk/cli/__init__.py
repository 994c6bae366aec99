"""The command line `govpublic`; its parts are imported when first used.

It uses the public names of the package only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Its words; None for those of this process.

    Returns:
        The exit code: 0 done, 1 an error, 2 wrong usage, 3 violations, 4 ended early, 130 stopped
        by Ctrl-C.
    """
    try:
        from govpublic_sdk.cli.app import run
    except ImportError as error:
        if error.name != "typer":
            raise
        sys.stderr.write("govpublic needs the extra cli: pip install 'govpublic_sdk[cli]'\n")
        return 1
    return run(sys.argv[1:] if arguments is None else arguments, os.environ)
