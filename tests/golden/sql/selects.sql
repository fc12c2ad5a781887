>>> select(c1.c.id).join(t,t.c.id==c1.c.id)
default: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > :y_1) SELECT c1.id FROM c1 JOIN t ON t.id = c1.id -- {'y_1': 1}
sqlite: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > ?) SELECT c1.id FROM c1 JOIN t ON t.id = c1.id -- {'y_1': 1} ['y_1']
postgresql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %(y_1)s::INTEGER) SELECT c1.id FROM c1 JOIN t ON t.id = c1.id -- {'y_1': 1}
mysql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %s) SELECT c1.id FROM c1 INNER JOIN t ON t.id = c1.id -- {'y_1': 1} ['y_1']

>>> select(rc)
default: WITH RECURSIVE rc(id) AS (SELECT t.id AS id FROM t UNION ALL SELECT rc.id + :id_1 AS anon_1 FROM rc) SELECT rc.id FROM rc -- {'id_1': 1}
sqlite: WITH RECURSIVE rc(id) AS (SELECT t.id AS id FROM t UNION ALL SELECT rc.id + ? AS anon_1 FROM rc) SELECT rc.id FROM rc -- {'id_1': 1} ['id_1']
postgresql: WITH RECURSIVE rc(id) AS (SELECT t.id AS id FROM t UNION ALL SELECT rc.id + %(id_1)s::INTEGER AS anon_1 FROM rc) SELECT rc.id FROM rc -- {'id_1': 1}
mysql: WITH RECURSIVE rc(id) AS (SELECT t.id AS id FROM t UNION ALL SELECT rc.id + %s AS anon_1 FROM rc) SELECT rc.id FROM rc -- {'id_1': 1} ['id_1']

>>> insert(t).from_select(["x"],select(c1.c.id))
default: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > :y_1) INSERT INTO t (x) SELECT c1.id FROM c1 -- {'y_1': 1}
sqlite: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > ?) INSERT INTO t (x) SELECT c1.id FROM c1 -- {'y_1': 1} ['y_1']
postgresql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %(y_1)s::INTEGER) INSERT INTO t (x) SELECT c1.id FROM c1 -- {'y_1': 1}
mysql: INSERT INTO t (x) WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %s) SELECT c1.id FROM c1 -- {'y_1': 1} ['y_1']

>>> update(t).where(t.c.id.in_(select(c1.c.id))).values(x="b")
default: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > :y_1) UPDATE t SET x=:x WHERE t.id IN (SELECT c1.id FROM c1) -- {'x': 'b', 'y_1': 1}
sqlite: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > ?) UPDATE t SET x=? WHERE t.id IN (SELECT c1.id FROM c1) -- {'x': 'b', 'y_1': 1} ['y_1', 'x']
postgresql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %(y_1)s::INTEGER) UPDATE t SET x=%(x)s::VARCHAR WHERE t.id IN (SELECT c1.id FROM c1) -- {'x': 'b', 'y_1': 1}
mysql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %s) UPDATE t SET x=%s WHERE t.id IN (SELECT c1.id FROM c1) -- {'x': 'b', 'y_1': 1} ['y_1', 'x']

>>> delete(t).where(t.c.id==c1.c.id)
default: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > :y_1) DELETE FROM t , c1 WHERE t.id = c1.id -- {'y_1': 1}
sqlite: ! NotImplementedError: This backend does not
postgresql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %(y_1)s::INTEGER) DELETE FROM t USING c1 WHERE t.id = c1.id -- {'y_1': 1}
mysql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %s) DELETE FROM t USING t, c1 WHERE t.id = c1.id -- {'y_1': 1} ['y_1']

>>> select(al.c.id,sq.c.yy).where(al.c.id==sq.c.id)
default: SELECT t_1.id, anon_1.yy FROM t AS t_1, (SELECT t.id AS id, t.y + :y_1 AS yy FROM t) AS anon_1 WHERE t_1.id = anon_1.id -- {'y_1': 1}
sqlite: SELECT t_1.id, anon_1.yy FROM t AS t_1, (SELECT t.id AS id, t.y + ? AS yy FROM t) AS anon_1 WHERE t_1.id = anon_1.id -- {'y_1': 1} ['y_1']
postgresql: SELECT t_1.id, anon_1.yy FROM t AS t_1, (SELECT t.id AS id, t.y + %(y_1)s::INTEGER AS yy FROM t) AS anon_1 WHERE t_1.id = anon_1.id -- {'y_1': 1}
mysql: SELECT t_1.id, anon_1.yy FROM t AS t_1, (SELECT t.id AS id, t.y + %s AS yy FROM t) AS anon_1 WHERE t_1.id = anon_1.id -- {'y_1': 1} ['y_1']

>>> select(t.alias("q").c.id)
default sqlite postgresql mysql: SELECT q.id FROM t AS q

>>> select(t2)
default sqlite postgresql mysql: SELECT sch.t2.id, sch.t2.t_id, sch.t2.x FROM sch.t2

>>> select(t).where(exists().where(t2.c.t_id==t.c.id))
default sqlite postgresql mysql: SELECT t.id, t.x, t.y, t.bb FROM t WHERE EXISTS (SELECT * FROM sch.t2 WHERE sch.t2.t_id = t.id)

>>> select(t.c.id).where(t.c.x==select(t2.c.x).where(t2.c.t_id==t.c.id).scalar_subquery())
default sqlite postgresql mysql: SELECT t.id FROM t WHERE t.x = (SELECT sch.t2.x FROM sch.t2 WHERE sch.t2.t_id = t.id)

>>> union_all(select(t.c.id).limit(2),select(t2.c.id).order_by(t2.c.id))
default: (SELECT t.id FROM t LIMIT :param_1) UNION ALL (SELECT sch.t2.id FROM sch.t2 ORDER BY sch.t2.id) -- {'param_1': 2}
sqlite: (SELECT t.id FROM t LIMIT ? OFFSET ?) UNION ALL (SELECT sch.t2.id FROM sch.t2 ORDER BY sch.t2.id) -- {'param_1': 2, 'param_2': 0} ['param_1', 'param_2']
postgresql: (SELECT t.id FROM t LIMIT %(param_1)s::INTEGER) UNION ALL (SELECT sch.t2.id FROM sch.t2 ORDER BY sch.t2.id) -- {'param_1': 2}
mysql: (SELECT t.id FROM t LIMIT %s) UNION ALL (SELECT sch.t2.id FROM sch.t2 ORDER BY sch.t2.id) -- {'param_1': 2} ['param_1']

>>> union(select(t.c.id),union_all(select(t2.c.id),select(t.c.y)))
default sqlite postgresql mysql: SELECT t.id FROM t UNION (SELECT sch.t2.id FROM sch.t2 UNION ALL SELECT t.y FROM t)

>>> except_(select(t.c.id),select(t2.c.id)).subquery().select()
default sqlite postgresql mysql: SELECT anon_1.id FROM (SELECT t.id AS id FROM t EXCEPT SELECT sch.t2.id AS id FROM sch.t2) AS anon_1

>>> select(t.c.id, t.c.x.label("foo")).order_by("foo", desc("id"))
default sqlite postgresql mysql: SELECT t.id, t.x AS foo FROM t ORDER BY foo, t.id DESC

>>> select(t.c.id, t.c.x.label("foo")).order_by(t.c.x.label("foo").desc())
default sqlite postgresql mysql: SELECT t.id, t.x AS foo FROM t ORDER BY foo DESC

>>> select((t.c.y+1).label("s")).order_by((t.c.y+1))
default: SELECT t.y + :y_1 AS s FROM t ORDER BY t.y + :y_2 -- {'y_1': 1, 'y_2': 1}
sqlite: SELECT t.y + ? AS s FROM t ORDER BY t.y + ? -- {'y_1': 1, 'y_2': 1} ['y_1', 'y_2']
postgresql: SELECT t.y + %(y_1)s::INTEGER AS s FROM t ORDER BY t.y + %(y_2)s::INTEGER -- {'y_1': 1, 'y_2': 1}
mysql: SELECT t.y + %s AS s FROM t ORDER BY t.y + %s -- {'y_1': 1, 'y_2': 1} ['y_1', 'y_2']

>>> select((t.c.y+1).label("s")).order_by("s").group_by("s")
default: SELECT t.y + :y_1 AS s FROM t GROUP BY s ORDER BY s -- {'y_1': 1}
sqlite: SELECT t.y + ? AS s FROM t GROUP BY s ORDER BY s -- {'y_1': 1} ['y_1']
postgresql: SELECT t.y + %(y_1)s::INTEGER AS s FROM t GROUP BY s ORDER BY s -- {'y_1': 1}
mysql: SELECT t.y + %s AS s FROM t GROUP BY s ORDER BY s -- {'y_1': 1} ['y_1']

