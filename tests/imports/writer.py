"""Invented posts, written as the tool writes them: a second, independent reading of its format."""

import re
from dataclasses import dataclass, field

QR = "https://n.sinaimg.cn/finance/cece9e13/20200514/343233024.png"
TEXT = "云州港务集团公布十月吞吐量。"


@dataclass
class Written:
    """A post to write; ``title`` and ``body`` are what the feed said."""

    title: str = "云州港务集团公布吞吐量"
    body: str = f"<p>　　{TEXT}</p>"
    date: str = "Sun, 31 Jul 2022 06:13:25 GMT"
    headimg: str = QR
    categories: list[str] = field(default_factory=lambda: ["金融", "新浪财经", "新浪财经－国內"])
    author: str = "新浪财经"
    extra: str = ""

    @property
    def mangled(self) -> str:
        """The title as the tool writes it."""
        return re.sub(r"[:/\\?*“”<>|\[\]]", "_", self.title)

    def quoted(self, text: str) -> str:
        return f'"{text}"' if "'" in text else f"'{text}'"

    def v1(self) -> str:
        items = "".join(f"    - {name}\n" for name in self.categories)
        return self._whole(f"categories: \n{items}\nauthor: {self.author}\ncomments: false\ndate: {self.date}\n")

    def v2(self) -> str:
        *first, last = self.categories
        items = "".join(f" - {name}\n" for name in [*first, f"| {last}"])
        return self._whole(
            f"categories: \n{items}headimg: {self.quoted(self.headimg)}\nauthor: {self.author}\ncomments: false\n"
            f"date: {self.date}\n"
        )

    def v3(self) -> str:
        items = "".join(f" - {name}\n" for name in self.categories)
        image = self.quoted(self.headimg)
        return self._whole(
            f"categories: \n{items}headimg: {image}\nauthor: {self.author}\ncomments: false\n"
            f"date: {self.date}\nthumbnail: {image}\n{self.extra}"
        )

    def _whole(self, matter: str) -> str:
        front = f"\n---\ntitle: {self.quoted(self.mangled)}\n{matter}---\n"
        text = f"{front}\n<div>   \n{self.body}  \n</div>\n            "
        return text.replace("{", "&#123;").replace("}", "&#125;")
