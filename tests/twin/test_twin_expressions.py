"""The same expressions on SQLAlchemy and on holdfast: text, parameters, result type, warnings and errors must agree.

Each line of a table is a Python expression, evaluated with the names of one library and then of the other.
"""

from __future__ import annotations

import datetime as dt
import decimal
import operator
import re
import uuid
import warnings
from typing import Any

import pytest
import sqlalchemy

import holdfast

COMPARISONS = """
x == 5
x != 5
x < 5
x <= 5
x > 5
x >= 5
5 == x
5 < x
5 >= x
x == None
x != None
x == True
x != False
x == null()
x != null()
x == true()
x == y
x != y
x < y
x == x
q == 5
q == 'x'
q == 5.5
q == None
q == s
s == 'a'
s > 'b'
s == u
s == 5
x == 'a'
x == 5.5
x == decimal.Decimal('5.5')
d == datetime.date(2020, 1, 2)
dt == datetime.datetime(2020, 1, 2)
b == True
b == b2
b != False
b == 1
n == 5
f == 5
x.is_(None)
x.is_not(None)
x.is_(True)
x.is_(5)
x.is_(y)
x.is_(null())
x.is_not(false())
x.isnot(None)
x.is_distinct_from(5)
x.is_distinct_from(None)
x.is_distinct_from(True)
x.is_not_distinct_from(5)
x.isnot_distinct_from(y)
x.between(1, 2)
x.between(y, 2)
x.between(1, 2, symmetric=True)
x.between(None, 2)
between(x, 1, 2)
between(x, y, z)
between(5, x, y)
~x.between(1, 2)
~(x.between(1, 2, symmetric=True))
x.between(1, 2) & y.between(3, 4)
x.between(x + 1, y - 2)
x.between(and_(b, b2), 2)
~(x == 5)
~(x != 5)
~(x < 5)
~(x <= y)
~(x > 5)
~(x >= 5)
~x.is_(None)
~x.is_not(None)
~x.is_distinct_from(5)
~~(x == 5)
not_(x == 5)
not_(x)
not_(b)
~b
~~b
~(x + y)
~q
~null()
~true()
~false()
not_(true())
(x == 5) == (y == 6)
(x == 5) == True
(x < y) < z
x == (y == z)
x == [1, 2]
x == Other()
x < None
x > True
x <= null()
x == t
bool(x == x)
bool(x == y)
bool(x != x)
bool(x != y)
bool(x < y)
bool(x)
bool(and_(x == 1, y == 2))
x in [y, x]
x in [y, z]
[y, x].index(x)
list(x)
5 in x
x[5]
x.nothing
"""

CONDITIONS = """
and_(x == 1)
and_(x == 1, y == 2)
and_(x == 1, y == 2, z == 3)
or_(x == 1, y == 2)
or_(x == 1)
and_(True)
and_(False)
and_(True, x == 1)
and_(x == 1, True)
and_(x == 1, True, y == 2)
and_(False, x == 1)
and_(x == 1, false())
or_(True, x == 1)
or_(False, x == 1)
or_(false(), x == 1, y == 2)
or_(False)
or_(True)
or_(x == 1, true())
and_(True, False)
or_(True, False)
and_(true(), true())
or_(false(), false())
and_()
or_()
and_(x == 1, None)
and_(None)
and_(x == 1, or_(y == 2, z == 3))
or_(x == 1, and_(y == 2, z == 3))
and_(x == 1, and_(y == 2, z == 3))
or_(x == 1, or_(y == 2, z == 3))
and_(or_(x == 1), y == 2)
and_(and_(), x == 1)
or_(and_(), x == 1)
(x == 1) & (y == 2)
(x == 1) | (y == 2)
(x == 1) & (y == 2) & (z == 3)
(x == 1) | (y == 2) | (z == 3)
(x == 1) & (y == 2) | (z == 3)
(x == 1) & ((y == 2) | (z == 3))
((x == 1) | (y == 2)) & ((y == 3) | (z == 4))
~((x == 1) & (y == 2))
~((x == 1) | (y == 2))
~and_(x == 1, y == 2)
not_(or_(x == 1, y == 2))
not_(and_(x == 1))
not_(not_(and_(x == 1, y == 2)))
b & b2
b | b2
b & (x == 1)
~b & b2
and_(b, b2)
and_(b)
or_(b, ~b2)
and_(~b, x == 1)
not_(and_(b, b2))
q & q
and_(q, x == 1)
True & (x == 1)
(x == 1) & True
(x == 1) & None
(x == 1) | False
and_('x')
and_(x == 1, 'foo')
and_(x == 1, 5)
and_(x == 1, Other())
and_([x == 1])
and_(text('a OR b'), x == 1)
or_(text('a AND b'), x == 1)
text('a') & text('b')
text('a') | (x == 1)
(x == 1) & text('a')
and_(text('a'))
and_(x == 1, x)
and_(x, y)
or_(x + y, z)
and_(func.foo(x), func.bar(y))
and_(*[x == i for i in range(4)])
and_(exists().where(x == 1), y == 2)
not_(exists().where(x == 1))
"""