>>> select(values(column("a",Integer),column("b",String),name="v").data([(1,"a"),(2,"b")]))
default: SELECT v.a, v.b FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS v (a, b) -- {'param_1': 1, 'param_2': 'a', 'param_3': 2, 'param_4': 'b'}
sqlite: SELECT v.a, v.b FROM (VALUES (?, ?), (?, ?)) AS v (a, b) -- {'param_1': 1, 'param_2': 'a', 'param_3': 2, 'param_4': 'b'} ['param_1', 'param_2', 'param_3', 'param_4']
postgresql: SELECT v.a, v.b FROM (VALUES (%(param_1)s::INTEGER, %(param_2)s::VARCHAR), (%(param_3)s::INTEGER, %(param_4)s::VARCHAR)) AS v (a, b) -- {'param_1': 1, 'param_2': 'a', 'param_3': 2, 'param_4': 'b'}
mysql: SELECT v.a, v.b FROM (VALUES (%s, %s), (%s, %s)) AS v (a, b) -- {'param_1': 1, 'param_2': 'a', 'param_3': 2, 'param_4': 'b'} ['param_1', 'param_2', 'param_3', 'param_4']

>>> select(func.json_each(t.c.x).table_valued("key","value").c.key)
default postgresql: SELECT anon_1.key FROM json_each(t.x) AS anon_1
sqlite: SELECT anon_1."key" FROM json_each(t.x) AS anon_1
mysql: SELECT anon_1.`key` FROM json_each(t.x) AS anon_1

>>> select(func.generate_series(1,5).table_valued("v",name="g",with_ordinality="o"))
default: SELECT g.v, g.o FROM generate_series(:generate_series_1, :generate_series_2) WITH ORDINALITY AS g -- {'generate_series_1': 1, 'generate_series_2': 5}
sqlite: SELECT g.v, g.o FROM generate_series(?, ?) WITH ORDINALITY AS g -- {'generate_series_1': 1, 'generate_series_2': 5} ['generate_series_1', 'generate_series_2']
postgresql: SELECT g.v, g.o FROM generate_series(%(generate_series_1)s::INTEGER, %(generate_series_2)s::INTEGER) WITH ORDINALITY AS g -- {'generate_series_1': 1, 'generate_series_2': 5}
mysql: SELECT g.v, g.o FROM generate_series(%s, %s) WITH ORDINALITY AS g -- {'generate_series_1': 1, 'generate_series_2': 5} ['generate_series_1', 'generate_series_2']

>>> select(func.generate_series(1,5).column_valued())
default: SELECT anon_1 FROM generate_series(:generate_series_1, :generate_series_2) AS anon_1 -- {'generate_series_1': 1, 'generate_series_2': 5}
sqlite: SELECT anon_1 FROM generate_series(?, ?) AS anon_1 -- {'generate_series_1': 1, 'generate_series_2': 5} ['generate_series_1', 'generate_series_2']
postgresql: SELECT anon_1 FROM generate_series(%(generate_series_1)s::INTEGER, %(generate_series_2)s::INTEGER) AS anon_1 -- {'generate_series_1': 1, 'generate_series_2': 5}
mysql: SELECT anon_1 FROM generate_series(%s, %s) AS anon_1 -- {'generate_series_1': 1, 'generate_series_2': 5} ['generate_series_1', 'generate_series_2']

>>> select(func.foo(1).table_valued("a","b").render_derived())
default: SELECT anon_1.a, anon_1.b FROM foo(:foo_1) AS anon_1(a, b) -- {'foo_1': 1}
sqlite: SELECT anon_1.a, anon_1.b FROM foo(?) AS anon_1(a, b) -- {'foo_1': 1} ['foo_1']
postgresql: SELECT anon_1.a, anon_1.b FROM foo(%(foo_1)s::INTEGER) AS anon_1(a, b) -- {'foo_1': 1}
mysql: SELECT anon_1.a, anon_1.b FROM foo(%s) AS anon_1(a, b) -- {'foo_1': 1} ['foo_1']

>>> select(t.c.id).with_hint(t,"USE INDEX (x)","mysql")
default sqlite postgresql: SELECT t.id FROM t
mysql: SELECT t.id FROM t USE INDEX (x)

>>> select(t.c.id).prefix_with("SQL_FOO").suffix_with("BAR")
default sqlite postgresql mysql: SELECT SQL_FOO t.id FROM t BAR

>>> select(t.tablesample(5))
default: SELECT t_1.id, t_1.x, t_1.y, t_1.bb FROM t AS t_1 TABLESAMPLE system(:system_1) -- {'system_1': 5}
sqlite: SELECT t_1.id, t_1.x, t_1.y, t_1.bb FROM t AS t_1 TABLESAMPLE system(?) -- {'system_1': 5} ['system_1']
postgresql: SELECT t_1.id, t_1.x, t_1.y, t_1.bb FROM t AS t_1 TABLESAMPLE system(%(system_1)s::INTEGER) -- {'system_1': 5}
mysql: SELECT t_1.id, t_1.x, t_1.y, t_1.bb FROM t AS t_1 TABLESAMPLE system(%s) -- {'system_1': 5} ['system_1']

>>> select(t.c.id, t2.c.id, t.c.id)
default sqlite postgresql mysql: SELECT t.id, sch.t2.id AS id_1, t.id AS id__1 FROM t, sch.t2

>>> select(t.c.id, t2.c.id).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
default sqlite postgresql mysql: SELECT t.id AS t_id, sch.t2.id AS sch_t2_id FROM t, sch.t2

>>> select(func.count()).select_from(t)
default sqlite postgresql mysql: SELECT count(*) AS count_1 FROM t

>>> select(t, t2).join_from(t,t2,full=True)
default sqlite postgresql mysql: SELECT t.id, t.x, t.y, t.bb, sch.t2.id AS id_1, sch.t2.t_id, sch.t2.x AS x_1 FROM t FULL OUTER JOIN sch.t2 ON t.id = sch.t2.t_id

>>> select(t.c.id).outerjoin(t2)
default sqlite postgresql mysql: SELECT t.id FROM t LEFT OUTER JOIN sch.t2 ON t.id = sch.t2.t_id

>>> select(text("a"),literal_column("b").label("c")).select_from(text("foo"))
default sqlite postgresql mysql: SELECT a, b AS c FROM foo

>>> select(t.c.id.label("a b"))
default sqlite postgresql: SELECT t.id AS "a b" FROM t
mysql: SELECT t.id AS `a b` FROM t

>>> select(column("x").label(None))
default sqlite postgresql mysql: SELECT x AS x_1

