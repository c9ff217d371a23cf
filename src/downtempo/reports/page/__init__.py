"""One HTML file that holds everything: no request leaves it, no script is in it but ours, and it reads without any."""

from __future__ import annotations

from .document import page_html
from .overview import overview_html
from .tiles import origin_of

__all__ = ["origin_of", "overview_html", "page_html"]
