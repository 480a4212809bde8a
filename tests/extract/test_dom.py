import lxml.html

from newsbot.extract.dom import css, drop_tags, elements


def test_tags_are_dropped_from_a_text_with_control_characters() -> None:
    tree = lxml.html.document_fromstring("<p>a&#1; <a>b&#2; <i>c</i></a> d&#3;<br><a>e</a></p>")
    drop_tags(elements(css("a"), tree), tree)
    assert [node.tag for node in tree.iter()] == ["html", "body", "p", "i", "br"]
    assert "".join(map(str, tree.itertext())).translate({1: None, 2: None, 3: None}) == "a b c de"