>>> select(-t.c.y, t.c.y.desc(), func.foo(t.c.x).label("z"), t.c.x+"q", t.c.y==1, distinct(t.c.x), cast(t.c.x,Integer), cast(t.c.x,Integer), type_coerce(t.c.x,Integer), t.c.x.collate("C"), case((t.c.y==1,2)), null(), text("'x'"), exists().where(t.c.id==1),not_(exists().where(t.c.id==1)), select(t2.c.id).scalar_subquery(), select(t2.c.id).scalar_subquery().label("ss"), extract("year",t.c.x), func.foo(1).over(), t.c.id)
default: SELECT -t.y, t.y DESC, foo(t.x) AS z, t.x || :x_1 AS anon_1, t.y = :y_1 AS anon_2, DISTINCT t.x, CAST(t.x AS INTEGER) AS x, CAST(t.x AS INTEGER) AS x__1, t.x AS x__2, t.x COLLATE "C" AS anon_3, CASE WHEN (t.y = :y_2) THEN :param_1 END AS anon_4, NULL AS anon_5, 'x', EXISTS (SELECT * FROM t WHERE t.id = :id_1) AS anon_6, NOT (EXISTS (SELECT * FROM t WHERE t.id = :id_2)) AS anon_7, (SELECT sch.t2.id FROM sch.t2) AS anon_8, (SELECT sch.t2.id FROM sch.t2) AS ss, EXTRACT(year FROM t.x) AS anon_9, foo(:foo_1) OVER () AS anon_10, t.id FROM t -- {'x_1': 'q', 'y_1': 1, 'y_2': 1, 'param_1': 2, 'id_1': 1, 'id_2': 1, 'foo_1': 1}
sqlite: SELECT -t.y, t.y DESC, foo(t.x) AS z, t.x || ? AS anon_1, t.y = ? AS anon_2, DISTINCT t.x, CAST(t.x AS INTEGER) AS x, CAST(t.x AS INTEGER) AS x__1, t.x AS x__2, t.x COLLATE "C" AS anon_3, CASE WHEN (t.y = ?) THEN ? END AS anon_4, NULL AS anon_5, 'x', EXISTS (SELECT * FROM t WHERE t.id = ?) AS anon_6, NOT (EXISTS (SELECT * FROM t WHERE t.id = ?)) AS anon_7, (SELECT sch.t2.id FROM sch.t2) AS anon_8, (SELECT sch.t2.id FROM sch.t2) AS ss, CAST(STRFTIME('%Y', t.x) AS INTEGER) AS anon_9, foo(?) OVER () AS anon_10, t.id FROM t -- {'x_1': 'q', 'y_1': 1, 'y_2': 1, 'param_1': 2, 'id_1': 1, 'id_2': 1, 'foo_1': 1} ['x_1', 'y_1', 'y_2', 'param_1', 'id_1', 'id_2', 'foo_1']
postgresql: SELECT -t.y, t.y DESC, foo(t.x) AS z, t.x || %(x_1)s::VARCHAR AS anon_1, t.y = %(y_1)s::INTEGER AS anon_2, DISTINCT t.x, CAST(t.x AS INTEGER) AS x, CAST(t.x AS INTEGER) AS x__1, t.x AS x__2, t.x COLLATE "C" AS anon_3, CASE WHEN (t.y = %(y_2)s::INTEGER) THEN %(param_1)s::INTEGER END AS anon_4, NULL AS anon_5, 'x', EXISTS (SELECT * FROM t WHERE t.id = %(id_1)s::INTEGER) AS anon_6, NOT (EXISTS (SELECT * FROM t WHERE t.id = %(id_2)s::INTEGER)) AS anon_7, (SELECT sch.t2.id FROM sch.t2) AS anon_8, (SELECT sch.t2.id FROM sch.t2) AS ss, EXTRACT(year FROM t.x) AS anon_9, foo(%(foo_1)s::INTEGER) OVER () AS anon_10, t.id FROM t -- {'x_1': 'q', 'y_1': 1, 'y_2': 1, 'param_1': 2, 'id_1': 1, 'id_2': 1, 'foo_1': 1}
mysql: SELECT -t.y, t.y DESC, foo(t.x) AS z, concat(t.x, %s) AS anon_1, t.y = %s AS anon_2, DISTINCT t.x, CAST(t.x AS SIGNED INTEGER) AS x, CAST(t.x AS SIGNED INTEGER) AS x__1, t.x AS x__2, t.x COLLATE `C` AS anon_3, CASE WHEN (t.y = %s) THEN %s END AS anon_4, NULL AS anon_5, 'x', EXISTS (SELECT * FROM t WHERE t.id = %s) AS anon_6, NOT (EXISTS (SELECT * FROM t WHERE t.id = %s)) AS anon_7, (SELECT sch.t2.id FROM sch.t2) AS anon_8, (SELECT sch.t2.id FROM sch.t2) AS ss, EXTRACT(year FROM t.x) AS anon_9, foo(%s) OVER () AS anon_10, t.id FROM t -- {'x_1': 'q', 'y_1': 1, 'y_2': 1, 'param_1': 2, 'id_1': 1, 'id_2': 1, 'foo_1': 1} ['x_1', 'y_1', 'y_2', 'param_1', 'id_1', 'id_2', 'foo_1']

>>> text("select :a, \\:b").bindparams(a=5)
default: select :a, :b -- {'a': 5}
sqlite: select ?, :b -- {'a': 5} ['a']
postgresql: select %(a)s::INTEGER, :b -- {'a': 5}
mysql: select %s, :b -- {'a': 5} ['a']

>>> text("select id from t").columns(t.c.id).subquery().select()
default sqlite postgresql mysql: SELECT anon_1.id FROM (select id from t) AS anon_1

>>> text("select id from t").columns(t.c.id)
default sqlite postgresql mysql: select id from t

>>> select(sq).where(sq.c.yy>5)
default: SELECT anon_1.id, anon_1.yy FROM (SELECT t.id AS id, t.y + :y_1 AS yy FROM t) AS anon_1 WHERE anon_1.yy > :yy_1 -- {'y_1': 1, 'yy_1': 5}
sqlite: SELECT anon_1.id, anon_1.yy FROM (SELECT t.id AS id, t.y + ? AS yy FROM t) AS anon_1 WHERE anon_1.yy > ? -- {'y_1': 1, 'yy_1': 5} ['y_1', 'yy_1']
postgresql: SELECT anon_1.id, anon_1.yy FROM (SELECT t.id AS id, t.y + %(y_1)s::INTEGER AS yy FROM t) AS anon_1 WHERE anon_1.yy > %(yy_1)s::INTEGER -- {'y_1': 1, 'yy_1': 5}
mysql: SELECT anon_1.id, anon_1.yy FROM (SELECT t.id AS id, t.y + %s AS yy FROM t) AS anon_1 WHERE anon_1.yy > %s -- {'y_1': 1, 'yy_1': 5} ['y_1', 'yy_1']

>>> select(t.c.id).where(t.c.id==bindparam("id"))
default: SELECT t.id FROM t WHERE t.id = :id -- {'id': None}
sqlite: SELECT t.id FROM t WHERE t.id = ? -- {'id': None} ['id']
postgresql: SELECT t.id FROM t WHERE t.id = %(id)s::INTEGER -- {'id': None}
mysql: SELECT t.id FROM t WHERE t.id = %s -- {'id': None} ['id']

>>> select(t.c.id).distinct(t.c.x)
default sqlite mysql: SELECT DISTINCT t.id FROM t
postgresql: SELECT DISTINCT ON (t.x) t.id FROM t

>>> select(true()).where(false())
default postgresql: SELECT true AS anon_1 WHERE false
sqlite: SELECT 1 AS anon_1 WHERE 0 = 1
mysql: SELECT true AS anon_1 FROM DUAL WHERE false = 1

>>> select(t.c.id).group_by(t.c.id).having(func.count()>1)
default: SELECT t.id FROM t GROUP BY t.id HAVING count(*) > :count_1 -- {'count_1': 1}
sqlite: SELECT t.id FROM t GROUP BY t.id HAVING count(*) > ? -- {'count_1': 1} ['count_1']
postgresql: SELECT t.id FROM t GROUP BY t.id HAVING count(*) > %(count_1)s::INTEGER -- {'count_1': 1}
mysql: SELECT t.id FROM t GROUP BY t.id HAVING count(*) > %s -- {'count_1': 1} ['count_1']

>>> select(1)
default sqlite postgresql mysql: SELECT 1

>>> select(literal(1),text("*"))
default: SELECT :param_1 AS anon_1, * -- {'param_1': 1}
sqlite: SELECT ? AS anon_1, * -- {'param_1': 1} ['param_1']
postgresql: SELECT %(param_1)s::INTEGER AS anon_1, * -- {'param_1': 1}
mysql: SELECT %s AS anon_1, * -- {'param_1': 1} ['param_1']

>>> t.join(t2)
default sqlite postgresql: t JOIN sch.t2 ON t.id = sch.t2.t_id
mysql: t INNER JOIN sch.t2 ON t.id = sch.t2.t_id

>>> t.select()
default sqlite postgresql mysql: SELECT t.id, t.x, t.y, t.bb FROM t

>>> t
default sqlite postgresql mysql: 

>>> t.c.id
default sqlite postgresql mysql: t.id

>>> t2.c.id
default sqlite postgresql mysql: sch.t2.id

>>> t.alias("zz")
default sqlite postgresql mysql: 

>>> c1
default: SELECT t.id FROM t WHERE t.y > :y_1 -- {'y_1': 1}
sqlite: SELECT t.id FROM t WHERE t.y > ? -- {'y_1': 1} ['y_1']
postgresql: SELECT t.id FROM t WHERE t.y > %(y_1)s::INTEGER -- {'y_1': 1}
mysql: SELECT t.id FROM t WHERE t.y > %s -- {'y_1': 1} ['y_1']

>>> sq
default: SELECT t.id, t.y + :y_1 AS yy FROM t -- {'y_1': 1}
sqlite: SELECT t.id, t.y + ? AS yy FROM t -- {'y_1': 1} ['y_1']
postgresql: SELECT t.id, t.y + %(y_1)s::INTEGER AS yy FROM t -- {'y_1': 1}
mysql: SELECT t.id, t.y + %s AS yy FROM t -- {'y_1': 1} ['y_1']

>>> al
default sqlite postgresql mysql: 

