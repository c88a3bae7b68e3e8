import type { z } from "@hono/zod-openapi";
import { COMPLAINT_LIFE } from "../../data/complaint-life.ts";
import type { Queryable } from "../store/database.ts";
import { keyOf, readCases } from "./case-store.ts";
import { readNames } from "./names.ts";
import type { TickerQuery, WallTicker } from "./schema.ts";

const STATE_TITLES = new Map<string, { readonly zh: string; readonly en: string }>(
  COMPLAINT_LIFE.states.map(({ id, title }) => [id, title]),
);

/** The newest complaints: what they are about, where and whose they are, and nothing of what somebody said. */
export async function tickerAnswer(
  tx: Queryable,
  districtId: string,
  { after, limit }: z.infer<typeof TickerQuery>,
  now: Date,
): Promise<WallTicker> {
  const cases = await readCases(tx, districtId, {
    where: "c.received_at <= $2 and ($3::timestamptz is null or c.received_at > $3)",
    ...{ order: "c.received_at desc, c.complaint_id", limit, params: [now, after ?? null] },
  });
  const names = await readNames(tx, districtId, {
    streets: cases.map(({ streetId }) => streetId),
    units: cases.map(({ unitId }) => unitId),
  });
  const entries = cases.map(({ complaintId, category, streetId, unitId, state, ...one }) => ({
    key: keyOf(districtId, complaintId),
    ...{ category: names.category(category), street: names.street(streetId) },
    ...{ unit: names.unit(unitId), receivedAt: one.receivedAt.toISOString(), state },
    stateTitle: { ...(STATE_TITLES.get(state) ?? { zh: state, en: state }) },
    position: one.position && ([one.position[0], one.position[1]] as [number, number]),
  }));
  return { districtId, asOf: now.toISOString(), entries };
}
