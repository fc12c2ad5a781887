>>> select(func.row_number().over())
default sqlite postgresql mysql: SELECT row_number() OVER () AS anon_1

>>> select(func.row_number().over(order_by=users.c.id))
default sqlite postgresql mysql: SELECT row_number() OVER (ORDER BY users.id) AS anon_1 FROM users

>>> select(func.sum(users.c.id).over(partition_by=users.c.name, order_by=users.c.id.desc()))
default sqlite postgresql mysql: SELECT sum(users.id) OVER (PARTITION BY users.name ORDER BY users.id DESC) AS anon_1 FROM users

>>> select(func.sum(users.c.id).over(partition_by=[users.c.name, users.c.id], order_by=[users.c.id, users.c.name.asc()]))
default sqlite postgresql mysql: SELECT sum(users.id) OVER (PARTITION BY users.name, users.id ORDER BY users.id, users.name ASC) AS anon_1 FROM users

>>> select(func.sum(users.c.id).over(order_by=users.c.id, rows=(None, 0)))
default sqlite postgresql mysql: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM users

>>> select(func.sum(users.c.id).over(order_by=users.c.id, rows=(-3, 3)))
default: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING) AS anon_1 FROM users -- {'param_1': 3, 'param_2': 3}
sqlite: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING) AS anon_1 FROM users -- {'param_1': 3, 'param_2': 3} ['param_1', 'param_2']
postgresql: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN %(param_1)s::INTEGER PRECEDING AND %(param_2)s::INTEGER FOLLOWING) AS anon_1 FROM users -- {'param_1': 3, 'param_2': 3}
mysql: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN %s PRECEDING AND %s FOLLOWING) AS anon_1 FROM users -- {'param_1': 3, 'param_2': 3} ['param_1', 'param_2']