>>> select(c1.alias("c2"))
default: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > :y_1) SELECT c2.id FROM c1 AS c2 -- {'y_1': 1}
sqlite: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > ?) SELECT c2.id FROM c1 AS c2 -- {'y_1': 1} ['y_1']
postgresql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %(y_1)s::INTEGER) SELECT c2.id FROM c1 AS c2 -- {'y_1': 1}
mysql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %s) SELECT c2.id FROM c1 AS c2 -- {'y_1': 1} ['y_1']

>>> select(c1, c1.alias("c2"))
default: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > :y_1) SELECT c1.id, c2.id AS id_1 FROM c1, c1 AS c2 -- {'y_1': 1}
sqlite: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > ?) SELECT c1.id, c2.id AS id_1 FROM c1, c1 AS c2 -- {'y_1': 1} ['y_1']
postgresql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %(y_1)s::INTEGER) SELECT c1.id, c2.id AS id_1 FROM c1, c1 AS c2 -- {'y_1': 1}
mysql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %s) SELECT c1.id, c2.id AS id_1 FROM c1, c1 AS c2 -- {'y_1': 1} ['y_1']

>>> select(t.c.id).where(t.c.id.in_(select(c1)))
default: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > :y_1) SELECT t.id FROM t WHERE t.id IN (SELECT c1.id FROM c1) -- {'y_1': 1}
sqlite: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > ?) SELECT t.id FROM t WHERE t.id IN (SELECT c1.id FROM c1) -- {'y_1': 1} ['y_1']
postgresql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %(y_1)s::INTEGER) SELECT t.id FROM t WHERE t.id IN (SELECT c1.id FROM c1) -- {'y_1': 1}
mysql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %s) SELECT t.id FROM t WHERE t.id IN (SELECT c1.id FROM c1) -- {'y_1': 1} ['y_1']

>>> select(t.c.id).add_cte(c1)
default: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > :y_1) SELECT t.id FROM t -- {'y_1': 1}
sqlite: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > ?) SELECT t.id FROM t -- {'y_1': 1} ['y_1']
postgresql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %(y_1)s::INTEGER) SELECT t.id FROM t -- {'y_1': 1}
mysql: WITH c1 AS (SELECT t.id AS id FROM t WHERE t.y > %s) SELECT t.id FROM t -- {'y_1': 1} ['y_1']

>>> select(nest.c.id)
default sqlite postgresql mysql: WITH nn AS (SELECT t.id AS id FROM t) SELECT nn.id FROM nn

>>> select(select(nest.c.id).subquery())
default sqlite postgresql mysql: SELECT anon_1.id FROM (WITH nn AS (SELECT t.id AS id FROM t) SELECT nn.id AS id FROM nn) AS anon_1

>>> select(t.c.id).limit(5)
default: SELECT t.id FROM t LIMIT :param_1 -- {'param_1': 5}
sqlite: SELECT t.id FROM t LIMIT ? OFFSET ? -- {'param_1': 5, 'param_2': 0} ['param_1', 'param_2']
postgresql: SELECT t.id FROM t LIMIT %(param_1)s::INTEGER -- {'param_1': 5}
mysql: SELECT t.id FROM t LIMIT %s -- {'param_1': 5} ['param_1']

>>> select(t.c.id).offset(5)
default: SELECT t.id FROM t LIMIT -1 OFFSET :param_1 -- {'param_1': 5}
sqlite: SELECT t.id FROM t LIMIT ? OFFSET ? -- {'param_1': -1, 'param_2': 5} ['param_1', 'param_2']
postgresql: SELECT t.id FROM t LIMIT ALL OFFSET %(param_1)s::INTEGER -- {'param_1': 5}
mysql: SELECT t.id FROM t LIMIT %s, 18446744073709551615 -- {'param_1': 5} ['param_1']

>>> select(t.c.id).limit(5).offset(10).order_by(t.c.id)
default: SELECT t.id FROM t ORDER BY t.id LIMIT :param_1 OFFSET :param_2 -- {'param_1': 5, 'param_2': 10}
sqlite: SELECT t.id FROM t ORDER BY t.id LIMIT ? OFFSET ? -- {'param_1': 5, 'param_2': 10} ['param_1', 'param_2']
postgresql: SELECT t.id FROM t ORDER BY t.id LIMIT %(param_1)s::INTEGER OFFSET %(param_2)s::INTEGER -- {'param_1': 5, 'param_2': 10}
mysql: SELECT t.id FROM t ORDER BY t.id LIMIT %s, %s -- {'param_1': 10, 'param_2': 5} ['param_1', 'param_2']

>>> select(t.c.id).fetch(5)
default: SELECT t.id FROM t FETCH FIRST :param_1 ROWS ONLY -- {'param_1': 5}
sqlite: SELECT t.id FROM t FETCH FIRST ? ROWS ONLY -- {'param_1': 5} ['param_1']
postgresql: SELECT t.id FROM t FETCH FIRST (%(param_1)s::INTEGER) ROWS ONLY -- {'param_1': 5}
mysql: SELECT t.id FROM t FETCH FIRST %s ROWS ONLY -- {'param_1': 5} ['param_1']

>>> select(t.c.id).offset(3).fetch(5,with_ties=True)
default: SELECT t.id FROM t OFFSET :param_1 ROWS FETCH FIRST :param_2 ROWS WITH TIES -- {'param_1': 3, 'param_2': 5}
sqlite: SELECT t.id FROM t OFFSET ? ROWS FETCH FIRST ? ROWS WITH TIES -- {'param_1': 3, 'param_2': 5} ['param_1', 'param_2']
postgresql: SELECT t.id FROM t OFFSET (%(param_1)s::INTEGER) ROWS FETCH FIRST (%(param_2)s::INTEGER) ROWS WITH TIES -- {'param_1': 3, 'param_2': 5}
mysql: SELECT t.id FROM t OFFSET %s ROWS FETCH FIRST %s ROWS WITH TIES -- {'param_1': 3, 'param_2': 5} ['param_1', 'param_2']

>>> select(t.c.id).fetch(5,percent=True)
default: SELECT t.id FROM t FETCH FIRST :param_1 PERCENT ROWS ONLY -- {'param_1': 5}
sqlite: SELECT t.id FROM t FETCH FIRST ? PERCENT ROWS ONLY -- {'param_1': 5} ['param_1']
postgresql: SELECT t.id FROM t FETCH FIRST (%(param_1)s::INTEGER) PERCENT ROWS ONLY -- {'param_1': 5}
mysql: SELECT t.id FROM t FETCH FIRST %s PERCENT ROWS ONLY -- {'param_1': 5} ['param_1']

>>> select(t.c.id).limit(func.foo(5)).offset(literal_column("5"))
default: SELECT t.id FROM t LIMIT foo(:foo_1) OFFSET 5 -- {'foo_1': 5}
sqlite: SELECT t.id FROM t LIMIT foo(?) OFFSET 5 -- {'foo_1': 5} ['foo_1']
postgresql: SELECT t.id FROM t LIMIT foo(%(foo_1)s::INTEGER) OFFSET 5 -- {'foo_1': 5}
mysql: SELECT t.id FROM t LIMIT 5, foo(%s) -- {'foo_1': 5} ['foo_1']

>>> select(t.c.id).with_for_update()
default postgresql mysql: SELECT t.id FROM t FOR UPDATE
sqlite: SELECT t.id FROM t

>>> select(t.c.id).with_for_update(read=True,skip_locked=True,key_share=True)
default: SELECT t.id FROM t FOR UPDATE
sqlite: SELECT t.id FROM t
postgresql: SELECT t.id FROM t FOR KEY SHARE SKIP LOCKED
mysql: SELECT t.id FROM t LOCK IN SHARE MODE SKIP LOCKED

>>> select(t.c.id).with_for_update(of=[t.c.id],nowait=True)
default: SELECT t.id FROM t FOR UPDATE
sqlite: SELECT t.id FROM t
postgresql: SELECT t.id FROM t FOR UPDATE OF t NOWAIT
mysql: SELECT t.id FROM t FOR UPDATE NOWAIT

>>> select(t.c.id).where(t.c.x.contains("a"))
default: SELECT t.id FROM t WHERE (t.x LIKE '%' || :x_1 || '%') -- {'x_1': 'a'}
sqlite: SELECT t.id FROM t WHERE (t.x LIKE '%' || ? || '%') -- {'x_1': 'a'} ['x_1']
postgresql: SELECT t.id FROM t WHERE (t.x LIKE '%%' || %(x_1)s::VARCHAR || '%%') -- {'x_1': 'a'}
mysql: SELECT t.id FROM t WHERE (t.x LIKE concat('%%', %s, '%%')) -- {'x_1': 'a'} ['x_1']

