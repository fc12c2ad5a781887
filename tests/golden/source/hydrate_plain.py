def hydrate(rows, run):
    out = []
    append = out.append
    refresh = run.populate_existing
    identities_0 = run.identities[0]
    find_0 = identities_0.get
    state_0 = run.states[0]
    cohort_0 = state_0.refs.append
    if len(rows) >= 16:
        keys = [row[0] for row in rows]
        fresh = set(keys)
        if len(fresh) == len(keys) and None not in fresh and identities_0.keys().isdisjoint(keys):
            dicts = [{'_sa_instance_state': state_0, 'id': c0, 'name': c1} for c0, c1 in rows]
            out = list(map(new, repeat(class_0, len(dicts))))
            exhaust(map(set_dict_0, out, dicts))
            made = list(map(ref, out))
            identities_0.update(zip(keys, made))
            state_0.refs += made
            return out
    for c0, c1 in rows:
        r = find_0(c0)
        if r is None or (o0 := r()) is None:
            if c0 is None:
                o0 = None
            else:
                o0 = new(class_0)
                set_dict_0(o0, {'_sa_instance_state': state_0, 'id': c0, 'name': c1})
                identities_0[c0] = r = ref(o0)
                cohort_0(r)
        elif refresh or not ('id' in (d := o0.__dict__) and 'name' in d):
            merge(o0, keys_0, (c0, c1), run)
        append(o0)
    return out

def hydrate_one(row, identities, state, refresh):
    c0, c1 = row
    r = identities.get(c0)
    if r is not None and (o := r()) is not None:
        return None if refresh or not ('id' in (d := o.__dict__) and 'name' in d) else o
    if c0 is None:
        return None
    o = new(class_0)
    set_dict_0(o, {'_sa_instance_state': state, 'id': c0, 'name': c1})
    identities[c0] = ref(o)
    return o
