"""The functions written for each mapped class: `__setattr__`, `__delattr__`, `__init__`.

What lives here: their source as values. What must not: when they are installed (`manager.py`).

The names in the source: `plain` is the set of column attributes whose writes need no more than history (no listeners,
no active history), `others` are the attributes whose every write wants more; `setters` and `deleters` map attributes to
the functions that change them.
"""

from __future__ import annotations

from typing import Final

# A write to an attribute that changed before is nearly all writes there are: it is looked for first.
SETATTR: Final = """\
def __setattr__(self, name, value):
    present = self.__dict__
    try:
        if name in present["_sa_instance_state"].committed:
            present[name] = value
            return
    except KeyError:
        pass
    if name in plain:
        first_change(self, present, name)
        present[name] = value
    elif name in setters:
        setters[name](self, value)
    else:
        set_other(self, name, value)
"""

# The same for a class with attributes that want more than history (relationships, listeners): `others`.
SETATTR_AMONG_OTHERS: Final = SETATTR.replace(".committed:", ".committed and name not in others:")

DELATTR: Final = """\
def __delattr__(self, name):
    if name in deleters:
        deleters[name](self)
    else:
        delete_other(self, name)
"""

# The declarative constructor: keywords are attributes. The dictionary of keywords, which nobody else has, becomes the
# object's own when it holds nothing but plain columns.
KEYWORD_INIT: Final = """\
def __init__(self, **kwargs):
    present = self.__dict__
    if present or dispatch.init or not constructible.issuperset(kwargs):
        if "_sa_instance_state" not in present:
            present["_sa_instance_state"] = new_state
        if dispatch.init:
            fire_init(self, (), kwargs)
        construct(self, kwargs, quick, setters)
    else:
        kwargs["_sa_instance_state"] = new_state
        set_dict(self, kwargs)
"""

# The same for a class of a hierarchy: the attribute that tells the class of a row is set before all others.
KEYWORD_INIT_IN_HIERARCHY: Final = """\
def __init__(self, **kwargs):
    present = self.__dict__
    if present or dispatch.init or not constructible.issuperset(kwargs):
        if "_sa_instance_state" not in present:
            present["_sa_instance_state"] = new_state
            present[discriminator] = identity
        if dispatch.init:
            fire_init(self, (), kwargs)
        construct(self, kwargs, quick, setters)
    else:
        kwargs["_sa_instance_state"] = new_state
        if discriminator not in kwargs:
            kwargs[discriminator] = identity
        set_dict(self, kwargs)
"""

# Around a constructor that the class brought along.
OWN_INIT: Final = """\
def __init__(self, *args, **kwargs):
    present = self.__dict__
    if "_sa_instance_state" not in present:
        present["_sa_instance_state"] = new_state
        if dispatch.init:
            fire_init(self, args, kwargs)
    if not dispatch.init_failure:
        return original(self, *args, **kwargs)
    try:
        return original(self, *args, **kwargs)
    except BaseException:
        fire_init_failure(self, args, kwargs)
        raise
"""

OWN_INIT_IN_HIERARCHY: Final = OWN_INIT.replace(
    'present["_sa_instance_state"] = new_state\n',
    'present["_sa_instance_state"] = new_state\n        present[discriminator] = identity\n',
)