>>> select(t.c.id).where(t.c.id==1,t.c.x.contains("a"))
default: SELECT t.id FROM t WHERE t.id = :id_1 AND (t.x LIKE '%' || :x_1 || '%') -- {'id_1': 1, 'x_1': 'a'}
sqlite: SELECT t.id FROM t WHERE t.id = ? AND (t.x LIKE '%' || ? || '%') -- {'id_1': 1, 'x_1': 'a'} ['id_1', 'x_1']
postgresql: SELECT t.id FROM t WHERE t.id = %(id_1)s::INTEGER AND (t.x LIKE '%%' || %(x_1)s::VARCHAR || '%%') -- {'id_1': 1, 'x_1': 'a'}
mysql: SELECT t.id FROM t WHERE t.id = %s AND (t.x LIKE concat('%%', %s, '%%')) -- {'id_1': 1, 'x_1': 'a'} ['id_1', 'x_1']

>>> select(t.c.x.contains("a"))
default: SELECT t.x LIKE '%' || :x_1 || '%' AS anon_1 FROM t -- {'x_1': 'a'}
sqlite: SELECT t.x LIKE '%' || ? || '%' AS anon_1 FROM t -- {'x_1': 'a'} ['x_1']
postgresql: SELECT t.x LIKE '%%' || %(x_1)s::VARCHAR || '%%' AS anon_1 FROM t -- {'x_1': 'a'}
mysql: SELECT t.x LIKE concat('%%', %s, '%%') AS anon_1 FROM t -- {'x_1': 'a'} ['x_1']

>>> select(t.c.x.contains("a").label("q"))
default: SELECT (t.x LIKE '%' || :x_1 || '%') AS q FROM t -- {'x_1': 'a'}
sqlite: SELECT (t.x LIKE '%' || ? || '%') AS q FROM t -- {'x_1': 'a'} ['x_1']
postgresql: SELECT (t.x LIKE '%%' || %(x_1)s::VARCHAR || '%%') AS q FROM t -- {'x_1': 'a'}
mysql: SELECT (t.x LIKE concat('%%', %s, '%%')) AS q FROM t -- {'x_1': 'a'} ['x_1']

>>> select(t.c.id).where(or_(t.c.id==1,t.c.id==2)).where(t.c.x=="q")
default: SELECT t.id FROM t WHERE (t.id = :id_1 OR t.id = :id_2) AND t.x = :x_1 -- {'id_1': 1, 'id_2': 2, 'x_1': 'q'}
sqlite: SELECT t.id FROM t WHERE (t.id = ? OR t.id = ?) AND t.x = ? -- {'id_1': 1, 'id_2': 2, 'x_1': 'q'} ['id_1', 'id_2', 'x_1']
postgresql: SELECT t.id FROM t WHERE (t.id = %(id_1)s::INTEGER OR t.id = %(id_2)s::INTEGER) AND t.x = %(x_1)s::VARCHAR -- {'id_1': 1, 'id_2': 2, 'x_1': 'q'}
mysql: SELECT t.id FROM t WHERE (t.id = %s OR t.id = %s) AND t.x = %s -- {'id_1': 1, 'id_2': 2, 'x_1': 'q'} ['id_1', 'id_2', 'x_1']

>>> select(t.c.id).where(t.c.bb)
default postgresql: SELECT t.id FROM t WHERE t.bb
sqlite mysql: SELECT t.id FROM t WHERE t.bb = 1

>>> select(t.c.id).where(~t.c.bb)
default postgresql: SELECT t.id FROM t WHERE NOT t.bb
sqlite mysql: SELECT t.id FROM t WHERE t.bb = 0

>>> select(t.c.id).where(t.c.bb, t.c.id==1)
default: SELECT t.id FROM t WHERE t.bb AND t.id = :id_1 -- {'id_1': 1}
sqlite: SELECT t.id FROM t WHERE t.bb = 1 AND t.id = ? -- {'id_1': 1} ['id_1']
postgresql: SELECT t.id FROM t WHERE t.bb AND t.id = %(id_1)s::INTEGER -- {'id_1': 1}
mysql: SELECT t.id FROM t WHERE t.bb = 1 AND t.id = %s -- {'id_1': 1} ['id_1']

>>> select(t.c.id).where(true())
default postgresql: SELECT t.id FROM t WHERE true
sqlite: SELECT t.id FROM t WHERE 1 = 1
mysql: SELECT t.id FROM t WHERE true = 1

>>> select(t.c.id).where(and_())
default sqlite postgresql mysql: SELECT t.id FROM t

>>> select(t.c.id).where(true(), t.c.id==1)
default: SELECT t.id FROM t WHERE t.id = :id_1 -- {'id_1': 1}
sqlite: SELECT t.id FROM t WHERE t.id = ? -- {'id_1': 1} ['id_1']
postgresql: SELECT t.id FROM t WHERE t.id = %(id_1)s::INTEGER -- {'id_1': 1}
mysql: SELECT t.id FROM t WHERE t.id = %s -- {'id_1': 1} ['id_1']

>>> select(func.max(t.c.id), func.max(t.c.y))
default sqlite postgresql mysql: SELECT max(t.id) AS max_1, max(t.y) AS max_2 FROM t

>>> select(func.max(t.c.id).label("id"), t.c.id)
default sqlite postgresql mysql: SELECT max(t.id) AS id, t.id AS id_1 FROM t

>>> select(t.c.id.label("x"), t.c.x)
default sqlite postgresql mysql: SELECT t.id AS x, t.x AS x_1 FROM t

>>> select(t.c.id.label("id"))
default sqlite postgresql mysql: SELECT t.id AS id FROM t

>>> select(t.alias(), t.alias())
default sqlite postgresql mysql: SELECT t_1.id, t_1.x, t_1.y, t_1.bb, t_2.id AS id_1, t_2.x AS x_1, t_2.y AS y_1, t_2.bb AS bb_1 FROM t AS t_1, t AS t_2

>>> select(t.alias("a").join(t.alias("b"), literal(True)))
default: SELECT a.id, a.x, a.y, a.bb, b.id AS id_1, b.x AS x_1, b.y AS y_1, b.bb AS bb_1 FROM t AS a JOIN t AS b ON :param_1 -- {'param_1': True}
sqlite: SELECT a.id, a.x, a.y, a.bb, b.id AS id_1, b.x AS x_1, b.y AS y_1, b.bb AS bb_1 FROM t AS a JOIN t AS b ON ? = 1 -- {'param_1': True} ['param_1']
postgresql: SELECT a.id, a.x, a.y, a.bb, b.id AS id_1, b.x AS x_1, b.y AS y_1, b.bb AS bb_1 FROM t AS a JOIN t AS b ON %(param_1)s -- {'param_1': True}
mysql: SELECT a.id, a.x, a.y, a.bb, b.id AS id_1, b.x AS x_1, b.y AS y_1, b.bb AS bb_1 FROM t AS a INNER JOIN t AS b ON %s = 1 -- {'param_1': True} ['param_1']

>>> select(t).select_from(t.join(t2).join(al, al.c.id==t.c.id))
default sqlite postgresql: SELECT t.id, t.x, t.y, t.bb FROM t JOIN sch.t2 ON t.id = sch.t2.t_id JOIN t AS t_1 ON t_1.id = t.id
mysql: SELECT t.id, t.x, t.y, t.bb FROM t INNER JOIN sch.t2 ON t.id = sch.t2.t_id INNER JOIN t AS t_1 ON t_1.id = t.id

>>> select(t).join(t2).join(al, al.c.id==t2.c.t_id, isouter=True)
default sqlite postgresql: SELECT t.id, t.x, t.y, t.bb FROM t JOIN sch.t2 ON t.id = sch.t2.t_id LEFT OUTER JOIN t AS t_1 ON t_1.id = sch.t2.t_id
mysql: SELECT t.id, t.x, t.y, t.bb FROM t INNER JOIN sch.t2 ON t.id = sch.t2.t_id LEFT OUTER JOIN t AS t_1 ON t_1.id = sch.t2.t_id

>>> select(t.c.id).where(t.c.id==select(func.max(al.c.id)).scalar_subquery())
default sqlite postgresql mysql: SELECT t.id FROM t WHERE t.id = (SELECT max(t_1.id) AS max_1 FROM t AS t_1)

>>> select(t.c.id).where(t.c.id==select(func.max(t.c.id)).scalar_subquery())
default sqlite postgresql mysql: SELECT t.id FROM t WHERE t.id = (SELECT max(t.id) AS max_1 FROM t)