ARITHMETIC = """
x + 5
5 + x
x - 5
5 - x
x * 5
5 * x
x / 5
5 / x
x // 5
5 // x
x % 5
5 % x
x + y
x - y
x * y
x / y
x // y
x % y
-x
-(-x)
-(x + y)
-x + y
x + y + z
x - y - z
x - (y - z)
(x - y) - z
x * y * z
x * (y * z)
x / y / z
x / (y / z)
(x + y) * z
x + y * z
x * (y + z)
(x * y) + z
x + (y + z)
(x + y) - z
x - (y + z)
x % y % z
(x + 5) * 2 - y
x + y == z
(x + y) == (z - 5)
x + 5 > y * 2
x + None
x + n
n + x
n * f
f + x
f / 2
n / x
x / n
x // n
n // x
f // x
x + 5.5
x * decimal.Decimal('1.5')
n + decimal.Decimal('1.5')
q + 5
q - q
q * 2.5
q + 'x'
s + 'x'
'x' + s
s + u
s + u + 'x'
s + (u + 'x')
s + x
x + s
s + 5
s.concat('x')
s.concat(u)
s.concat(u).concat('z')
x.concat(y)
(s + u) == 'ab'
s + u == 'ab'
d + datetime.timedelta(days=1)
d - d
d - datetime.date(2020, 1, 1)
dt - dt
dt + iv
dt - iv
dt - datetime.timedelta(days=1)
iv + dt
iv + iv
iv * 2
iv / 2
d + 5
d - 5
iv - iv
d + iv
t1 - t1
x.bitwise_and(5)
x.bitwise_or(y)
x.bitwise_xor(5)
x.bitwise_not()
x.bitwise_lshift(2)
x.bitwise_rshift(y)
bitwise_not(x)
~x
x.bitwise_and(y).bitwise_or(z)
x.bitwise_and(y) == 5
x + y.bitwise_and(z)
(x + y).bitwise_and(z)
x.bitwise_and(y + z)
x << 5
x >> 5
x ** 2
x @ y
abs(x)
x & 5
x + Other()
x.op('->')(5)
x.op('->')(y)
x.op('->')('a').op('->')('b')
x.op('->', precedence=10)(y + z)
(x + y).op('->')(z)
x.op('->')(y) + z
x.op('->')(y) == z
x.op('%')(5)
x.op('@@', is_comparison=True)(5)
~x.op('@@', is_comparison=True)(5)
x.bool_op('@@')(5)
~x.bool_op('@@')(5)
and_(x.bool_op('@@')(5), y == 1)
x.op('->', return_type=String)(5)
x.op('->', return_type=String)(5) + 'x'
x.op('&')(y).op('&')(z)
x + y.op('&')(z)
x.op('foo')(None)
"""

