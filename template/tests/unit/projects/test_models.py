"""How the names of projects are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.projects.models import MAX_NAME, Project


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Apollo", "APOLLO", id="ascii"),
        pytest.param("Zoë", "ZOË", id="beyond-ascii"),
        pytest.param("Straße", "STRASSE", id="one-letter-for-two"),
        pytest.param("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ", id="two-forms-of-one-letter"),
    ],
)
def test_name_project_in_other_case_compares_the_same(one: str, other: str) -> None:
    assert Project(name=one).name_key == Project(name=other).name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Apollo 1", "Apollo 11", id="longer"),
        pytest.param("Resume", "Résumé", id="accents"),
        pytest.param("A B", "AB", id="space"),
    ],
)
def test_name_project_in_other_letters_compares_differently(one: str, other: str) -> None:
    assert Project(name=one).name_key != Project(name=other).name_key


def test_rename_project_compares_by_its_new_name_and_shows_it_as_given() -> None:
    project = Project(name="Apollo")

    project.name = "GEMINI"

    assert (project.name, project.name_key) == ("GEMINI", Project(name="Gemini").name_key)


@given(st.text(max_size=MAX_NAME))
def test_name_project_anything_fits_into_what_is_compared(name: str) -> None:
    assert len(Project(name=name).name_key) <= 300