>>> select(t.c.id).where(t.c.id==select(func.max(t2.c.id)).where(t2.c.t_id==t.c.id).correlate(t).scalar_subquery())
default sqlite postgresql mysql: SELECT t.id FROM t WHERE t.id = (SELECT max(sch.t2.id) AS max_1 FROM sch.t2 WHERE sch.t2.t_id = t.id)

>>> select(select(t.c.id).where(t.c.id==t2.c.t_id).correlate(t2).scalar_subquery(), t2.c.id)
default sqlite postgresql mysql: SELECT (SELECT t.id FROM t WHERE t.id = sch.t2.t_id) AS anon_1, sch.t2.id FROM sch.t2

>>> select(t2.c.id).where(exists(select(t.c.id).where(t.c.id==t2.c.t_id)))
default sqlite postgresql mysql: SELECT sch.t2.id FROM sch.t2 WHERE EXISTS (SELECT t.id FROM t WHERE t.id = sch.t2.t_id)

>>> select(sq.c.id, sq2.c.id).join(sq2, sq.c.id==sq2.c.id)
default sqlite postgresql mysql: ! AttributeError: 'Sequence' object has no

>>> select(t.c.id).order_by(t.c.x.desc().nulls_last(), nulls_first(t.c.y))
default sqlite postgresql mysql: SELECT t.id FROM t ORDER BY t.x DESC NULLS LAST, t.y NULLS FIRST

>>> select(t.c.id).order_by(func.lower(t.c.x))
default sqlite postgresql mysql: SELECT t.id FROM t ORDER BY lower(t.x)

>>> select(func.lower(t.c.x).label("lx"), t.c.id).order_by(func.lower(t.c.x).label("lx"))
default sqlite postgresql mysql: SELECT lower(t.x) AS lx, t.id FROM t ORDER BY lower(t.x)

>>> select(func.lower(t.c.x).label("lx")).order_by(desc("lx")).group_by("lx")
default sqlite postgresql mysql: SELECT lower(t.x) AS lx FROM t GROUP BY lx ORDER BY lx DESC

>>> select(t.c.id).order_by("nope")
default sqlite postgresql mysql: ! CompileError: Can't resolve label reference

>>> select(t.c.id).order_by("x")
default sqlite postgresql mysql: SELECT t.id FROM t ORDER BY t.x

>>> select(t.c.id).order_by(text("x desc"))
default sqlite postgresql mysql: SELECT t.id FROM t ORDER BY x desc

>>> select(t.c.id).group_by("y","id")
default sqlite postgresql mysql: SELECT t.id FROM t GROUP BY t.y, t.id

>>> select(union(select(t.c.id),select(t2.c.id)).subquery().c.id)
default sqlite postgresql mysql: SELECT anon_1.id FROM (SELECT t.id AS id FROM t UNION SELECT sch.t2.id AS id FROM sch.t2) AS anon_1

>>> union(select(t.c.id),select(t2.c.id)).order_by(t.c.id)
default sqlite postgresql mysql: SELECT t.id FROM t UNION SELECT sch.t2.id FROM sch.t2 ORDER BY id

>>> union(select(t.c.id.label("q")),select(t2.c.id)).order_by("q").limit(5)
default: SELECT t.id AS q FROM t UNION SELECT sch.t2.id FROM sch.t2 ORDER BY q LIMIT :param_1 -- {'param_1': 5}
sqlite: SELECT t.id AS q FROM t UNION SELECT sch.t2.id FROM sch.t2 ORDER BY q LIMIT ? OFFSET ? -- {'param_1': 5, 'param_2': 0} ['param_1', 'param_2']
postgresql: SELECT t.id AS q FROM t UNION SELECT sch.t2.id FROM sch.t2 ORDER BY q LIMIT %(param_1)s::INTEGER -- {'param_1': 5}
mysql: SELECT t.id AS q FROM t UNION SELECT sch.t2.id FROM sch.t2 ORDER BY q LIMIT %s -- {'param_1': 5} ['param_1']

>>> intersect_all(select(t.c.id),select(t2.c.id))
default sqlite postgresql mysql: SELECT t.id FROM t INTERSECT ALL SELECT sch.t2.id FROM sch.t2

>>> select(t.c.id).union(select(t2.c.id)).union(select(t.c.y))
default sqlite postgresql mysql: ! AttributeError: 'CompoundSelect' object has no

>>> select(t.c.x, func.row_number().over(order_by=t.c.id).label("rn")).subquery().select()
default sqlite postgresql mysql: SELECT anon_1.x, anon_1.rn FROM (SELECT t.x AS x, row_number() OVER (ORDER BY t.id) AS rn FROM t) AS anon_1

>>> select(t3)
default sqlite postgresql: SELECT "Tab le"."Weird Name", "Tab le"."select", "Tab le".ok FROM "Tab le"
mysql: SELECT `Tab le`.`Weird Name`, `Tab le`.`select`, `Tab le`.ok FROM `Tab le`

>>> select(t3.c["Weird Name"], t3.c.select)
default sqlite postgresql: SELECT "Tab le"."Weird Name", "Tab le"."select" FROM "Tab le"
mysql: SELECT `Tab le`.`Weird Name`, `Tab le`.`select` FROM `Tab le`

>>> select(t3).where(t3.c["Weird Name"]==5)
default: SELECT "Tab le"."Weird Name", "Tab le"."select", "Tab le".ok FROM "Tab le" WHERE "Tab le"."Weird Name" = :Weird_Name_1 -- {'Weird_Name_1': 5}
sqlite: SELECT "Tab le"."Weird Name", "Tab le"."select", "Tab le".ok FROM "Tab le" WHERE "Tab le"."Weird Name" = ? -- {'Weird_Name_1': 5} ['Weird_Name_1']
postgresql: SELECT "Tab le"."Weird Name", "Tab le"."select", "Tab le".ok FROM "Tab le" WHERE "Tab le"."Weird Name" = %(Weird_Name_1)s::INTEGER -- {'Weird_Name_1': 5}
mysql: SELECT `Tab le`.`Weird Name`, `Tab le`.`select`, `Tab le`.ok FROM `Tab le` WHERE `Tab le`.`Weird Name` = %s -- {'Weird_Name_1': 5} ['Weird_Name_1']

>>> insert(t3).values({"Weird Name":5})
default: INSERT INTO "Tab le" ("Weird Name") VALUES (:Weird_Name) -- {'Weird_Name': 5}
sqlite: INSERT INTO "Tab le" ("Weird Name") VALUES (?) -- {'Weird_Name': 5} ['Weird Name']
postgresql: INSERT INTO "Tab le" ("Weird Name") VALUES (%(Weird_Name)s::INTEGER) -- {'Weird_Name': 5}
mysql: INSERT INTO `Tab le` (`Weird Name`) VALUES (%s) -- {'Weird_Name': 5} ['Weird Name']

>>> select(t.c.id).where(t.c.id.in_([1,2]),t.c.x.in_(["a"]),t.c.y.not_in([]))
default postgresql: SELECT t.id FROM t WHERE t.id IN (__[POSTCOMPILE_id_1]) AND t.x IN (__[POSTCOMPILE_x_1]) AND (t.y NOT IN (__[POSTCOMPILE_y_1])) -- {'id_1': [1, 2], 'x_1': ['a'], 'y_1': []}
sqlite mysql: SELECT t.id FROM t WHERE t.id IN (__[POSTCOMPILE_id_1]) AND t.x IN (__[POSTCOMPILE_x_1]) AND (t.y NOT IN (__[POSTCOMPILE_y_1])) -- {'id_1': [1, 2], 'x_1': ['a'], 'y_1': []} ['id_1', 'x_1', 'y_1']

