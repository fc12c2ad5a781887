>>> x.like("a")
default: x LIKE :x_1 -- {'x_1': 'a'}
sqlite: x LIKE ? -- {'x_1': 'a'} ['x_1']
postgresql: x LIKE %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: x LIKE %s -- {'x_1': 'a'} ['x_1']

>>> ~x.like("a",escape="/")
default: x NOT LIKE :x_1 ESCAPE '/' -- {'x_1': 'a'}
sqlite: x NOT LIKE ? ESCAPE '/' -- {'x_1': 'a'} ['x_1']
postgresql: x NOT LIKE %(x_1)s::VARCHAR ESCAPE '/' -- {'x_1': 'a'}
mysql: x NOT LIKE %s ESCAPE '/' -- {'x_1': 'a'} ['x_1']

>>> x.ilike("a")
default: lower(x) LIKE lower(:x_1) -- {'x_1': 'a'}
sqlite: lower(x) LIKE lower(?) -- {'x_1': 'a'} ['x_1']
postgresql: x ILIKE %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: lower(x) LIKE lower(%s) -- {'x_1': 'a'} ['x_1']

>>> ~x.ilike("a",escape="/")
default: lower(x) NOT LIKE lower(:x_1) ESCAPE '/' -- {'x_1': 'a'}
sqlite: lower(x) NOT LIKE lower(?) ESCAPE '/' -- {'x_1': 'a'} ['x_1']
postgresql: x NOT ILIKE %(x_1)s::VARCHAR ESCAPE '/' -- {'x_1': 'a'}
mysql: lower(x) NOT LIKE lower(%s) ESCAPE '/' -- {'x_1': 'a'} ['x_1']

>>> x.contains("a")
default: x LIKE '%' || :x_1 || '%' -- {'x_1': 'a'}
sqlite: x LIKE '%' || ? || '%' -- {'x_1': 'a'} ['x_1']
postgresql: x LIKE '%%' || %(x_1)s::VARCHAR || '%%' -- {'x_1': 'a'}
mysql: x LIKE concat('%%', %s, '%%') -- {'x_1': 'a'} ['x_1']

>>> ~x.contains("a")
default: x NOT LIKE '%' || :x_1 || '%' -- {'x_1': 'a'}
sqlite: x NOT LIKE '%' || ? || '%' -- {'x_1': 'a'} ['x_1']
postgresql: x NOT LIKE '%%' || %(x_1)s::VARCHAR || '%%' -- {'x_1': 'a'}
mysql: x NOT LIKE concat('%%', %s, '%%') -- {'x_1': 'a'} ['x_1']

>>> x.contains("a",autoescape=True)
default: x LIKE '%' || :x_1 || '%' ESCAPE '/' -- {'x_1': 'a'}
sqlite: x LIKE '%' || ? || '%' ESCAPE '/' -- {'x_1': 'a'} ['x_1']
postgresql: x LIKE '%%' || %(x_1)s::VARCHAR || '%%' ESCAPE '/' -- {'x_1': 'a'}
mysql: x LIKE concat('%%', %s, '%%') ESCAPE '/' -- {'x_1': 'a'} ['x_1']

>>> x.startswith("a")
default: x LIKE :x_1 || '%' -- {'x_1': 'a'}
sqlite: x LIKE ? || '%' -- {'x_1': 'a'} ['x_1']
postgresql: x LIKE %(x_1)s::VARCHAR || '%%' -- {'x_1': 'a'}
mysql: x LIKE concat(%s, '%%') -- {'x_1': 'a'} ['x_1']

>>> x.endswith("a")
default: x LIKE '%' || :x_1 -- {'x_1': 'a'}
sqlite: x LIKE '%' || ? -- {'x_1': 'a'} ['x_1']
postgresql: x LIKE '%%' || %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: x LIKE concat('%%', %s) -- {'x_1': 'a'} ['x_1']

>>> x.icontains("a")
default: lower(x) LIKE '%' || lower(:x_1) || '%' -- {'x_1': 'a'}
sqlite: lower(x) LIKE '%' || lower(?) || '%' -- {'x_1': 'a'} ['x_1']
postgresql: x ILIKE '%%' || %(x_1)s::VARCHAR || '%%' -- {'x_1': 'a'}
mysql: lower(x) LIKE concat('%%', lower(%s), '%%') -- {'x_1': 'a'} ['x_1']

>>> x.istartswith("a")
default: lower(x) LIKE lower(:x_1) || '%' -- {'x_1': 'a'}
sqlite: lower(x) LIKE lower(?) || '%' -- {'x_1': 'a'} ['x_1']
postgresql: x ILIKE %(x_1)s::VARCHAR || '%%' -- {'x_1': 'a'}
mysql: lower(x) LIKE concat(lower(%s), '%%') -- {'x_1': 'a'} ['x_1']

>>> ~x.iendswith("a")
default: lower(x) NOT LIKE '%' || lower(:x_1) -- {'x_1': 'a'}
sqlite: lower(x) NOT LIKE '%' || lower(?) -- {'x_1': 'a'} ['x_1']
postgresql: x NOT ILIKE '%%' || %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: lower(x) NOT LIKE concat('%%', lower(%s)) -- {'x_1': 'a'} ['x_1']

>>> x.startswith(column("q"))
default sqlite: x LIKE q || '%'
postgresql: x LIKE q || '%%'
mysql: x LIKE concat(q, '%%')

>>> x.contains(column("q")+"x")
default: x LIKE '%' || q || :q_1 || '%' -- {'q_1': 'x'}
sqlite: x LIKE '%' || q || ? || '%' -- {'q_1': 'x'} ['q_1']
postgresql: x LIKE '%%' || q || %(q_1)s::VARCHAR || '%%' -- {'q_1': 'x'}
mysql: x LIKE concat('%%', q, %s, '%%') -- {'q_1': 'x'} ['q_1']

>>> y.between(1,2)
default: y BETWEEN :y_1 AND :y_2 -- {'y_1': 1, 'y_2': 2}
sqlite: y BETWEEN ? AND ? -- {'y_1': 1, 'y_2': 2} ['y_1', 'y_2']
postgresql: y BETWEEN %(y_1)s::INTEGER AND %(y_2)s::INTEGER -- {'y_1': 1, 'y_2': 2}
mysql: y BETWEEN %s AND %s -- {'y_1': 1, 'y_2': 2} ['y_1', 'y_2']

>>> ~y.between(1,2,symmetric=True)
default: y NOT BETWEEN SYMMETRIC :y_1 AND :y_2 -- {'y_1': 1, 'y_2': 2}
sqlite: y NOT BETWEEN SYMMETRIC ? AND ? -- {'y_1': 1, 'y_2': 2} ['y_1', 'y_2']
postgresql: y NOT BETWEEN SYMMETRIC %(y_1)s::INTEGER AND %(y_2)s::INTEGER -- {'y_1': 1, 'y_2': 2}
mysql: y NOT BETWEEN SYMMETRIC %s AND %s -- {'y_1': 1, 'y_2': 2} ['y_1', 'y_2']

>>> y.is_distinct_from(5)
default: y IS DISTINCT FROM :y_1 -- {'y_1': 5}
sqlite: y IS NOT ? -- {'y_1': 5} ['y_1']
postgresql: y IS DISTINCT FROM %(y_1)s::INTEGER -- {'y_1': 5}
mysql: NOT (y <=> %s) -- {'y_1': 5} ['y_1']

>>> y.is_not_distinct_from(5)
default: y IS NOT DISTINCT FROM :y_1 -- {'y_1': 5}
sqlite: y IS ? -- {'y_1': 5} ['y_1']
postgresql: y IS NOT DISTINCT FROM %(y_1)s::INTEGER -- {'y_1': 5}
mysql: y <=> %s -- {'y_1': 5} ['y_1']

