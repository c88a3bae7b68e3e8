import type { Entry, Proof, ProofPass } from "./queries.ts";
import { PASS_STATES, type PassState } from "./titles.ts";

/** What the positions of one vehicle prove in a pass. */
export type VehicleProof = {
  readonly vehicleId: string;
  readonly plate: string | null;
  readonly fromAt: string;
  readonly toAt: string;
  /** Share of the length of the pass on this street that it covered. */
  readonly coveredShare: number;
  /** The slowest and the fastest stretch; null where no speed was told. */
  readonly speedKmh: readonly [least: number, most: number] | null;
  /** By length. */
  readonly confidence: number;
  readonly points: number;
  readonly stretches: number;
};

type Lengths = ReadonlyMap<string, number>;

const lengthsOf = ({ edges }: Proof): Lengths =>
  new Map(edges.map(({ edgeId, lengthMeters }) => [edgeId, lengthMeters]));

/** The length of a pass on this street, by what became of it; the states in the order in which they are told. */
export function statesOf(
  proof: Proof,
  pass: ProofPass,
): readonly { readonly state: PassState; readonly meters: number }[] {
  const lengths = lengthsOf(proof);
  return PASS_STATES.map((state) => ({
    state,
    meters: pass.edges.reduce(
      (sum, edge) => (edge.state === state ? sum + (lengths.get(edge.edgeId) ?? 0) : sum),
      0,
    ),
  })).filter(({ meters }) => meters > 0);
}

/** The share of an edge that stretches cover together, each counted once. */
export function coveredOf(
  stretches: readonly { readonly fromShare: number; readonly toShare: number }[],
): number {
  const spans = stretches
    .map(({ fromShare, toShare }) => [Math.min(fromShare, toShare), Math.max(fromShare, toShare)])
    .sort((a, b) => a[0]! - b[0]!);
  let covered = 0;
  let until = 0;
  for (const [from, to] of spans) {
    covered += Math.max(0, to! - Math.max(from!, until));
    until = Math.max(until, to!);
  }
  return Math.min(1, covered);
}

/**
 * What positions prove in a pass, vehicle by vehicle, the one that covered most first.
 *
 * @param graceMinutes  what came so long before or after its time still counts.
 */
export function vehiclesOf(proof: Proof, pass: ProofPass, graceMinutes: number): VehicleProof[] {
  const lengths = lengthsOf(proof);
  const own = new Set(pass.edges.map(({ edgeId }) => edgeId));
  const [from, to] = windowOf(pass, graceMinutes);
  const counts = new Set([
    ...pass.vehicles.map(({ vehicleId }) => vehicleId),
    ...pass.edges.flatMap(({ vehicleId }) => vehicleId ?? []),
  ]);
  const byVehicle = new Map<string, Proof["records"]>();
  for (const record of proof.records) {
    const [begins, ends] = [Date.parse(record.fromAt), Date.parse(record.toAt)];
    if (!own.has(record.edgeId) || !counts.has(record.vehicleId)) continue;
    if (begins > to || ends < from) continue;
    byVehicle.set(record.vehicleId, [...(byVehicle.get(record.vehicleId) ?? []), record]);
  }
  const whole = pass.edges.reduce((sum, { edgeId }) => sum + (lengths.get(edgeId) ?? 0), 0);
  return [...byVehicle]
    .map(([vehicleId, records]) => toVehicle(vehicleId, records, lengths, whole))
    .sort((a, b) => b.coveredShare - a.coveredShare);
}

function windowOf({ fromAt, toAt }: ProofPass, graceMinutes: number) {
  const grace = graceMinutes * 60_000;
  return [Date.parse(fromAt) - grace, Date.parse(toAt) + grace] as const;
}

function toVehicle(
  vehicleId: string,
  records: Proof["records"],
  lengths: Lengths,
  whole: number,
): VehicleProof {
  const byEdge = new Map<string, Proof["records"]>();
  for (const record of records)
    byEdge.set(record.edgeId, [...(byEdge.get(record.edgeId) ?? []), record]);
  const covered = [...byEdge].reduce(
    (sum, [edgeId, list]) => sum + coveredOf(list) * (lengths.get(edgeId) ?? 0),
    0,
  );
  const weigh = ({ fromShare, toShare, edgeId }: Proof["records"][number]) =>
    Math.abs(toShare - fromShare) * (lengths.get(edgeId) ?? 0);
  const weight = records.reduce((sum, record) => sum + weigh(record), 0);
  const speeds = records.flatMap(({ speedKmh }) => speedKmh ?? []);
  const text = (
    pick: (a: string, b: string) => string,
    of: (record: Proof["records"][number]) => string,
  ) => records.map(of).reduce(pick);
  return {
    ...{ vehicleId, plate: records[0]?.plate ?? null },
    fromAt: text(
      (a, b) => (Date.parse(a) <= Date.parse(b) ? a : b),
      ({ fromAt }) => fromAt,
    ),
    toAt: text(
      (a, b) => (Date.parse(a) >= Date.parse(b) ? a : b),
      ({ toAt }) => toAt,
    ),
    coveredShare: whole > 0 ? covered / whole : 0,
    speedKmh: speeds.length > 0 ? [Math.min(...speeds), Math.max(...speeds)] : null,
    confidence:
      weight > 0
        ? records.reduce((sum, record) => sum + record.confidence * weigh(record), 0) / weight
        : 0,
    points: records.reduce((sum, { points }) => sum + points, 0),
    stretches: byEdge.size,
  };
}

/** What people said of a pass, withdrawn words too, the latest first. */
export function entriesOf(proof: Proof, pass: ProofPass): Entry[] {
  const bearing = new Set(pass.edges.flatMap(({ entryId }) => entryId ?? []));
  const own = new Set(pass.edges.map(({ edgeId }) => edgeId));
  const [from, to] = windowOf(pass, 0);
  return proof.entries.filter((entry) => {
    if (bearing.has(entry.entryId)) return true;
    const middle = (Date.parse(entry.fromAt) + Date.parse(entry.toAt)) / 2;
    return (
      entry.work === pass.work &&
      (entry.routeId === null || entry.routeId === pass.routeId) &&
      middle >= from &&
      middle <= to &&
      entry.items.some(({ subjectKind, subjectId }) => subjectKind === "edge" && own.has(subjectId))
    );
  });
}

/** How many of an entry's stretches on this street were done and could not be, and why not. */
export function saidOf(proof: Proof, entry: Entry) {
  const own = new Set(proof.edges.map(({ edgeId }) => edgeId));
  const items = entry.items.filter(
    ({ subjectKind, subjectId }) => subjectKind === "edge" && own.has(subjectId),
  );
  const not = items.filter(({ outcome }) => outcome === "could_not");
  return {
    done: items.length - not.length,
    couldNot: not.length,
    reasons: [...new Set(not.flatMap(({ reason }) => reason ?? []))],
  };
}
