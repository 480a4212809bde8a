from io import BytesIO

import pytest
from PIL import Image

from newsbot.demo import DemoSite
from newsbot.demo.pictures import picture


def test_every_picture_is_what_its_path_says(shared_site: DemoSite) -> None:
    english = [story for stories in shared_site.english.values() for story in stories]
    formats, contents = set(), set()
    paths = [image for story in (*shared_site.stories, *english) for image in story.images]
    for image in paths:
        found = picture(image.path.removeprefix("/redirect"))
        assert found, image.path
        media_type, data = found
        with Image.open(BytesIO(data)) as opened:
            opened.load()
            assert opened.size == (image.width, image.height)
            assert opened.get_format_mimetype() == media_type
            formats.add(opened.format)
        contents.add(data)
    assert formats == {"JPEG", "PNG", "WEBP", "GIF"}
    assert len(contents) == len(paths)


@pytest.mark.parametrize("path", ["/", "/finance/transform/1/w9000h9000/20261120/a.jpg", "/other/w550h333/a.jpg"])
def test_no_picture(path: str) -> None:
    assert picture(path) is None


def test_small_ones(shared_site: DemoSite) -> None:
    image = shared_site.find("small-picture").images[0]
    assert (image.width, image.height) == (64, 48)
    found = picture("/a.gif")
    assert found
    assert Image.open(BytesIO(found[1])).size == (1, 1)