STRINGS = """
s.like('a%')
s.like('a%', escape='/')
s.not_like('a%')
s.notlike('a%', escape='/')
s.ilike('a%')
s.ilike('a%', escape='/')
s.not_ilike('a%')
s.notilike('a%', escape='!')
~s.like('a%')
~s.ilike('a%', escape='/')
~s.not_like('a%')
s.like(u)
s.like(u + '%')
(s + u).like('a')
s.like(None)
s.startswith('a')
s.startswith('a', autoescape=True)
s.startswith('a%b_c/d', autoescape=True)
s.startswith('a%b_c', autoescape=True, escape='^')
s.startswith('a', escape='/')
s.startswith(u)
s.startswith(u + 'x')
s.startswith(text('foo'))
s.startswith(literal_column('foo'))
s.startswith(u, autoescape=True)
s.startswith(5, autoescape=True)
s.endswith('a')
s.endswith('a%', autoescape=True)
s.endswith(u)
s.contains('a')
s.contains('a%b', autoescape=True)
s.contains('a', escape='x')
s.contains(u)
s.contains(u.concat('x'))
~s.startswith('a')
~s.endswith('a')
~s.contains('a')
~s.contains('a', escape='x')
not_(s.startswith('a', autoescape=True))
s.istartswith('a')
s.istartswith('A%', autoescape=True)
s.iendswith('a')
s.icontains('a')
s.icontains(u)
~s.icontains('a')
~s.istartswith('a')
~s.iendswith('a', escape='/')
s.match('a')
~s.match('a')
s.match('a') & (x == 1)
s.collate('fr_FR')
s.collate('latin1_german2_ci')
collate(s, 'utf8')
collate('abc', 'utf8')
s.collate('utf8') == 'x'
s.collate('utf8').like('x')
s.collate('utf8').desc()
s.collate('utf8') + 'x'
(s + u).collate('utf8')
s == u.collate('utf8')
s.collate('x').collate('y')
s.regexp_match('a')
s.regexp_match('a', 'i')
~s.regexp_match('a')
s.regexp_match(u)
s.regexp_replace('a', 'b')
s.regexp_replace('a', 'b', flags='i')
s.regexp_replace(u, 'b')
s.regexp_replace('a', 'b') == 'c'
s.distinct()
distinct(s)
s.desc()
s.asc()
desc(s)
asc(s)
desc('s')
s.desc().nulls_first()
s.desc().nulls_last()
nulls_first(s.desc())
nulls_last(asc(s))
s.nullsfirst()
nullslast(s)
(x + y).desc()
(x == y).desc()
s.any_()
s.all_()
5 == any_(a)
any_(a) == 5
x == any_(a)
x > all_(a)
all_(a) > x
x != any_(select(y).scalar_subquery())
5 < any_(func.foo(x))
any_(a) + 5
any_([1, 2])
x == any_(select(y))
any_(a) == None
"""

