import { DomainError } from "../http/problem.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { ServiceDays } from "./days.ts";
import { MOST_ENTRIES } from "./entry-schema.ts";
import { readEntries } from "./entry-store.ts";
import { verdictAt } from "./judged.ts";
import type { ProofAnswer } from "./proof-schema.ts";
import { at, inKnown, meters, requirePeriod, toPass, toVerdict } from "./wire.ts";

/** The longest period of one proof, and the most records in it. */
const MOST_PROOF_DAYS = 31;
const MOST_RECORDS = 5_000;

type RecordRow = {
  day: string;
  edgeId: string;
  vehicleId: string;
  fromAt: Date;
  toAt: Date;
  fromShare: number;
  toShare: number;
  points: number;
  speedKmh: number | null;
  isWorking: boolean | null;
  confidence: number;
};

const readRecords = (
  tx: Queryable,
  districtId: string,
  { from, to, edgeIds }: { from: string; to: string; edgeIds: readonly string[] },
) =>
  tx.query<RecordRow>(
    `select day, edge_id as "edgeId", vehicle_id as "vehicleId", from_at as "fromAt", to_at as "toAt",
       from_share as "fromShare", to_share as "toShare", points, speed_kmh as "speedKmh", is_working as "isWorking",
       confidence
     from service_record where district_id = $1 and day between $2 and $3 and edge_id = any ($4)
     order by from_at, vehicle_id, edge_id limit $5`,
    [districtId, from, to, edgeIds, MOST_RECORDS + 1],
  );

/** Everything that was due on a street and everything that is known of it. */
export async function proofAnswer(
  { database, days }: { database: Database; days: ServiceDays },
  districtId: string,
  streetId: string,
  period: { readonly from: string; readonly to: string },
): Promise<ProofAnswer> {
  requirePeriod(period, MOST_PROOF_DAYS);
  const { from, to } = period;
  const nowMs = Date.now();
  const judged = inKnown(
    await days.get(districtId, { first: from, last: to, nowMs, isWithRunning: true }),
    districtId,
  );
  const { world } = judged;
  const street = world.streetById.get(streetId);
  if (!street) throw new DomainError("record-unknown", `No street ${streetId}`);
  const own = new Set(street.edges);
  const edgeIds = street.edges.map((edge) => world.edges[edge]!.edgeId);
  const { records, entries } = await database.transaction(
    async (tx) => ({
      records: await readRecords(tx, districtId, { from, to, edgeIds }),
      entries: await readEntries(tx, districtId, { from, to, edgeIds }, MOST_ENTRIES),
    }),
    { districtId, readOnlySnapshot: true },
  );
  const counted = judged.days.flatMap((day) => day.passes);
  const countedIds = new Set(counted.map(({ pass }) => pass.passId));
  const running = judged.running.filter(({ pass }) => !countedIds.has(pass.passId));
  const passes = [...counted, ...running]
    .filter(({ pass }) => pass.edges.some((edge) => own.has(edge)))
    .sort((a, b) => a.pass.fromMs - b.pass.fromMs || (a.pass.passId < b.pass.passId ? -1 : 1));
  return {
    ...{ districtId, streetId, name: street.name, nameEn: street.nameEn, from, to },
    ...{ asOf: at(nowMs), coveredShare: world.settings.coveredShare },
    edges: street.edges.map((edge) => {
      const { edgeId, lengthMeters, grade, isMain } = world.edges[edge]!;
      return { edgeId, lengthMeters: meters(lengthMeters), grade, isMain };
    }),
    passes: passes.map((one) => ({
      ...toPass(one.pass),
      heardShare: one.heardShare,
      vehicles: one.candidateIds.map((vehicleId) => ({
        vehicleId,
        plate: world.vehicleById.get(vehicleId)!.plate, // candidates are vehicles of the district
      })),
      edges: one.pass.edges.flatMap((edge, i) =>
        own.has(edge)
          ? [{ edgeId: world.edges[edge]!.edgeId, ...toVerdict(world, verdictAt(one, i)) }]
          : [],
      ),
    })),
    records: records.slice(0, MOST_RECORDS).map(({ fromAt, toAt, ...record }) => ({
      ...record,
      plate: world.vehicleById.get(record.vehicleId)?.plate ?? null,
      ...{ fromAt: fromAt.toISOString(), toAt: toAt.toISOString() },
    })),
    entries,
    isCut: records.length > MOST_RECORDS || entries.length >= MOST_ENTRIES,
  };
}
