import { createHash } from "node:crypto";
import type { FacilityKind } from "../../data/facility.ts";
import { type DatumVerdict, datumVerdict } from "../geo/datum-fit.ts";
import type { LngLat } from "../geo/position.ts";
import { digest } from "./key.ts";
import type { Ground } from "./quality-ground.ts";
import type { ExaminedFacility, Origin } from "./quality-store.ts";

/** Records whose positions came together, and what they say about their datum. */
export type DatumGroup = {
  readonly groupId: string;
  readonly record: "facility" | "complaint";
  /** null for complaints. */
  readonly kind: FacilityKind | null;
  readonly origin: Origin;
  /** Records with a position. */
  readonly count: number;
  readonly verdict: DatumVerdict;
};

/** Whether a group is certainly stored in another datum than it is taken for. */
export const isWrong = ({ verdict }: DatumGroup) =>
  verdict.outcome === "clear" && verdict.reading !== "wgs84";

const originKey = (origin: Origin) =>
  origin.by === "import"
    ? `import ${origin.id}`
    : origin.by === "source"
      ? `source ${origin.name}`
      : "hand";

/** The group a facility's position belongs to; the same name as long as kind and origin are. */
export const groupIdOf = ({ kind, origin }: Pick<ExaminedFacility, "kind" | "origin">) =>
  digest(`facility ${kind} ${originKey(origin)}`);

type Candidate = Omit<DatumGroup, "verdict"> & { readonly places: readonly LngLat[] };

/** Facilities with a position, by kind and where their positions came from. */
export function facilityCandidates(facilities: readonly ExaminedFacility[]): Candidate[] {
  const groups = new Map<string, Candidate & { places: LngLat[] }>();
  for (const { kind, origin, position } of facilities) {
    if (!position) continue;
    const groupId = groupIdOf({ kind, origin });
    const group = groups.get(groupId) ?? {
      ...{ groupId, record: "facility" as const, kind, origin, count: 0 },
      places: [],
    };
    group.places.push(position);
    groups.set(groupId, group);
  }
  return [...groups.values()].map((group) => ({ ...group, count: group.places.length }));
}

/** Complaints of each source; of many, a sample was read. */
export const complaintCandidates = (
  sources: readonly { source: string | null; n: number; places: readonly LngLat[] }[],
): Candidate[] =>
  sources.map(({ source, n, places }) => {
    const origin: Origin = source === null ? { by: "hand" } : { by: "source", name: source };
    const groupId = digest(`complaint ${originKey(origin)}`);
    return { groupId, record: "complaint", kind: null, origin, count: n, places };
  });

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A group looked at before is not looked at again while its positions and the ground are the same. */
export function createDoctor() {
  const known = new Map<string, { print: string; ground: object; verdict: DatumVerdict }>();

  function verdictOf(key: string, places: readonly LngLat[], ground: Ground): DatumVerdict {
    const print = createHash("sha256").update(Float64Array.from(places.flat())).digest("base64");
    const before = known.get(key);
    if (before?.print === print && before.ground === ground.id) return before.verdict;
    const verdict = ground.hasStreets
      ? datumVerdict(places, ground)
      : { points: 0, fits: [], outcome: "unclear" as const, reading: null, margin: null };
    known.set(key, { print, ground: ground.id, verdict });
    return verdict;
  }

  return {
    /** Gives way to other work after each group. */
    async examine(
      districtId: string,
      candidates: readonly Candidate[],
      ground: Ground,
    ): Promise<DatumGroup[]> {
      const groups: DatumGroup[] = [];
      for (const { places, ...group } of candidates) {
        const verdict = verdictOf(`${districtId} ${group.groupId}`, places, ground);
        groups.push({ ...group, verdict });
        await breathe();
      }
      return groups;
    },
  };
}