>>> x.regexp_match("a")
default: x <regexp> :x_1 -- {'x_1': 'a'}
sqlite: x REGEXP ? -- {'x_1': 'a'} ['x_1']
postgresql: x ~ %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: x REGEXP %s -- {'x_1': 'a'} ['x_1']

>>> ~x.regexp_match("a")
default: x <not regexp> :x_1 -- {'x_1': 'a'}
sqlite: x NOT REGEXP ? -- {'x_1': 'a'} ['x_1']
postgresql: x !~ %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: x NOT REGEXP %s -- {'x_1': 'a'} ['x_1']

>>> x.regexp_match("a",flags="i")
default: x <regexp> :x_1 -- {'x_1': 'a'}
sqlite: x REGEXP ? -- {'x_1': 'a'} ['x_1']
postgresql: x ~* %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: REGEXP_LIKE(x, %s, 'i') -- {'x_1': 'a'} ['x_1']

>>> x.regexp_replace("a","b")
default: <regexp replace>(x, :x_1, :x_2) -- {'x_1': 'a', 'x_2': 'b'}
sqlite: ! CompileError: sqlite dialect does not
postgresql: REGEXP_REPLACE(x, %(x_1)s::VARCHAR, %(x_2)s::VARCHAR) -- {'x_1': 'a', 'x_2': 'b'}
mysql: REGEXP_REPLACE(x, %s, %s) -- {'x_1': 'a', 'x_2': 'b'} ['x_1', 'x_2']

>>> x.regexp_replace("a","b",flags="g")
default: <regexp replace>(x, :x_1, :x_2) -- {'x_1': 'a', 'x_2': 'b'}
sqlite: ! CompileError: sqlite dialect does not
postgresql: REGEXP_REPLACE(x, %(x_1)s::VARCHAR, %(x_2)s::VARCHAR, 'g') -- {'x_1': 'a', 'x_2': 'b'}
mysql: REGEXP_REPLACE(x, %s, %s, 'g') -- {'x_1': 'a', 'x_2': 'b'} ['x_1', 'x_2']

>>> x.match("a")
default: x MATCH :x_1 -- {'x_1': 'a'}
sqlite: x MATCH ? -- {'x_1': 'a'} ['x_1']
postgresql: x @@ plainto_tsquery(%(x_1)s::VARCHAR) -- {'x_1': 'a'}
mysql: MATCH (x) AGAINST (%s IN BOOLEAN MODE) -- {'x_1': 'a'} ['x_1']

>>> ~x.match("a")
default: NOT x MATCH :x_1 -- {'x_1': 'a'}
sqlite: NOT x MATCH ? -- {'x_1': 'a'} ['x_1']
postgresql: NOT x @@ plainto_tsquery(%(x_1)s::VARCHAR) -- {'x_1': 'a'}
mysql: NOT MATCH (x) AGAINST (%s IN BOOLEAN MODE) -- {'x_1': 'a'} ['x_1']

>>> y.in_([1,2])
default postgresql: y IN (__[POSTCOMPILE_y_1]) -- {'y_1': [1, 2]}
sqlite mysql: y IN (__[POSTCOMPILE_y_1]) -- {'y_1': [1, 2]} ['y_1']

>>> ~y.in_([1,2])
default postgresql: (y NOT IN (__[POSTCOMPILE_y_1])) -- {'y_1': [1, 2]}
sqlite mysql: (y NOT IN (__[POSTCOMPILE_y_1])) -- {'y_1': [1, 2]} ['y_1']

>>> y.in_(select(column("q")))
default sqlite postgresql mysql: y IN (SELECT q)

>>> ~y.in_(select(column("q")))
default sqlite postgresql mysql: (y NOT IN (SELECT q))

>>> y.in_([])
default postgresql: y IN (__[POSTCOMPILE_y_1]) -- {'y_1': []}
sqlite mysql: y IN (__[POSTCOMPILE_y_1]) -- {'y_1': []} ['y_1']

>>> y+1
default: y + :y_1 -- {'y_1': 1}
sqlite: y + ? -- {'y_1': 1} ['y_1']
postgresql: y + %(y_1)s::INTEGER -- {'y_1': 1}
mysql: y + %s -- {'y_1': 1} ['y_1']

>>> y-1
default: y - :y_1 -- {'y_1': 1}
sqlite: y - ? -- {'y_1': 1} ['y_1']
postgresql: y - %(y_1)s::INTEGER -- {'y_1': 1}
mysql: y - %s -- {'y_1': 1} ['y_1']

>>> y*2
default: y * :y_1 -- {'y_1': 2}
sqlite: y * ? -- {'y_1': 2} ['y_1']
postgresql: y * %(y_1)s::INTEGER -- {'y_1': 2}
mysql: y * %s -- {'y_1': 2} ['y_1']

>>> y/2
default: y / CAST(:y_1 AS NUMERIC) -- {'y_1': 2}
sqlite: y / (? + 0.0) -- {'y_1': 2} ['y_1']
postgresql: y / CAST(%(y_1)s::INTEGER AS NUMERIC) -- {'y_1': 2}
mysql: y / %s -- {'y_1': 2} ['y_1']

>>> y//2
default: y / :y_1 -- {'y_1': 2}
sqlite: y / ? -- {'y_1': 2} ['y_1']
postgresql: y / %(y_1)s::INTEGER -- {'y_1': 2}
mysql: FLOOR(y / %s) -- {'y_1': 2} ['y_1']

>>> fl/2
default: f / CAST(:f_1 AS NUMERIC) -- {'f_1': 2}
sqlite: f / (? + 0.0) -- {'f_1': 2} ['f_1']
postgresql: f / CAST(%(f_1)s::INTEGER AS NUMERIC) -- {'f_1': 2}
mysql: f / %s -- {'f_1': 2} ['f_1']

>>> fl//2
default: FLOOR(f / :f_1) -- {'f_1': 2}
sqlite: FLOOR(f / ?) -- {'f_1': 2} ['f_1']
postgresql: FLOOR(f / %(f_1)s::INTEGER) -- {'f_1': 2}
mysql: FLOOR(f / %s) -- {'f_1': 2} ['f_1']

>>> y%2
default: y % :y_1 -- {'y_1': 2}
sqlite: y % ? -- {'y_1': 2} ['y_1']
postgresql: y %% %(y_1)s::INTEGER -- {'y_1': 2}
mysql: y %% %s -- {'y_1': 2} ['y_1']

>>> -y
default sqlite postgresql mysql: -y

>>> y.bitwise_and(1)
default: y & :y_1 -- {'y_1': 1}
sqlite: y & ? -- {'y_1': 1} ['y_1']
postgresql: y & %(y_1)s::INTEGER -- {'y_1': 1}
mysql: y & %s -- {'y_1': 1} ['y_1']

>>> y.bitwise_or(1)
default: y | :y_1 -- {'y_1': 1}
sqlite: y | ? -- {'y_1': 1} ['y_1']
postgresql: y | %(y_1)s::INTEGER -- {'y_1': 1}
mysql: y | %s -- {'y_1': 1} ['y_1']

>>> y.bitwise_xor(2)
default: y ^ :y_1 -- {'y_1': 2}
sqlite: ((y | ?) - (y & ?)) -- {'y_1': 2} ['y_1', 'y_1']
postgresql: y # %(y_1)s::INTEGER -- {'y_1': 2}
mysql: y ^ %s -- {'y_1': 2} ['y_1']

>>> y.bitwise_not()
default sqlite postgresql mysql: ~y

>>> y.bitwise_lshift(1)
default: y << :y_1 -- {'y_1': 1}
sqlite: y << ? -- {'y_1': 1} ['y_1']
postgresql: y << %(y_1)s::INTEGER -- {'y_1': 1}
mysql: y << %s -- {'y_1': 1} ['y_1']

>>> y.bitwise_rshift(1)
default: y >> :y_1 -- {'y_1': 1}
sqlite: y >> ? -- {'y_1': 1} ['y_1']
postgresql: y >> %(y_1)s::INTEGER -- {'y_1': 1}
mysql: y >> %s -- {'y_1': 1} ['y_1']

