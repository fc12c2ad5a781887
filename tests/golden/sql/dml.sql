>>> insert(t5)
default: INSERT INTO t5 (id, x, y, z, s, sd, kk) VALUES (:id, :x, :y, :z, :s, :sd, :k2) -- {'id': None, 'x': None, 'y': None, 'z': None, 's': None, 'sd': None, 'k2': None}
sqlite: INSERT INTO t5 (id, x, y, z, s, sd, kk) VALUES (?, ?, ?, ?, ?, ?, ?) -- {'id': None, 'x': None, 'y': None, 'z': None, 's': None, 'sd': None, 'k2': None} ['id', 'x', 'y', 'z', 's', 'sd', 'k2']
postgresql: INSERT INTO t5 (id, x, y, z, s, sd, kk) VALUES (%(id)s::INTEGER, %(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, %(s)s::INTEGER, %(sd)s::INTEGER, %(k2)s::INTEGER) -- {'id': None, 'x': None, 'y': None, 'z': None, 's': None, 'sd': None, 'k2': None}
mysql: INSERT INTO t5 (id, x, y, z, s, sd, kk) VALUES (%s, %s, %s, %s, %s, %s, %s) -- {'id': None, 'x': None, 'y': None, 'z': None, 's': None, 'sd': None, 'k2': None} ['id', 'x', 'y', 'z', 's', 'sd', 'k2']

>>> insert(t5).values(x="a")
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) -- {'x': 'a', 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) -- {'x': 'a', 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id -- {'x': 'a', 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) -- {'x': 'a', 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> (insert(t5),{"column_keys":["x"]})
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> (insert(t5),{"column_keys":["x"],"for_executemany":True})
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> (insert(t5).returning(t5.c.id,t5.c.sd),{"column_keys":["x"],"for_executemany":True})
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) RETURNING t5.id, t5.sd -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) RETURNING id, sd -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id, t5.sd -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) RETURNING t5.id, t5.sd -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> (insert(t5).returning(t5),{"column_keys":["x"]})
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) RETURNING t5.id, t5.x, t5.y, t5.z, t5.s, t5.sd, t5.kk -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) RETURNING id, x, y, z, s, sd, kk -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id, t5.x, t5.y, t5.z, t5.s, t5.sd, t5.kk -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) RETURNING t5.id, t5.x, t5.y, t5.z, t5.s, t5.sd, t5.kk -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> (insert(t5),{"column_keys":[]})
default: INSERT INTO t5 (y, z, s) VALUES (:y, :z, foo(:foo_1)) -- {'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (y, z, s) VALUES (?, ?, foo(?)) -- {'y': None, 'z': None, 'foo_1': 3} ['y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (y, z, s) VALUES (%(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id -- {'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (y, z, s) VALUES (%s, %s, foo(%s)) -- {'y': None, 'z': None, 'foo_1': 3} ['y', 'z', 'foo_1']

>>> (insert(nk),{"column_keys":[]})
default mysql: INSERT INTO nk () VALUES ()
sqlite postgresql: INSERT INTO nk DEFAULT VALUES

>>> (insert(nk),{"column_keys":["x"]})
default: INSERT INTO nk (x) VALUES (:x) -- {'x': None}
sqlite: INSERT INTO nk (x) VALUES (?) -- {'x': None} ['x']
postgresql: INSERT INTO nk (x) VALUES (%(x)s::VARCHAR) -- {'x': None}
mysql: INSERT INTO nk (x) VALUES (%s) -- {'x': None} ['x']

>>> (insert(ck),{"column_keys":["x"]})
default: INSERT INTO ck (x) VALUES (:x) -- {'x': None}
sqlite: INSERT INTO ck (x) VALUES (?) -- {'x': None} ['x']
postgresql: INSERT INTO ck (x) VALUES (%(x)s::VARCHAR) -- {'x': None}
mysql: INSERT INTO ck (x) VALUES (%s) -- {'x': None} ['x']

>>> (insert(ck),{"column_keys":["b","a"]})
default: INSERT INTO ck (a, b) VALUES (:a, :b) -- {'a': None, 'b': None}
sqlite: INSERT INTO ck (a, b) VALUES (?, ?) -- {'a': None, 'b': None} ['a', 'b']
postgresql: INSERT INTO ck (a, b) VALUES (%(a)s::INTEGER, %(b)s::INTEGER) -- {'a': None, 'b': None}
mysql: INSERT INTO ck (a, b) VALUES (%s, %s) -- {'a': None, 'b': None} ['a', 'b']

>>> (insert(seq),{"column_keys":["x"]})
default: INSERT INTO seq (id, x) VALUES (:id, :x) -- {'id': None, 'x': None}
sqlite: INSERT INTO seq (x) VALUES (?) -- {'x': None} ['x']
postgresql: INSERT INTO seq (id, x) VALUES (nextval('sq'), %(x)s::VARCHAR) RETURNING seq.id -- {'x': None}
mysql: INSERT INTO seq (x) VALUES (%s) -- {'x': None} ['x']

>>> (insert(seq),{"column_keys":["x"],"for_executemany":True})
default: INSERT INTO seq (id, x) VALUES (<next sequence value: sq>, :x) -- {'x': None}
sqlite: INSERT INTO seq (x) VALUES (?) -- {'x': None} ['x']
postgresql: INSERT INTO seq (id, x) VALUES (nextval('sq'), %(x)s::VARCHAR) -- {'x': None}
mysql: INSERT INTO seq (x) VALUES (%s) -- {'x': None} ['x']

>>> (insert(pk),{"column_keys":["x"]})
default: INSERT INTO pkd (id, x) VALUES (gen(), :x) RETURNING pkd.id -- {'x': None}
sqlite: INSERT INTO pkd (id, x) VALUES (gen(), ?) RETURNING id -- {'x': None} ['x']
postgresql: INSERT INTO pkd (id, x) VALUES (gen(), %(x)s::VARCHAR) RETURNING pkd.id -- {'x': None}
mysql: INSERT INTO pkd (id, x) VALUES (%s, %s) -- {'id': None, 'x': None} ['id', 'x']

>>> insert(t5).values([{"x":1},{"x":2}])
default: INSERT INTO t5 (x, y, z, s) VALUES (:x_m0, :y, :z, foo(:foo_1)), (:x_m1, :y_m1, :z_m1, foo(:foo_1)) -- {'x_m0': 1, 'y': None, 'z': None, 'foo_1': 3, 'x_m1': 2, 'y_m1': None, 'z_m1': None}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)), (?, ?, ?, foo(?)) -- {'x_m0': 1, 'y': None, 'z': None, 'foo_1': 3, 'x_m1': 2, 'y_m1': None, 'z_m1': None} ['x_m0', 'y', 'z', 'foo_1', 'x_m1', 'y_m1', 'z_m1', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x_m0)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)), (%(x_m1)s::VARCHAR, %(y_m1)s::INTEGER, %(z_m1)s::INTEGER, foo(%(foo_1)s::INTEGER)) -- {'x_m0': 1, 'y': None, 'z': None, 'foo_1': 3, 'x_m1': 2, 'y_m1': None, 'z_m1': None}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)), (%s, %s, %s, foo(%s)) -- {'x_m0': 1, 'y': None, 'z': None, 'foo_1': 3, 'x_m1': 2, 'y_m1': None, 'z_m1': None} ['x_m0', 'y', 'z', 'foo_1', 'x_m1', 'y_m1', 'z_m1', 'foo_1']

