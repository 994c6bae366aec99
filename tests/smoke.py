"""A first use of the installed package: a public of the sandbox, and its posts."""

from govpublic_sdk import GovPublic, __version__
from govpublic_sdk.sandbox import Sandbox

with Sandbox(publics=3) as box, box.client() as client:
    assert isinstance(client, GovPublic)
    public = client.publics.get(box.publics[0])
    posts = client.posts.get(public, count=5)
    assert len(posts) == 5
    print(f"govpublic_sdk {__version__}: {public.name}, {posts.total} posts")