>>> x+"a"
default: x || :x_1 -- {'x_1': 'a'}
sqlite: x || ? -- {'x_1': 'a'} ['x_1']
postgresql: x || %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: concat(x, %s) -- {'x_1': 'a'} ['x_1']

>>> x.concat("b")
default: x || :x_1 -- {'x_1': 'b'}
sqlite: x || ? -- {'x_1': 'b'} ['x_1']
postgresql: x || %(x_1)s::VARCHAR -- {'x_1': 'b'}
mysql: concat(x, %s) -- {'x_1': 'b'} ['x_1']

>>> x.concat("b")+"c"
default: x || :x_1 || :param_1 -- {'x_1': 'b', 'param_1': 'c'}
sqlite: x || ? || ? -- {'x_1': 'b', 'param_1': 'c'} ['x_1', 'param_1']
postgresql: x || %(x_1)s::VARCHAR || %(param_1)s::VARCHAR -- {'x_1': 'b', 'param_1': 'c'}
mysql: concat(x, %s, %s) -- {'x_1': 'b', 'param_1': 'c'} ['x_1', 'param_1']

>>> x.collate("utf8")
default sqlite postgresql mysql: x COLLATE utf8

>>> x.collate("Foo")
default sqlite postgresql: x COLLATE "Foo"
mysql: x COLLATE `Foo`

>>> y.desc()
default sqlite postgresql mysql: y DESC

>>> y.asc().nulls_last()
default sqlite postgresql mysql: y ASC NULLS LAST

>>> y.nulls_first()
default sqlite postgresql mysql: y NULLS FIRST

>>> x.op("@@")("b")
default: x @@ :x_1 -- {'x_1': 'b'}
sqlite: x @@ ? -- {'x_1': 'b'} ['x_1']
postgresql: x @@ %(x_1)s::VARCHAR -- {'x_1': 'b'}
mysql: x @@ %s -- {'x_1': 'b'} ['x_1']

>>> x.bool_op("@@")("b")
default: x @@ :x_1 -- {'x_1': 'b'}
sqlite: x @@ ? -- {'x_1': 'b'} ['x_1']
postgresql: x @@ %(x_1)s::VARCHAR -- {'x_1': 'b'}
mysql: x @@ %s -- {'x_1': 'b'} ['x_1']

>>> ~b
default postgresql: NOT b
sqlite mysql: b = 0

>>> b
default sqlite postgresql mysql: b

>>> and_(b,y==1)
default: b AND y = :y_1 -- {'y_1': 1}
sqlite: b = 1 AND y = ? -- {'y_1': 1} ['y_1']
postgresql: b AND y = %(y_1)s::INTEGER -- {'y_1': 1}
mysql: b = 1 AND y = %s -- {'y_1': 1} ['y_1']

>>> or_(b,~b)
default postgresql: b OR NOT b
sqlite mysql: b = 1 OR b = 0

>>> b==True
default postgresql mysql: b = true
sqlite: b = 1

>>> b.is_(True)
default postgresql mysql: b IS true
sqlite: b IS 1

>>> b.is_(false())
default postgresql mysql: b IS false
sqlite: b IS 0

>>> b==false()
default postgresql mysql: b = false
sqlite: b = 0

>>> not_(and_(b,y==1))
default: NOT (b AND y = :y_1) -- {'y_1': 1}
sqlite: NOT (b = 1 AND y = ?) -- {'y_1': 1} ['y_1']
postgresql: NOT (b AND y = %(y_1)s::INTEGER) -- {'y_1': 1}
mysql: NOT (b = 1 AND y = %s) -- {'y_1': 1} ['y_1']

>>> y==None
default sqlite postgresql mysql: y IS NULL

>>> y!=None
default sqlite postgresql mysql: y IS NOT NULL

>>> y.is_(None)
default sqlite postgresql mysql: y IS NULL

>>> y==any_(select(column("q")).scalar_subquery())
default sqlite postgresql mysql: y = ANY (SELECT q)

>>> y>all_(select(column("q")).scalar_subquery())
default sqlite postgresql mysql: y > ALL (SELECT q)

>>> j["a"]
default: j[:j_1] -- {'j_1': 'a'}
sqlite: JSON_QUOTE(JSON_EXTRACT(j, ?)) -- {'j_1': 'a'} ['j_1']
postgresql: j -> %(j_1)s::TEXT -- {'j_1': 'a'}
mysql: JSON_EXTRACT(j, %s) -- {'j_1': 'a'} ['j_1']

>>> j["a"].as_string()
default: j[:j_1] -- {'j_1': 'a'}
sqlite: CAST(JSON_EXTRACT(j, ?) AS VARCHAR) -- {'j_1': 'a'} ['j_1']
postgresql: CAST(j ->> %(j_1)s::TEXT AS VARCHAR) -- {'j_1': 'a'}
mysql: CASE JSON_EXTRACT(j, %s) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(j, %s)) END -- {'j_1': 'a'} ['j_1', 'j_1']

>>> j[1].as_integer()
default: j[:j_1] -- {'j_1': 1}
sqlite: CAST(JSON_EXTRACT(j, ?) AS INTEGER) -- {'j_1': 1} ['j_1']
postgresql: CAST(j ->> %(j_1)s::INT AS INTEGER) -- {'j_1': 1}
mysql: CASE JSON_EXTRACT(j, %s) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(j, %s) AS SIGNED INTEGER) END -- {'j_1': 1} ['j_1', 'j_1']

>>> j[("a","b")]
default: j[:j_1] -- {'j_1': ('a', 'b')}
sqlite: JSON_QUOTE(JSON_EXTRACT(j, ?)) -- {'j_1': ('a', 'b')} ['j_1']
postgresql: j #> %(j_1)s -- {'j_1': ('a', 'b')}
mysql: JSON_EXTRACT(j, %s) -- {'j_1': ('a', 'b')} ['j_1']

>>> j["a"].as_float()
default: j[:j_1] -- {'j_1': 'a'}
sqlite: CAST(JSON_EXTRACT(j, ?) AS FLOAT) -- {'j_1': 'a'} ['j_1']
postgresql: CAST(j ->> %(j_1)s::TEXT AS FLOAT) -- {'j_1': 'a'}
mysql: CASE JSON_EXTRACT(j, %s) WHEN 'null' THEN NULL ELSE JSON_EXTRACT(j, %s)+0.0000000000000000000000 END -- {'j_1': 'a'} ['j_1', 'j_1']

>>> j["a"].as_boolean()
default: j[:j_1] -- {'j_1': 'a'}
sqlite: CAST(JSON_EXTRACT(j, ?) AS BOOLEAN) -- {'j_1': 'a'} ['j_1']
postgresql: CAST(j ->> %(j_1)s::TEXT AS BOOLEAN) -- {'j_1': 'a'}
mysql: CASE JSON_EXTRACT(j, %s) WHEN 'null' THEN NULL WHEN true THEN true ELSE false END -- {'j_1': 'a'} ['j_1']

>>> j["a"].as_json()
default: j[:j_1] -- {'j_1': 'a'}
sqlite: JSON_QUOTE(JSON_EXTRACT(j, ?)) -- {'j_1': 'a'} ['j_1']
postgresql: j -> %(j_1)s::TEXT -- {'j_1': 'a'}
mysql: JSON_EXTRACT(j, %s) -- {'j_1': 'a'} ['j_1']

>>> j["a"].as_numeric(10,2)
default: j[:j_1] -- {'j_1': 'a'}
sqlite: CAST(JSON_EXTRACT(j, ?) AS NUMERIC(10, 2)) -- {'j_1': 'a'} ['j_1']
postgresql: CAST(j ->> %(j_1)s::TEXT AS NUMERIC(10, 2)) -- {'j_1': 'a'}
mysql: CASE JSON_EXTRACT(j, %s) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(j, %s) AS DECIMAL(10, 2)) END -- {'j_1': 'a'} ['j_1', 'j_1']

