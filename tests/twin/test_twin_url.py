"""Database URLs on both libraries: parsed, built, changed, shown, compared, turned into arguments."""

from __future__ import annotations

import copy
import pickle

import pytest
import sqlalchemy
from hypothesis import given
from hypothesis import strategies as st

import holdfast

TEXTS = [
    "sqlite://",
    "sqlite:///x.db",
    "sqlite:////abs/x.db",
    "sqlite:///:memory:",
    "sqlite:///C:\\x\\y.db",
    "sqlite:///file:x?mode=ro&uri=true",
    "postgresql://u:p@h:5432/d",
    "postgresql+psycopg://u:p@h/d?sslmode=require&options=-c%20x",
    "postgresql://u@h",
    "postgresql://u:@h",
    "postgresql://:p@h/d",
    "postgresql://h:5432",
    "postgresql:///d",
    "postgresql://",
    "postgresql://u:p%40ss%2Fw%3A@h/d",
    "postgresql://u%20x:p+q@h/d b",
    "postgresql://[::1]:5432/d",
    "postgresql://u:p@[2001:db8::1]/d",
    "postgresql://u:p@/d?host=h1:1&host=h2:2&host=h3",
    "postgresql://u:p@h1,h2:5/d",
    "mysql://u:p@ss@h/d",
    "mysql://u:p:q@h/d",
    "mysql://u:p/q@h/d",
    "x://h/d?a=1&b=2&a=3&c=",
    "x://h/d?a=%20+%2B",
    "x://h/d?",
    "x://h/?a=1",
    "x://h?a=1",
    "x+y+z://h",
    "x://h:abc/d",
    "x://u:p@h:5/d/e/f",
    "x://u:p@h:5/d?e=f?g",
    "X://H/D",
    "oracle+cx_oracle://scott:tiger@(DESCRIPTION=x)/d",
    "x://h/d#frag",
    "x://ué:pé@hé/dé",
    "x://h/d%2Fe",
    "x://u:p@h/d?k=v%26w&k%3D=2",
    "postgresql://u:secret@h:x/d",
    "no url",
    "x:/h",
    "://h",
    "",
    "x-y://h",
]


def base(m):
    return m.make_url("postgresql://u:p@h:1/d?a=1&b=2&b=3")


class Secret:
    def __str__(self):
        return "sec"


