def hydrate(rows, run):
    out = []
    append = out.append
    refresh = run.populate_existing
    identities_0 = run.identities[0]
    find_0 = identities_0.get
    state_0 = run.states[0]
    cohort_0 = state_0.refs.append
    parents_0 = run.parents[0]
    collected_1 = {}
    identities_1 = run.identities[1]
    find_1 = identities_1.get
    state_1 = run.states[1]
    cohort_1 = state_1.refs.append
    identities_2 = run.identities[2]
    find_2 = identities_2.get
    state_2 = run.states[2]
    cohort_2 = state_2.refs.append
    for c0, c1, c2, c3, c4, c5 in rows:
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
        if o0 is not None:
            parents_0[id(o0)] = o0
            found = collected_1.get(id(o0))
            if found is None:
                found = collected_1[id(o0)] = (o0, {}, refresh or 'addresses' not in o0.__dict__)
            items_1 = found[1]
            r = find_1(c2)
            if r is None or (o1 := r()) is None:
                if c2 is None:
                    o1 = None
                else:
                    o1 = new(class_1)
                    set_dict_1(o1, {'_sa_instance_state': state_1, 'id': c2, 'email': c3})
                    identities_1[c2] = r = ref(o1)
                    cohort_1(r)
            elif refresh or not ('id' in (d := o1.__dict__) and 'email' in d):
                merge(o1, keys_1, (c2, c3), run)
            if o1 is not None:
                r = find_2(c4)
                if r is None or (o2 := r()) is None:
                    if c4 is None:
                        o2 = None
                    else:
                        o2 = new(class_2)
                        set_dict_2(o2, {'_sa_instance_state': state_2, 'id': c4, 'name': c5})
                        identities_2[c4] = r = ref(o2)
                        cohort_2(r)
                elif refresh or not ('id' in (d := o2.__dict__) and 'name' in d):
                    merge(o2, keys_2, (c4, c5), run)
                if refresh or 'owner' not in o1.__dict__:
                    o1.__dict__['owner'] = o2
            if o1 is not None:
                items_1[id(o1)] = o1
        append(o0)
    for owner, items, wanted in collected_1.values():
        if wanted:
            set_collection_1(owner, 'addresses', list(items.values()))
    return out