>>> insert(t5).values([{"x":1},{"x":2}]).returning(t5.c.id)
default: INSERT INTO t5 (x, y, z, s) VALUES (:x_m0, :y, :z, foo(:foo_1)), (:x_m1, :y_m1, :z_m1, foo(:foo_1)) RETURNING t5.id -- {'x_m0': 1, 'y': None, 'z': None, 'foo_1': 3, 'x_m1': 2, 'y_m1': None, 'z_m1': None}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)), (?, ?, ?, foo(?)) RETURNING id -- {'x_m0': 1, 'y': None, 'z': None, 'foo_1': 3, 'x_m1': 2, 'y_m1': None, 'z_m1': None} ['x_m0', 'y', 'z', 'foo_1', 'x_m1', 'y_m1', 'z_m1', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x_m0)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)), (%(x_m1)s::VARCHAR, %(y_m1)s::INTEGER, %(z_m1)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id -- {'x_m0': 1, 'y': None, 'z': None, 'foo_1': 3, 'x_m1': 2, 'y_m1': None, 'z_m1': None}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)), (%s, %s, %s, foo(%s)) RETURNING t5.id -- {'x_m0': 1, 'y': None, 'z': None, 'foo_1': 3, 'x_m1': 2, 'y_m1': None, 'z_m1': None} ['x_m0', 'y', 'z', 'foo_1', 'x_m1', 'y_m1', 'z_m1', 'foo_1']

>>> insert(t5).values([{"x":1,"z":func.foo()},{"x":func.bar(2),"z":3}])
default: INSERT INTO t5 (x, y, z, s) VALUES (:x_m0, :y, foo(), foo(:foo_1)), (bar(:bar_1), :y_m1, :z_m1, foo(:foo_1)) -- {'x_m0': 1, 'y': None, 'foo_1': 3, 'bar_1': 2, 'y_m1': None, 'z_m1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, foo(), foo(?)), (bar(?), ?, ?, foo(?)) -- {'x_m0': 1, 'y': None, 'foo_1': 3, 'bar_1': 2, 'y_m1': None, 'z_m1': 3} ['x_m0', 'y', 'foo_1', 'bar_1', 'y_m1', 'z_m1', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x_m0)s::VARCHAR, %(y)s::INTEGER, foo(), foo(%(foo_1)s::INTEGER)), (bar(%(bar_1)s::INTEGER), %(y_m1)s::INTEGER, %(z_m1)s::INTEGER, foo(%(foo_1)s::INTEGER)) -- {'x_m0': 1, 'y': None, 'foo_1': 3, 'bar_1': 2, 'y_m1': None, 'z_m1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, foo(), foo(%s)), (bar(%s), %s, %s, foo(%s)) -- {'x_m0': 1, 'y': None, 'foo_1': 3, 'bar_1': 2, 'y_m1': None, 'z_m1': 3} ['x_m0', 'y', 'foo_1', 'bar_1', 'y_m1', 'z_m1', 'foo_1']

