"""Sphinx, MyST and Furo put to work; they are imported when they are needed, and named where they are missing."""

from __future__ import annotations

import io
from pathlib import Path

from .. import __version__
from ..errors import UsageError
from .sources import write_sources

_SETTINGS = {
    "project": "downtempo",
    "version": __version__,
    "release": __version__,
    "copyright": "the authors of downtempo",
    "extensions": ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"],
    "myst_enable_extensions": ["colon_fence", "deflist"],
    "myst_heading_anchors": 3,
    "html_theme": "furo",
    "html_title": "downtempo",
    "html_show_sourcelink": False,
    "html_last_updated_fmt": None,
    "autodoc_preserve_defaults": True,
    "autodoc_typehints": "description",
    "autodoc_member_order": "bysource",
    "napoleon_google_docstring": False,
    "napoleon_use_ivar": True,
    "default_role": "code",
    "exclude_patterns": [],
}


def build(out: Path) -> str:
    """Write the sources to `out/sources` and the pages to `out/html`, and return the warnings that there were.

    Raises
    ------
    UsageError
        Sphinx, MyST or Furo is not installed.
    """
    try:
        import furo  # noqa: F401
        import myst_parser  # noqa: F401
        from sphinx.application import Sphinx
        from sphinx.util.docutils import docutils_namespace, patch_docutils
    except ImportError as fault:
        hint = "install it with: pip install 'downtempo[docs]'"
        raise UsageError("extra-docs", f"the documentation needs {fault.name}", hint=hint) from None
    sources, html, trees = out / "sources", out / "html", out / "trees"
    write_sources(sources)
    warnings = io.StringIO()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            sources, None, html, trees, "html", confoverrides=_SETTINGS, status=None, warning=warnings,
            freshenv=True, warningiserror=True,
        )  # fmt: skip
        app.build(force_all=True)
    return warnings.getvalue()
