import pytest

from reglament.mail.format.mime import html, html_text


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" \x01java\tscript:alert(1)">x</a>',
        '<a href="\u2003javascript:alert(1)">x</a>',
        '<img src=x onerror="alert(1)">',
        "<svg><script>alert(1)</script></svg>",
        '<p style="background:url(http://x.example/t)">x</p>',
        '<p style="position:fixed;top:0">x</p>',
        '<p style="width:expression(alert(1))">x</p>',
        '<p style="color:red;b\\61 ckground-color:u\\72l(x)">x</p>',
        '<p style="/*;color:red*/behavior:x">x</p>',
        '<img src="/agents/logout">',
        '<a href="//hive.example/x">x</a>',
        '<iframe src="http://x.example"></iframe>',
        '<a href="data:text/html,x">x</a>',
        "<form action=x><input></form>",
        "<meta http-equiv=refresh content=0><base href=x><link rel=stylesheet href=x>",
        "<plaintext><script>alert(1)</script>",
    ],
)
def test_nothing_active_survives(markup: str) -> None:
    shown = html.safe(markup).lower()
    for word in (
        "script",
        "onerror",
        "<iframe",
        "data:text",
        "<form",
        "<meta",
        "<base",
        "<link",
        "<svg",
        "plaintext",
        "url(",
        "position",
        "expression",
        "behavior",
        "ckground",
        "logout",
        "//hive.example",
    ):
        assert word not in shown.replace("alert(1)", "")


def test_the_visible_words_and_pictures_stay() -> None:
    shown = html.safe('<table><tr><td align="right">1<b>2</b></td></tr></table><img src="cid:shot" alt="a"><p>Да</p>')
    assert "<b>2</b>" in shown
    assert 'src="cid:shot"' in shown
    assert "Да" in shown


def test_the_looks_of_a_letter_stay() -> None:
    shown = html.safe(
        '<p style="color:#333; font-weight:bold; position:absolute; background:url(x); margin:0 0 1em">Да</p>'
    )
    assert shown == '<p style="color:#333;font-weight:bold;margin:0 0 1em">Да</p>'


def test_text_of_html_reads_like_a_letter() -> None:
    markup = "<style>p{}</style><p>Hi,<br>one &amp; two</p><ul><li>a</li><li>b</li></ul>"
    markup += "<blockquote>old<br>words</blockquote>"
    assert html_text.to_text(markup) == "Hi,\none & two\n\n- a\n- b\n\n> old\n> words"


def test_an_indented_paragraph_is_no_quotation() -> None:
    markup = 'Steps:<blockquote style="margin:0 0 0 40px;border:none;padding:0"><div>one</div></blockquote>then'
    assert html_text.to_text(markup) == "Steps:\none\nthen"
    assert (
        html_text.to_text("<blockquote>a<blockquote style='border:none'>b</blockquote>c</blockquote>d")
        == "> a\n> b\n> c\nd"
    )


@pytest.mark.parametrize(
    "style",
    [
        "border:none;border-left:solid #CCCCCC 1.0pt;padding:0cm",
        "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)",
        "BORDER-LEFT: #000000 2px solid; MARGIN-RIGHT: 0px",
        "border-left:1px solid #0857A6; margin:10px",
        "",
    ],
)
def test_a_bar_at_the_left_quotes(style: str) -> None:
    assert html_text.to_text(f'<blockquote style="{style}">old</blockquote>new') == "> old\nnew"
    assert html_text.to_text('<blockquote type="cite" style="border:none">old</blockquote>new') == "> old\nnew"


@pytest.mark.parametrize(
    "markup", ["<" * 50_000 + ">", '<a href="' * 20_001 + ">", "<!--" * 20_000 + ">", "<script>" * 20_000]
)
def test_broken_markup_takes_linear_time(markup: str) -> None:
    html_text.to_text(markup)
    html.safe(markup)


def test_very_many_ampersands_in_one_text_become_plain() -> None:
    assert html.safe("<b>&</b>" + "&" * 300_000).startswith("<div>")
    assert html.safe("<b>a&b</b>" * 20_000).startswith("<b>a&amp;b</b>")


def test_items_within_each_other_by_the_thousand_become_plain() -> None:
    assert html.safe("<li>x<dd>" * 20_000).startswith("<div>")
    assert "<li>x" in html.safe("<ul>" + "<li>x</li>" * 20_000 + "</ul>")
    assert "<li>x" in html.safe("<ul>" + "<li>x" * 500 + "</ul>")


def test_markup_open_too_deep_becomes_plain() -> None:
    shown = html.safe("".join(f"<font color=c{n}><p>x" for n in range(5_000)))
    assert len(shown) < 100_000
    assert shown.count("x") >= 5_000
