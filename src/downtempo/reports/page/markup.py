"""Elements of a page. What is not made here is text, and text is escaped: nothing else can reach the page.

`Html` is written in this module only; a test holds that. So no value can pass `escaped` by, whoever wrote it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from ...dataclass import dataclass
from ...text import safe

_LONGEST = 1000
#: Elements without an end: in HTML, and in SVG, where only a slash makes them so.
_EMPTY = {"meta": ">", "path": "/>", "rect": "/>", "image": "/>"}
_PATH = re.compile(r"[MlHhVvz0-9 -]*")
#: What ends a script element, a comment or a line of JavaScript, in the only form that JSON leaves open.
_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that was made here."""

    text: str


Content: TypeAlias = "Html | str | int | Iterable[Content] | None"
Attribute: TypeAlias = "str | int | float | bool | None"


def escaped(text: str) -> str:
    r"""Return text as it may stand in an element or in a quoted attribute, control characters spelled out.

    >>> escaped('<b title="a">\x07')
    '&lt;b title=&quot;a&quot;&gt;\\x07'
    """
    return html.escape(safe(text, _LONGEST), quote=True)


def tag(name: str, /, *children: Content, **attributes: Attribute) -> Html:
    """Return an element. Attributes that are None or False are left out; `class_` is written `class`.

    >>> tag("a", "x < y", href="#top", class_="quiet").text
    '<a href="#top" class="quiet">x &lt; y</a>'
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{opening}{_EMPTY[name]}" if name in _EMPTY else f"<{opening}>{_inside(children)}</{name}>")


def joined(parts: Iterable[Content], between: str = "") -> Html:
    """Return contents one after the other, `between` (text) after each but the last."""
    return Html(escaped(between).join(_inside(part) for part in parts)) if between else Html(_inside(parts))


def data_block(identity: str, document: Mapping[str, Any]) -> Html:
    """Return data for the script of the page, as JSON that no parser of HTML or script takes for anything else."""
    text = json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for character, escape in _IN_SCRIPT.items():
        text = text.replace(character, escape)
    return Html(f'<script type="application/json" id="{escaped(identity)}">{text}</script>')


def page(title: str, body: Html, *, style: str, script: str, images: str = "") -> str:
    """Return a whole document whose policy lets nothing in but this one script.

    `style` and `script` are files of this package, written as they are; `images` is the one origin that images may
    come from, none by default.
    """
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:{' ' + images if images else ''}; "
        f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        Html(f"<style>{style}</style>"),
    )
    inside = joined([tag("head", *head), tag("body", body, Html(f"<script>{script}</script>"))])
    return f"<!DOCTYPE html>\n{tag('html', inside, lang='en').text}\n"


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    if key == "d":
        return f' d="{_path(str(value))}"'
    name = key.rstrip("_").replace("_", "-") if key not in ("viewBox", "preserveAspectRatio") else key
    return f" {name}" if value is True else f' {name}="{escaped(str(value))}"'


def _path(text: str) -> str:
    """Return the way of a path as it is: thousands of numbers, of which none may be cut off.

    Raises
    ------
    ValueError
        There is anything else in it.
    """
    if not _PATH.fullmatch(text):
        raise ValueError("a path holds numbers and the letters of its commands only")
    return text


def _inside(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Html):
        return content.text
    if isinstance(content, str | int):
        return escaped(str(content))
    return "".join(map(_inside, content))
