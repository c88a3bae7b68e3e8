import { createHash, randomUUID } from "node:crypto";
import { FACILITY_KIND_TITLES } from "../../data/facility.ts";
import { type DatumReading, readAs } from "../geo/datum-fit.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { type Actor, recordAudits } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import {
  type Move,
  moveFacilities,
  REPAIR_ACTION,
  type Repaired,
  readRepaired,
  readRepairs,
  UNDO_ACTION,
  writeRepair,
  writeUndone,
} from "./datum-repair-store.ts";
import type { Ground } from "./quality-ground.ts";
import { groupIdOf } from "./quality-groups.ts";
import { type ExaminedFacility, type Origin, readFacilities } from "./quality-store.ts";

/** As what a group's positions are to be read. */
export type Repairing = {
  readonly groupId: string;
  readonly reading: Exclude<DatumReading, "wgs84">;
};

/** "Near a street" in a preview: what stands beside a street is that near. */
export const NEAR_STREET_METERS = 30;

const MOST_EXAMPLES = 8;

/** More keys than this are not named in a change: readers reload. */
const NAMED_KEYS = 1_000;

type Placed = ExaminedFacility & { readonly position: LngLat };

/** @throws {DomainError} `record-unknown` when no facility belongs to the group any more. */
async function readGroup(tx: Queryable, districtId: string, groupId: string): Promise<Placed[]> {
  const facilities = await readFacilities(tx, districtId);
  const group = facilities.filter(
    (facility): facility is Placed => facility.position !== null && groupIdOf(facility) === groupId,
  );
  if (group.length > 0) return group;
  throw new DomainError("record-unknown", `No facility with a position is in group ${groupId}`);
}

/** What a group is, to the last bit of a position: another one means that it changed since it was looked at. */
function fingerprintOf(group: readonly Placed[], reading: DatumReading): string {
  const hash = createHash("sha256").update(reading);
  for (const { facilityId, position, revision } of group)
    hash.update(JSON.stringify([facilityId, position, revision]));
  return hash.digest("base64url");
}

/** Degrees to 0.1 mm: what is written is what is shown. */
const rounded = (value: number) => Math.round(value * 1e9) / 1e9;

const movesOf = (group: readonly Placed[], reading: DatumReading): Move[] =>
  group.map(({ facilityId, position }) => {
    const [lng, lat] = readAs(position, reading);
    return { facilityId, before: position, after: [rounded(lng), rounded(lat)] };
  });

/** What a repair would do, without doing it. */
export async function previewRepair(
  tx: Queryable,
  districtId: string,
  { groupId, reading }: Repairing,
  ground: Ground,
) {
  const group = await readGroup(tx, districtId, groupId);
  const moves = movesOf(group, reading);
  const shifts = moves.map(({ before, after }) => distanceMeters(before, after));
  const sorted = [...shifts].sort((a, b) => a - b);
  const near = (side: "before" | "after") =>
    moves.filter((move) => ground.streetMeters(move[side]) <= NEAR_STREET_METERS).length;
  const inside = (side: "before" | "after") =>
    moves.filter((move) => ground.isInside(move[side])).length;
  const step = Math.max(1, Math.floor(group.length / MOST_EXAMPLES));
  return {
    count: group.length,
    fingerprint: fingerprintOf(group, reading),
    shiftMeters: {
      least: sorted[0]!,
      median: sorted[Math.floor((sorted.length - 1) / 2)]!,
      greatest: sorted.at(-1)!,
    },
    nearStreet: { withinMeters: NEAR_STREET_METERS, before: near("before"), after: near("after") },
    inside: { before: inside("before"), after: inside("after") },
    moves,
    examples: group.flatMap(({ code, name, nameEn }, i) => {
      const { facilityId, before, after } = moves[i]!;
      if (i % step !== 0 || i / step >= MOST_EXAMPLES) return [];
      const streetMeters = {
        before: ground.streetMeters(before),
        after: ground.streetMeters(after),
      };
      return [
        { facilityId, code, name, nameEn, before, after, shiftMeters: shifts[i]!, streetMeters },
      ];
    }),
  };
}

