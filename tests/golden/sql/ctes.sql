>>> select(select(users.c.id).cte("c"))
default sqlite postgresql mysql: WITH c AS (SELECT users.id AS id FROM users) SELECT c.id FROM c

>>> select(select(users.c.id).cte("c").c.id, select(addresses.c.id).cte("d").c.id)
default sqlite postgresql mysql: WITH c AS (SELECT users.id AS id FROM users), d AS (SELECT addresses.id AS id FROM addresses) SELECT c.id, d.id AS id_1 FROM c, d

>>> select(select(users.c.id).cte())
default sqlite postgresql mysql: WITH anon_1 AS (SELECT users.id AS id FROM users) SELECT anon_1.id FROM anon_1

>>> select(select(users.c.id).cte("c").alias("e").c.id)
default sqlite postgresql mysql: WITH c AS (SELECT users.id AS id FROM users) SELECT e.id FROM c AS e

>>> select(select(users.c.id).cte("c", nesting=True))
default sqlite postgresql mysql: WITH c AS (SELECT users.id AS id FROM users) SELECT c.id FROM c

>>> select(select(literal(1).label("n")).cte("r", recursive=True).union_all(select(literal(2))))
default: WITH RECURSIVE r(n) AS (SELECT :param_1 AS n UNION ALL SELECT :param_2 AS anon_1) SELECT r.n FROM r -- {'param_1': 1, 'param_2': 2}
sqlite: WITH RECURSIVE r(n) AS (SELECT ? AS n UNION ALL SELECT ? AS anon_1) SELECT r.n FROM r -- {'param_1': 1, 'param_2': 2} ['param_1', 'param_2']
postgresql: WITH RECURSIVE r(n) AS (SELECT %(param_1)s::INTEGER AS n UNION ALL SELECT %(param_2)s::INTEGER AS anon_1) SELECT r.n FROM r -- {'param_1': 1, 'param_2': 2}
mysql: WITH RECURSIVE r(n) AS (SELECT %s AS n UNION ALL SELECT %s AS anon_1) SELECT r.n FROM r -- {'param_1': 1, 'param_2': 2} ['param_1', 'param_2']

>>> select(union(select(users.c.id), select(addresses.c.id)).cte("u"))
default sqlite postgresql mysql: WITH u AS (SELECT users.id AS id FROM users UNION SELECT addresses.id AS id FROM addresses) SELECT u.id FROM u

>>> select(users.c.id).add_cte(select(addresses.c.id).cte("side"))
default sqlite postgresql mysql: WITH side AS (SELECT addresses.id AS id FROM addresses) SELECT users.id FROM users

>>> select(insert(users).values(name="x").returning(users.c.id).cte("i"))
default: WITH i AS (INSERT INTO users (name) VALUES (:param_1) RETURNING users.id) SELECT i.id FROM i -- {'param_1': 'x'}
sqlite: WITH i AS (INSERT INTO users (name) VALUES (?) RETURNING id) SELECT i.id FROM i -- {'param_1': 'x'} ['param_1']
postgresql: WITH i AS (INSERT INTO users (name) VALUES (%(param_1)s::VARCHAR) RETURNING users.id) SELECT i.id FROM i -- {'param_1': 'x'}
mysql: WITH i AS (INSERT INTO users (name) VALUES (%s) RETURNING users.id) SELECT i.id FROM i -- {'param_1': 'x'} ['param_1']

>>> select(update(users).values(name="x").returning(users.c.id).cte("u"))
default: WITH u AS (UPDATE users SET name=:param_1 RETURNING users.id) SELECT u.id FROM u -- {'param_1': 'x'}
sqlite: WITH u AS (UPDATE users SET name=? RETURNING id) SELECT u.id FROM u -- {'param_1': 'x'} ['param_1']
postgresql: WITH u AS (UPDATE users SET name=%(param_1)s::VARCHAR RETURNING users.id) SELECT u.id FROM u -- {'param_1': 'x'}
mysql: WITH u AS (UPDATE users SET name=%s RETURNING users.id) SELECT u.id FROM u -- {'param_1': 'x'} ['param_1']

>>> select(delete(users).returning(users.c.id).cte("d"))
default postgresql mysql: WITH d AS (DELETE FROM users RETURNING users.id) SELECT d.id FROM d
sqlite: WITH d AS (DELETE FROM users RETURNING id) SELECT d.id FROM d

>>> insert(users).from_select(["name"], select(select(users.c.name).cte("c").c.name))
default sqlite postgresql: WITH c AS (SELECT users.name AS name FROM users) INSERT INTO users (name) SELECT c.name FROM c
mysql: INSERT INTO users (name) WITH c AS (SELECT users.name AS name FROM users) SELECT c.name FROM c

>>> update(users).where(users.c.id.in_(select(select(addresses.c.user_id).cte("c").c.user_id))).values(name="x")
default: WITH c AS (SELECT addresses.user_id AS user_id FROM addresses) UPDATE users SET name=:name WHERE users.id IN (SELECT c.user_id FROM c) -- {'name': 'x'}
sqlite: WITH c AS (SELECT addresses.user_id AS user_id FROM addresses) UPDATE users SET name=? WHERE users.id IN (SELECT c.user_id FROM c) -- {'name': 'x'} ['name']
postgresql: WITH c AS (SELECT addresses.user_id AS user_id FROM addresses) UPDATE users SET name=%(name)s::VARCHAR WHERE users.id IN (SELECT c.user_id FROM c) -- {'name': 'x'}
mysql: WITH c AS (SELECT addresses.user_id AS user_id FROM addresses) UPDATE users SET name=%s WHERE users.id IN (SELECT c.user_id FROM c) -- {'name': 'x'} ['name']

>>> select(select(users.c.id).cte("c").prefix_with("MATERIALIZED", dialect="postgresql"))
default sqlite mysql: WITH c AS (SELECT users.id AS id FROM users) SELECT c.id FROM c
postgresql: WITH c AS MATERIALIZED (SELECT users.id AS id FROM users) SELECT c.id FROM c

>>> select(values(column("n", Integer), name="v").data([(1,), (2,)]).cte("w"))
default: WITH w(n) AS (VALUES (:param_1), (:param_2)) SELECT w.n FROM w -- {'param_1': 1, 'param_2': 2}
sqlite: WITH w(n) AS (VALUES (?), (?)) SELECT w.n FROM w -- {'param_1': 1, 'param_2': 2} ['param_1', 'param_2']
postgresql: WITH w(n) AS (VALUES (%(param_1)s::INTEGER), (%(param_2)s::INTEGER)) SELECT w.n FROM w -- {'param_1': 1, 'param_2': 2}
mysql: WITH w(n) AS (VALUES (%s), (%s)) SELECT w.n FROM w -- {'param_1': 1, 'param_2': 2} ['param_1', 'param_2']
