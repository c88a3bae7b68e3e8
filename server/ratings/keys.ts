/** Names a subject within a district. */
export const keyOf = (kind: "facility" | "street", id: string) => `${kind}:${id}`;

/** Records by the subject they are of, in the order they come in. */
export function bySubject<
  T extends { readonly subjectKind: "facility" | "street"; readonly subjectId: string },
>(records: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of records) {
    const key = keyOf(one.subjectKind, one.subjectId);
    const known = found.get(key);
    if (known) known.push(one);
    else found.set(key, [one]);
  }
  return found;
}