/** @throws {DomainError} `stale` when the group is not what the preview showed. */
export async function applyRepair(
  tx: Queryable,
  districtId: string,
  { groupId, reading, fingerprint }: Repairing & { fingerprint: string },
  actor: Actor,
): Promise<string> {
  await tx.query("select 1 from facility where district_id = $1 order by facility_id for update", [
    districtId,
  ]);
  const group = await readGroup(tx, districtId, groupId);
  if (fingerprintOf(group, reading) !== fingerprint)
    throw new DomainError(
      "stale",
      "The group has changed since its preview: look at it again",
      [],
      { more: { rule: "group-changed" } },
    );
  const moves = movesOf(group, reading);
  const repairId = randomUUID();
  const revisions = await moveFacilities(tx, districtId, moves);
  const { kind, origin } = group[0]!;
  const repair = { repairId, actorName: actor.name, kind, origin: originTitle(origin), reading };
  await writeRepair(tx, districtId, repair, moves, revisions);
  await recordAudits(tx, districtId, [
    {
      ...{ actor, action: "datum_repair.apply", record: "datum_repair", recordId: repairId },
      before: null,
      after: {
        kind: FACILITY_KIND_TITLES[kind].zh,
        origin: originTitle(origin),
        reading,
        count: moves.length,
      },
    },
    ...moves.map(({ facilityId, before, after }) => ({
      ...{ actor, action: REPAIR_ACTION, record: "facility", recordId: facilityId },
      before: { position: before },
      after: { position: after, reading },
    })),
  ]);
  await tell(tx, districtId, moves);
  return repairId;
}

/** What a group's positions came with. */
export const originTitle = (origin: Origin) => (origin.by === "hand" ? "" : origin.name);

const tell = (tx: Queryable, districtId: string, moved: readonly { facilityId: string }[]) =>
  recordChange(
    tx,
    districtId,
    "facility",
    moved.length > NAMED_KEYS ? [] : moved.map(({ facilityId }) => facilityId),
  );

/**
 * Puts back exactly what was before a repair, for every record that nobody has changed since.
 *
 * @returns those that were put back, and those left as they are.
 * @throws {DomainError} `record-unknown`; `conflict` when it is taken back already.
 */
export async function undoRepair(
  tx: Queryable,
  districtId: string,
  repairId: string,
  actor: Actor,
): Promise<{ restored: number; kept: Repaired[] }> {
  await tx.query(
    "select 1 from datum_repair where district_id = $1 and repair_id = $2 for update",
    [districtId, repairId],
  );
  const [repair] = await readRepairs(tx, districtId, repairId);
  if (!repair) throw new DomainError("record-unknown", `No repair ${repairId}`);
  if (repair.undoneAt)
    throw conflict("repair-undone", `It was taken back on ${repair.undoneAt.toISOString()}`);
  const records = await readRepaired(tx, districtId, repairId);
  const back = records.filter(({ isUntouched }) => isUntouched);
  const kept = records.filter(({ isUntouched }) => !isUntouched);
  await moveFacilities(
    tx,
    districtId,
    back.map(({ facilityId, before }) => ({ facilityId, after: before })),
  );
  const keptIds = kept.map(({ facilityId }) => facilityId);
  await writeUndone(tx, districtId, repairId, { actorName: actor.name, keptIds });
  await recordAudits(tx, districtId, [
    {
      ...{ actor, action: "datum_repair.undo", record: "datum_repair", recordId: repairId },
      before: null,
      after: { restored: back.length, kept: kept.length },
    },
    ...back.map(({ facilityId, before, after }) => ({
      ...{ actor, action: UNDO_ACTION, record: "facility", recordId: facilityId },
      before: { position: after },
      after: { position: before },
    })),
  ]);
  if (back.length > 0) await tell(tx, districtId, back);
  return { restored: back.length, kept };
}