>>> insert(t5).inline().values(x=1)
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) -- {'x': 1, 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) -- {'x': 1, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) -- {'x': 1, 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) -- {'x': 1, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> insert(t5).from_select(["x"],select(nk.c.x))
default: INSERT INTO t5 (x, y, z, s) SELECT nk.x, :y AS anon_1, :z AS anon_2, foo(:foo_2) AS foo_1 FROM nk -- {'y': None, 'z': None, 'foo_2': 3}
sqlite: INSERT INTO t5 (x, y, z, s) SELECT nk.x, ? AS anon_1, ? AS anon_2, foo(?) AS foo_1 FROM nk -- {'y': None, 'z': None, 'foo_2': 3} ['y', 'z', 'foo_2']
postgresql: INSERT INTO t5 (x, y, z, s) SELECT nk.x, %(y)s::INTEGER AS anon_1, %(z)s::INTEGER AS anon_2, foo(%(foo_2)s::INTEGER) AS foo_1 FROM nk -- {'y': None, 'z': None, 'foo_2': 3}
mysql: INSERT INTO t5 (x, y, z, s) SELECT nk.x, %s AS anon_1, %s AS anon_2, foo(%s) AS foo_1 FROM nk -- {'y': None, 'z': None, 'foo_2': 3} ['y', 'z', 'foo_2']

>>> insert(t5).from_select(["x"],select(nk.c.x),include_defaults=False)
default sqlite postgresql mysql: INSERT INTO t5 (x) SELECT nk.x FROM nk

>>> insert(t5).return_defaults().values(x=1)
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) RETURNING t5.id, t5.s, t5.sd, t5.kk -- {'x': 1, 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) RETURNING id, s, sd, kk -- {'x': 1, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id, t5.s, t5.sd, t5.kk -- {'x': 1, 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) -- {'x': 1, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> update(t5).values(x="a")
default: UPDATE t5 SET x=:x, y=:y, z=now() -- {'x': 'a', 'y': None}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP -- {'x': 'a', 'y': None} ['x', 'y']
postgresql: UPDATE t5 SET x=%(x)s::VARCHAR, y=%(y)s::INTEGER, z=now() -- {'x': 'a', 'y': None}
mysql: UPDATE t5 SET x=%s, y=%s, z=now() -- {'x': 'a', 'y': None} ['x', 'y']

>>> (update(t5),{"column_keys":["x"]})
default: UPDATE t5 SET x=:x, y=:y, z=now() -- {'x': None, 'y': None}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP -- {'x': None, 'y': None} ['x', 'y']
postgresql: UPDATE t5 SET x=%(x)s::VARCHAR, y=%(y)s::INTEGER, z=now() -- {'x': None, 'y': None}
mysql: UPDATE t5 SET x=%s, y=%s, z=now() -- {'x': None, 'y': None} ['x', 'y']

>>> (update(t5).where(t5.c.id==bindparam("b_id")),{"column_keys":["x","b_id"]})
default: UPDATE t5 SET x=:x, y=:y, z=now() WHERE t5.id = :b_id -- {'x': None, 'y': None, 'b_id': None}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP WHERE t5.id = ? -- {'x': None, 'y': None, 'b_id': None} ['x', 'y', 'b_id']
postgresql: UPDATE t5 SET x=%(x)s::VARCHAR, y=%(y)s::INTEGER, z=now() WHERE t5.id = %(b_id)s::INTEGER -- {'x': None, 'y': None, 'b_id': None}
mysql: UPDATE t5 SET x=%s, y=%s, z=now() WHERE t5.id = %s -- {'x': None, 'y': None, 'b_id': None} ['x', 'y', 'b_id']

>>> update(t5).where(t5.c.id==5).values(x="a")
default: UPDATE t5 SET x=:x, y=:y, z=now() WHERE t5.id = :id_1 -- {'x': 'a', 'y': None, 'id_1': 5}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP WHERE t5.id = ? -- {'x': 'a', 'y': None, 'id_1': 5} ['x', 'y', 'id_1']
postgresql: UPDATE t5 SET x=%(x)s::VARCHAR, y=%(y)s::INTEGER, z=now() WHERE t5.id = %(id_1)s::INTEGER -- {'x': 'a', 'y': None, 'id_1': 5}
mysql: UPDATE t5 SET x=%s, y=%s, z=now() WHERE t5.id = %s -- {'x': 'a', 'y': None, 'id_1': 5} ['x', 'y', 'id_1']

>>> update(t5).where(t5.c.id==5).values(x="a").return_defaults()
default: UPDATE t5 SET x=:x, y=:y, z=now() WHERE t5.id = :id_1 RETURNING t5.z, t5.sd -- {'x': 'a', 'y': None, 'id_1': 5}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP WHERE t5.id = ? RETURNING z, sd -- {'x': 'a', 'y': None, 'id_1': 5} ['x', 'y', 'id_1']
postgresql: UPDATE t5 SET x=%(x)s::VARCHAR, y=%(y)s::INTEGER, z=now() WHERE t5.id = %(id_1)s::INTEGER RETURNING t5.z, t5.sd -- {'x': 'a', 'y': None, 'id_1': 5}
mysql: UPDATE t5 SET x=%s, y=%s, z=now() WHERE t5.id = %s -- {'x': 'a', 'y': None, 'id_1': 5} ['x', 'y', 'id_1']

>>> update(t5).where(t5.c.id==5).values(x=t5.c.x+"a",y=t5.c.y+1,k2=5,z=select(nk.c.x).scalar_subquery())
default: UPDATE t5 SET x=(t5.x || :x_1), y=(t5.y + :y_1), z=(SELECT nk.x FROM nk), kk=:k2 WHERE t5.id = :id_1 -- {'x_1': 'a', 'y_1': 1, 'k2': 5, 'id_1': 5}
sqlite: UPDATE t5 SET x=(t5.x || ?), y=(t5.y + ?), z=(SELECT nk.x FROM nk), kk=? WHERE t5.id = ? -- {'x_1': 'a', 'y_1': 1, 'k2': 5, 'id_1': 5} ['x_1', 'y_1', 'k2', 'id_1']
postgresql: UPDATE t5 SET x=(t5.x || %(x_1)s::VARCHAR), y=(t5.y + %(y_1)s::INTEGER), z=(SELECT nk.x FROM nk), kk=%(k2)s::INTEGER WHERE t5.id = %(id_1)s::INTEGER -- {'x_1': 'a', 'y_1': 1, 'k2': 5, 'id_1': 5}
mysql: UPDATE t5 SET x=(concat(t5.x, %s)), y=(t5.y + %s), z=(SELECT nk.x FROM nk), kk=%s WHERE t5.id = %s -- {'x_1': 'a', 'y_1': 1, 'k2': 5, 'id_1': 5} ['x_1', 'y_1', 'k2', 'id_1']

>>> update(t5).values(x=bindparam("foo"))
default: UPDATE t5 SET x=:foo, y=:y, z=now() -- {'foo': None, 'y': None}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP -- {'foo': None, 'y': None} ['foo', 'y']
postgresql: UPDATE t5 SET x=%(foo)s::VARCHAR, y=%(y)s::INTEGER, z=now() -- {'foo': None, 'y': None}
mysql: UPDATE t5 SET x=%s, y=%s, z=now() -- {'foo': None, 'y': None} ['foo', 'y']

>>> update(t5).where(t5.c.x==bindparam("x")).values(x="a")
default sqlite postgresql mysql: ! CompileError: Bind parameter 'x' conflicts

>>> insert(t5).values(x=bindparam("foo"),y=bindparam("y"))
default: INSERT INTO t5 (x, y, z, s) VALUES (:foo, :y, :z, foo(:foo_1)) -- {'foo': None, 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) -- {'foo': None, 'y': None, 'z': None, 'foo_1': 3} ['foo', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(foo)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id -- {'foo': None, 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) -- {'foo': None, 'y': None, 'z': None, 'foo_1': 3} ['foo', 'y', 'z', 'foo_1']

>>> (insert(t5),{"column_keys":["x","nope","zz"]})
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id -- {'x': None, 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) -- {'x': None, 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> insert(t5).values(nope=5)
default sqlite postgresql mysql: ! CompileError: Unconsumed column names: nope

>>> insert(t5).values({t5.c.k2:1})
default: INSERT INTO t5 (y, z, s, kk) VALUES (:y, :z, foo(:foo_1), :k2) -- {'y': None, 'z': None, 'foo_1': 3, 'k2': 1}
sqlite: INSERT INTO t5 (y, z, s, kk) VALUES (?, ?, foo(?), ?) -- {'y': None, 'z': None, 'foo_1': 3, 'k2': 1} ['y', 'z', 'foo_1', 'k2']
postgresql: INSERT INTO t5 (y, z, s, kk) VALUES (%(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER), %(k2)s::INTEGER) RETURNING t5.id -- {'y': None, 'z': None, 'foo_1': 3, 'k2': 1}
mysql: INSERT INTO t5 (y, z, s, kk) VALUES (%s, %s, foo(%s), %s) -- {'y': None, 'z': None, 'foo_1': 3, 'k2': 1} ['y', 'z', 'foo_1', 'k2']

>>> (insert(t5).values(x="a'b",y=None),{"compile_kwargs":{"literal_binds":True}})
default sqlite mysql: INSERT INTO t5 (x, y, z, s) VALUES ('a''b', NULL, NULL, foo(3))
postgresql: INSERT INTO t5 (x, y, z, s) VALUES ('a''b', NULL, NULL, foo(3)) RETURNING t5.id

>>> insert(nk).values(("a","b"))
default: INSERT INTO nk (id, x) VALUES (:id, :x) -- {'id': 'a', 'x': 'b'}
sqlite: INSERT INTO nk (id, x) VALUES (?, ?) -- {'id': 'a', 'x': 'b'} ['id', 'x']
postgresql: INSERT INTO nk (id, x) VALUES (%(id)s::VARCHAR, %(x)s::VARCHAR) -- {'id': 'a', 'x': 'b'}
mysql: INSERT INTO nk (id, x) VALUES (%s, %s) -- {'id': 'a', 'x': 'b'} ['id', 'x']

>>> insert(nk).values([("a","b"),("c","d")])
default: INSERT INTO nk (id, x) VALUES (:id_m0, :x_m0), (:id_m1, :x_m1) -- {'id_m0': 'a', 'x_m0': 'b', 'id_m1': 'c', 'x_m1': 'd'}
sqlite: INSERT INTO nk (id, x) VALUES (?, ?), (?, ?) -- {'id_m0': 'a', 'x_m0': 'b', 'id_m1': 'c', 'x_m1': 'd'} ['id_m0', 'x_m0', 'id_m1', 'x_m1']
postgresql: INSERT INTO nk (id, x) VALUES (%(id_m0)s::VARCHAR, %(x_m0)s::VARCHAR), (%(id_m1)s::VARCHAR, %(x_m1)s::VARCHAR) -- {'id_m0': 'a', 'x_m0': 'b', 'id_m1': 'c', 'x_m1': 'd'}
mysql: INSERT INTO nk (id, x) VALUES (%s, %s), (%s, %s) -- {'id_m0': 'a', 'x_m0': 'b', 'id_m1': 'c', 'x_m1': 'd'} ['id_m0', 'x_m0', 'id_m1', 'x_m1']

>>> update(t5).values(x="z").where(t5.c.id==nk.c.id).where(nk.c.x=="q").returning(t5.c.id,nk.c.x)
default: UPDATE t5 SET x=:x, y=:y, z=now() FROM nk WHERE t5.id = nk.id AND nk.x = :x_1 RETURNING t5.id, nk.x -- {'x': 'z', 'y': None, 'x_1': 'q'}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP FROM nk WHERE t5.id = nk.id AND nk.x = ? RETURNING id, x -- {'x': 'z', 'y': None, 'x_1': 'q'} ['x', 'y', 'x_1']
postgresql: UPDATE t5 SET x=%(x)s::VARCHAR, y=%(y)s::INTEGER, z=now() FROM nk WHERE t5.id = nk.id AND nk.x = %(x_1)s::VARCHAR RETURNING t5.id, nk.x -- {'x': 'z', 'y': None, 'x_1': 'q'}
mysql: UPDATE t5, nk SET t5.x=%s, t5.y=%s, t5.z=now() WHERE t5.id = nk.id AND nk.x = %s RETURNING t5.id, nk.x -- {'x': 'z', 'y': None, 'x_1': 'q'} ['x', 'y', 'x_1']

>>> update(t5.alias("q")).values(x="z")
default: UPDATE t5 AS q SET x=:x -- {'x': 'z'}
sqlite: UPDATE t5 AS q SET x=? -- {'x': 'z'} ['x']
postgresql: UPDATE t5 AS q SET x=%(x)s::VARCHAR -- {'x': 'z'}
mysql: UPDATE t5 AS q SET x=%s -- {'x': 'z'} ['x']

>>> delete(t5.alias("q"))
default sqlite postgresql mysql: DELETE FROM t5 AS q

>>> select(update(t5).values(x="z").where(t5.c.y==1).returning(t5.c.id).cte("u").c.id)
default: WITH u AS (UPDATE t5 SET x=:param_1, y=:y, z=now() WHERE t5.y = :y_1 RETURNING t5.id) SELECT u.id FROM u -- {'param_1': 'z', 'y': None, 'y_1': 1}
sqlite: WITH u AS (UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP WHERE t5.y = ? RETURNING id) SELECT u.id FROM u -- {'param_1': 'z', 'y': None, 'y_1': 1} ['param_1', 'y', 'y_1']
postgresql: WITH u AS (UPDATE t5 SET x=%(param_1)s::VARCHAR, y=%(y)s::INTEGER, z=now() WHERE t5.y = %(y_1)s::INTEGER RETURNING t5.id) SELECT u.id FROM u -- {'param_1': 'z', 'y': None, 'y_1': 1}
mysql: WITH u AS (UPDATE t5 SET x=%s, y=%s, z=now() WHERE t5.y = %s RETURNING t5.id) SELECT u.id FROM u -- {'param_1': 'z', 'y': None, 'y_1': 1} ['param_1', 'y', 'y_1']

>>> insert(nk).from_select(["id","x"],select(select(nk).cte("c")))
default sqlite postgresql: WITH c AS (SELECT nk.id AS id, nk.x AS x FROM nk) INSERT INTO nk (id, x) SELECT c.id, c.x FROM c
mysql: INSERT INTO nk (id, x) WITH c AS (SELECT nk.id AS id, nk.x AS x FROM nk) SELECT c.id, c.x FROM c

>>> insert(t5).values(y=t5.c.y+1, x=select(nk.c.x).scalar_subquery(), k2=literal(5))
default: INSERT INTO t5 (x, y, z, s, kk) VALUES ((SELECT nk.x FROM nk), (t5.y + :y_1), :z, foo(:foo_1), :k2) -- {'y_1': 1, 'z': None, 'foo_1': 3, 'k2': 5}
sqlite: INSERT INTO t5 (x, y, z, s, kk) VALUES ((SELECT nk.x FROM nk), (t5.y + ?), ?, foo(?), ?) -- {'y_1': 1, 'z': None, 'foo_1': 3, 'k2': 5} ['y_1', 'z', 'foo_1', 'k2']
postgresql: INSERT INTO t5 (x, y, z, s, kk) VALUES ((SELECT nk.x FROM nk), (t5.y + %(y_1)s::INTEGER), %(z)s::INTEGER, foo(%(foo_1)s::INTEGER), %(k2)s::INTEGER) RETURNING t5.id -- {'y_1': 1, 'z': None, 'foo_1': 3, 'k2': 5}
mysql: INSERT INTO t5 (x, y, z, s, kk) VALUES ((SELECT nk.x FROM nk), (t5.y + %s), %s, foo(%s), %s) -- {'y_1': 1, 'z': None, 'foo_1': 3, 'k2': 5} ['y_1', 'z', 'foo_1', 'k2']

>>> update(t5).values(x=1).where(exists().where(nk.c.id==t5.c.x))
default: UPDATE t5 SET x=:x, y=:y, z=now() WHERE EXISTS (SELECT * FROM nk WHERE nk.id = t5.x) -- {'x': 1, 'y': None}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP WHERE EXISTS (SELECT * FROM nk WHERE nk.id = t5.x) -- {'x': 1, 'y': None} ['x', 'y']
postgresql: UPDATE t5 SET x=%(x)s::VARCHAR, y=%(y)s::INTEGER, z=now() WHERE EXISTS (SELECT * FROM nk WHERE nk.id = t5.x) -- {'x': 1, 'y': None}
mysql: UPDATE t5 SET x=%s, y=%s, z=now() WHERE EXISTS (SELECT * FROM nk WHERE nk.id = t5.x) -- {'x': 1, 'y': None} ['x', 'y']

>>> update(t5).values(x=select(func.max(nk.c.x)).where(nk.c.id==t5.c.x).scalar_subquery())
default: UPDATE t5 SET x=(SELECT max(nk.x) AS max_1 FROM nk WHERE nk.id = t5.x), y=:y, z=now() -- {'y': None}
sqlite: UPDATE t5 SET x=(SELECT max(nk.x) AS max_1 FROM nk WHERE nk.id = t5.x), y=?, z=CURRENT_TIMESTAMP -- {'y': None} ['y']
postgresql: UPDATE t5 SET x=(SELECT max(nk.x) AS max_1 FROM nk WHERE nk.id = t5.x), y=%(y)s::INTEGER, z=now() -- {'y': None}
mysql: UPDATE t5 SET x=(SELECT max(nk.x) AS max_1 FROM nk WHERE nk.id = t5.x), y=%s, z=now() -- {'y': None} ['y']

>>> select(insert(t).values(x="a").returning(t.c.id).cte("ins").c.id)
default: WITH ins AS (INSERT INTO t (x) VALUES (:param_1) RETURNING t.id) SELECT ins.id FROM ins -- {'param_1': 'a'}
sqlite: WITH ins AS (INSERT INTO t (x) VALUES (?) RETURNING id) SELECT ins.id FROM ins -- {'param_1': 'a'} ['param_1']
postgresql: WITH ins AS (INSERT INTO t (x) VALUES (%(param_1)s::VARCHAR) RETURNING t.id) SELECT ins.id FROM ins -- {'param_1': 'a'}
mysql: WITH ins AS (INSERT INTO t (x) VALUES (%s) RETURNING t.id) SELECT ins.id FROM ins -- {'param_1': 'a'} ['param_1']

>>> update(t).values(x=t2.c.x).where(t.c.id==t2.c.t_id)
default sqlite postgresql: UPDATE t SET x=sch.t2.x FROM sch.t2 WHERE t.id = sch.t2.t_id
mysql: UPDATE t, sch.t2 SET t.x=sch.t2.x WHERE t.id = sch.t2.t_id

>>> delete(t).where(t.c.id==t2.c.t_id)
default: DELETE FROM t , sch.t2 WHERE t.id = sch.t2.t_id
sqlite: ! NotImplementedError: This backend does not
postgresql: DELETE FROM t USING sch.t2 WHERE t.id = sch.t2.t_id
mysql: DELETE FROM t USING t, sch.t2 WHERE t.id = sch.t2.t_id

>>> update(t).ordered_values((t.c.y,1),(t.c.x,"a"))
default: UPDATE t SET y=:y, x=:x -- {'y': 1, 'x': 'a'}
sqlite: UPDATE t SET y=?, x=? -- {'y': 1, 'x': 'a'} ['y', 'x']
postgresql: UPDATE t SET y=%(y)s::INTEGER, x=%(x)s::VARCHAR -- {'y': 1, 'x': 'a'}
mysql: UPDATE t SET y=%s, x=%s -- {'y': 1, 'x': 'a'} ['y', 'x']

>>> update(t)
default: UPDATE t SET id=:id, x=:x, y=:y, bb=:bb -- {'id': None, 'x': None, 'y': None, 'bb': None}
sqlite: UPDATE t SET id=?, x=?, y=?, bb=? -- {'id': None, 'x': None, 'y': None, 'bb': None} ['id', 'x', 'y', 'bb']
postgresql: UPDATE t SET id=%(id)s::INTEGER, x=%(x)s::VARCHAR, y=%(y)s::INTEGER, bb=%(bb)s -- {'id': None, 'x': None, 'y': None, 'bb': None}
mysql: UPDATE t SET id=%s, x=%s, y=%s, bb=%s -- {'id': None, 'x': None, 'y': None, 'bb': None} ['id', 'x', 'y', 'bb']

>>> delete(t)
default sqlite postgresql mysql: DELETE FROM t

>>> delete(t).returning(t)
default postgresql mysql: DELETE FROM t RETURNING t.id, t.x, t.y, t.bb
sqlite: DELETE FROM t RETURNING id, x, y, bb

>>> delete(t).where(t.c.id==1,t.c.x.in_(["a"]))
default: DELETE FROM t WHERE t.id = :id_1 AND t.x IN (__[POSTCOMPILE_x_1]) -- {'id_1': 1, 'x_1': ['a']}
sqlite: DELETE FROM t WHERE t.id = ? AND t.x IN (__[POSTCOMPILE_x_1]) -- {'id_1': 1, 'x_1': ['a']} ['id_1', 'x_1']
postgresql: DELETE FROM t WHERE t.id = %(id_1)s::INTEGER AND t.x IN (__[POSTCOMPILE_x_1]) -- {'id_1': 1, 'x_1': ['a']}
mysql: DELETE FROM t WHERE t.id = %s AND t.x IN (__[POSTCOMPILE_x_1]) -- {'id_1': 1, 'x_1': ['a']} ['id_1', 'x_1']

>>> update(t).values(y=t.c.y+1).returning(t.c.y, (t.c.id+1))
default: UPDATE t SET y=(t.y + :y_1) RETURNING t.y, t.id + :id_1 AS anon_1 -- {'y_1': 1, 'id_1': 1}
sqlite: UPDATE t SET y=(t.y + ?) RETURNING y, id + ? AS anon_1 -- {'y_1': 1, 'id_1': 1} ['y_1', 'id_1']
postgresql: UPDATE t SET y=(t.y + %(y_1)s::INTEGER) RETURNING t.y, t.id + %(id_1)s::INTEGER AS anon_1 -- {'y_1': 1, 'id_1': 1}
mysql: UPDATE t SET y=(t.y + %s) RETURNING t.y, t.id + %s AS anon_1 -- {'y_1': 1, 'id_1': 1} ['y_1', 'id_1']

>>> insert(t).values(x=func.now())
default mysql: INSERT INTO t (x) VALUES (now())
sqlite: INSERT INTO t (x) VALUES (CURRENT_TIMESTAMP)
postgresql: INSERT INTO t (x) VALUES (now()) RETURNING t.id

>>> insert(t).values(id=select(func.max(t.c.id)).scalar_subquery())
default sqlite mysql: INSERT INTO t (id) VALUES ((SELECT max(t.id) AS max_1 FROM t))
postgresql: INSERT INTO t (id) VALUES ((SELECT max(t.id) AS max_1 FROM t)) RETURNING t.id

>>> insert(t).values({})
default mysql: INSERT INTO t () VALUES ()
sqlite: INSERT INTO t DEFAULT VALUES
postgresql: INSERT INTO t DEFAULT VALUES RETURNING t.id

>>> insert(t).prefix_with("OR REPLACE").values(id=1)
default: INSERT OR REPLACE INTO t (id) VALUES (:id) -- {'id': 1}
sqlite: INSERT OR REPLACE INTO t (id) VALUES (?) -- {'id': 1} ['id']
postgresql: INSERT OR REPLACE INTO t (id) VALUES (%(id)s::INTEGER) -- {'id': 1}
mysql: INSERT OR REPLACE INTO t (id) VALUES (%s) -- {'id': 1} ['id']

>>> insert(t).values(id=1).returning(t.c.id,t.c.x.label("foo"),func.lower(t.c.x))
default: INSERT INTO t (id) VALUES (:id) RETURNING t.id, t.x AS foo, lower(t.x) AS lower_1 -- {'id': 1}
sqlite: INSERT INTO t (id) VALUES (?) RETURNING id, x AS foo, lower(x) AS lower_1 -- {'id': 1} ['id']
postgresql: INSERT INTO t (id) VALUES (%(id)s::INTEGER) RETURNING t.id, t.x AS foo, lower(t.x) AS lower_1 -- {'id': 1}
mysql: INSERT INTO t (id) VALUES (%s) RETURNING t.id, t.x AS foo, lower(t.x) AS lower_1 -- {'id': 1} ['id']

>>> update(t).where(t.c.id.in_(select(t2.c.id))).values(x=None)
default: UPDATE t SET x=:x WHERE t.id IN (SELECT sch.t2.id FROM sch.t2) -- {'x': None}
sqlite: UPDATE t SET x=? WHERE t.id IN (SELECT sch.t2.id FROM sch.t2) -- {'x': None} ['x']
postgresql: UPDATE t SET x=%(x)s::VARCHAR WHERE t.id IN (SELECT sch.t2.id FROM sch.t2) -- {'x': None}
mysql: UPDATE t SET x=%s WHERE t.id IN (SELECT sch.t2.id FROM sch.t2) -- {'x': None} ['x']

>>> update(t).values({"x":None,"bb":True})
default: UPDATE t SET x=:x, bb=:bb -- {'x': None, 'bb': True}
sqlite: UPDATE t SET x=?, bb=? -- {'x': None, 'bb': True} ['x', 'bb']
postgresql: UPDATE t SET x=%(x)s::VARCHAR, bb=%(bb)s -- {'x': None, 'bb': True}
mysql: UPDATE t SET x=%s, bb=%s -- {'x': None, 'bb': True} ['x', 'bb']

>>> insert(t).values(bb=True,x=null())
default: INSERT INTO t (x, bb) VALUES (NULL, :bb) -- {'bb': True}
sqlite: INSERT INTO t (x, bb) VALUES (NULL, ?) -- {'bb': True} ['bb']
postgresql: INSERT INTO t (x, bb) VALUES (NULL, %(bb)s) RETURNING t.id -- {'bb': True}
mysql: INSERT INTO t (x, bb) VALUES (NULL, %s) -- {'bb': True} ['bb']

>>> (insert(t),{"column_keys":["id","x","y","bb"],"for_executemany":True})
default: INSERT INTO t (id, x, y, bb) VALUES (:id, :x, :y, :bb) -- {'id': None, 'x': None, 'y': None, 'bb': None}
sqlite: INSERT INTO t (id, x, y, bb) VALUES (?, ?, ?, ?) -- {'id': None, 'x': None, 'y': None, 'bb': None} ['id', 'x', 'y', 'bb']
postgresql: INSERT INTO t (id, x, y, bb) VALUES (%(id)s::INTEGER, %(x)s::VARCHAR, %(y)s::INTEGER, %(bb)s) -- {'id': None, 'x': None, 'y': None, 'bb': None}
mysql: INSERT INTO t (id, x, y, bb) VALUES (%s, %s, %s, %s) -- {'id': None, 'x': None, 'y': None, 'bb': None} ['id', 'x', 'y', 'bb']

>>> (update(t).where(t.c.id==bindparam("pk")),{"column_keys":["x","pk"],"for_executemany":True})
default: UPDATE t SET x=:x WHERE t.id = :pk -- {'x': None, 'pk': None}
sqlite: UPDATE t SET x=? WHERE t.id = ? -- {'x': None, 'pk': None} ['x', 'pk']
postgresql: UPDATE t SET x=%(x)s::VARCHAR WHERE t.id = %(pk)s::INTEGER -- {'x': None, 'pk': None}
mysql: UPDATE t SET x=%s WHERE t.id = %s -- {'x': None, 'pk': None} ['x', 'pk']

>>> insert(t2).values(x="a")
default: INSERT INTO sch.t2 (x) VALUES (:x) -- {'x': 'a'}
sqlite: INSERT INTO sch.t2 (x) VALUES (?) -- {'x': 'a'} ['x']
postgresql: INSERT INTO sch.t2 (x) VALUES (%(x)s::VARCHAR) RETURNING sch.t2.id -- {'x': 'a'}
mysql: INSERT INTO sch.t2 (x) VALUES (%s) -- {'x': 'a'} ['x']

>>> update(t2).values(x="a").where(t2.c.id==1)
default: UPDATE sch.t2 SET x=:x WHERE sch.t2.id = :id_1 -- {'x': 'a', 'id_1': 1}
sqlite: UPDATE sch.t2 SET x=? WHERE sch.t2.id = ? -- {'x': 'a', 'id_1': 1} ['x', 'id_1']
postgresql: UPDATE sch.t2 SET x=%(x)s::VARCHAR WHERE sch.t2.id = %(id_1)s::INTEGER -- {'x': 'a', 'id_1': 1}
mysql: UPDATE sch.t2 SET x=%s WHERE sch.t2.id = %s -- {'x': 'a', 'id_1': 1} ['x', 'id_1']

>>> delete(t2).where(t2.c.id==1)
default: DELETE FROM sch.t2 WHERE sch.t2.id = :id_1 -- {'id_1': 1}
sqlite: DELETE FROM sch.t2 WHERE sch.t2.id = ? -- {'id_1': 1} ['id_1']
postgresql: DELETE FROM sch.t2 WHERE sch.t2.id = %(id_1)s::INTEGER -- {'id_1': 1}
mysql: DELETE FROM sch.t2 WHERE sch.t2.id = %s -- {'id_1': 1} ['id_1']

>>> insert(table("foo",column("a"),column("b")))
default: INSERT INTO foo (a, b) VALUES (:a, :b) -- {'a': None, 'b': None}
sqlite: INSERT INTO foo (a, b) VALUES (?, ?) -- {'a': None, 'b': None} ['a', 'b']
postgresql: INSERT INTO foo (a, b) VALUES (%(a)s, %(b)s) -- {'a': None, 'b': None}
mysql: INSERT INTO foo (a, b) VALUES (%s, %s) -- {'a': None, 'b': None} ['a', 'b']

>>> insert(table("foo",column("a"),column("b"))).values(a=5)
default: INSERT INTO foo (a) VALUES (:a) -- {'a': 5}
sqlite: INSERT INTO foo (a) VALUES (?) -- {'a': 5} ['a']
postgresql: INSERT INTO foo (a) VALUES (%(a)s) -- {'a': 5}
mysql: INSERT INTO foo (a) VALUES (%s) -- {'a': 5} ['a']

>>> update(table("foo",column("a"),column("b"))).values(a=5)
default: UPDATE foo SET a=:a -- {'a': 5}
sqlite: UPDATE foo SET a=? -- {'a': 5} ['a']
postgresql: UPDATE foo SET a=%(a)s -- {'a': 5}
mysql: UPDATE foo SET a=%s -- {'a': 5} ['a']

>>> (insert(t5).values(x="q"),{"column_keys":["y"]})
default: INSERT INTO t5 (x, y, z, s) VALUES (:x, :y, :z, foo(:foo_1)) -- {'x': 'q', 'y': None, 'z': None, 'foo_1': 3}
sqlite: INSERT INTO t5 (x, y, z, s) VALUES (?, ?, ?, foo(?)) -- {'x': 'q', 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']
postgresql: INSERT INTO t5 (x, y, z, s) VALUES (%(x)s::VARCHAR, %(y)s::INTEGER, %(z)s::INTEGER, foo(%(foo_1)s::INTEGER)) RETURNING t5.id -- {'x': 'q', 'y': None, 'z': None, 'foo_1': 3}
mysql: INSERT INTO t5 (x, y, z, s) VALUES (%s, %s, %s, foo(%s)) -- {'x': 'q', 'y': None, 'z': None, 'foo_1': 3} ['x', 'y', 'z', 'foo_1']

>>> (update(t5).values(x="q"),{"column_keys":["y"]})
default: UPDATE t5 SET x=:x, y=:y, z=now() -- {'x': 'q', 'y': None}
sqlite: UPDATE t5 SET x=?, y=?, z=CURRENT_TIMESTAMP -- {'x': 'q', 'y': None} ['x', 'y']
postgresql: UPDATE t5 SET x=%(x)s::VARCHAR, y=%(y)s::INTEGER, z=now() -- {'x': 'q', 'y': None}
mysql: UPDATE t5 SET x=%s, y=%s, z=now() -- {'x': 'q', 'y': None} ['x', 'y']

>>> update(t).values(x="q").where(t.c.x=="q",t.c.y>bindparam("yy"))
default: UPDATE t SET x=:x WHERE t.x = :x_1 AND t.y > :yy -- {'x': 'q', 'x_1': 'q', 'yy': None}
sqlite: UPDATE t SET x=? WHERE t.x = ? AND t.y > ? -- {'x': 'q', 'x_1': 'q', 'yy': None} ['x', 'x_1', 'yy']
postgresql: UPDATE t SET x=%(x)s::VARCHAR WHERE t.x = %(x_1)s::VARCHAR AND t.y > %(yy)s::INTEGER -- {'x': 'q', 'x_1': 'q', 'yy': None}
mysql: UPDATE t SET x=%s WHERE t.x = %s AND t.y > %s -- {'x': 'q', 'x_1': 'q', 'yy': None} ['x', 'x_1', 'yy']

>>> delete(t).where(exists().where(t2.c.t_id==t.c.id))
default sqlite postgresql mysql: DELETE FROM t WHERE EXISTS (SELECT * FROM sch.t2 WHERE sch.t2.t_id = t.id)

>>> insert(dt)
default: INSERT INTO dt (id, a, d) VALUES (:id, :a, :d) -- {'id': None, 'a': None, 'd': None}
sqlite: INSERT INTO dt (id, a, d) VALUES (?, ?, ?) -- {'id': None, 'a': None, 'd': None} ['id', 'a', 'd']
postgresql: INSERT INTO dt (id, a, d) VALUES (%(id)s::INTEGER, %(a)s::INTEGER, %(d)s::TIMESTAMP WITHOUT TIME ZONE) -- {'id': None, 'a': None, 'd': None}
mysql: INSERT INTO dt (id, a, d) VALUES (%s, %s, %s) -- {'id': None, 'a': None, 'd': None} ['id', 'a', 'd']

>>> insert(dt).values(a=1)
default: INSERT INTO dt (a, d) VALUES (:a, now()) -- {'a': 1}
sqlite: INSERT INTO dt (a, d) VALUES (?, CURRENT_TIMESTAMP) -- {'a': 1} ['a']
postgresql: INSERT INTO dt (a, d) VALUES (%(a)s::INTEGER, now()) RETURNING dt.id -- {'a': 1}
mysql: INSERT INTO dt (a, d) VALUES (%s, now()) -- {'a': 1} ['a']

>>> insert(t).values()
default mysql: INSERT INTO t () VALUES ()
sqlite: INSERT INTO t DEFAULT VALUES
postgresql: INSERT INTO t DEFAULT VALUES RETURNING t.id
