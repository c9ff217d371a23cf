"""Strings that break reports that trust them: each is given to every sink as a name, a note, a reason."""

from __future__ import annotations

HOSTILE: tuple[str, ...] = (
    # HTML, SVG and scripts
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "</title></style></textarea><script>alert(1)</script>",
    "<!--<script>",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "{{7*7}}{% print 1 %}${7*7}#{7*7}",
    # XML
    "]]><x>&</x>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    "<?xml version='1.0'?><testsuites/>",
    "\x00\x08\x0b\x0c\x0e\x1f",
    "\ufffe\uffff",
    # terminals
    "\x1b[2J\x1b[1;31mred",
    "\x1b]0;title\x07",
    "\x1b]8;;http://example.invalid\x1b\\link",
    "\x9b2J\x90q\x9c",
    "over\rwritten\b\b\b\b",
    "one\ntwo\r\nthree\x85four\u2028five\u2029six",
    "run\u202etif.exe\u2066\u2069",
    "a\u200bb\ufeffc\u200dd",
    "tab\tbell\x07delete\x7f",
    # spreadsheets
    "=cmd|' /C calc'!A0",
    '+HYPERLINK("http://example.invalid","x")',
    "-2+3+cmd",
    "@SUM(1+1)*cmd",
    '  "=1+1",\n"=2"',
    # Markdown
    "# heading\n\n- item\n\n> quote\n\n```\ncode",
    "[x](javascript:alert(1)) ![y](http://example.invalid/p.png) <http://example.invalid>",
    "| a | b |\n|---|---|\n\\| `c` | *d* _e_ ~~f~~ |",
    # workflow commands of continuous integration
    "::error file=a,line=1::x",
    "\n::set-output name=x::y\n::stop-commands::z ##[add-path]x ##vso[task.setvariable variable=x]y",
    "%0A::warning::x,y:z%25",
    # paths, databases, commands
    "../../../../etc/passwd",
    "'; DROP TABLE runs; -- $(touch x) `id` | rm -rf * #",
    "--output-file=x",
    # bytes that are no UTF-8, a tag hidden in planes beyond, and a lot of everything
    "\udcff\ud800 \U000e0001 \U0001f3c3\u200d\u2640 e\u0301" + "\u0301" * 60 + "A" * 5000,
)


def file_name(hostile: str) -> str:
    """Return a name that a file can have on a POSIX file system, as near to the string as that allows."""
    name = hostile.replace("/", "\u2215").replace("\x00", "\x01")
    kept = "".join(c for c in name if not "\ud800" <= c < "\udc80").encode("utf-8", "surrogateescape")[:180]
    return kept.decode("utf-8", "surrogateescape") or "_"
