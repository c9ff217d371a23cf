"""No test looks into the cache of the person who runs it, nor leaves anything there."""

from __future__ import annotations

import os

os.environ["DOWNTEMPO_CACHE"] = "off"
