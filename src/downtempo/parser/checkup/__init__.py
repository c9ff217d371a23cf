"""A look inside a file, at what another decoder makes of it, and at what a copy of it would lose."""

from __future__ import annotations

from .compare import beside
from .fit_pieces import maker_of
from .likeness import losses, uncopied
from .structure import examined, pieces_of

__all__ = ["beside", "examined", "losses", "maker_of", "pieces_of", "uncopied"]
