"""What people may answer, and what a folder may be called, as Hypothesis makes it up."""

from hypothesis import strategies as st

from tests.rendering import choices

# What has a meaning in a format or in a shell that an answer ends up in.
SPECIAL = [
    '"', "'", "`", "\\", "\\n", "\n", "\r", "\t", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028",
    "{{ 7 * 7 }}", "{% raw %}", "{# #}", "${{ github.token }}", "$(id)", "; id", "| id", "&&", "%s",
    ": ", "- ", "# ", "&a", "*a", "!tag", "---", "...", "[", "]", "{", "}", "<", ">", "=", "@", "~",
    "null", "true", "yes", "0x1F", "1e3", "2026-01-01", "\ud800", "\udcff", "\u202e", "\u200b",
    "\ufeff",
    "é", "e\u0301", "名前", "🦉", "👩‍👩‍👧", "\U0010ffff", "'''", '"""', "]]>", "../", "-rf", "  ",
]  # fmt: skip
anything = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=300),
    st.lists(st.sampled_from(SPECIAL) | st.text(max_size=5), max_size=12).map("".join),
    st.builds(lambda text, times: text * times, st.sampled_from(SPECIAL), st.integers(1, 5000)),
)
printable = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" ", codec="utf-8")
    | st.sampled_from("\"'`\\{}%#$&|;:<>[]!*~@=-"),
    min_size=1,
)
sentence = printable.filter(lambda text: text == text.strip() and text.isprintable())
slug = st.from_regex(r"\A[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){1,3}\Z")
right: dict[str, st.SearchStrategy[object]] = {
    "project_name": sentence.map(lambda text: f"N{text}"[:60].rstrip()),
    "project_slug": slug,
    "description": sentence.map(lambda text: text[:200].rstrip()),
    "author_name": sentence.map(lambda text: text[:100].rstrip()),
    "author_email": st.just("") | st.builds("{}@{}.example".format, slug, slug),
    "python_version": st.sampled_from(choices("python_version")),
    "starter": st.sampled_from(choices("starter")),
    "database": st.sampled_from(choices("database")),
    "ci": st.sampled_from(choices("ci")),
    "coverage_floor": st.integers(0, 80),
    "critical_floor": st.integers(80, 100),
}


def fit_for_a_folder(text: str) -> str:
    """Return text as a file system takes it: no separator, no NUL, at most 200 bytes."""
    encoded = text.replace("/", "").replace("\0", "").encode("utf-8", errors="replace")
    return encoded[:200].decode("utf-8", errors="ignore")


any_answers = st.fixed_dictionaries(
    {}, optional={question: anything | answer for question, answer in right.items()}
)
right_answers = st.fixed_dictionaries(right)
folder_names = anything.map(fit_for_a_folder).filter(lambda name: name not in {"", ".", ".."})
