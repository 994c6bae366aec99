"""A small, safe interpreter of VKScript, the language of `execute`; it knows no VK, only programs.

`run` gives a program one function, which performs API calls, and returns what the program returns.
"""

from govpublic_sdk.sandbox.vkscript.evaluator import Limits, run
from govpublic_sdk.sandbox.vkscript.faults import CompileError, RunError

__all__ = ["CompileError", "Limits", "RunError", "run"]
