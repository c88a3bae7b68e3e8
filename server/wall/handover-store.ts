import type { Queryable } from "../store/database.ts";
import { keyOf, ON_THE_WALL, readCases } from "./case-store.ts";
import type { HandoverLot, WallHandover } from "./handover-schema.ts";
import { type Names, readNames } from "./names.ts";
import { type Rating, starChanges } from "./ratings.ts";

/** Entries of a lot; how many there are stands beside them. */
const MOST_ENTRIES = 60;
const MOST_CHANGES = 100;

type Asked = {
  readonly where: string;
  /** Which time of a complaint is told, and in which order. */
  readonly at: "received" | "due";
  readonly params: readonly unknown[];
};

/** Groups that are called the same are one: what no list has is told as none. */
function grouped<T>(
  rows: readonly { readonly id: string | null; n: number }[],
  named: (id: string | null) => T | null,
  idOf: (one: T) => string,
) {
  const groups = new Map<string, { one: T | null; n: number }>();
  for (const { id, n } of rows) {
    const one = named(id);
    const name = one === null ? "" : idOf(one);
    groups.set(name, { one, n: (groups.get(name)?.n ?? 0) + n });
  }
  return [...groups.values()].toSorted((a, b) => b.n - a.n);
}

async function countBy(
  tx: Queryable,
  districtId: string,
  column: "category" | "unit_id",
  asked: Asked,
) {
  return tx.query<{ id: string | null; n: number }>(
    `select c.${column} as id, count(*)::integer as n from complaint c
     where c.district_id = $1 and ${ON_THE_WALL} and (${asked.where}) group by c.${column} order by n desc, id`,
    [districtId, ...asked.params],
  );
}

/** Complaints by category, by unit, and the first of them. */
export async function readLot(
  tx: Queryable,
  districtId: string,
  asked: Asked,
): Promise<HandoverLot> {
  const { where, at, params } = asked;
  const order = at === "due" ? "c.due_at, c.complaint_id" : "c.received_at desc, c.complaint_id";
  const categories = await countBy(tx, districtId, "category", asked);
  const units = await countBy(tx, districtId, "unit_id", asked);
  const cases = await readCases(tx, districtId, { where, order, limit: MOST_ENTRIES, params });
  const names = await readNames(tx, districtId, {
    streets: cases.map(({ streetId }) => streetId),
    units: [...units.map(({ id }) => id), ...cases.map(({ unitId }) => unitId)],
  });
  return {
    n: categories.reduce((sum, { n }) => sum + n, 0),
    byCategory: grouped(categories, names.category, ({ category }) => category).map(
      ({ one, n }) => ({ category: one, n }),
    ),
    byUnit: grouped(units, names.unit, ({ unitId }) => unitId).map(({ one, n }) => ({
      unit: one,
      n,
    })),
    entries: cases.map(
      ({ complaintId, category, streetId, unitId, receivedAt, dueAt, position }) => ({
        key: keyOf(districtId, complaintId),
        ...{ category: names.category(category), street: names.street(streetId) },
        unit: names.unit(unitId),
        at: (at === "due" ? (dueAt ?? receivedAt) : receivedAt).toISOString(),
        position: position && ([position[0], position[1]] as [number, number]),
      }),
    ),
  };
}

type StatusRow = {
  facilityId: string;
  before: string | null;
  after: string;
  at: Date;
  lng: number | null;
  lat: number | null;
};

/** Facilities of which the trail says that their status changed, the latest first. */
export async function readFacilityChanges(
  tx: Queryable,
  districtId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<WallHandover["changed"]["facilities"]> {
  const rows = await tx.query<StatusRow>(
    `select a.record_id as "facilityId", a.before->>'status' as before, a.after->>'status' as after, a.at,
       st_x(f.position) as lng, st_y(f.position) as lat
     from audit a join facility f on f.district_id = a.district_id and f.facility_id = a.record_id
     where a.district_id = $1 and a.record = 'facility' and a.at > $2 and a.at <= $3 and a.before is not null
       and a.after->>'status' is not null
     order by a.entry_id desc limit ${MOST_CHANGES}`,
    [districtId, from, to],
  );
  const names = await readNames(tx, districtId, {
    facilities: rows.map(({ facilityId }) => facilityId),
  });
  return rows.flatMap(({ facilityId, before, after, at, lng, lat }) => {
    const facility = names.facility(facilityId);
    const position: [number, number] | null = lng === null || lat === null ? null : [lng, lat];
    return facility ? [{ facility, position, before, after, at: at.toISOString() }] : [];
  });
}

/** Every rating of what had one that begins or ends in a period of local days, both included. */
export async function readRatingsAround(
  tx: Queryable,
  districtId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Rating[]> {
  const rows = await tx.query<Omit<Rating, "decidedAt"> & { decidedAt: Date }>(
    `select r.rating_id as "ratingId", r.subject_kind as "subjectKind", r.subject_id as "subjectId", r.stars,
       r.valid_from as "validFrom", r.valid_to as "validTo", r.is_trial as "isTrial", r.decided_at as "decidedAt"
     from rating r where r.district_id = $1 and exists (
       select 1 from rating o where o.district_id = $1 and o.subject_kind = r.subject_kind
         and o.subject_id = r.subject_id and (o.valid_from between $2 and $3 or o.valid_to between $2 and $3))`,
    [districtId, from, to],
  );
  return rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
}

const subjectOf = (kind: "facility" | "street", id: string, names: Names) => ({
  facility: kind === "facility" ? names.facility(id) : null,
  street: kind === "street" ? names.street(id) : null,
});

/** Stars that changed on local days, both included: how many, and the latest first. */
export async function readRatingChanges(
  tx: Queryable,
  districtId: string,
  days: { readonly from: string; readonly to: string },
): Promise<{ n: number; changes: WallHandover["changed"]["ratings"] }> {
  const all = starChanges(await readRatingsAround(tx, districtId, days), days);
  const latest = all.slice(-MOST_CHANGES).reverse();
  const names = await readNames(tx, districtId, {
    facilities: latest.map(({ subjectId }) => subjectId),
    streets: latest.map(({ subjectId }) => subjectId),
  });
  const changes = latest.map(({ subjectKind, subjectId, before, after, isTrial, on }) => ({
    ...subjectOf(subjectKind, subjectId, names),
    ...{ before, after, isTrial, on },
  }));
  return { n: all.length, changes };
}
