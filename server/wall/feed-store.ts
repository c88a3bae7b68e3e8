import { FEEDS, type Feed, type WallSettings } from "../../data/wall.ts";
import type { Queryable } from "../store/database.ts";
import type { WallFeed } from "./schema.ts";
import { feedRule, silenceOf } from "./wall.ts";

/** Kinds of change by which one knows when something of a feed came in. */
const CHANGES: Readonly<Record<"ratings" | "coverage" | "facilities", readonly string[]>> = {
  ratings: ["rating"],
  coverage: ["facility", "street_edge", "demand_cell", "scenario"],
  facilities: ["facility"],
};

/** When the newest of each feed came in, and whether anything can come. */
export type Arrivals = Readonly<Record<Feed, { asOf: Date | null; canCome: boolean }>>;

async function lastChange(tx: Queryable, districtId: string, kinds: readonly string[]) {
  const rows = await tx.query<{ at: Date | null }>(
    `select (select at from change where district_id = $1 and kind = k order by version desc limit 1) as at
     from unnest($2::text[]) as k`,
    [districtId, kinds],
  );
  return rows.reduce<Date | null>(
    (latest, { at }) => (at && (!latest || at > latest) ? at : latest),
    null,
  );
}

/** When data came in last. What can never come, as positions without a terminal, is expected at no time. */
export async function readArrivals(
  tx: Queryable,
  districtId: string,
  now: Date,
): Promise<Arrivals> {
  const [row] = await tx.query<{
    complaints: Date | null;
    positions: Date | null;
    hotspots: Date | null;
    terminals: boolean;
    rules: boolean;
  }>(
    `select
       (select received_at from complaint where district_id = $1 and received_at <= $2
        order by received_at desc limit 1) as complaints,
       (select max(received_at) from vehicle_state where district_id = $1) as positions,
       (select min(w.evaluated_at) from hotspot_watch w
        join hotspot_rule r on r.district_id = w.district_id and r.rule_id = w.rule_id and r.is_active
        where w.district_id = $1) as hotspots,
       exists (select 1 from terminal t join vehicle v on v.district_id = t.district_id and v.vehicle_id = t.vehicle_id
         where t.district_id = $1 and t.is_enabled and v.status = 'in_service') as terminals,
       exists (select 1 from hotspot_rule where district_id = $1 and is_active) as rules`,
    [districtId, now],
  );
  const { complaints, positions, hotspots, terminals, rules } = row!;
  const byHand = async (feed: keyof typeof CHANGES) => ({
    asOf: await lastChange(tx, districtId, CHANGES[feed]),
    canCome: false,
  });
  return {
    complaints: { asOf: complaints, canCome: complaints !== null },
    positions: { asOf: positions, canCome: terminals && positions !== null },
    // hotspots are counted from complaints when somebody looks; where rules are, they are looked at by themselves
    hotspots: { asOf: rules ? hotspots : complaints, canCome: rules && hotspots !== null },
    ratings: await byHand("ratings"),
    coverage: await byHand("coverage"),
    facilities: await byHand("facilities"),
  };
}

/** The feeds of a wall: how old each is, and whether it is silent. */
export const feedsOf = (
  arrivals: Arrivals,
  settings: Pick<WallSettings, "feeds">,
  now: Date,
  timeZone: string,
): WallFeed[] =>
  FEEDS.map((feed) => {
    const { asOf, canCome } = arrivals[feed];
    const rule = feedRule(settings.feeds, feed);
    const silence = silenceOf(asOf, canCome ? rule : null, now, timeZone);
    return {
      ...{ feed, asOf: asOf?.toISOString() ?? null, isExpected: silence.isExpected },
      ...{ isSilent: silence.isSilent, silentSince: silence.since?.toISOString() ?? null },
      silentMinutes: rule?.silentMinutes ?? null,
    };
  });
