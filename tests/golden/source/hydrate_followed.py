def hydrate(rows, run):
    out = []
    append = out.append
    refresh = run.populate_existing
    identities_0 = run.identities[0]
    find_0 = identities_0.get
    state_0 = run.states[0]
    cohort_0 = state_0.refs.append
    created_0 = run.created.append
    parents_0 = run.parents[0]
    if len(rows) >= 16:
        keys = [(row[0], row[1]) for row in rows]
        fresh = set(keys)
        if len(fresh) == len(keys) and (None, None) not in fresh and identities_0.keys().isdisjoint(keys):
            dicts = [{'_sa_instance_state': state_0, 'owner_id': c0, 'serial': c1, 'note': convert_2(c2)} for c0, c1, c2 in rows]
            out = list(map(new, repeat(class_0, len(dicts))))
            exhaust(map(set_dict_0, out, dicts))
            made = list(map(ref, out))
            identities_0.update(zip(keys, made))
            state_0.refs += made
            run.created += out
            parents_0.update(zip(map(id, out), out))
            return out
    for c0, c1, c2 in rows:
        k0 = (c0, c1)
        r = find_0(k0)
        if r is None or (o0 := r()) is None:
            if c0 is None and c1 is None:
                o0 = None
            else:
                o0 = new(class_0)
                set_dict_0(o0, {'_sa_instance_state': state_0, 'owner_id': c0, 'serial': c1, 'note': convert_2(c2)})
                identities_0[k0] = r = ref(o0)
                cohort_0(r)
                created_0(o0)
        elif refresh or not ('owner_id' in (d := o0.__dict__) and 'serial' in d and 'note' in d):
            merge(o0, keys_0, (c0, c1, convert_2(c2)), run)
        if o0 is not None:
            parents_0[id(o0)] = o0
        append(o0)
    return out