>>> j["a"]["b"]
default: j[:j_1][:param_1] -- {'j_1': 'a', 'param_1': 'b'}
sqlite: JSON_QUOTE(JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(j, ?)), ?)) -- {'j_1': 'a', 'param_1': 'b'} ['j_1', 'param_1']
postgresql: (j -> %(j_1)s::TEXT) -> %(param_1)s::TEXT -- {'j_1': 'a', 'param_1': 'b'}
mysql: JSON_EXTRACT(JSON_EXTRACT(j, %s), %s) -- {'j_1': 'a', 'param_1': 'b'} ['j_1', 'param_1']

>>> j["a"].as_string()=="x"
default: j[:j_1] = :param_1 -- {'j_1': 'a', 'param_1': 'x'}
sqlite: CAST(JSON_EXTRACT(j, ?) AS VARCHAR) = ? -- {'j_1': 'a', 'param_1': 'x'} ['j_1', 'param_1']
postgresql: CAST((j ->> %(j_1)s::TEXT) AS VARCHAR) = %(param_1)s::VARCHAR -- {'j_1': 'a', 'param_1': 'x'}
mysql: CASE JSON_EXTRACT(j, %s) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(j, %s)) END = %s -- {'j_1': 'a', 'param_1': 'x'} ['j_1', 'j_1', 'param_1']

>>> extract("year",z)
default postgresql mysql: EXTRACT(year FROM z)
sqlite: CAST(STRFTIME('%Y', z) AS INTEGER)

>>> cast(x,Integer)
default sqlite postgresql: CAST(x AS INTEGER)
mysql: CAST(x AS SIGNED INTEGER)

>>> type_coerce(x,Integer)+1
default: x + :param_1 -- {'param_1': 1}
sqlite: x + ? -- {'param_1': 1} ['param_1']
postgresql: x + %(param_1)s::INTEGER -- {'param_1': 1}
mysql: x + %s -- {'param_1': 1} ['param_1']

>>> tuple_(x,y)==tuple_(1,2)
default: (x, y) = (:param_1, :param_2) -- {'param_1': 1, 'param_2': 2}
sqlite: (x, y) = (?, ?) -- {'param_1': 1, 'param_2': 2} ['param_1', 'param_2']
postgresql: (x, y) = (%(param_1)s::INTEGER, %(param_2)s::INTEGER) -- {'param_1': 1, 'param_2': 2}
mysql: (x, y) = (%s, %s) -- {'param_1': 1, 'param_2': 2} ['param_1', 'param_2']

>>> tuple_(x,y).in_([(1,2)])
default postgresql: (x, y) IN (__[POSTCOMPILE_param_1]) -- {'param_1': [(1, 2)]}
sqlite mysql: (x, y) IN (__[POSTCOMPILE_param_1]) -- {'param_1': [(1, 2)]} ['param_1']

>>> func.foo(x,1).label("q")
default: foo(x, :foo_1) -- {'foo_1': 1}
sqlite: foo(x, ?) -- {'foo_1': 1} ['foo_1']
postgresql: foo(x, %(foo_1)s::INTEGER) -- {'foo_1': 1}
mysql: foo(x, %s) -- {'foo_1': 1} ['foo_1']

>>> func.foo(x).over(partition_by=y,order_by=[x,y.desc()])
default sqlite postgresql mysql: foo(x) OVER (PARTITION BY y ORDER BY x, y DESC)

>>> func.foo(x).over(order_by=x,rows=(None,0))
default sqlite postgresql mysql: foo(x) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)

>>> func.foo(x).over(rows=(-5,3))
default: foo(x) OVER (ROWS BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING) -- {'param_1': 5, 'param_2': 3}
sqlite: foo(x) OVER (ROWS BETWEEN ? PRECEDING AND ? FOLLOWING) -- {'param_1': 5, 'param_2': 3} ['param_1', 'param_2']
postgresql: foo(x) OVER (ROWS BETWEEN %(param_1)s::INTEGER PRECEDING AND %(param_2)s::INTEGER FOLLOWING) -- {'param_1': 5, 'param_2': 3}
mysql: foo(x) OVER (ROWS BETWEEN %s PRECEDING AND %s FOLLOWING) -- {'param_1': 5, 'param_2': 3} ['param_1', 'param_2']

>>> func.foo(x).over(range_=(0,None))
default sqlite postgresql mysql: foo(x) OVER (RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)

>>> func.foo(x).over(groups=(1,2))
default: foo(x) OVER (GROUPS BETWEEN :param_1 FOLLOWING AND :param_2 FOLLOWING) -- {'param_1': 1, 'param_2': 2}
sqlite: foo(x) OVER (GROUPS BETWEEN ? FOLLOWING AND ? FOLLOWING) -- {'param_1': 1, 'param_2': 2} ['param_1', 'param_2']
postgresql: foo(x) OVER (GROUPS BETWEEN %(param_1)s::INTEGER FOLLOWING AND %(param_2)s::INTEGER FOLLOWING) -- {'param_1': 1, 'param_2': 2}
mysql: foo(x) OVER (GROUPS BETWEEN %s FOLLOWING AND %s FOLLOWING) -- {'param_1': 1, 'param_2': 2} ['param_1', 'param_2']

>>> func.foo(x).filter(y==1)
default: foo(x) FILTER (WHERE y = :y_1) -- {'y_1': 1}
sqlite: foo(x) FILTER (WHERE y = ?) -- {'y_1': 1} ['y_1']
postgresql: foo(x) FILTER (WHERE y = %(y_1)s::INTEGER) -- {'y_1': 1}
mysql: foo(x) FILTER (WHERE y = %s) -- {'y_1': 1} ['y_1']

>>> func.percentile_cont(0.5).within_group(y.desc())
default: percentile_cont(:percentile_cont_1) WITHIN GROUP (ORDER BY y DESC) -- {'percentile_cont_1': 0.5}
sqlite: percentile_cont(?) WITHIN GROUP (ORDER BY y DESC) -- {'percentile_cont_1': 0.5} ['percentile_cont_1']
postgresql: percentile_cont(%(percentile_cont_1)s) WITHIN GROUP (ORDER BY y DESC) -- {'percentile_cont_1': 0.5}
mysql: percentile_cont(%s) WITHIN GROUP (ORDER BY y DESC) -- {'percentile_cont_1': 0.5} ['percentile_cont_1']

>>> case((y==1,"a"),(y==2,"b"))
default: CASE WHEN (y = :y_1) THEN :param_1 WHEN (y = :y_2) THEN :param_2 END -- {'y_1': 1, 'param_1': 'a', 'y_2': 2, 'param_2': 'b'}
sqlite: CASE WHEN (y = ?) THEN ? WHEN (y = ?) THEN ? END -- {'y_1': 1, 'param_1': 'a', 'y_2': 2, 'param_2': 'b'} ['y_1', 'param_1', 'y_2', 'param_2']
postgresql: CASE WHEN (y = %(y_1)s::INTEGER) THEN %(param_1)s::VARCHAR WHEN (y = %(y_2)s::INTEGER) THEN %(param_2)s::VARCHAR END -- {'y_1': 1, 'param_1': 'a', 'y_2': 2, 'param_2': 'b'}
mysql: CASE WHEN (y = %s) THEN %s WHEN (y = %s) THEN %s END -- {'y_1': 1, 'param_1': 'a', 'y_2': 2, 'param_2': 'b'} ['y_1', 'param_1', 'y_2', 'param_2']

