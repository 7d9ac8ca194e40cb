"""Checks of links in the documentation."""

import pytest

from hooks.checks.links import links_resolve
from hooks.findings import Finding
from hooks.tree import Tree
from tests.hooks.conftest import Plant

REMEDY = "Correct the path (it counts from the folder of this file), or add the file."


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("See [it](gone.md).", "gone.md"),
        ('See [it](../docs/gone.md#part "Title").', "../docs/gone.md#part"),
        ("![picture](img/gone.svg)", "img/gone.svg"),
        ("[![badge](there.md)](gone.md)", "gone.md"),
        ("[a]: gone.md", "gone.md"),
        ("[it](<gone file.md>)", "gone file.md"),
        ("[it](/docs/gone.md)", "/docs/gone.md"),
        ('<img alt="x" src="gone.png">', "gone.png"),
        ("`code` and [it](gone.md) and `code`", "gone.md"),
    ],
)
def test_links_resolve_dead_link_reports_its_line(plant: Plant, line: str, target: str) -> None:
    tree = plant({"docs/a.md": f"# A\r\n\r\n{line}\r\n", "docs/there.md": ""})

    findings = list(links_resolve.findings(tree))

    message = f"The link leads to '{target}', and there is no such file."
    assert findings == [Finding("docs/a.md", 3, message, REMEDY, "links-resolve")]


@pytest.mark.parametrize(
    "text",
    [
        "[it](there.md) [it](./there.md#x) [up](../README.md) [top](/README.md) [dir](../docs/)",
        "[it](https://example.com/x.md) <mailto:a@example.com> [it](mailto:a@example.com)",
        "[it](#part) [it](//example.com) [it](?query)",
        "[it](mit%20Leerzeichen.md) [it](<mit Leerzeichen.md>) [it](größe(1).md)",
        "```\n[it](gone.md)\n```\n",
        "~~~md\n[it](gone.md)\n```\n[it](gone.md)\n~~~\n",
        "> ```\n> [it](gone.md)\n> ```\n",
        "`[it](gone.md)` and ``[it](`gone.md)``",
        "<!-- [it](gone.md) -->",
        "[^1]: a footnote",
        "[lock](../uv.lock) [report](../htmlcov/index.html)",
        "[issues](../../issues)",
    ],
)
def test_links_resolve_living_link_finds_nothing(plant: Plant, text: str) -> None:
    tree = plant(
        {
            "README.md": "",
            "docs/a.md": text,
            "docs/there.md": "",
            "docs/mit Leerzeichen.md": "",
            "docs/größe(1).md": "",
        }
    )

    assert list(links_resolve.findings(tree)) == []


def test_links_resolve_after_a_closed_fence_reports_its_line(plant: Plant) -> None:
    tree = plant({"a.md": "```\n[it](gone.md)\n```\n[it](gone.md)\n"})

    assert [found.where for found in links_resolve.findings(tree)] == ["a.md:4"]


def test_links_resolve_link_typed_by_the_user_finds_nothing(plant: Plant) -> None:
    answers = "description: 'A [link](gone.md)'\n"

    tree = plant({".copier-answers.yml": answers, "README.md": "A [link](gone.md)\n"})

    assert list(links_resolve.findings(tree)) == []


def test_links_resolve_dead_symbolic_link_is_named(plant: Plant) -> None:
    tree = plant({"a.txt": ""})
    (tree.root / "b.txt").symlink_to("gone.txt")

    findings = list(links_resolve.findings(Tree(tree.root)))

    message = "This symbolic link leads to nothing."
    remedy = "Correct the link, or add the file it names."
    assert findings == [Finding("b.txt", None, message, remedy, "links-resolve")]


def test_links_resolve_living_symbolic_link_finds_nothing(plant: Plant) -> None:
    tree = plant({"a.md": ""})
    (tree.root / "b.md").symlink_to("a.md")

    assert list(links_resolve.findings(Tree(tree.root))) == []