>>> (select(t.c.id).where(t.c.id==5,t.c.x.in_([1,2]), t.c.y.in_([]), t.c.y.not_in([]),tuple_(t.c.x,t.c.y).in_([(1,2),(3,4)]),tuple_(t.c.x,t.c.y).in_([])).limit(2), {"compile_kwargs":{"render_postcompile":True}})
default: SELECT t.id FROM t WHERE t.id = :id_1 AND t.x IN (:x_1_1, :x_1_2) AND t.y IN (NULL) AND (1 != 1) AND (t.y NOT IN (NULL) OR (1 = 1)) AND (t.x, t.y) IN ((:param_1_1_1, :param_1_1_2), (:param_1_2_1, :param_1_2_2)) AND (t.x, t.y) IN ((NULL, NULL)) AND (1 != 1) LIMIT :param_3 -- {'id_1': 5, 'param_3': 2, 'x_1_1': 1, 'x_1_2': 2, 'param_1_1_1': 1, 'param_1_1_2': 2, 'param_1_2_1': 3, 'param_1_2_2': 4}
sqlite: SELECT t.id FROM t WHERE t.id = ? AND t.x IN (?, ?) AND t.y IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1) AND (t.y NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)) AND (t.x, t.y) IN (VALUES (?, ?), (?, ?)) AND (t.x, t.y) IN (SELECT 1, 1 FROM (SELECT 1, 1) WHERE 1!=1) LIMIT ? OFFSET ? -- {'id_1': 5, 'param_3': 2, 'param_4': 0, 'x_1_1': 1, 'x_1_2': 2, 'param_1_1_1': 1, 'param_1_1_2': 2, 'param_1_2_1': 3, 'param_1_2_2': 4} ['id_1', 'x_1_1', 'x_1_2', 'param_1_1_1', 'param_1_1_2', 'param_1_2_1', 'param_1_2_2', 'param_3', 'param_4']
postgresql: SELECT t.id FROM t WHERE t.id = %(id_1)s::INTEGER AND t.x IN (%(x_1_1)s::INTEGER, %(x_1_2)s::INTEGER) AND t.y IN (NULL) AND (1 != 1) AND (t.y NOT IN (NULL) OR (1 = 1)) AND (t.x, t.y) IN ((%(param_1_1_1)s, %(param_1_1_2)s), (%(param_1_2_1)s, %(param_1_2_2)s)) AND (t.x, t.y) IN ((NULL, NULL)) AND (1 != 1) LIMIT %(param_3)s::INTEGER -- {'id_1': 5, 'param_3': 2, 'x_1_1': 1, 'x_1_2': 2, 'param_1_1_1': 1, 'param_1_1_2': 2, 'param_1_2_1': 3, 'param_1_2_2': 4}
mysql: SELECT t.id FROM t WHERE t.id = %s AND t.x IN (%s, %s) AND t.y IN (NULL) AND (1 != 1) AND (t.y NOT IN (NULL) OR (1 = 1)) AND (t.x, t.y) IN ((%s, %s), (%s, %s)) AND (t.x, t.y) IN ((NULL, NULL)) AND (1 != 1) LIMIT %s -- {'id_1': 5, 'param_3': 2, 'x_1_1': 1, 'x_1_2': 2, 'param_1_1_1': 1, 'param_1_1_2': 2, 'param_1_2_1': 3, 'param_1_2_2': 4} ['id_1', 'x_1_1', 'x_1_2', 'param_1_1_1', 'param_1_1_2', 'param_1_2_1', 'param_1_2_2', 'param_3']

>>> (select(t.c.id).where(t.c.id==5,t.c.x.in_(["a","b%"]), t.c.y.in_([]), t.c.y.not_in([]),tuple_(t.c.x,t.c.y).in_([("a",2),("c",4)]), t.c.x==None, t.c.x==literal(None)).limit(2),{"compile_kwargs":{"literal_binds":True}})
default: SELECT t.id FROM t WHERE t.id = 5 AND t.x IN ('a', 'b%') AND t.y IN (NULL) AND (1 != 1) AND (t.y NOT IN (NULL) OR (1 = 1)) AND (t.x, t.y) IN (('a', 2), ('c', 4)) AND t.x IS NULL AND t.x = NULL LIMIT 2
sqlite: SELECT t.id FROM t WHERE t.id = 5 AND t.x IN ('a', 'b%') AND t.y IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1) AND (t.y NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)) AND (t.x, t.y) IN (VALUES ('a', 2), ('c', 4)) AND t.x IS NULL AND t.x = NULL LIMIT 2 OFFSET 0
postgresql mysql: SELECT t.id FROM t WHERE t.id = 5 AND t.x IN ('a', 'b%%') AND t.y IN (NULL) AND (1 != 1) AND (t.y NOT IN (NULL) OR (1 = 1)) AND (t.x, t.y) IN (('a', 2), ('c', 4)) AND t.x IS NULL AND t.x = NULL LIMIT 2

>>> (select(t.c.id).where(t.c.x=="a'b\\%:c"),{"compile_kwargs":{"literal_binds":True}})
default sqlite: SELECT t.id FROM t WHERE t.x = 'a''b\%:c'
postgresql: SELECT t.id FROM t WHERE t.x = 'a''b\%%:c'
mysql: SELECT t.id FROM t WHERE t.x = 'a''b\\%%:c'

>>> (select(t.c.id).where(t.c.x==bindparam("q")),{"compile_kwargs":{"literal_binds":True}})
default sqlite postgresql mysql: SELECT t.id FROM t WHERE t.x = NULL

>>> (select(cast(literal("x"),String), literal(5.5), literal(True)),{"compile_kwargs":{"literal_binds":True}})
default postgresql: SELECT CAST('x' AS VARCHAR) AS anon_1, 5.5 AS anon_2, true AS anon_3
sqlite: SELECT CAST('x' AS VARCHAR) AS anon_1, 5.5 AS anon_2, 1 AS anon_3
mysql: SELECT CAST('x' AS CHAR) AS anon_1, 5.5 AS anon_2, true AS anon_3

>>> select(bindparam("a",5),bindparam("a",6))
default: SELECT :a AS anon_1, :a AS anon_2 -- {'a': 6}
sqlite: SELECT ? AS anon_1, ? AS anon_2 -- {'a': 6} ['a', 'a']
postgresql: SELECT %(a)s::INTEGER AS anon_1, %(a)s::INTEGER AS anon_2 -- {'a': 6}
mysql: SELECT %s AS anon_1, %s AS anon_2 -- {'a': 6} ['a', 'a']

>>> select(bindparam("a",5,unique=True),bindparam("a",6,unique=True), literal(7,String), bindparam("a_3"))
default: SELECT :a_1 AS anon_1, :a_2 AS anon_2, :param_1 AS anon_3, :a_3 AS anon_4 -- {'a_1': 5, 'a_2': 6, 'param_1': 7, 'a_3': None}
sqlite: SELECT ? AS anon_1, ? AS anon_2, ? AS anon_3, ? AS anon_4 -- {'a_1': 5, 'a_2': 6, 'param_1': 7, 'a_3': None} ['a_1', 'a_2', 'param_1', 'a_3']
postgresql: SELECT %(a_1)s::INTEGER AS anon_1, %(a_2)s::INTEGER AS anon_2, %(param_1)s::VARCHAR AS anon_3, %(a_3)s AS anon_4 -- {'a_1': 5, 'a_2': 6, 'param_1': 7, 'a_3': None}
mysql: SELECT %s AS anon_1, %s AS anon_2, %s AS anon_3, %s AS anon_4 -- {'a_1': 5, 'a_2': 6, 'param_1': 7, 'a_3': None} ['a_1', 'a_2', 'param_1', 'a_3']

>>> select(t.c.id).where(t.c.id==bindparam("id_1"), t.c.id==5)
default sqlite postgresql mysql: ! CompileError: Bind parameter 'id_1' conflicts

>>> select(longt)
default sqlite postgresql mysql: SELECT a_table_with_a_rather_long_name_that_goes_on_and_on_and_on.id, a_table_with_a_rather_long_name_that_goes_on_and_on_and_on.a_column_with_a_rather_long_name_that_goes_on_and_on_and_on FROM a_table_with_a_rather_long_name_that_goes_on_and_on_and_on

>>> select(longt).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
default sqlite mysql: SELECT a_table_with_a_rather_long_name_that_goes_on_and_on_and_on.id AS a_table_with_a_rather_long_name_that_goes_on_and_on_and_on_id, a_table_with_a_rather_long_name_that_goes_on_and_on_and_on.a_column_with_a_rather_long_name_that_goes_on_and_on_and_on AS a_table_with_a_rather_long_name_that_goes_on_and_on_and_on_a_column_with_a_rather_long_name_that_goes_on_and_on_and_on FROM a_table_with_a_rather_long_name_that_goes_on_and_on_and_on
postgresql: SELECT a_table_with_a_rather_long_name_that_goes_on_and_on_and_on.id AS a_table_with_a_rather_long_name_that_goes_on_and_on_and_o_1, a_table_with_a_rather_long_name_that_goes_on_and_on_and_on.a_column_with_a_rather_long_name_that_goes_on_and_on_and_on AS a_table_with_a_rather_long_name_that_goes_on_and_on_and_o_2 FROM a_table_with_a_rather_long_name_that_goes_on_and_on_and_on