>>> case({1:"a"},value=y,else_="z")
default: CASE y WHEN :param_1 THEN :param_2 ELSE :param_3 END -- {'param_1': 1, 'param_2': 'a', 'param_3': 'z'}
sqlite: CASE y WHEN ? THEN ? ELSE ? END -- {'param_1': 1, 'param_2': 'a', 'param_3': 'z'} ['param_1', 'param_2', 'param_3']
postgresql: CASE y WHEN %(param_1)s::INTEGER THEN %(param_2)s::VARCHAR ELSE %(param_3)s::VARCHAR END -- {'param_1': 1, 'param_2': 'a', 'param_3': 'z'}
mysql: CASE y WHEN %s THEN %s ELSE %s END -- {'param_1': 1, 'param_2': 'a', 'param_3': 'z'} ['param_1', 'param_2', 'param_3']

>>> distinct(x)
default sqlite postgresql mysql: DISTINCT x

>>> func.count(distinct(x))
default sqlite postgresql mysql: count(DISTINCT x)

>>> func.count(x.distinct())
default sqlite postgresql mysql: count(DISTINCT x)

>>> literal_column("a%b")
default sqlite: a%b
postgresql mysql: a%%b

>>> text("a%b :foo")
default: a%b :foo -- {'foo': None}
sqlite: a%b ? -- {'foo': None} ['foo']
postgresql: a%%b %(foo)s -- {'foo': None}
mysql: a%%b %s -- {'foo': None} ['foo']

>>> text("a::int \\:b :c")
default: a::int :b :c -- {'c': None}
sqlite: a::int :b ? -- {'c': None} ['c']
postgresql: a::int :b %(c)s -- {'c': None}
mysql: a::int :b %s -- {'c': None} ['c']

>>> null()
default sqlite postgresql mysql: NULL

>>> true()
default postgresql mysql: true
sqlite: 1

>>> false()
default postgresql mysql: false
sqlite: 0

>>> func.current_date()
default sqlite postgresql mysql: CURRENT_DATE

>>> func.current_user()
default sqlite postgresql mysql: CURRENT_USER

>>> func.a.b.c(x)
default sqlite postgresql mysql: a.b.c(x)

>>> func.char_length(x)
default postgresql mysql: char_length(x)
sqlite: length(x)

>>> func.concat(x,y)
default sqlite postgresql mysql: concat(x, y)

>>> func.rank()
default sqlite postgresql mysql: rank()

>>> func.array_agg(x)
default sqlite postgresql mysql: array_agg(x)

>>> func.string_agg(x,",")
default: string_agg(x, :string_agg_1) -- {'string_agg_1': ','}
sqlite: string_agg(x, ?) -- {'string_agg_1': ','} ['string_agg_1']
postgresql: string_agg(x, %(string_agg_1)s::VARCHAR) -- {'string_agg_1': ','}
mysql: string_agg(x, %s) -- {'string_agg_1': ','} ['string_agg_1']

>>> func.random()
default sqlite postgresql: random()
mysql: rand()

>>> func.localtime()
default sqlite postgresql mysql: LOCALTIME

>>> func.localtimestamp()
default postgresql mysql: LOCALTIMESTAMP
sqlite: DATETIME(CURRENT_TIMESTAMP, 'localtime')

>>> func.sysdate()
default sqlite postgresql: sysdate
mysql: SYSDATE()

>>> func.cube(x,y)
default sqlite postgresql mysql: CUBE(x, y)

>>> func.grouping_sets(tuple_(x,y),x)
default sqlite postgresql mysql: GROUPING SETS((x, y), x)

>>> func.aggregate_strings(x,",")
default: aggregate_strings(x, __[POSTCOMPILE_aggregate_strings_1]) -- {'aggregate_strings_1': ','}
sqlite: group_concat(x, __[POSTCOMPILE_aggregate_strings_1]) -- {'aggregate_strings_1': ','} ['aggregate_strings_1']
postgresql: string_agg(x, __[POSTCOMPILE_aggregate_strings_1]) -- {'aggregate_strings_1': ','}
mysql: group_concat(x SEPARATOR __[POSTCOMPILE_aggregate_strings_1]) -- {'aggregate_strings_1': ','} ['aggregate_strings_1']

>>> func.json_each(j).table_valued("key","value")
default sqlite postgresql mysql: json_each(j)

>>> func.unnest(j).column_valued("q")
default sqlite postgresql mysql: q

>>> bindparam("q")
default: :q -- {'q': None}
sqlite: ? -- {'q': None} ['q']
postgresql: %(q)s -- {'q': None}
mysql: %s -- {'q': None} ['q']

>>> bindparam("q",5,literal_execute=True)
default postgresql: __[POSTCOMPILE_q] -- {'q': 5}
sqlite mysql: __[POSTCOMPILE_q] -- {'q': 5} ['q']

>>> bindparam("q p",4)
default: :q_p -- {'q_p': 4}
sqlite: ? -- {'q_p': 4} ['q p']
postgresql: %(q_p)s::INTEGER -- {'q_p': 4}
mysql: %s -- {'q_p': 4} ['q p']

>>> func.foo(bindparam("a"))
default: foo(:a) -- {'a': None}
sqlite: foo(?) -- {'a': None} ['a']
postgresql: foo(%(a)s) -- {'a': None}
mysql: foo(%s) -- {'a': None} ['a']

>>> exists(select(1))
default sqlite postgresql mysql: EXISTS (SELECT 1)

>>> ~exists().where(x==y)
default sqlite postgresql: NOT (EXISTS (SELECT * WHERE x = y))
mysql: NOT (EXISTS (SELECT * FROM DUAL WHERE x = y))

>>> (y+1)*2
default: (y + :y_1) * :param_1 -- {'y_1': 1, 'param_1': 2}
sqlite: (y + ?) * ? -- {'y_1': 1, 'param_1': 2} ['y_1', 'param_1']
postgresql: (y + %(y_1)s::INTEGER) * %(param_1)s::INTEGER -- {'y_1': 1, 'param_1': 2}
mysql: (y + %s) * %s -- {'y_1': 1, 'param_1': 2} ['y_1', 'param_1']

>>> y-(y-1)
default: y - (y - :y_1) -- {'y_1': 1}
sqlite: y - (y - ?) -- {'y_1': 1} ['y_1']
postgresql: y - (y - %(y_1)s::INTEGER) -- {'y_1': 1}
mysql: y - (y - %s) -- {'y_1': 1} ['y_1']

>>> -(y+1)
default: -(y + :y_1) -- {'y_1': 1}
sqlite: -(y + ?) -- {'y_1': 1} ['y_1']
postgresql: -(y + %(y_1)s::INTEGER) -- {'y_1': 1}
mysql: -(y + %s) -- {'y_1': 1} ['y_1']

>>> (y==1)==(y==2)
default: (y = :y_1) = (y = :y_2) -- {'y_1': 1, 'y_2': 2}
sqlite: (y = ?) = (y = ?) -- {'y_1': 1, 'y_2': 2} ['y_1', 'y_2']
postgresql: (y = %(y_1)s::INTEGER) = (y = %(y_2)s::INTEGER) -- {'y_1': 1, 'y_2': 2}
mysql: (y = %s) = (y = %s) -- {'y_1': 1, 'y_2': 2} ['y_1', 'y_2']

>>> (x=="a")|(x=="b")&(y==1)
default: x = :x_1 OR x = :x_2 AND y = :y_1 -- {'x_1': 'a', 'x_2': 'b', 'y_1': 1}
sqlite: x = ? OR x = ? AND y = ? -- {'x_1': 'a', 'x_2': 'b', 'y_1': 1} ['x_1', 'x_2', 'y_1']
postgresql: x = %(x_1)s::VARCHAR OR x = %(x_2)s::VARCHAR AND y = %(y_1)s::INTEGER -- {'x_1': 'a', 'x_2': 'b', 'y_1': 1}
mysql: x = %s OR x = %s AND y = %s -- {'x_1': 'a', 'x_2': 'b', 'y_1': 1} ['x_1', 'x_2', 'y_1']

