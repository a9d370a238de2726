"""Commands of two words are shown as they are typed."""

import pytest

from config.cli import main


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command prints; asking for help ends the program."""
    try:
        main(["soucinnost", *words])
    except SystemExit as end:
        assert not end.code
    return capsys.readouterr().out


@pytest.mark.parametrize("words", [("import", "minutes", "--help"), ("import_minutes", "--help")])
def test_usage_names_the_words_that_were_typed(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert said(capsys, *words).startswith(f"usage: soucinnost {' '.join(words[:-1])} [-h]")


def test_help_takes_two_words_and_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "help", "audit", "verify").startswith("usage: soucinnost audit verify [-h]")
    listed = said(capsys, "help").splitlines()
    assert "    import minutes" in listed and "    import_minutes" not in listed
    assert "    backup" in listed and "    check" in listed