LISTS = """
x.in_([1, 2, 3])
x.in_((1, 2))
x.in_({1})
x.in_([])
x.in_(i for i in (1, 2))
x.not_in([1, 2])
x.notin_([1, 2])
x.not_in([])
~x.in_([1, 2])
~x.in_([])
~x.not_in([1, 2])
x.in_([1, None])
x.in_([None])
x.in_([True])
x.in_([y, 5])
x.in_([y, z])
x.in_([y + 5, None])
x.in_([literal(5), 6])
x.in_([func.foo(1), 2])
x.in_(select(y))
x.in_(select(y).scalar_subquery())
x.not_in(select(y))
~x.in_(select(y))
x.in_(text('SELECT 1'))
x.in_(bindparam('p'))
x.in_(bindparam('p', expanding=True))
x.not_in(bindparam('p', expanding=True))
x.in_(bindparam('p', [1, 2]))
x.in_(5)
x.in_('abc')
x.in_(y)
x.in_(None)
x.in_(null())
x.in_({1: 2})
x.in_(Other())
s.in_(['a', 'b'])
q.in_([1, 2])
q.in_(['a'])
d.in_([datetime.date(2020, 1, 1)])
(x + y).in_([1, 2])
x.in_([1]) & y.in_([2])
x.in_([1]) == True
tuple_(x, y).in_([(1, 2), (3, 4)])
tuple_(x, s).in_([(1, 'a')])
tuple_(x, y).in_([])
tuple_(x, y).not_in([(1, 2)])
tuple_(x, y).in_(select(x, y))
tuple_(x, y).in_([tuple_(1, 2), tuple_(3, 4)])
tuple_(x, y).in_(bindparam('p', expanding=True))
tuple_(x, y)
tuple_(1, 2, 3)
tuple_(x, 'a', types=[Integer, String])
tuple_(x, y, types=[Integer])
tuple_(x, y) == (1, 2)
tuple_(x, y) == tuple_(1, 2)
tuple_(x, y) > tuple_(1, 2)
"""

NODES = """
case((x == 1, 'a'), else_='b')
case((x == 1, 'a'), (x == 2, 'b'))
case({1: 'a', 2: 'b'}, value=x)
case({1: 'a'}, value=x, else_='z')
case({'a': x}, value=s, else_=y)
case((x == 1, y), else_=z) + 5
case((x == 1, 1)) == 5
case((and_(x == 1, y == 2), 1), else_=2)
case((b, 1), else_=0)
case((x, 1))
case((x == 1, None), else_=null())
case((x == 1, literal_column("'q'")))
case([(x == 1, 2)])
case('x')
case()
case((x, 1, 2))
case((x == 1, 2), value=y)
case((x == 1, 5), else_=decimal.Decimal('5'))
-case((x == 1, 5))
case((x == 1, 5)).label('foo')
case((x == 1, case((y == 2, 3), else_=4)), else_=5)
cast(x, String)
cast(x, String(50))
cast('5', Integer)
cast(5.5, Numeric(10, 2))
cast(None, Integer)
cast(x, Integer) + 5
cast(x, Numeric(10, 2)) * 2
cast(x + y, String)
cast(null(), String)
cast(x, String) + 'a'
x.cast(String)
x.cast(Text).like('a')
cast(text('foo'), Integer)
cast(cast(x, String), Integer)
-cast(x, Integer)
cast(Other(), Integer)
try_cast(x, Integer)
type_coerce(x, String)
type_coerce(x, String) + 'a'
type_coerce(5, String)
type_coerce(x, String) == 'a'
type_coerce(x + y, String).like('a')
type_coerce(x + y, Integer) * 5
type_coerce(null(), Integer)
extract('year', d)
extract('month', d) == 5
extract('year', d + datetime.timedelta(days=1))
extract('year', 'x')
extract('year', d) + 1
literal(5)
literal('x')
literal(None)
literal(5.5)
literal(True)
literal(decimal.Decimal('5'))
literal(datetime.date(2020, 1, 1))
literal(datetime.datetime(2020, 1, 1))
literal(datetime.timedelta(1))
literal(b'x')
literal(uuid.UUID(int=5))
literal([1])
literal(2 ** 40)
literal(5, String)
literal(5) + 5
literal(5) + x
literal('a') + 'b'
literal(5, literal_execute=True)
literal(5) == literal(6)
literal_column('foo')
literal_column('foo', Integer) + 5
literal_column('foo', String) + 'x'
literal_column('5') == x
literal_column('foo(1)').label('x')
literal_column('*')
null()
true()
false()
null() == x
true() == x
x == false()
null() + 5
bindparam('p')
bindparam('p', 5)
bindparam('p', 5, type_=String)
bindparam('p', type_=Integer) + 5
bindparam('p', 5, unique=True)
bindparam(None, 5)
bindparam('p', callable_=lambda: 7)
bindparam('p', required=True)
bindparam('p', expanding=True)
bindparam('p', [1, 2], expanding=True)
bindparam('p', 5, literal_execute=True)
bindparam('p', None)
x == bindparam('p')
x == bindparam('p', 5)
x + bindparam('p')
x.like(bindparam('p'))
bindparam('p') + x
bindparam('p') == bindparam('r')
bindparam('a b', 5)
bindparam('p', 'x') + 'y'
x.label('foo')
x.label('foo') + 5
x.label('foo') == 5
x.label(None)
(x + y).label('foo')
(x + y).label('foo') * 2
(x + y).label('foo').label('bar')
(x == y).label('foo')
~(b.label('foo'))
x.label('foo').desc()
label('foo', x)
label('foo', x, String)
label('foo', 'bar')
x.label('foo').in_([1])
-x.label('foo')
text('foo')
text('foo = :bar')
text('foo = :bar AND baz = :bat')
text(':a :a :b')
text('a::int = :b')
text(r'a \\:b :c')
text("':a' \\"x:y\\" a:b (:c)")
text('foo = :bar').bindparams(bar=5)
text('foo = :bar').bindparams(bindparam('bar', 5, type_=String))
text('foo = :bar').bindparams(baz=5)
text('foo = :bar').bindparams(bindparam('baz'))
text('x') == 5
text('x') + 5
x == text('foo')
x + text('foo')
column('a')
column('a b')
column('A')
column('select')
column('a', Integer) + 5
column('a', is_literal=True)
table('t', column('a')).c.a == 5
quoted_name('a', True)
(x == 5).params(x_1=7)
(x == bindparam('p', 5)).params(p=7)
text('foo = :bar').params(bar=7)
(x == bindparam('p', 5)).unique_params(p=7)
lb == b'x'
lb + b'x'
uu == uuid.UUID(int=5)
j['x']
j['x']['y']
j[('a', 'b')]
j[5]
j['x'] == 'a'
j['x'].as_string()
j['x'].as_integer() == 5
j['x'].as_boolean()
j['x'].as_float() + 1
a[5]
a[x]
a[5] == 7
a == [1, 2]
a.any(5)
a.all(5, operator=operator.gt)
a.contains([1])
a + a
"""

