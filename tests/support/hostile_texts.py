"""Texts that a stranger may write as a name, for tests of what is made of them."""

from __future__ import annotations

from hypothesis import strategies as st

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</title></svg><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.com","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "https://example.com/",
    "mailto:x@example.com",
    "internal:'Страницы'!A1",
    "<r><t>x</t></r></is></c><c r='Z9'><f>1+1</f></c><c><is><r></r>",
    "{=1+1}",
    "_x0041_",
    "x\x00\x01\x1b\x7f\ufffe",
    "\u202eevil\u202c \u2066x\u2069",
    "\u200f<b>שלום\u200e</b>\u061c",
    "{{ 7 * 7 }}{% include 'style.css' %}{# x #}",
    "{0.__class__}{when}%s",
    "' onmouseover='alert(1)",
    "</style><style>*{background:url(https://example.com/)}",
    "<!--",
    "\ud83d half",
    "№ 1; 2, 3 \"quoted\" 'single'\nline",
    "Школа № 1 &amp; детский сад",
    "12345",
)

# Whatever can be written at all, halves of characters too, and often what means something.
anything = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text("=+-@\t\r\n<>&'\"{};,:/_x0041\u202e\x00 ", max_size=30),
)
