def hydrate(rows, run):
    out = []
    append = out.append
    refresh = run.populate_existing
    identities_0 = run.identities[0]
    find_0 = identities_0.get
    kinds_0 = run.kinds[0]
    for c0, c1, c2 in rows:
        r = find_0(c0)
        if r is None or (o0 := r()) is None:
            if c0 is None:
                o0 = None
            else:
                cls, state, cohort = kinds_0[c1]
                o0 = new(cls)
                set_dict_0(o0, {'_sa_instance_state': state, 'id': c0, 'type': c1, 'name': c2})
                identities_0[c0] = r = ref(o0)
                cohort(r)
        elif refresh or not ('id' in (d := o0.__dict__) and 'type' in d and 'name' in d):
            merge(o0, keys_0, (c0, c1, c2), run)
        append(o0)
    return out
