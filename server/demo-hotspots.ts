import { DEMO_DISTRICT_ID } from "../data/demo/generate.ts";
import { ROLE_TITLES } from "../data/roles.ts";
import type { Rows } from "./demo-tables.ts";
import { columnsOf } from "./demo-tables.ts";
import type { Materials } from "./hotspots/material.ts";
import { evaluateRule } from "./hotspots/rule-evaluation.ts";
import { readRules } from "./hotspots/rule-store.ts";
import type { Database } from "./store/database.ts";
import { readDistricts } from "./store/district.ts";
import { localDay } from "./store/local-day.ts";

const DAY_MS = 86_400_000;
const RULE_ID = "demo-new-hotspots";

/** So long ago the rule was looked at before the first start: what became hot since is news then. */
const DAYS_BACK = 14;

/** The rule by which the demonstration is told of new hotspots. */
export const hotspotRuleRows = (): Rows => ({
  table: "hotspot_rule",
  columns: columnsOf([RULE_ID], {
    rule_id: ["text", (id) => id],
    name: ["text", () => "新热点：全部投诉"],
    measure: ["text", () => "count"],
    role: ["text", () => "manager"],
    created_by: ["text", () => `演示${ROLE_TITLES.manager.zh}`],
  }),
});

/** Looks at the rule of the demonstration as it would have been looked at some days ago, if nobody has looked at it yet. */
export async function lookBack(
  parts: { readonly database: Database; readonly read: Materials },
  now: Date,
): Promise<void> {
  const districtId = DEMO_DISTRICT_ID;
  const demo = (await readDistricts(parts.database)).find((one) => one.districtId === districtId);
  if (!demo?.isDemo) return;
  const rules = await parts.database.transaction((tx) => readRules(tx, districtId), { districtId });
  const rule = rules.find(({ ruleId }) => ruleId === RULE_ID);
  if (!rule?.isActive || rule.evaluatedAt !== null) return;
  const at = new Date(+now - DAYS_BACK * DAY_MS);
  await evaluateRule(parts, districtId, rule, at, localDay(at, demo.timeZone));
}
