import gzip
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from newsbot.cli.extract import extract
from newsbot.items import ARTICLE_FIELDS

FIXTURES = Path(__file__).parents[1] / "pages" / "fixtures"
FINANCE = str(FIXTURES / "sina_finance.html")


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(extract)
    return CliRunner().invoke(app, list(arguments))


def test_one_file() -> None:
    result = run(FINANCE, "--url", "http://finance.sina.com.cn/7x24/2031-10-14/doc-iabcdefg0000001.shtml")
    assert result.exit_code == 0
    line = json.loads(result.stdout)
    assert list(line) == ["file", *ARTICLE_FIELDS]
    assert line["headline"] == "云州外贸回暖"
    assert line["url"] == "https://finance.sina.com.cn/roll/2031-10-14/doc-iabcdefg0000001.shtml"
    assert line["tickers"][0]["symbol"] == "600001.SH"
    assert "云州" in result.stdout


def test_names_of_a_file(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = "青岭控股11月20日发布公告，称将回购股份，回购价格不超过每股12元，期限为六个月。" * 3
    page.write_text(f"<html><body><article><h1>青岭控股回购</h1><p>{text}</p></article></body></html>", "utf-8")
    names = tmp_path / "names.csv"
    names.write_text("name,symbol\n青岭控股,600901.SH\n", "utf-8")
    (found,) = json.loads(run(str(page), "--names", str(names)).stdout)["tickers"]
    assert found == {"symbol": "600901.SH", "surface": "青岭控股", "method": "name", "count": 4}
    assert json.loads(run(str(page)).stdout)["tickers"] == []
    names.write_text("name,symbol\n青岭控股,x1\n", "utf-8")
    refused = run(str(page), "--names", str(names))
    assert (refused.exit_code, str(refused.exception)[:20]) == (1, f"{names}:2"[:20])


def test_several_files_as_one_document() -> None:
    result = run("--json", FINANCE, str(FIXTURES / "generic.html"))
    assert [page["parser"] for page in json.loads(result.stdout)] == ["sina_com_cn/1", "generic/2"]


def test_list(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html.gz").write_bytes(gzip.compress(Path(FINANCE).read_bytes()))
    (tmp_path / "b.html").write_bytes((FIXTURES / "sina_not_found.html").read_bytes())
    lines = [
        {"id": "a", "file": "pages/a.html.gz", "url": None},
        {"id": 2, "file": "b.html", "url": "finance.sina.com.cn"},
        {"id": "c", "file": "pages/a.html.gz", "url": None, "publisher": "sina.com.cn"},
    ]
    (tmp_path / "list.jsonl").write_text("".join(json.dumps(line) + "\n\n" for line in lines))
    result = run("--from", str(tmp_path / "list.jsonl"))
    assert result.exit_code == 0
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert list(first) == ["id", *ARTICLE_FIELDS]
    assert (first["id"], first["parser"]) == ("a", "sina_com_cn/1")
    assert third == first | {"id": "c"}
    assert (second["id"], second["headline"], second["url"]) == (2, None, None)
    assert second["error"].startswith("SoftNotFound: ")


@pytest.mark.parametrize("name", ["missing.html", "broken.html.gz", "cut.html.gz", "."])
def test_a_file_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "broken.html.gz").write_bytes(b"no gzip")
    (tmp_path / "cut.html.gz").write_bytes(gzip.compress(Path(FINANCE).read_bytes())[:-20])
    result = run(str(tmp_path / name), FINANCE)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert str(tmp_path / name) in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}'])
def test_a_bad_list(line: str, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text(f"\n{line}\n")
    result = run("--from", str(path))
    assert result.exit_code == 1
    assert f"{path}:2: " in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj <<", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (bytes(range(256)) * 20, "application/octet-stream"),
    ],
)
def test_a_file_that_is_no_web_page(body: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / "saved").write_bytes(body)
    result = run(str(tmp_path / "saved"))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["error"] == f"ExtractError: not a web page ({kind})"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030"])
def test_a_page_in_any_encoding_is_one(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "saved").write_bytes("<html><title>云州</title><p>云州外贸回暖。</p></html>".encode(encoding))
    assert "not a web page" not in run(str(tmp_path / "saved")).stdout


def test_a_bad_line_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text(
        "\n".join(["{", json.dumps({"id": 1, "file": FINANCE}), "[]", json.dumps({"id": 2, "file": FINANCE})])
    )
    result = run("--from", str(path))
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 2]
    assert f"{path}:1: " in result.stderr
    assert f"{path}:3: " in result.stderr


def test_usage() -> None:
    assert run().exit_code == 2
    assert run(FINANCE, "--from", "x").exit_code == 2
    assert run(FINANCE, FINANCE, "--url", "https://a.example/").exit_code == 2
    assert run("--from", "/nosuch").exit_code == 1
    assert run(FINANCE, "--page", "nosuch").exit_code == 2
