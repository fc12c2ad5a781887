>>> dialect_insert["sqlite"](t).values(id=1, x="a").on_conflict_do_nothing()
sqlite: INSERT INTO t (id, x) VALUES (?, ?) ON CONFLICT DO NOTHING -- {'id': 1, 'x': 'a'} ['id', 'x']

>>> dialect_insert["sqlite"](t).values(id=1, x="a").on_conflict_do_nothing(index_elements=[t.c.id, t.c.x], index_where=t.c.y > 5)
sqlite: INSERT INTO t (id, x) VALUES (?, ?) ON CONFLICT (id, x) WHERE y > __[POSTCOMPILE_y_1] DO NOTHING -- {'id': 1, 'x': 'a', 'y_1': 5} ['id', 'x', 'y_1']

>>> dialect_insert["sqlite"](t).values(id=1, x="a").on_conflict_do_update(index_elements=["id"], set_={"x": "b"})
sqlite: INSERT INTO t (id, x) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET x = ? -- {'id': 1, 'x': 'a', 'param_1': 'b'} ['id', 'x', 'param_1']

>>> (lambda i: i.on_conflict_do_update(index_elements=["id"], set_={"x": i.excluded.x, "y": t.c.y + 1}, where=i.excluded.y > 5))(dialect_insert["sqlite"](t).values(id=1, x="a"))
sqlite: INSERT INTO t (id, x) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET x = excluded.x, y = (t.y + ?) WHERE excluded.y > ? -- {'id': 1, 'x': 'a', 'y_1': 1, 'y_2': 5} ['id', 'x', 'y_1', 'y_2']

>>> dialect_insert["sqlite"](t).values(id=1).on_conflict_do_update(index_elements=["id"], set_={})
sqlite: ! ValueError: set parameter dictionary must

>>> dialect_insert["sqlite"](t).values(id=1).on_conflict_do_nothing().on_conflict_do_nothing()
sqlite: ! InvalidRequestError: This Insert construct already

>>> dialect_insert["postgresql"](t).values(id=1, x="a").on_conflict_do_update(constraint="foo_pk", set_={"x": "b"})
postgresql: INSERT INTO t (id, x) VALUES (%(id)s::INTEGER, %(x)s::VARCHAR) ON CONFLICT ON CONSTRAINT foo_pk DO UPDATE SET x = %(param_1)s::VARCHAR -- {'id': 1, 'x': 'a', 'param_1': 'b'}

>>> dialect_insert["postgresql"](t).values(id=1, x="a").on_conflict_do_update(constraint=t.primary_key, set_={"x": "b"})
postgresql: INSERT INTO t (id, x) VALUES (%(id)s::INTEGER, %(x)s::VARCHAR) ON CONFLICT (id) DO UPDATE SET x = %(param_1)s::VARCHAR -- {'id': 1, 'x': 'a', 'param_1': 'b'}

>>> dialect_insert["postgresql"](t).values(id=1, x="a").on_conflict_do_nothing().returning(t.c.id)
postgresql: INSERT INTO t (id, x) VALUES (%(id)s::INTEGER, %(x)s::VARCHAR) ON CONFLICT DO NOTHING RETURNING t.id -- {'id': 1, 'x': 'a'}

>>> (lambda i: i.on_conflict_do_update(index_elements=["id"], set_=i.excluded))(dialect_insert["postgresql"](t).values(id=1, x="a"))
postgresql: INSERT INTO t (id, x) VALUES (%(id)s::INTEGER, %(x)s::VARCHAR) ON CONFLICT (id) DO UPDATE SET id = excluded.id, x = excluded.x, y = excluded.y, bb = excluded.bb -- {'id': 1, 'x': 'a'}

>>> (lambda i: i.on_duplicate_key_update(x=i.inserted.x, y=t.c.y + 1))(dialect_insert["mysql"](t).values(id=1, x="a"))
mysql: INSERT INTO t (id, x) VALUES (%s, %s) ON DUPLICATE KEY UPDATE x = VALUES(x), y = (t.y + %s) -- {'id': 1, 'x': 'a', 'y_1': 1} ['id', 'x', 'y_1']

>>> dialect_insert["mysql"](t).values(id=1, x="a").on_duplicate_key_update([("y", 5), ("x", 6)])
mysql: INSERT INTO t (id, x) VALUES (%s, %s) ON DUPLICATE KEY UPDATE y = %s, x = %s -- {'id': 1, 'x': 'a', 'param_1': 5, 'param_2': 6} ['id', 'x', 'param_1', 'param_2']
