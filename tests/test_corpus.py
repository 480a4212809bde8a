"""Saved public pages, where they are at hand: what must hold on them. None of them is part of the project."""

import gzip
import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from newsbot import pages
from newsbot.items import TickerMention

SHARED = Path(__file__).parents[2] / "shared"
LABELS = SHARED / "corpus" / "labels.jsonl"
SCORER = SHARED / "tools" / "score_extraction.py"
SEED = SHARED / "seed" / "000_8c147d79411f414c.txt"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not LABELS.exists(), reason=f"{LABELS} is not there: the saved pages are not part of the project"
    ),
]


def test_sina_pages(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    labels = [label for label in lines if label["publisher"] == "sina.com.cn"]
    assert labels
    predictions = [{"id": label["id"], **_read(label)} for label in labels]
    _write(tmp_path / "labels.jsonl", labels)
    _write(tmp_path / "predictions.jsonl", predictions)
    output = subprocess.run(
        [sys.executable, SCORER, tmp_path / "labels.jsonl", tmp_path / "predictions.jsonl", "--by", ""],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    header, row = output.splitlines()
    score = dict(zip(header.split(), row.split()[1:], strict=True))
    assert float(score["F1"]) >= 0.99
    assert float(score["leak"]) == 0
    assert [float(score[name]) for name in ("headEx", "minute", "imgP", "imgR")] == [1.0] * 4


def _read(label: dict[str, Any]) -> dict[str, Any]:
    body = gzip.decompress((LABELS.parent / label["file"]).read_bytes())
    return asdict(pages.read(label["url"] or label["publisher"], body))


def _write(path: Path, lines: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


@pytest.mark.skipif(not SEED.exists(), reason=f"{SEED} is not there")
def test_seed_post() -> None:
    post = SEED.read_text(encoding="utf-8").split("\n---\n", 2)[-1]
    fragment = post.replace("&#123;", "{").replace("&#125;", "}")
    article = pages.read_fragment(fragment, page="sina_com_cn", url="https://finance.sina.com.cn/")
    paragraphs = re.findall(r'<p cms-style="font-L">(.*?)</p>', fragment)
    assert (article.article_body or "").split("\n") == [re.sub(r"<[^>]*>", "", text).strip("　") for text in paragraphs]
    assert article.editor == "刘万里"
    assert article.tickers == [TickerMention("601229.SH", "上海银行", "markup", 3)]
    assert article.images == []
    for unwanted in ("style", "appendQr", "海量资讯", "343233024", "责任编辑"):
        assert unwanted not in (article.article_body or "") + (article.article_body_html or "")