FUNCTIONS = """
func.foo()
func.foo(x)
func.foo(x, 5, 'a')
func.foo(None, True, [1])
func.a.b.c(1)
func.Foo_Bar(x)
func.UPPER(s)
func.select_(x)
getattr(func, 'weird name')(x)
func._foo(1)
func.foo_(1)
func.foo(x) + 5
func.foo(x) == 5
func.foo(1) == func.foo(2)
func.foo(x, type_=Integer) + 5
func.foo(x, type_=String) + 'a'
func.foo(text('bar'))
func.foo(x == 5)
func.foo(and_(x == 5, y == 6))
func.foo(x + y)
func.foo(select(x).scalar_subquery())
func.foo(select(x))
func.foo(x).label('bar')
-func.foo(x)
~func.foo(x)
func.foo(x).desc()
func.foo(x).distinct()
func.foo(distinct(x))
func.foo(x.distinct())
func.count()
func.count(x)
func.count('*')
func.count(x) > 5
func.COUNT(x)
func.count(distinct(x))
func.count(type_=String)
func.sum(x)
func.sum(x) + 5
func.sum(n) / 2
func.sum(s)
func.max(x)
func.max(5)
func.min(s) + 'a'
func.max(d) - datetime.date(2020, 1, 1)
func.pow(x, 2)
func.coalesce(x, 5)
func.coalesce(s, 'a')
func.coalesce(null(), x)
func.coalesce(None, x, 5)
func.coalesce(x, 5) + 1
func.concat('a', s)
func.concat(s, u) + 'x'
func.char_length(s)
func.char_length(s) > 5
func.now()
func.now() - datetime.timedelta(1)
func.now(type_=Date)
func.current_date()
func.current_time()
func.current_timestamp()
func.current_timestamp(5)
func.localtime()
func.localtimestamp()
func.sysdate()
func.current_user()
func.session_user()
func.user()
func.random()
func.lower(s)
func.lower(s) == 'a'
func.aggregate_strings(s, ',')
func.array_agg(x)
func.array_agg(x)[1]
func.rank()
func.dense_rank()
func.percent_rank()
func.cume_dist()
func.mode()
func.percentile_cont(0.5)
func.cube(x, y)
func.rollup(x, y)
func.grouping_sets(x, y)
func.grouping_sets(tuple_(x, y), x)
func.next_value(Sequence('foo'))
func.mode().within_group(x)
func.percentile_cont(0.5).within_group(x)
func.percentile_cont(0.5).within_group(x.desc())
func.percentile_disc(0.5, 0.6).within_group(x)
within_group(func.foo(x), y, z.desc())
func.rank().within_group(x).filter(y == 5)
func.foo().over()
func.foo().over(partition_by=x)
func.foo().over(order_by=x)
func.foo().over(partition_by=[x, y], order_by=[y.desc(), z])
func.foo(x).over(order_by=y, rows=(None, 0))
func.foo(x).over(order_by=y, rows=(-2, 3))
func.foo(x).over(order_by=y, rows=(1, None))
func.foo(x).over(order_by=y, rows=(None, None))
func.foo(x).over(order_by=y, range_=(0, None))
func.foo(x).over(order_by=y, range_=(-5, 5))
func.foo(x).over(order_by=y, groups=(None, 1))
func.foo(x).over(order_by=y, groups=(-5, -1))
func.foo(x).over(order_by=y, rows=(0, 0), exclude='TIES')
func.foo(x).over(order_by='y')
func.foo(x).over(partition_by='y')
over(func.foo(x), order_by=y)
func.foo(x).over(partition_by=x) + 5
func.foo(x).over(partition_by=x).label('bar')
func.foo(x).over(partition_by=Other())
func.foo(x).over(range_=(1, 2), rows=(1, 2))
func.foo(x).over(rows='x')
func.foo(x).over(rows=('x', 1))
func.foo(x).over(rows=(1, 2, 3))
func.row_number().over(order_by=x.desc().nulls_last())
func.count(x).filter(y == 5)
func.count(x).filter(y == 5, z == 6)
func.count(x).filter(y == 5).filter(z == 6)
func.count(x).filter(or_(y == 5, z == 6))
func.count(x).filter()
func.count(x).filter(y == 5).over(partition_by=z)
func.count(x).filter(y == 5) + 1
func.count(x).filter(y == 5) == 1
funcfilter(func.count(x), y == 5)
func.foo(x).aggregate_order_by(y)
func.foo(x).aggregate_order_by(y, z.desc())
aggregate_order_by(func.foo(x), y)
func.foo(x).aggregate_order_by(y).filter(z == 5)
func.foo(x, y).as_comparison(1, 2)
func.foo(x).collate('bar')
func.foo(s).like('a')
func.foo(x).in_([1, 2])
func.foo(x).is_(None)
func.json_each(s).scalar_table_valued('a')
func.json_each(s).scalar_table_valued('a', Integer) + 5
func.foo(x).cast(Integer)
cast(func.foo(x), Integer) + func.bar(y)
func.foo(Other())
func.__foo__
func.foo(func.bar(func.baz(x)))
"""

