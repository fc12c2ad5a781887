>>> select(users).join(addresses)
default sqlite postgresql: SELECT users.id, users.name FROM users JOIN addresses ON users.id = addresses.user_id
mysql: SELECT users.id, users.name FROM users INNER JOIN addresses ON users.id = addresses.user_id

>>> select(users.c.id).join(addresses, users.c.id == addresses.c.user_id)
default sqlite postgresql: SELECT users.id FROM users JOIN addresses ON users.id = addresses.user_id
mysql: SELECT users.id FROM users INNER JOIN addresses ON users.id = addresses.user_id

>>> select(users.c.id).outerjoin(addresses)
default sqlite postgresql mysql: SELECT users.id FROM users LEFT OUTER JOIN addresses ON users.id = addresses.user_id

>>> select(users.c.id).join(addresses, full=True)
default sqlite postgresql mysql: SELECT users.id FROM users FULL OUTER JOIN addresses ON users.id = addresses.user_id

>>> select(users.c.id).join_from(users, addresses)
default sqlite postgresql: SELECT users.id FROM users JOIN addresses ON users.id = addresses.user_id
mysql: SELECT users.id FROM users INNER JOIN addresses ON users.id = addresses.user_id

>>> select(users.c.id, addresses.c.id).join(users.alias("u"), true())
default sqlite postgresql mysql: ! InvalidRequestError: Can't determine which FROM

>>> select(users.c.id).select_from(users.join(addresses)).join(users.alias("u"), true())
default postgresql: SELECT users.id FROM users JOIN addresses ON users.id = addresses.user_id JOIN users AS u ON true
sqlite: SELECT users.id FROM users JOIN addresses ON users.id = addresses.user_id JOIN users AS u ON 1 = 1
mysql: SELECT users.id FROM users INNER JOIN addresses ON users.id = addresses.user_id INNER JOIN users AS u ON true = 1

>>> select(users.c.id).join(select(addresses).subquery("s"))
default sqlite postgresql: SELECT users.id FROM users JOIN (SELECT addresses.id AS id, addresses.user_id AS user_id FROM addresses) AS s ON users.id = s.user_id
mysql: SELECT users.id FROM users INNER JOIN (SELECT addresses.id AS id, addresses.user_id AS user_id FROM addresses) AS s ON users.id = s.user_id

>>> select(users.c.id).join(select(addresses.c.id).where(addresses.c.user_id == users.c.id).lateral("l"), true())
default postgresql: SELECT users.id FROM users JOIN LATERAL (SELECT addresses.id AS id FROM addresses WHERE addresses.user_id = users.id) AS l ON true
sqlite: SELECT users.id FROM users JOIN LATERAL (SELECT addresses.id AS id FROM addresses WHERE addresses.user_id = users.id) AS l ON 1 = 1
mysql: SELECT users.id FROM users INNER JOIN LATERAL (SELECT addresses.id AS id FROM addresses WHERE addresses.user_id = users.id) AS l ON true = 1

>>> select(users.c.id).join(addresses.join(users.alias("u")), true())
default postgresql: SELECT users.id FROM users JOIN (addresses JOIN users AS u ON u.id = addresses.user_id) ON true
sqlite: SELECT users.id FROM users JOIN (addresses JOIN users AS u ON u.id = addresses.user_id) ON 1 = 1
mysql: SELECT users.id FROM users INNER JOIN (addresses INNER JOIN users AS u ON u.id = addresses.user_id) ON true = 1

>>> select(users.c.id).join(table("plain", column("x")))
default sqlite postgresql mysql: ! InvalidRequestError: Don't know how to

>>> select(literal(1)).join(addresses)
default sqlite postgresql mysql: ! InvalidRequestError: Don't know how to

>>> select(users, addresses).where(users.c.id == addresses.c.user_id)
default sqlite postgresql mysql: SELECT users.id, users.name, addresses.id AS id_1, addresses.user_id FROM users, addresses WHERE users.id = addresses.user_id

>>> select(users.c).group_by(users)
default sqlite postgresql mysql: SELECT users.id, users.name FROM users GROUP BY users.id, users.name

>>> select("*").select_from(users)
default sqlite postgresql mysql: SELECT * FROM users

>>> select(users.c.id).filter_by(name="x")
default: SELECT users.id FROM users WHERE users.name = :name_1 -- {'name_1': 'x'}
sqlite: SELECT users.id FROM users WHERE users.name = ? -- {'name_1': 'x'} ['name_1']
postgresql: SELECT users.id FROM users WHERE users.name = %(name_1)s::VARCHAR -- {'name_1': 'x'}
mysql: SELECT users.id FROM users WHERE users.name = %s -- {'name_1': 'x'} ['name_1']

>>> select(users.c.id).filter_by(nope="x")
default sqlite postgresql mysql: ! InvalidRequestError: None of the FROM

>>> select(users.c.id == any_(select(addresses.c.user_id).scalar_subquery()))
default sqlite postgresql mysql: SELECT users.id = ANY (SELECT addresses.user_id FROM addresses) AS anon_1 FROM users

>>> ~(users.c.id == any_(select(addresses.c.user_id).scalar_subquery()))
default sqlite postgresql mysql: NOT (users.id = ANY (SELECT addresses.user_id FROM addresses))
