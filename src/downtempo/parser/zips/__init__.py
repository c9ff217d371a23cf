"""Zip archives: the directory at their end is the truth, every member is held against it, nothing is unpacked to disk.

Notes
-----
After the specification of the format, version 6.3.10 (APPNOTE), the parts that archives of recordings use: methods
stored and deflated, 64-bit sizes, one volume.
"""

from __future__ import annotations

from .directory import Directory, Entry, read_directory
from .extent import Extent
from .members import Budget, pieces_of, read_member

__all__ = ["Budget", "Directory", "Entry", "Extent", "pieces_of", "read_directory", "read_member"]