>>> y.op("&")(1)==1
default: (y & :y_1) = :param_1 -- {'y_1': 1, 'param_1': 1}
sqlite: (y & ?) = ? -- {'y_1': 1, 'param_1': 1} ['y_1', 'param_1']
postgresql: (y & %(y_1)s::INTEGER) = %(param_1)s::INTEGER -- {'y_1': 1, 'param_1': 1}
mysql: (y & %s) = %s -- {'y_1': 1, 'param_1': 1} ['y_1', 'param_1']

>>> func.lower(x)+"a"
default: lower(x) || :lower_1 -- {'lower_1': 'a'}
sqlite: lower(x) || ? -- {'lower_1': 'a'} ['lower_1']
postgresql: lower(x) || %(lower_1)s::VARCHAR -- {'lower_1': 'a'}
mysql: concat(lower(x), %s) -- {'lower_1': 'a'} ['lower_1']

>>> (y+1).label("q")+2
default: y + :y_1 + :param_1 -- {'y_1': 1, 'param_1': 2}
sqlite: y + ? + ? -- {'y_1': 1, 'param_1': 2} ['y_1', 'param_1']
postgresql: y + %(y_1)s::INTEGER + %(param_1)s::INTEGER -- {'y_1': 1, 'param_1': 2}
mysql: y + %s + %s -- {'y_1': 1, 'param_1': 2} ['y_1', 'param_1']

>>> column("Foo")
default sqlite postgresql: "Foo"
mysql: `Foo`

>>> column("select")
default sqlite postgresql: "select"
mysql: `select`

>>> column("a b")
default sqlite postgresql: "a b"
mysql: `a b`

>>> column("1a")
default sqlite postgresql: "1a"
mysql: `1a`

>>> column("$a")
default sqlite postgresql: "$a"
mysql: `$a`

>>> table("t",column("q")).c.q
default sqlite postgresql mysql: t.q

>>> table("t",column("q"),schema="Sch").c.q
default sqlite postgresql: "Sch".t.q
mysql: `Sch`.t.q

>>> func.now()
default postgresql mysql: now()
sqlite: CURRENT_TIMESTAMP

>>> func.max(y)
default sqlite postgresql mysql: max(y)

>>> func.sum(y)
default sqlite postgresql mysql: sum(y)

>>> func.count()
default sqlite postgresql mysql: count(*)

>>> literal(5)
default: :param_1 -- {'param_1': 5}
sqlite: ? -- {'param_1': 5} ['param_1']
postgresql: %(param_1)s::INTEGER -- {'param_1': 5}
mysql: %s -- {'param_1': 5} ['param_1']

>>> literal("a'b")
default: :param_1 -- {'param_1': "a'b"}
sqlite: ? -- {'param_1': "a'b"} ['param_1']
postgresql: %(param_1)s::VARCHAR -- {'param_1': "a'b"}
mysql: %s -- {'param_1': "a'b"} ['param_1']

>>> collate(x,"foo")
default sqlite postgresql mysql: x COLLATE foo

>>> x.is_(null())
default sqlite postgresql mysql: x IS NULL

>>> ~x.is_(null())
default sqlite postgresql mysql: x IS NOT NULL

>>> func.pow(y,2).op("foo",precedence=5)(y)
default: pow(y, :pow_1) foo y -- {'pow_1': 2}
sqlite: pow(y, ?) foo y -- {'pow_1': 2} ['pow_1']
postgresql: power(y, %(pow_1)s::INTEGER) foo y -- {'pow_1': 2}
mysql: pow(y, %s) foo y -- {'pow_1': 2} ['pow_1']

>>> y.op("//",is_comparison=True)(3)
default: y // :y_1 -- {'y_1': 3}
sqlite: y // ? -- {'y_1': 3} ['y_1']
postgresql: y // %(y_1)s::INTEGER -- {'y_1': 3}
mysql: y // %s -- {'y_1': 3} ['y_1']

>>> literal(None)
default: :param_1 -- {'param_1': None}
sqlite: ? -- {'param_1': None} ['param_1']
postgresql: %(param_1)s -- {'param_1': None}
mysql: %s -- {'param_1': None} ['param_1']

>>> y<5
default: y < :y_1 -- {'y_1': 5}
sqlite: y < ? -- {'y_1': 5} ['y_1']
postgresql: y < %(y_1)s::INTEGER -- {'y_1': 5}
mysql: y < %s -- {'y_1': 5} ['y_1']

>>> y<=5
default: y <= :y_1 -- {'y_1': 5}
sqlite: y <= ? -- {'y_1': 5} ['y_1']
postgresql: y <= %(y_1)s::INTEGER -- {'y_1': 5}
mysql: y <= %s -- {'y_1': 5} ['y_1']

>>> y>5
default: y > :y_1 -- {'y_1': 5}
sqlite: y > ? -- {'y_1': 5} ['y_1']
postgresql: y > %(y_1)s::INTEGER -- {'y_1': 5}
mysql: y > %s -- {'y_1': 5} ['y_1']

>>> y>=5
default: y >= :y_1 -- {'y_1': 5}
sqlite: y >= ? -- {'y_1': 5} ['y_1']
postgresql: y >= %(y_1)s::INTEGER -- {'y_1': 5}
mysql: y >= %s -- {'y_1': 5} ['y_1']

>>> y!=5
default: y != :y_1 -- {'y_1': 5}
sqlite: y != ? -- {'y_1': 5} ['y_1']
postgresql: y != %(y_1)s::INTEGER -- {'y_1': 5}
mysql: y != %s -- {'y_1': 5} ['y_1']

>>> 5+y
default: :y_1 + y -- {'y_1': 5}
sqlite: ? + y -- {'y_1': 5} ['y_1']
postgresql: %(y_1)s::INTEGER + y -- {'y_1': 5}
mysql: %s + y -- {'y_1': 5} ['y_1']

>>> 5-y
default: :y_1 - y -- {'y_1': 5}
sqlite: ? - y -- {'y_1': 5} ['y_1']
postgresql: %(y_1)s::INTEGER - y -- {'y_1': 5}
mysql: %s - y -- {'y_1': 5} ['y_1']

>>> 5/y
default: :y_1 / CAST(y AS NUMERIC) -- {'y_1': 5}
sqlite: ? / (y + 0.0) -- {'y_1': 5} ['y_1']
postgresql: %(y_1)s::INTEGER / CAST(y AS NUMERIC) -- {'y_1': 5}
mysql: %s / y -- {'y_1': 5} ['y_1']

>>> "a"+x
default: :x_1 || x -- {'x_1': 'a'}
sqlite: ? || x -- {'x_1': 'a'} ['x_1']
postgresql: %(x_1)s::VARCHAR || x -- {'x_1': 'a'}
mysql: concat(%s, x) -- {'x_1': 'a'} ['x_1']

>>> and_(func.foo(x.contains("a")),y==1)
default: foo((x LIKE '%' || :x_1 || '%')) AND y = :y_1 -- {'x_1': 'a', 'y_1': 1}
sqlite: foo((x LIKE '%' || ? || '%')) AND y = ? -- {'x_1': 'a', 'y_1': 1} ['x_1', 'y_1']
postgresql: foo((x LIKE '%%' || %(x_1)s::VARCHAR || '%%')) AND y = %(y_1)s::INTEGER -- {'x_1': 'a', 'y_1': 1}
mysql: foo((x LIKE concat('%%', %s, '%%'))) AND y = %s -- {'x_1': 'a', 'y_1': 1} ['x_1', 'y_1']

>>> y.in_(select(y).where(x.contains("a")))
default: y IN (SELECT y WHERE (x LIKE '%' || :x_1 || '%')) -- {'x_1': 'a'}
sqlite: y IN (SELECT y WHERE (x LIKE '%' || ? || '%')) -- {'x_1': 'a'} ['x_1']
postgresql: y IN (SELECT y WHERE (x LIKE '%%' || %(x_1)s::VARCHAR || '%%')) -- {'x_1': 'a'}
mysql: y IN (SELECT y FROM DUAL WHERE (x LIKE concat('%%', %s, '%%'))) -- {'x_1': 'a'} ['x_1']

