"""Run the lines of a file in one library: text and parameters of what they make, or the class of the error."""

import re
import warnings
from pathlib import Path

HERE = Path(__file__).parent


def read(name):
    """The lines of a file of cases."""
    return (HERE / f"{name}.txt").read_text().splitlines()


def answer(line, names, dialect):
    """What a line makes, as text and parameters that can be compared."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = eval(line, dict(names))
            if isinstance(made, str):
                return plain(made), None
            compiled = made.compile(dialect=dialect)
            return plain(str(compiled)), repr(getattr(compiled, "params", None))
        except Exception as error:
            return type(error).__name__, None


def plain(text):
    """A text without differences of white space."""
    return re.sub(r"\s+", " ", text).strip()


def created(library, url, build):
    """The statements that create and drop what `build(MetaData)` declares."""
    found = []

    def note(construct, *arguments, **keywords):
        found.append(plain(str(construct.compile(dialect=engine.dialect))))

    engine = library.create_mock_engine(url, note)
    metadata = library.MetaData()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            build(metadata)
            metadata.create_all(engine, checkfirst=False)
            found.append("--")
            metadata.drop_all(engine, checkfirst=False)
        except Exception as error:
            found.append(type(error).__name__)
    return found