ODDITIES = """
case((x == 1, 5), (x == 2, 'a'))
case((x == 1, None), else_=5)
case((x == 1, 5), (x == 2, None), else_='a')
s.startswith(x * y)
s.startswith((s + u).label('k'))
s.contains(case((x == 1, 2)))
x.between(b, 2)
~(x + y + z)
2 ** x
x ** y + 1
column('_x_') == 5
column('a b%(c)') == 5
column('$') == 5
~(-x)
-(x == y)
(x + y).is_(None)
func.sum(x).over().desc()
j.contains('x')
x.contains(5)
x.match('a')
b + 1
b & x
b.like('a')
s & b
s == b
d + d
d * 2
x.any_()
x.collate('a')
s - 1
s * 2
x.concat(5)
literal([1]).in_([1])
type_coerce(None, Integer)
uu + 1
lb - 1
x.startswith(5)
func.any(x)
func.all(x)
func.some(x) == 5
5 == func.any(x)
any_(x).label('k')
s.bitwise_and(5)
b.bitwise_not()
-s
-b
s.desc().label('k')
x.in_([[1]])
n % 2
s % 2
x.op('|')(5)
s < x
j < 5
j + 5
j == 5
j == None
j.is_(None)
x / n * 2
(x / y).label('k') + 1
q // x
q / q
func.foo(1).select()
x == select(y)
x + select(y).scalar_subquery()
-select(x).scalar_subquery()
and_(select(b).scalar_subquery(), x == 1)
not_(select(b).scalar_subquery())
cast(select(x).scalar_subquery(), String)
func.coalesce(select(x).scalar_subquery(), 5)
"""

