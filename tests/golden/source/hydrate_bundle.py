def hydrate(rows, run):
    out = []
    append = out.append
    for c0, c1, c2 in rows:
        append((make_1((c0, convert_1(c1))), c2))
    return out
