import type { Queryable } from "../store/database.ts";
import { instantOf, localDay } from "../store/local-day.ts";
import { type Assignable, type AssignmentRules, unitByRules } from "./assignment.ts";
import { type AssignmentTrial, GREATEST_EXAMPLES } from "./assignment-schema.ts";

/** Complaints that rules cannot tell apart. */
type Lot = Assignable & { readonly count: number };

/** Complaints of which rules say where they go: others are triaged by people, and of confidential ones nothing is told. */
const GIVEN_OUT = `c.district_id = $1 and c.kind = 'direct' and not c.is_confidential
  and c.state <> 'recorded' and c.received_at >= $2`;

const LOTS = `
  select a.code as "areaCode", c.category, c.channel, count(*)::int as count
  from complaint c left join area a on a.district_id = $1 and a.area_id = c.area_id
  where ${GIVEN_OUT} group by a.code, c.category, c.channel`;

const EXAMPLES = `
  select c.complaint_id as "complaintId", c.number, c.received_at as "receivedAt", a.code as "areaCode", c.category,
    c.channel
  from complaint c left join area a on a.district_id = $1 and a.area_id = c.area_id
  join jsonb_to_recordset($3::jsonb) as lot ("areaCode" text, category text, channel text)
    on lot."areaCode" is not distinct from a.code and lot.category is not distinct from c.category
      and lot.channel is not distinct from c.channel
  where ${GIVEN_OUT} order by c.received_at desc, c.number desc limit ${GREATEST_EXAMPLES}`;

/** How many complaints rules give to each unit, and how many of them others would give elsewhere. */
export function trialOf(
  lots: readonly Lot[],
  present: AssignmentRules,
  proposed: AssignmentRules,
  atWork: ReadonlySet<string>,
) {
  const unitOf = (rules: AssignmentRules, lot: Assignable) => {
    const unitId = unitByRules(rules, lot);
    return unitId !== null && atWork.has(unitId) ? unitId : null;
  };
  const counts = new Map<string | null, { present: number; proposed: number }>();
  const count = (unitId: string | null, which: "present" | "proposed", by: number) => {
    const held = counts.get(unitId) ?? { present: 0, proposed: 0 };
    counts.set(unitId, { ...held, [which]: held[which] + by });
  };
  const moved: Lot[] = [];
  for (const lot of lots) {
    const [was, is] = [unitOf(present, lot), unitOf(proposed, lot)];
    count(was, "present", lot.count);
    count(is, "proposed", lot.count);
    if (was !== is) moved.push(lot);
  }
  const total = (of: readonly Lot[]) => of.reduce((sum, lot) => sum + lot.count, 0);
  return {
    complaints: total(lots),
    units: [...counts].map(([unitId, counted]) => ({ unitId, ...counted })),
    changed: total(moved),
    moved,
    unitOf,
  };
}

/**
 * What proposed rules would have done with the complaints of the last days. Nothing is written.
 *
 * Both rules are applied to what is recorded now: a complaint whose category was corrected since it came is counted as
 * it is now, so that the two differ by the rules alone.
 */
export async function readTrial(
  tx: Queryable,
  { districtId, timeZone, now }: { districtId: string; timeZone: string; now: Date },
  asked: { present: AssignmentRules; proposed: AssignmentRules; days: number },
): Promise<AssignmentTrial> {
  const { present, proposed, days } = asked;
  const to = localDay(now, timeZone);
  const from = new Date(Date.parse(`${to}T00:00:00Z`) - (days - 1) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const since = instantOf(from, "00:00:00", timeZone);
  const lots = await tx.query<Lot>(LOTS, [districtId, since]);
  const units = await tx.query<{ id: string }>(
    "select unit_id as id from unit where district_id = $1 and is_active",
    [districtId],
  );
  const atWork = new Set(units.map(({ id }) => id));
  const {
    complaints,
    units: counted,
    changed,
    moved,
    unitOf,
  } = trialOf(...([lots, present, proposed, atWork] as const));
  const rows =
    changed === 0
      ? []
      : await tx.query<Assignable & { complaintId: string; number: string; receivedAt: Date }>(
          EXAMPLES,
          [districtId, since, JSON.stringify(moved)],
        );
  return {
    ...{ districtId, days, from, to, complaints, units: counted, changed },
    examples: rows.map((row) => ({
      ...row,
      receivedAt: row.receivedAt.toISOString(),
      ...{ present: unitOf(present, row), proposed: unitOf(proposed, row) },
    })),
  };
}