SELECTED = """
select('x')
select('x + 1')
select('(x)')
select('t.x')
select('5')
select(5)
select(5.5)
select(True)
select(None)
select(Other())
select(x).where('x = 5')
select(x).where(Other())
select(x).where(True)
select(x).where(None)
select(x).where(select(y))
select(x).order_by(Other())
select(x).order_by('nothing')
select(x).order_by('x')
select(x).group_by(5)
select(x).select_from('t')
select(x).select_from(Other())
select(x).select_from(select(y))
select(x).limit('a')
select(x).limit(bindparam('l') + 5)
select(x).limit(5).offset(x + 1)
select(x + y, x + z)
select(func.count(x), func.count(y), func.sum(x) + 1)
select(cast(x, String), cast(y, String), cast(x + y, String))
select(case((x == 1, 2)), case((x == 2, 3)))
select(x.label('k'), (x + y).label('k2')).order_by((x + y).label('k2'))
select(x.label('k')).order_by(x.label('k').desc())
select(x.label('k')).order_by('k')
select(x.label('k')).order_by(desc('k'))
select(x.label('k')).group_by('k')
select(x == 5, y == 5)
select(literal(5), literal('a'), literal_column('foo'), text('bar'))
select(null(), true(), false())
select(type_coerce(x, String), type_coerce(x + y, String))
select(func.a.b.c(1), func.a.b.c(2))
select(-x, ~b, x.is_(None))
select(x.label(None), y.label(None))
select((x + y).label(None), (x + y).label(None))
select(func.foo(x).over(order_by=y), func.foo(x).filter(y == 1))
select(extract('year', d), s.collate('de'))
select(x, x, x)
select(x.distinct())
select(func.count(x.distinct()))
select(exists().where(x == 1))
select(x).where(b)
select(x).where(~b)
select(x).where(b, ~b2)
select(x).where(func.foo(x))
select(x).where(or_(b, x == 5))
select(x).where(case((x == 1, true()), else_=false()))
select(x).having(func.count(x) > 5).group_by(y)
select(x).order_by(x.desc().nulls_last(), y)
select(bindparam('p', 5), bindparam('p2', type_=String))
select(j['x'], j['x'].as_string())
select(x.in_([1, 2]), x.in_([]))
select(func.json_each(s).table_valued('key', 'value'))
select(func.json_each(s).table_valued('key', 'value', name='k'))
select(func.generate_series(1, 5).column_valued('k'))
select(func.generate_series(1, 5).column_valued())
select(func.generate_series(1, 5).table_valued('value', with_ordinality='ord'))
select(func.foo(1).alias('k').column)
select(func.rec().scalar_table_valued('a'))
select(func.foo()).select_from(func.bar(1))
select(func.foo(x).label('k')).order_by(func.foo(x).label('k'))
select(func.max(x)).where(x > func.min(y)).scalar_subquery() + 5
select(over(func.row_number(), order_by=x).label('k')).subquery().c.k == 5
select(x).scalar_subquery().label('k')
select(x).scalar_subquery() == 5
"""