>>> and_(x.contains("a"),y==2)
default: (x LIKE '%' || :x_1 || '%') AND y = :y_1 -- {'x_1': 'a', 'y_1': 2}
sqlite: (x LIKE '%' || ? || '%') AND y = ? -- {'x_1': 'a', 'y_1': 2} ['x_1', 'y_1']
postgresql: (x LIKE '%%' || %(x_1)s::VARCHAR || '%%') AND y = %(y_1)s::INTEGER -- {'x_1': 'a', 'y_1': 2}
mysql: (x LIKE concat('%%', %s, '%%')) AND y = %s -- {'x_1': 'a', 'y_1': 2} ['x_1', 'y_1']

>>> case((x.contains("a"),1))
default: CASE WHEN (x LIKE '%' || :x_1 || '%') THEN :param_1 END -- {'x_1': 'a', 'param_1': 1}
sqlite: CASE WHEN (x LIKE '%' || ? || '%') THEN ? END -- {'x_1': 'a', 'param_1': 1} ['x_1', 'param_1']
postgresql: CASE WHEN (x LIKE '%%' || %(x_1)s::VARCHAR || '%%') THEN %(param_1)s::INTEGER END -- {'x_1': 'a', 'param_1': 1}
mysql: CASE WHEN (x LIKE concat('%%', %s, '%%')) THEN %s END -- {'x_1': 'a', 'param_1': 1} ['x_1', 'param_1']

>>> ~and_(x.like("a"),x.ilike("b"))
default: NOT (x LIKE :x_1 AND lower(x) LIKE lower(:x_2)) -- {'x_1': 'a', 'x_2': 'b'}
sqlite: NOT (x LIKE ? AND lower(x) LIKE lower(?)) -- {'x_1': 'a', 'x_2': 'b'} ['x_1', 'x_2']
postgresql: NOT (x LIKE %(x_1)s::VARCHAR AND x ILIKE %(x_2)s::VARCHAR) -- {'x_1': 'a', 'x_2': 'b'}
mysql: NOT (x LIKE %s AND lower(x) LIKE lower(%s)) -- {'x_1': 'a', 'x_2': 'b'} ['x_1', 'x_2']

>>> (x.contains("a")).label("q")
default: (x LIKE '%' || :x_1 || '%') -- {'x_1': 'a'}
sqlite: (x LIKE '%' || ? || '%') -- {'x_1': 'a'} ['x_1']
postgresql: (x LIKE '%%' || %(x_1)s::VARCHAR || '%%') -- {'x_1': 'a'}
mysql: (x LIKE concat('%%', %s, '%%')) -- {'x_1': 'a'} ['x_1']

>>> y+func.foo(x.contains("a"))
default: y + foo((x LIKE '%' || :x_1 || '%')) -- {'x_1': 'a'}
sqlite: y + foo((x LIKE '%' || ? || '%')) -- {'x_1': 'a'} ['x_1']
postgresql: y + foo((x LIKE '%%' || %(x_1)s::VARCHAR || '%%')) -- {'x_1': 'a'}
mysql: y + foo((x LIKE concat('%%', %s, '%%'))) -- {'x_1': 'a'} ['x_1']

>>> func.foo(x.contains("a"))
default: foo((x LIKE '%' || :x_1 || '%')) -- {'x_1': 'a'}
sqlite: foo((x LIKE '%' || ? || '%')) -- {'x_1': 'a'} ['x_1']
postgresql: foo((x LIKE '%%' || %(x_1)s::VARCHAR || '%%')) -- {'x_1': 'a'}
mysql: foo((x LIKE concat('%%', %s, '%%'))) -- {'x_1': 'a'} ['x_1']

>>> func.Foo(x)
default sqlite postgresql mysql: Foo(x)

>>> getattr(func,"select")(x)
default sqlite postgresql mysql: select(x)

>>> y.in_([1,None])
default postgresql: y IN (__[POSTCOMPILE_y_1]) -- {'y_1': [1, None]}
sqlite mysql: y IN (__[POSTCOMPILE_y_1]) -- {'y_1': [1, None]} ['y_1']

>>> y.in_([func.foo(),3])
default: y IN (foo(), :y_1) -- {'y_1': 3}
sqlite: y IN (foo(), ?) -- {'y_1': 3} ['y_1']
postgresql: y IN (foo(), %(y_1)s::INTEGER) -- {'y_1': 3}
mysql: y IN (foo(), %s) -- {'y_1': 3} ['y_1']

>>> y.in_(bindparam("z",expanding=True))
default postgresql: y IN (__[POSTCOMPILE_z]) -- {'z': None}
sqlite mysql: y IN (__[POSTCOMPILE_z]) -- {'z': None} ['z']

>>> x.in_(["a","b"])
default postgresql: x IN (__[POSTCOMPILE_x_1]) -- {'x_1': ['a', 'b']}
sqlite mysql: x IN (__[POSTCOMPILE_x_1]) -- {'x_1': ['a', 'b']} ['x_1']

>>> or_(y==1,and_(y==2,x=="a"),~(y==3))
default: y = :y_1 OR y = :y_2 AND x = :x_1 OR y != :y_3 -- {'y_1': 1, 'y_2': 2, 'x_1': 'a', 'y_3': 3}
sqlite: y = ? OR y = ? AND x = ? OR y != ? -- {'y_1': 1, 'y_2': 2, 'x_1': 'a', 'y_3': 3} ['y_1', 'y_2', 'x_1', 'y_3']
postgresql: y = %(y_1)s::INTEGER OR y = %(y_2)s::INTEGER AND x = %(x_1)s::VARCHAR OR y != %(y_3)s::INTEGER -- {'y_1': 1, 'y_2': 2, 'x_1': 'a', 'y_3': 3}
mysql: y = %s OR y = %s AND x = %s OR y != %s -- {'y_1': 1, 'y_2': 2, 'x_1': 'a', 'y_3': 3} ['y_1', 'y_2', 'x_1', 'y_3']

>>> and_(true(),y==1)
default: y = :y_1 -- {'y_1': 1}
sqlite: y = ? -- {'y_1': 1} ['y_1']
postgresql: y = %(y_1)s::INTEGER -- {'y_1': 1}
mysql: y = %s -- {'y_1': 1} ['y_1']

>>> or_(true(),y==1)
default postgresql: true
sqlite: 1 = 1
mysql: true = 1

>>> and_(false(),y==1)
default postgresql: false
sqlite: 0 = 1
mysql: false = 1

>>> ~true()
default postgresql mysql: false
sqlite: 0

>>> not_(x)
default sqlite postgresql mysql: NOT x

>>> (y+1).in_([1])
default: y + :y_1 IN (__[POSTCOMPILE_param_1]) -- {'y_1': 1, 'param_1': [1]}
sqlite: y + ? IN (__[POSTCOMPILE_param_1]) -- {'y_1': 1, 'param_1': [1]} ['y_1', 'param_1']
postgresql: y + %(y_1)s::INTEGER IN (__[POSTCOMPILE_param_1]) -- {'y_1': 1, 'param_1': [1]}
mysql: y + %s IN (__[POSTCOMPILE_param_1]) -- {'y_1': 1, 'param_1': [1]} ['y_1', 'param_1']

>>> (y+1).like("a")
default: y + :y_1 LIKE :param_1 -- {'y_1': 1, 'param_1': 'a'}
sqlite: y + ? LIKE ? -- {'y_1': 1, 'param_1': 'a'} ['y_1', 'param_1']
postgresql: y + %(y_1)s::INTEGER LIKE %(param_1)s::VARCHAR -- {'y_1': 1, 'param_1': 'a'}
mysql: y + %s LIKE %s -- {'y_1': 1, 'param_1': 'a'} ['y_1', 'param_1']

