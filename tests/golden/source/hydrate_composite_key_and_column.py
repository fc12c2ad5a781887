def hydrate(rows, run):
    out = []
    append = out.append
    refresh = run.populate_existing
    identities_0 = run.identities[0]
    find_0 = identities_0.get
    state_0 = run.states[0]
    cohort_0 = state_0.refs.append
    for c0, c1, c2, c3 in rows:
        k0 = (c0, c1)
        r = find_0(k0)
        if r is None or (o0 := r()) is None:
            if c0 is None and c1 is None:
                o0 = None
            else:
                o0 = new(class_0)
                set_dict_0(o0, {'_sa_instance_state': state_0, 'owner_id': c0, 'serial': c1, 'note': c2})
                identities_0[k0] = r = ref(o0)
                cohort_0(r)
        elif refresh or not ('owner_id' in (d := o0.__dict__) and 'serial' in d and 'note' in d):
            merge(o0, keys_0, (c0, c1, c2), run)
        append((o0, convert_3(c3)))
    return out
