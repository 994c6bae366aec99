"""A first use of the installed package: a public of the sandbox, its posts, and a report.

With the word `reports` the extra of that name is expected, without it its absence.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from govpublic_sdk import GovPublic, __version__
from govpublic_sdk.errors import ConfigurationError
from govpublic_sdk.reports import write_report
from govpublic_sdk.sandbox import Sandbox

with Sandbox(publics=3) as box, box.client() as client:
    assert isinstance(client, GovPublic)
    public = client.publics.get(box.publics[0])
    posts = client.posts.get(public, count=5)
    assert len(posts) == 5
    print(f"govpublic_sdk {__version__}: {public.name}, {posts.total} posts")
    audit = client.official_pages.audit(box.publics)

text = told = ""
with TemporaryDirectory() as folder:
    try:
        (page,) = write_report(audit, Path(folder, "report.html"))
        text = page.read_text("utf-8")
    except ConfigurationError as error:
        told = str(error)

if sys.argv[1:] == ["reports"]:
    assert not told, told
    assert "<style>\n:root{" in text
    assert text.endswith("</html>\n")
else:
    assert "govpublic_sdk[reports]" in told
print(told or f"a report of {len(text)} characters")