>>> select(func.sum(users.c.id).over(order_by=users.c.id, range_=(None, None)))
default sqlite postgresql mysql: SELECT sum(users.id) OVER (ORDER BY users.id RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS anon_1 FROM users

>>> select(func.sum(users.c.id).over(order_by=users.c.id, groups=(0, 2)))
default: SELECT sum(users.id) OVER (ORDER BY users.id GROUPS BETWEEN CURRENT ROW AND :param_1 FOLLOWING) AS anon_1 FROM users -- {'param_1': 2}
sqlite: SELECT sum(users.id) OVER (ORDER BY users.id GROUPS BETWEEN CURRENT ROW AND ? FOLLOWING) AS anon_1 FROM users -- {'param_1': 2} ['param_1']
postgresql: SELECT sum(users.id) OVER (ORDER BY users.id GROUPS BETWEEN CURRENT ROW AND %(param_1)s::INTEGER FOLLOWING) AS anon_1 FROM users -- {'param_1': 2}
mysql: SELECT sum(users.id) OVER (ORDER BY users.id GROUPS BETWEEN CURRENT ROW AND %s FOLLOWING) AS anon_1 FROM users -- {'param_1': 2} ['param_1']

>>> select(func.sum(users.c.id).over(order_by=users.c.id, rows=(-1, 1), exclude="CURRENT ROW"))
default: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM users -- {'param_1': 1, 'param_2': 1}
sqlite: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM users -- {'param_1': 1, 'param_2': 1} ['param_1', 'param_2']
postgresql: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN %(param_1)s::INTEGER PRECEDING AND %(param_2)s::INTEGER FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM users -- {'param_1': 1, 'param_2': 1}
mysql: SELECT sum(users.id) OVER (ORDER BY users.id ROWS BETWEEN %s PRECEDING AND %s FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM users -- {'param_1': 1, 'param_2': 1} ['param_1', 'param_2']

>>> select(func.sum(users.c.id).over(rows=(1, 2), range_=(3, 4)))
default sqlite postgresql mysql: ! ArgumentError: only one of 'rows',

>>> select(func.sum(users.c.id).filter(users.c.id > 5).over(order_by=users.c.id))
default: SELECT sum(users.id) FILTER (WHERE users.id > :id_1) OVER (ORDER BY users.id) AS anon_1 FROM users -- {'id_1': 5}
sqlite: SELECT sum(users.id) FILTER (WHERE users.id > ?) OVER (ORDER BY users.id) AS anon_1 FROM users -- {'id_1': 5} ['id_1']
postgresql: SELECT sum(users.id) FILTER (WHERE users.id > %(id_1)s::INTEGER) OVER (ORDER BY users.id) AS anon_1 FROM users -- {'id_1': 5}
mysql: SELECT sum(users.id) FILTER (WHERE users.id > %s) OVER (ORDER BY users.id) AS anon_1 FROM users -- {'id_1': 5} ['id_1']

>>> select(func.percentile_cont(0.5).within_group(users.c.id.desc()))
default: SELECT percentile_cont(:percentile_cont_2) WITHIN GROUP (ORDER BY users.id DESC) AS percentile_cont_1 FROM users -- {'percentile_cont_2': 0.5}
sqlite: SELECT percentile_cont(?) WITHIN GROUP (ORDER BY users.id DESC) AS percentile_cont_1 FROM users -- {'percentile_cont_2': 0.5} ['percentile_cont_2']
postgresql: SELECT percentile_cont(%(percentile_cont_2)s) WITHIN GROUP (ORDER BY users.id DESC) AS percentile_cont_1 FROM users -- {'percentile_cont_2': 0.5}
mysql: SELECT percentile_cont(%s) WITHIN GROUP (ORDER BY users.id DESC) AS percentile_cont_1 FROM users -- {'percentile_cont_2': 0.5} ['percentile_cont_2']

>>> select(func.percentile_cont(0.5).within_group(users.c.id).over(partition_by=users.c.name))
default: SELECT percentile_cont(:percentile_cont_1) WITHIN GROUP (ORDER BY users.id) OVER (PARTITION BY users.name) AS anon_1 FROM users -- {'percentile_cont_1': 0.5}
sqlite: SELECT percentile_cont(?) WITHIN GROUP (ORDER BY users.id) OVER (PARTITION BY users.name) AS anon_1 FROM users -- {'percentile_cont_1': 0.5} ['percentile_cont_1']
postgresql: SELECT percentile_cont(%(percentile_cont_1)s) WITHIN GROUP (ORDER BY users.id) OVER (PARTITION BY users.name) AS anon_1 FROM users -- {'percentile_cont_1': 0.5}
mysql: SELECT percentile_cont(%s) WITHIN GROUP (ORDER BY users.id) OVER (PARTITION BY users.name) AS anon_1 FROM users -- {'percentile_cont_1': 0.5} ['percentile_cont_1']

>>> select(func.rank(5).within_group(users.c.id))
default: SELECT rank(:rank_2) WITHIN GROUP (ORDER BY users.id) AS rank_1 FROM users -- {'rank_2': 5}
sqlite: SELECT rank(?) WITHIN GROUP (ORDER BY users.id) AS rank_1 FROM users -- {'rank_2': 5} ['rank_2']
postgresql: SELECT rank(%(rank_2)s::INTEGER) WITHIN GROUP (ORDER BY users.id) AS rank_1 FROM users -- {'rank_2': 5}
mysql: SELECT rank(%s) WITHIN GROUP (ORDER BY users.id) AS rank_1 FROM users -- {'rank_2': 5} ['rank_2']

>>> select(func.array_agg(users.c.id).aggregate_order_by(users.c.name.desc()))
default sqlite postgresql mysql: SELECT array_agg(users.id ORDER BY users.name DESC) AS array_agg_1 FROM users

>>> select(func.aggregate_strings(users.c.name, ","))
default: SELECT aggregate_strings(users.name, __[POSTCOMPILE_aggregate_strings_2]) AS aggregate_strings_1 FROM users -- {'aggregate_strings_2': ','}
sqlite: SELECT group_concat(users.name, __[POSTCOMPILE_aggregate_strings_2]) AS aggregate_strings_1 FROM users -- {'aggregate_strings_2': ','} ['aggregate_strings_2']
postgresql: SELECT string_agg(users.name, __[POSTCOMPILE_aggregate_strings_2]) AS aggregate_strings_1 FROM users -- {'aggregate_strings_2': ','}
mysql: SELECT group_concat(users.name SEPARATOR __[POSTCOMPILE_aggregate_strings_2]) AS aggregate_strings_1 FROM users -- {'aggregate_strings_2': ','} ['aggregate_strings_2']

>>> select(func.count(users.c.id.distinct()), func.count())
default sqlite postgresql mysql: SELECT count(DISTINCT users.id) AS count_1, count(*) AS count_2 FROM users

>>> select(func.lag(users.c.id, 1).over(order_by=users.c.id).label("before")).order_by("before")
default: SELECT lag(users.id, :lag_1) OVER (ORDER BY users.id) AS before FROM users ORDER BY before -- {'lag_1': 1}
sqlite: SELECT lag(users.id, ?) OVER (ORDER BY users.id) AS "before" FROM users ORDER BY "before" -- {'lag_1': 1} ['lag_1']
postgresql: SELECT lag(users.id, %(lag_1)s::INTEGER) OVER (ORDER BY users.id) AS before FROM users ORDER BY before -- {'lag_1': 1}
mysql: SELECT lag(users.id, %s) OVER (ORDER BY users.id) AS `before` FROM users ORDER BY `before` -- {'lag_1': 1} ['lag_1']
