from reglament.lib.excerpts import MOST, Excerpt, excerpt


def test_what_is_short_is_shown_with_what_it_quotes() -> None:
    assert excerpt("Still grey.", "> Please press Ctrl+F5.") == Excerpt("Still grey.", "> Please press Ctrl+F5.")


def test_a_long_quotation_is_left_out() -> None:
    assert excerpt("Still grey.", "> line\n" * 1000) == Excerpt("Still grey.", is_cut=True)


def test_a_long_text_ends_with_a_paragraph_a_line_or_a_word() -> None:
    paragraph = "The map is grey. " * 100
    for between in ("\n\n", "\n"):
        assert excerpt(f"{paragraph}{between}{paragraph}") == Excerpt(paragraph.rstrip(), is_cut=True)
    assert excerpt(paragraph * 2).text.endswith(("grey.", "map", "is", "The"))
    assert excerpt("x" * 1_000_000) == Excerpt("x" * MOST, is_cut=True)
