"""A small, safe interpreter of VKScript, the language of `execute`; it knows no VK, only programs.

`run` gives a program one function, which performs API calls, and returns what the program returns.
"""

from govpublic_sdk.sandbox.vkscript.budget import Limits
from govpublic_sdk.sandbox.vkscript.evaluator import run
from govpublic_sdk.sandbox.vkscript.lexer import CompileError, RunError
from govpublic_sdk.sandbox.vkscript.values import JsonValue

__all__ = ["CompileError", "JsonValue", "Limits", "RunError", "run"]
