"""The command line: parse, call the library, print, exit. No arithmetic, and nothing heavy at start-up."""

from .main import main

__all__ = ["main"]
