"""A first use of the installed package: a public of the sandbox, its posts, one notice."""

from govpublic_sdk import GovPublic, __version__
from govpublic_sdk.sandbox import Sandbox

with Sandbox(publics=3) as box, box.client() as client:
    assert isinstance(client, GovPublic)
    public = next(iter(box.world.publics))
    print(f"govpublic_sdk {__version__}: {client.publics.get(public).name}")