>>> cast(y,Numeric(10,2))
default sqlite postgresql: CAST(y AS NUMERIC(10, 2))
mysql: CAST(y AS DECIMAL(10, 2))

>>> cast(y,String(50))
default sqlite postgresql: CAST(y AS VARCHAR(50))
mysql: CAST(y AS CHAR(50))

>>> cast(y,DateTime)
default sqlite mysql: CAST(y AS DATETIME)
postgresql: CAST(y AS TIMESTAMP WITHOUT TIME ZONE)

>>> cast(y,Text)
default sqlite postgresql: CAST(y AS TEXT)
mysql: CAST(y AS CHAR)

>>> cast(y,LargeBinary)
default sqlite: CAST(y AS BLOB)
postgresql: CAST(y AS BYTEA)
mysql: CAST(y AS BINARY)

>>> cast(y,Float)
default sqlite postgresql: CAST(y AS FLOAT)
mysql: y

>>> cast(y,Boolean)
default sqlite postgresql: CAST(y AS BOOLEAN)
mysql: y

>>> cast(y,JSON)
default sqlite postgresql mysql: CAST(y AS JSON)

>>> cast(y,BigInteger)
default sqlite postgresql: CAST(y AS BIGINT)
mysql: CAST(y AS SIGNED INTEGER)

>>> cast(y,Date)
default sqlite postgresql mysql: CAST(y AS DATE)

>>> cast(y,Time)
default sqlite mysql: CAST(y AS TIME)
postgresql: CAST(y AS TIME WITHOUT TIME ZONE)

>>> cast(y,Interval)
default sqlite mysql: CAST(y AS DATETIME)
postgresql: CAST(y AS INTERVAL)

>>> cast(y,Uuid)
default sqlite: CAST(y AS CHAR(32))
postgresql: CAST(y AS UUID)
mysql: y

>>> cast(y,Double)
default sqlite: CAST(y AS DOUBLE)
postgresql: CAST(y AS DOUBLE PRECISION)
mysql: y

>>> cast(y,Unicode(5))
default sqlite postgresql: CAST(y AS VARCHAR(5))
mysql: CAST(y AS CHAR(5))

>>> cast(y,CHAR(5))
default sqlite postgresql mysql: CAST(y AS CHAR(5))

>>> cast(y,Enum("a","b",name="e"))
default sqlite: CAST(y AS VARCHAR(1))
postgresql: CAST(y AS e)
mysql: y

>>> cast(y,REAL)
default sqlite postgresql: CAST(y AS REAL)
mysql: y

>>> cast(y,Float(5))
default sqlite: CAST(y AS FLOAT)
postgresql: CAST(y AS FLOAT(5))
mysql: y

>>> cast(y,DECIMAL(5))
default sqlite postgresql mysql: CAST(y AS DECIMAL(5))

>>> cast(y,SmallInteger)
default sqlite postgresql: CAST(y AS SMALLINT)
mysql: CAST(y AS SIGNED INTEGER)

>>> func.coalesce(x,"a")
default: coalesce(x, :coalesce_1) -- {'coalesce_1': 'a'}
sqlite: coalesce(x, ?) -- {'coalesce_1': 'a'} ['coalesce_1']
postgresql: coalesce(x, %(coalesce_1)s::VARCHAR) -- {'coalesce_1': 'a'}
mysql: coalesce(x, %s) -- {'coalesce_1': 'a'} ['coalesce_1']

>>> y.is_distinct_from(None)
default postgresql: y IS DISTINCT FROM NULL
sqlite: y IS NOT NULL
mysql: NOT (y <=> NULL)

>>> x==bindparam("foo")
default: x = :foo -- {'foo': None}
sqlite: x = ? -- {'foo': None} ['foo']
postgresql: x = %(foo)s::VARCHAR -- {'foo': None}
mysql: x = %s -- {'foo': None} ['foo']

>>> nulls_last(desc(y))
default sqlite postgresql mysql: y DESC NULLS LAST

>>> y.between(y+1,y*2)
default: y BETWEEN y + :y_1 AND y * :y_2 -- {'y_1': 1, 'y_2': 2}
sqlite: y BETWEEN y + ? AND y * ? -- {'y_1': 1, 'y_2': 2} ['y_1', 'y_2']
postgresql: y BETWEEN y + %(y_1)s::INTEGER AND y * %(y_2)s::INTEGER -- {'y_1': 1, 'y_2': 2}
mysql: y BETWEEN y + %s AND y * %s -- {'y_1': 1, 'y_2': 2} ['y_1', 'y_2']

>>> (y*2).between(1,2)
default: y * :y_1 BETWEEN :param_1 AND :param_2 -- {'y_1': 2, 'param_1': 1, 'param_2': 2}
sqlite: y * ? BETWEEN ? AND ? -- {'y_1': 2, 'param_1': 1, 'param_2': 2} ['y_1', 'param_1', 'param_2']
postgresql: y * %(y_1)s::INTEGER BETWEEN %(param_1)s::INTEGER AND %(param_2)s::INTEGER -- {'y_1': 2, 'param_1': 1, 'param_2': 2}
mysql: y * %s BETWEEN %s AND %s -- {'y_1': 2, 'param_1': 1, 'param_2': 2} ['y_1', 'param_1', 'param_2']

>>> x.notlike("a")
default: x NOT LIKE :x_1 -- {'x_1': 'a'}
sqlite: x NOT LIKE ? -- {'x_1': 'a'} ['x_1']
postgresql: x NOT LIKE %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: x NOT LIKE %s -- {'x_1': 'a'} ['x_1']

>>> x.notilike("a")
default: lower(x) NOT LIKE lower(:x_1) -- {'x_1': 'a'}
sqlite: lower(x) NOT LIKE lower(?) -- {'x_1': 'a'} ['x_1']
postgresql: x NOT ILIKE %(x_1)s::VARCHAR -- {'x_1': 'a'}
mysql: lower(x) NOT LIKE lower(%s) -- {'x_1': 'a'} ['x_1']

>>> x.not_in(["a"])
default postgresql: (x NOT IN (__[POSTCOMPILE_x_1])) -- {'x_1': ['a']}
sqlite mysql: (x NOT IN (__[POSTCOMPILE_x_1])) -- {'x_1': ['a']} ['x_1']

>>> x.startswith("a%",autoescape=True)
default: x LIKE :x_1 || '%' ESCAPE '/' -- {'x_1': 'a/%'}
sqlite: x LIKE ? || '%' ESCAPE '/' -- {'x_1': 'a/%'} ['x_1']
postgresql: x LIKE %(x_1)s::VARCHAR || '%%' ESCAPE '/' -- {'x_1': 'a/%'}
mysql: x LIKE concat(%s, '%%') ESCAPE '/' -- {'x_1': 'a/%'} ['x_1']

>>> (x+"a").contains("b")
default: (x || :x_1) LIKE '%' || :param_1 || '%' -- {'x_1': 'a', 'param_1': 'b'}
sqlite: (x || ?) LIKE '%' || ? || '%' -- {'x_1': 'a', 'param_1': 'b'} ['x_1', 'param_1']
postgresql: (x || %(x_1)s::VARCHAR) LIKE '%%' || %(param_1)s::VARCHAR || '%%' -- {'x_1': 'a', 'param_1': 'b'}
mysql: (concat(x, %s)) LIKE concat('%%', %s, '%%') -- {'x_1': 'a', 'param_1': 'b'} ['x_1', 'param_1']

>>> func.sum(y).over()/func.count()
default postgresql: sum(y) OVER () / CAST(count(*) AS NUMERIC)
sqlite: sum(y) OVER () / (count(*) + 0.0)
mysql: sum(y) OVER () / count(*)

>>> -(-y)
default sqlite postgresql mysql: -(-y)

>>> y.desc().nulls_last()
default sqlite postgresql mysql: y DESC NULLS LAST
