"""A typed SDK for VK government publics and the citizen-feedback platform."""

from govpublic_sdk._version import __version__

__all__ = ["__version__"]