class Other:
    def __repr__(self) -> str:
        return "<Other>"


def names_of(library: Any) -> dict[str, Any]:
    """What the expressions may say, from one library."""
    names: dict[str, Any] = {}
    for name in [
        "and_",
        "or_",
        "not_",
        "case",
        "cast",
        "try_cast",
        "type_coerce",
        "extract",
        "tuple_",
        "literal",
        "literal_column",
        "null",
        "true",
        "false",
        "bindparam",
        "label",
        "over",
        "within_group",
        "funcfilter",
        "distinct",
        "text",
        "column",
        "table",
        "between",
        "collate",
        "any_",
        "all_",
        "asc",
        "desc",
        "nulls_first",
        "nulls_last",
        "nullsfirst",
        "nullslast",
        "bitwise_not",
        "aggregate_order_by",
        "func",
        "select",
        "exists",
        "quoted_name",
        "Sequence",
        "Integer",
        "String",
        "Text",
        "Numeric",
        "Float",
        "Boolean",
        "Date",
        "DateTime",
        "Time",
        "Interval",
        "JSON",
        "ARRAY",
        "LargeBinary",
        "Uuid",
    ]:
        names[name] = getattr(library, name)
    kinds = {
        "x": "Integer",
        "y": "Integer",
        "z": "Integer",
        "s": "String",
        "u": "String",
        "n": "Numeric",
        "f": "Float",
        "b": "Boolean",
        "b2": "Boolean",
        "d": "Date",
        "dt": "DateTime",
        "t1": "Time",
        "iv": "Interval",
        "j": "JSON",
        "lb": "LargeBinary",
        "uu": "Uuid",
    }
    columns = [library.column(name, names[kind]()) for name, kind in kinds.items()]
    columns += [library.column("q"), library.column("a", library.ARRAY(library.Integer))]
    made = library.table("t", *columns)
    names.update({column.name: column for column in made.c})
    names.update(t=made, Other=Other, datetime=dt, decimal=decimal, uuid=uuid, operator=operator)
    return names


NAMES = (names_of(sqlalchemy), names_of(holdfast))
CASES = [
    line
    for table in (COMPARISONS, CONDITIONS, ARITHMETIC, STRINGS, LISTS, NODES, FUNCTIONS, ODDITIES, SELECTED)
    for line in table.strip().splitlines()
]


def outcome(source: str, names: dict[str, Any]) -> Any:
    """Text, parameters and type of the expression, or the error; and the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = eval(source, names)
            if hasattr(value, "compile"):
                compiled = value.compile()
                type_ = getattr(value, "type", None)
                result: Any = (
                    " ".join(str(compiled).split()),
                    {key: plain(part) for key, part in compiled.params.items()},
                    type(type_).__name__,
                )
            else:
                result = value
        except Exception as error:
            text = str(error).partition("(Background")[0].strip()
            result = (type(error).__name__, re.sub(r"<(sqlalchemy|holdfast)[^>]*>|0x[0-9a-f]+", "<>", text)[:66])
    return result, sorted({leading(str(warning.message)) for warning in caught})


def leading(message: str) -> str:
    return re.sub(r"<class '[\w.]*\.(\w+)'>", r"\1", message)[:60]


def plain(value: Any) -> Any:
    return repr(value) if isinstance(value, Other) else value


@pytest.mark.parametrize("source", CASES)
def test_same_on_both(source: str) -> None:
    expected, found = outcome(source, NAMES[0]), outcome(source, NAMES[1])
    assert found == expected


def test_the_table_is_large() -> None:
    assert len(CASES) >= 300
    assert len(set(CASES)) == len(CASES)