PROGRAMS = {
    "create": lambda m: m.URL.create(
        "x", username="u/@:", password="p/@:%", host="h", port=5, database="d/e?", query={"a": "b c", "d": ["e", "f"]}
    ),
    "port as text": lambda m: m.URL.create("x", port="5"),
    "no number for a port": lambda m: m.URL.create("x", port="z"),
    "no name": lambda m: m.URL.create(None),
    "a number for a user": lambda m: m.URL.create("x", username=5),
    "a number for a host": lambda m: m.URL.create("x", host=5),
    "a number for a database": lambda m: m.URL.create("x", database=5),
    "a number in the query": lambda m: m.URL.create("x", query={"a": 5}),
    "a number as a key": lambda m: m.URL.create("x", query={5: "a"}),
    "a number in a list": lambda m: m.URL.create("x", query={"a": ["b", 5]}),
    "a password that is an object": lambda m: m.URL.create("x", "u", Secret(), "h").render_as_string(
        hide_password=False
    ),
    "no password": lambda m: m.URL.create("x", "u", None, "h"),
    "an empty password": lambda m: m.URL.create("x", "u", "", "h"),
    "a password without a user": lambda m: m.URL.create("x", password="p", host="h"),
    "set": lambda m: base(m).set("q", "w", "e", "r", 9, "t", {"z": "y"}),
    "set to None": lambda m: base(m).set(username=None),
    "set to no number": lambda m: base(m).set(port="z"),
    "dict": lambda m: base(m).update_query_dict({"a": "9", "c": ["5", "6"]}),
    "dict appended": lambda m: base(m).update_query_dict({"a": "9", "b": "4", "c": ["5", "6"]}, append=True),
    "pairs": lambda m: base(m).update_query_pairs([("a", "9"), ("c", "1"), ("c", "2")]),
    "pairs appended": lambda m: base(m).update_query_pairs([("a", "9"), ("c", "1"), ("c", "2")], append=True),
    "string": lambda m: base(m).update_query_string("a=9&c=1&c=2"),
    "string appended": lambda m: base(m).update_query_string("a=9&c=1&c=2", append=True),
    "difference": lambda m: base(m).difference_update_query(["a", "zz"]),
    "no difference": lambda m: base(m).difference_update_query(["zz"]),
    "normalized": lambda m: dict(base(m).normalized_query),
    "compared": lambda m: (
        base(m) == base(m),
        base(m) != base(m),
        base(m) == base(m).set(port=2),
        base(m) == "postgresql://u:p@h:1/d?a=1&b=2&b=3",
        base(m) == m.make_url("postgresql://u:p@h:1/d?b=2&b=3&a=1"),
        base(m) == m.make_url("postgresql://u:p@h:1/d?b=3&b=2&a=1"),
    ),
    "direct": lambda m: m.URL("x", "u", "p", "h", 1, "d", {}),
    "of None": lambda m: m.make_url(None),
    "of a number": lambda m: m.make_url(5),
    "of a URL": lambda m: m.make_url(base(m)),
    "replace": lambda m: base(m)._replace(port=7),
    "asdict": lambda m: {key: str(value) for key, value in base(m)._asdict().items()},
    "formatted": lambda m: f"{base(m)} {base(m)!r}",
    "drivers": lambda m: [
        m.make_url(text).get_driver_name() for text in ("sqlite://", "mysql+pymysql://", "postgresql://")
    ],
    "unknown": lambda m: m.make_url("nope://").get_driver_name(),
    "unknown driver": lambda m: m.make_url("sqlite+nope://").get_dialect(),
    "arguments": lambda m: base(m).translate_connect_args(["server", "catalog"], port="at"),
}
for text in TEXTS:
    PROGRAMS[f"make {text}"] = lambda m, text=text: m.make_url(text)
    PROGRAMS[f"again {text}"] = lambda m, text=text: again(m, m.make_url(text))
    PROGRAMS[f"know {text}"] = lambda m, text=text: known(m.make_url(text))


def again(m, url):
    twin = m.make_url(url.render_as_string(hide_password=False))
    return url == twin, hash(url) == hash(twin), str(url)


def known(url):
    copies = [copy.copy(url), copy.deepcopy(url), pickle.loads(pickle.dumps(url))]
    arguments = url.translate_connect_args(username="user", database="db")
    return url.get_backend_name(), dict(url.normalized_query), arguments, [url == one for one in copies]


def shown(value):
    if type(value).__name__ == "URL":
        return tuple(value[:6]), dict(value.query), str(value), repr(value), value.render_as_string(hide_password=False)
    return value


def outcome(m, program):
    try:
        return "value", shown(program(m))
    except Exception as error:
        return type(error).__name__, str(error)


@pytest.mark.parametrize("name", PROGRAMS)
def test_same_outcome(name):
    theirs, ours = (outcome(m, PROGRAMS[name]) for m in (sqlalchemy, holdfast))
    assert ours[0] == theirs[0]
    if ours[0] == "value":
        assert ours[1] == theirs[1]
    else:
        assert ours[1].startswith(theirs[1].partition(" (Background")[0].splitlines()[0])


WORDS = st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), max_size=6)


@given(
    username=WORDS,
    password=WORDS,
    host=st.sampled_from([None, "h", "h.example.com", "::1"]),
    port=st.none() | st.integers(1, 65535),
    database=WORDS,
    query=st.dictionaries(
        st.text("abc &=?+%", min_size=1, max_size=3), st.text("xyz &=?+%", min_size=1, max_size=3), max_size=2
    ),
)
def test_what_is_built_is_shown_and_parsed_alike(**parts):
    theirs, ours = (m.URL.create("x+y", **parts) for m in (sqlalchemy, holdfast))
    assert shown(ours) == shown(theirs)
    text = ours.render_as_string(hide_password=False)
    assert outcome(holdfast, lambda m: m.make_url(text)) == outcome(sqlalchemy, lambda m: m.make_url(text))


def test_the_password_is_hidden_wherever_a_url_is_shown():
    url = holdfast.make_url("postgresql://scott:tiger@localhost/shop")
    engine = holdfast.create_engine(url)
    for text in (str(url), repr(url), f"{url}", repr(engine), str([url])):
        assert "tiger" not in text
        assert "***" in text
