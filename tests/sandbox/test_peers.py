"""Three libraries for VK run a scenario on the served sandbox, unchanged but for the host."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import vk_api
from vk_api.exceptions import ApiError
from vkbottle import PhotoWallUploader, VKAPIError

from govpublic_sdk.sandbox import Sandbox
from peers import vk_session, vkbottle_api

VK_IO = "4.10.1"
NODE = 18  # the first version with `fetch`
PROGRAM = Path(__file__).parents[1] / "support" / "vk_io_program.mjs"
PICTURE = b"\x89PNG not really a picture"


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=5, posts=230) as box:
        box.rules.rates = {"U": 100}  # the scenarios are not about speed, but for two
        yield box


@pytest.fixture
def url(box: Sandbox) -> Iterator[str]:
    with box.serve() as url:
        yield url


def test_vk_api_does_its_work(box: Sandbox, url: str, tmp_path: Path) -> None:
    session = vk_session(url, box.user_token)
    vk, public = session.get_api(), box.publics[0]
    tools = vk_api.VkTools(session)

    read = vk.groups.getById(group_ids=",".join(map(str, box.publics)), fields="menu")
    assert [one["id"] for one in read] == box.publics  # vk_api asks as of 5.92
    walked = tools.get_all("wall.get", 100, {"owner_id": -public})
    assert (walked["count"], len(walked["items"])) == (230, 230)
    paged = list(tools.get_all_slow_iter("wall.get", 100, {"owner_id": -public}))
    assert [one["id"] for one in paged] == [one["id"] for one in walked["items"]]

    post = vk.wall.post(owner_id=-public, from_group=1, message="Проверка")["post_id"]
    comment = vk.wall.createComment(owner_id=-public, post_id=post, message="Принято")
    assert vk.wall.getComments(owner_id=-public, post_id=post)["items"][0]["text"] == "Принято"
    assert comment["comment_id"]

    picture = tmp_path / "picture.png"
    picture.write_bytes(PICTURE)
    (photo,) = vk_api.VkUpload(session).photo_wall(str(picture), group_id=public)
    attachment = f"photo{photo['owner_id']}_{photo['id']}"
    with_photo = vk.wall.post(owner_id=-public, message="", attachments=attachment)["post_id"]
    (shown,) = vk.wall.getById(posts=f"-{public}_{with_photo}")
    assert shown["attachments"][0]["photo"]["id"] == photo["id"]


def test_vk_api_packs_its_pool(box: Sandbox, url: str) -> None:
    session = vk_session(url, box.user_token)
    with vk_api.VkRequestsPool(session) as pool:
        asked = [pool.method("wall.get", {"owner_id": -one, "count": 1}) for one in box.publics]
        refused = pool.method("wall.get", {"owner_id": -999})
    assert [one.result["count"] for one in asked] == [230] * 5
    assert not refused.ok
    assert refused.error["error_code"] == 100
    assert box.gateway.requests["execute"] == 1


def test_vk_api_meets_the_limit_and_goes_on(box: Sandbox, url: str) -> None:
    box.rules.rates = {}
    session = vk_session(url, box.user_token)
    met: list[int] = []

    def too_fast(error: ApiError) -> object:
        met.append(error.code)
        return session.too_many_rps_handler(error)

    session.error_handlers[6] = too_fast
    for _ in range(5):
        assert session.method("utils.getServerTime")
    assert 6 in met


def test_vk_api_is_told_of_a_wrong_token(url: str) -> None:
    with pytest.raises(ApiError) as refused:
        vk_session(url, "wrong").method("users.get", {"user_ids": 1})
    assert refused.value.code == 5


def test_vkbottle_does_its_work(box: Sandbox, url: str) -> None:
    asyncio.run(_with_vkbottle(box, url))


async def _with_vkbottle(box: Sandbox, url: str) -> None:
    api, public = vkbottle_api(url, box.user_token), box.publics[0]
    try:
        read = await api.groups.get_by_id(group_ids=box.publics)
        assert [one.id for one in read.groups] == box.publics
        wall = await api.request("wall.get", {"owner_id": -public, "count": 100})
        assert len(wall["response"]["items"]) == 100
        post = await api.wall.post(owner_id=-public, from_group=True, message="Проверка")
        comment = await api.wall.create_comment(
            owner_id=-public, post_id=post.post_id, message="Принято"
        )
        assert comment.comment_id
        photo = await PhotoWallUploader(api).upload(BytesIO(PICTURE).read(), group_id=public)
        shown = await api.wall.post(owner_id=-public, message="С фото", attachments=[photo])
        assert shown.post_id == post.post_id + 1
        code = (
            "var a='1';var people=API.users.get({'user_ids':a});"
            "if(people.length==1){return [people@.last_name,a+'!'];}else{};"
        )
        packed = await api.request("execute", {"code": code})
        assert packed["response"] == [["1"], "1!"]
    finally:
        await api.http_client.close()


def test_vkbottle_is_told_of_limits_and_wrong_tokens(box: Sandbox, url: str) -> None:
    async def run() -> tuple[list[BaseException], BaseException | None]:
        api, stranger = vkbottle_api(url, box.user_token), vkbottle_api(url, "wrong")
        api.response_validators = [
            one
            for one in api.response_validators
            if "rescheduler" not in type(one).__name__.lower()
        ]
        try:
            asked = [api.request("utils.getServerTime", {}) for _ in range(8)]
            answers = await asyncio.gather(*asked, return_exceptions=True)
            (wrong,) = await asyncio.gather(
                stranger.request("users.get", {"user_ids": 1}), return_exceptions=True
            )
            return answers, wrong
        finally:
            await api.http_client.close()
            await stranger.http_client.close()

    box.rules.rates = {}
    answers, wrong = asyncio.run(run())
    assert any(isinstance(one, VKAPIError) and one.code == 6 for one in answers)
    assert isinstance(wrong, VKAPIError)
    assert wrong.code == 5


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with vk-io; it is kept from one run of the tests to the next."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20)
    if int(version.stdout.strip().lstrip("v").partition(".")[0] or 0) < NODE:
        pytest.skip(f"node is older than {NODE}")
    kept = tmp_path_factory.getbasetemp().parent / f"vk-io-{VK_IO}"
    if not kept.exists():
        fresh = tmp_path_factory.mktemp("vk-io")
        words = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"]
        command = [npm, *words, "--fetch-retries=0", "--prefix", str(fresh), f"vk-io@{VK_IO}"]
        try:
            subprocess.run(command, cwd=fresh, capture_output=True, timeout=60, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"npm cannot install vk-io: {type(error).__name__}")
        fresh.rename(kept)
    return kept


def test_vk_io_lives_on_the_control_port(modules: Path) -> None:
    with Sandbox(publics=3, posts=5, limits=False) as box, box.serve() as url:
        told = vk_io(box, url, modules)

    assert told["received"] == ["Какая улица?", "Выбрано: Садовая"]
    assert told["wall"] == [-210_000_001, "Работы", 3]
    assert told["flood"] == [9, True]
    assert told["captcha"] == [1, 0]
    assert (told["server"], told["posts"]) == ("ok", ["Вода"])
    assert told["hour"] == 3600
    assert told["record"] == ["community 210000001: messages.send"]


def vk_io(box: Sandbox, url: str, modules: Path) -> dict[str, object]:
    """Run the program with what `--json` tells, and give what it prints."""
    communities = {str(one): box.community_token(one) for one in box.publics}
    tokens = {"user": box.user_token, "communities": communities}
    with box.control() as control:
        place = {"url": control.url, "token": control.token}
        told = {"url": url, "publics": box.publics, "tokens": tokens, "control": place}
        done = subprocess.run(
            ["node", str(PROGRAM), str(modules)],
            input=json.dumps(told),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
