import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components, operations } from "../api/schema.gen.ts";
import type { HotspotAsked } from "./params.ts";

type Schemas = components["schemas"];
export type HotspotStreets = Schemas["HotspotStreets"];
export type HotspotAreas = Schemas["HotspotAreas"];
export type HotspotClusters = Schemas["HotspotClusters"];
export type HotspotAlarms = Schemas["HotspotAlarms"];
export type HotspotRules = Schemas["HotspotRules"];
export type HotspotRule = Schemas["HotspotRule"];
export type HotspotRuleDraft = Schemas["HotspotRuleDraft"];
export type HotspotRuleAlarms = Schemas["HotspotRuleAlarms"];
type Asked<Name extends keyof operations> = NonNullable<operations[Name]["parameters"]["query"]>;

const PATH = "/api/districts/{districtId}/hotspots";
const pathOf = (districtId: string) => ({ path: { districtId } });
/**
 * Looked at again a while after the last change, at once when the district sets how it is worked out; an answer of a
 * period that passes by is not kept for long.
 */
const kept = {
  staleTime: 60_000,
  gcTime: 60_000,
  placeholderData: keepPreviousData,
  meta: { kinds: ["district_setting"] },
};

/** Stretches of street, and hot streets. */
export const streetsQuery = (districtId: string, query: HotspotAsked) =>
  queryOptions({
    queryKey: ["hotspots", "streets", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/streets`, { params: { ...pathOf(districtId), query }, signal })),
    ...kept,
  });

/** Sub-districts compared. */
export const areasQuery = (districtId: string, query: HotspotAsked) =>
  queryOptions({
    queryKey: ["hotspots", "areas", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/areas`, { params: { ...pathOf(districtId), query }, signal })),
    ...kept,
  });

/** Clusters in space and time. */
export const clustersQuery = (districtId: string, query: Asked<"getHotspotClusters">) =>
  queryOptions({
    queryKey: ["hotspots", "clusters", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/clusters`, { params: { ...pathOf(districtId), query }, signal })),
    ...kept,
  });

/** Alarms of what is new. */
export const alarmsQuery = (districtId: string, query: Asked<"getHotspotAlarms">) =>
  queryOptions({
    queryKey: ["hotspots", "alarms", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/alarms`, { params: { ...pathOf(districtId), query }, signal })),
    ...kept,
  });

/** The rules that tell a role of new hotspots. */
export const rulesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["hotspots", "rules", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/rules`, { params: pathOf(districtId), signal })),
    meta: { kinds: ["hotspot_rule", "hotspot_alarm"] },
  });

/** What one's roles were told. */
export const ruleAlarmsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["hotspots", "rule-alarms", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/rules/alarms`, { params: pathOf(districtId), signal })),
    meta: { kinds: ["hotspot_alarm"] },
  });

/** Says that one has seen an alarm. */
export const seeAlarm = (districtId: string, alarmId: string) =>
  unwrap(
    api.POST(`${PATH}/rules/alarms/{alarmId}/seen`, { params: { path: { districtId, alarmId } } }),
  );

/** A rule to be written: a new one without its id and revision. */
export type RuleWritten = {
  readonly rule: Pick<HotspotRule, "ruleId" | "revision"> | null;
  readonly draft: HotspotRuleDraft;
};

/** Writes a rule. */
export const writeRule = (districtId: string, { rule, draft }: RuleWritten) =>
  rule
    ? unwrap(
        api.PUT(`${PATH}/rules/{ruleId}`, {
          params: {
            path: { districtId, ruleId: rule.ruleId },
            header: { "if-match": `"${rule.revision}"` },
          },
          body: draft,
        }),
      )
    : unwrap(api.POST(`${PATH}/rules`, { params: pathOf(districtId), body: draft }));

/** Takes a rule away. */
export const removeRule = (districtId: string, { ruleId, revision }: HotspotRule) =>
  unwrap(
    api.DELETE(`${PATH}/rules/{ruleId}`, {
      params: { path: { districtId, ruleId }, header: { "if-match": `"${revision}"` } },
    }),
  );