>>> select(longt.alias())
default sqlite mysql: SELECT a_table_with_a_rather_long_name_that_goes_on_and_on_and_on_1.id, a_table_with_a_rather_long_name_that_goes_on_and_on_and_on_1.a_column_with_a_rather_long_name_that_goes_on_and_on_and_on FROM a_table_with_a_rather_long_name_that_goes_on_and_on_and_on AS a_table_with_a_rather_long_name_that_goes_on_and_on_and_on_1
postgresql: SELECT a_table_with_a_rather_long_name_that_goes_on_and_on_and_o_1.id, a_table_with_a_rather_long_name_that_goes_on_and_on_and_o_1.a_column_with_a_rather_long_name_that_goes_on_and_on_and_on FROM a_table_with_a_rather_long_name_that_goes_on_and_on_and_on AS a_table_with_a_rather_long_name_that_goes_on_and_on_and_o_1

>>> select(table("foo",column("a"),column("b")))
default sqlite postgresql mysql: SELECT foo.a, foo.b FROM foo

>>> select(column("a"),column("b")).select_from(table("foo"))
default sqlite postgresql mysql: SELECT a, b FROM foo

>>> select(func.foo(t.c.id), func.foo(t.c.id))
default sqlite postgresql mysql: SELECT foo(t.id) AS foo_1, foo(t.id) AS foo_2 FROM t

>>> select(t.c.id+1, t.c.id+1)
default: SELECT t.id + :id_1 AS anon_1, t.id + :id_2 AS anon_2 FROM t -- {'id_1': 1, 'id_2': 1}
sqlite: SELECT t.id + ? AS anon_1, t.id + ? AS anon_2 FROM t -- {'id_1': 1, 'id_2': 1} ['id_1', 'id_2']
postgresql: SELECT t.id + %(id_1)s::INTEGER AS anon_1, t.id + %(id_2)s::INTEGER AS anon_2 FROM t -- {'id_1': 1, 'id_2': 1}
mysql: SELECT t.id + %s AS anon_1, t.id + %s AS anon_2 FROM t -- {'id_1': 1, 'id_2': 1} ['id_1', 'id_2']

>>> select(t.c.id, t.c.id)
default sqlite postgresql mysql: SELECT t.id, t.id AS id__1 FROM t

>>> select(t.c.id, t.c.id).subquery().select()
default sqlite postgresql mysql: SELECT anon_1.id, anon_1.id AS id_1 FROM (SELECT t.id AS id, t.id AS id__1 FROM t) AS anon_1

>>> select(t.c.id+1, t.c.x).subquery().select()
default: SELECT anon_2.anon_1, anon_2.x FROM (SELECT t.id + :id_1 AS anon_1, t.x AS x FROM t) AS anon_2 -- {'id_1': 1}
sqlite: SELECT anon_2.anon_1, anon_2.x FROM (SELECT t.id + ? AS anon_1, t.x AS x FROM t) AS anon_2 -- {'id_1': 1} ['id_1']
postgresql: SELECT anon_2.anon_1, anon_2.x FROM (SELECT t.id + %(id_1)s::INTEGER AS anon_1, t.x AS x FROM t) AS anon_2 -- {'id_1': 1}
mysql: SELECT anon_2.anon_1, anon_2.x FROM (SELECT t.id + %s AS anon_1, t.x AS x FROM t) AS anon_2 -- {'id_1': 1} ['id_1']

>>> select(text("a, b")).subquery().select()
default sqlite postgresql mysql: SELECT FROM (SELECT a, b) AS anon_1

>>> select(literal_column("1").label("x")).subquery().select()
default sqlite postgresql mysql: SELECT anon_1.x FROM (SELECT 1 AS x) AS anon_1

>>> select(t.c.id.label("y"), t.c.y).subquery().select()
default sqlite postgresql mysql: SELECT anon_1.y, anon_1.y_1 FROM (SELECT t.id AS y, t.y AS y_1 FROM t) AS anon_1

>>> select(t, t2).subquery().select()
default sqlite postgresql mysql: SELECT anon_1.id, anon_1.x, anon_1.y, anon_1.bb, anon_1.id_1, anon_1.t_id, anon_1.x_1 FROM (SELECT t.id AS id, t.x AS x, t.y AS y, t.bb AS bb, sch.t2.id AS id_1, sch.t2.t_id AS t_id, sch.t2.x AS x_1 FROM t, sch.t2) AS anon_1

>>> select(t, t2).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL).subquery().select()
default sqlite postgresql mysql: SELECT anon_1.t_id, anon_1.t_x, anon_1.t_y, anon_1.t_bb, anon_1.sch_t2_id, anon_1.sch_t2_t_id, anon_1.sch_t2_x FROM (SELECT t.id AS t_id, t.x AS t_x, t.y AS t_y, t.bb AS t_bb, sch.t2.id AS sch_t2_id, sch.t2.t_id AS sch_t2_t_id, sch.t2.x AS sch_t2_x FROM t, sch.t2) AS anon_1

>>> select(t, t2).set_label_style(LABEL_STYLE_NONE)
default sqlite postgresql mysql: SELECT t.id, t.x, t.y, t.bb, sch.t2.id, sch.t2.t_id, sch.t2.x FROM t, sch.t2

>>> select(t.c.id).select_from(sq.join(t, t.c.id==sq.c.id))
default: SELECT t.id FROM (SELECT t.id AS id, t.y + :y_1 AS yy FROM t) AS anon_1 JOIN t ON t.id = anon_1.id -- {'y_1': 1}
sqlite: SELECT t.id FROM (SELECT t.id AS id, t.y + ? AS yy FROM t) AS anon_1 JOIN t ON t.id = anon_1.id -- {'y_1': 1} ['y_1']
postgresql: SELECT t.id FROM (SELECT t.id AS id, t.y + %(y_1)s::INTEGER AS yy FROM t) AS anon_1 JOIN t ON t.id = anon_1.id -- {'y_1': 1}
mysql: SELECT t.id FROM (SELECT t.id AS id, t.y + %s AS yy FROM t) AS anon_1 INNER JOIN t ON t.id = anon_1.id -- {'y_1': 1} ['y_1']

>>> select(t.c.id).select_from(t.join(t2.join(al, al.c.id==t2.c.id), t.c.id==t2.c.t_id))
default sqlite postgresql: SELECT t.id FROM t JOIN (sch.t2 JOIN t AS t_1 ON t_1.id = sch.t2.id) ON t.id = sch.t2.t_id
mysql: SELECT t.id FROM t INNER JOIN (sch.t2 INNER JOIN t AS t_1 ON t_1.id = sch.t2.id) ON t.id = sch.t2.t_id

>>> select(func.count(t.c.id.distinct()))
default sqlite postgresql mysql: SELECT count(DISTINCT t.id) AS count_1 FROM t

>>> select(t.c.id).where(t.c.id.between(1,5)).where(t.c.x.is_distinct_from("q"))
default: SELECT t.id FROM t WHERE t.id BETWEEN :id_1 AND :id_2 AND t.x IS DISTINCT FROM :x_1 -- {'id_1': 1, 'id_2': 5, 'x_1': 'q'}
sqlite: SELECT t.id FROM t WHERE t.id BETWEEN ? AND ? AND t.x IS NOT ? -- {'id_1': 1, 'id_2': 5, 'x_1': 'q'} ['id_1', 'id_2', 'x_1']
postgresql: SELECT t.id FROM t WHERE t.id BETWEEN %(id_1)s::INTEGER AND %(id_2)s::INTEGER AND t.x IS DISTINCT FROM %(x_1)s::VARCHAR -- {'id_1': 1, 'id_2': 5, 'x_1': 'q'}
mysql: SELECT t.id FROM t WHERE t.id BETWEEN %s AND %s AND NOT (t.x <=> %s) -- {'id_1': 1, 'id_2': 5, 'x_1': 'q'} ['id_1', 'id_2', 'x_1']

>>> select(t.c.id).where(t.c.x.op("~")("q"))
default: SELECT t.id FROM t WHERE t.x ~ :x_1 -- {'x_1': 'q'}
sqlite: SELECT t.id FROM t WHERE t.x ~ ? -- {'x_1': 'q'} ['x_1']
postgresql: SELECT t.id FROM t WHERE t.x ~ %(x_1)s::VARCHAR -- {'x_1': 'q'}
mysql: SELECT t.id FROM t WHERE t.x ~ %s -- {'x_1': 'q'} ['x_1']

>>> select(lateral(select(t2.c.id).where(t2.c.t_id==t.c.id)).c.id, t.c.id)
default sqlite postgresql mysql: SELECT anon_1.id, t.id AS id_1 FROM LATERAL (SELECT sch.t2.id AS id FROM sch.t2 WHERE sch.t2.t_id = t.id) AS anon_1, t
