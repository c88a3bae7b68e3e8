/**
 * Keeps by name what was made of some objects: while they are the same objects, it is not made again.
 *
 * @param most  names that are kept; the ones not asked for longest go first.
 */
export function createKept<T>(most: number) {
  const kept = new Map<string, { readonly of: readonly unknown[]; readonly value: T }>();
  return (name: string, of: readonly unknown[], make: () => T): T => {
    const known = kept.get(name);
    kept.delete(name); // to the end: asked for last
    const isSame = known?.of.every((part, i) => part === of[i]);
    const found = known && isSame ? known : { of, value: make() };
    kept.set(name, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return found.value;
  };
}
