import type { components } from "../api/schema.gen.ts";
import type { LngLat } from "../map/geometry.ts";

export type SiteEdits = components["schemas"]["SiteEdits"];

/** What is tried out beside the register, in the order it is told. */
export type Tries = {
  readonly added: readonly {
    readonly id: string;
    readonly position: LngLat;
    readonly capacity?: number;
  }[];
  readonly moved: readonly { readonly facilityId: string; readonly position: LngLat }[];
  readonly closed: readonly string[];
  readonly barriers: readonly (readonly LngLat[])[];
};

export const NO_TRIES: Tries = { added: [], moved: [], closed: [], barriers: [] };

const place = ([lng, lat]: LngLat) => `${lng.toFixed(6)},${lat.toFixed(6)}`;

/**
 * Tries as text for a link: `new-1@lng,lat` adds, `id@lng,lat` moves, `id@x` closes, `|lng,lat,lng,lat` is a barrier;
 * a semicolon between two. @returns undefined for none.
 */
export function writeTries({ added, moved, closed, barriers }: Tries): string | undefined {
  const text = [
    ...added.map(
      ({ id, position, capacity }) =>
        `${encodeURIComponent(id)}@${place(position)}${capacity === undefined ? "" : `,${capacity}`}`,
    ),
    ...moved.map(
      ({ facilityId, position }) => `${encodeURIComponent(facilityId)}@${place(position)}`,
    ),
    ...closed.map((id) => `${encodeURIComponent(id)}@x`),
    ...barriers.map((line) => `|${line.map(place).join(",")}`),
  ].join(";");
  return text === "" ? undefined : text;
}

/** Reads what `writeTries` wrote; what makes no sense is dropped. */
export function readTries(text: string | undefined): Tries {
  const tries = {
    added: [] as Tries["added"][number][],
    moved: [] as Tries["moved"][number][],
    closed: [] as string[],
    barriers: [] as LngLat[][],
  };
  for (const part of (text ?? "").split(";")) {
    if (part.startsWith("|")) {
      const line = pairs(part.slice(1));
      if (line && line.length >= 2) tries.barriers.push(line);
      continue;
    }
    const at = part.lastIndexOf("@");
    const id = decoded(part.slice(0, at));
    if (at < 1 || id === null) continue;
    const rest = part.slice(at + 1);
    if (rest === "x") {
      tries.closed.push(id);
      continue;
    }
    const [lng, lat, capacity] = rest.split(",").map(Number);
    const position = lngLatOf(lng, lat);
    if (!position) continue;
    if (!/^new-[A-Za-z0-9-]{1,60}$/.test(id)) tries.moved.push({ facilityId: id, position });
    else if (capacity !== undefined && capacity > 0) tries.added.push({ id, position, capacity });
    else tries.added.push({ id, position });
  }
  return tries;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const lngLatOf = (lng: number | undefined, lat: number | undefined): LngLat | null =>
  lng !== undefined && lat !== undefined && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
    ? [lng, lat]
    : null;

function pairs(text: string): LngLat[] | null {
  const numbers = text.split(",").map(Number);
  if (numbers.length % 2 !== 0) return null;
  const line = Array.from({ length: numbers.length / 2 }, (_, i) =>
    lngLatOf(numbers[2 * i], numbers[2 * i + 1]),
  );
  return line.every((at) => at !== null) ? line : null;
}

export const countOf = ({ added, moved, closed, barriers }: Tries) =>
  added.length + moved.length + closed.length + barriers.length;

/** A new site at a place, with a number that no other has. */
export function withNew(tries: Tries, position: LngLat): { tries: Tries; id: string } {
  const taken = new Set(tries.added.map(({ id }) => id));
  let number = 1;
  while (taken.has(`new-${number}`)) number++;
  const id = `new-${number}`;
  return { id, tries: { ...tries, added: [...tries.added, { id, position }] } };
}

/** A site somewhere else: new ones and facilities alike. One that was closed is there again. */
export function withMoved(tries: Tries, id: string, position: LngLat): Tries {
  if (tries.added.some((one) => one.id === id))
    return {
      ...tries,
      added: tries.added.map((one) => (one.id === id ? { ...one, position } : one)),
    };
  const kept = withoutTry(tries, id);
  return { ...kept, moved: [...kept.moved, { facilityId: id, position }] };
}

/** A facility closed; a new site is gone with that. */
export function withClosed(tries: Tries, id: string): Tries {
  const kept = withoutTry(tries, id);
  return tries.added.some((one) => one.id === id)
    ? kept
    : { ...kept, closed: [...kept.closed, id] };
}

/** A fence around an area: streets that it crosses are closed there. @param ring  the first corner not repeated. */
export const withFence = (tries: Tries, ring: readonly LngLat[]): Tries => ({
  ...tries,
  barriers: [...tries.barriers, [...ring, ring[0]!]],
});

/** One barrier less, by its place. */
export const withoutBarrier = (tries: Tries, at: number): Tries => ({
  ...tries,
  barriers: tries.barriers.filter((_, i) => i !== at),
});

/** Nothing tried of one site. */
export const withoutTry = (tries: Tries, id: string): Tries => ({
  ...tries,
  added: tries.added.filter((one) => one.id !== id),
  moved: tries.moved.filter(({ facilityId }) => facilityId !== id),
  closed: tries.closed.filter((one) => one !== id),
});

/** Tries as the server takes them. */
export const toEdits = (tries: Tries): SiteEdits => ({
  added: tries.added.map(({ position, ...rest }) => ({ ...rest, position: [...position] })),
  moved: tries.moved.map(({ facilityId, position }) => ({ facilityId, position: [...position] })),
  closed: [...tries.closed],
  barriers: tries.barriers.map((line) => line.map((at): [number, number] => [at[0], at[1]])),
});
