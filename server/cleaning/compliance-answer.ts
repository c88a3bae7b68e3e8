import { type PassState, WORK_TITLES, type Work } from "../../data/cleaning.ts";
import {
  COMPLIANCE_DEFINITION,
  type ComplianceBy,
  type ComplianceGroup,
  complianceOf,
} from "./compliance.ts";
import {
  type ComplianceAnswer,
  type ComplianceQuery,
  MOST_SECTIONS,
  type SectionsAnswer,
  type SectionsQuery,
} from "./compliance-schema.ts";
import type { ServiceDays } from "./days.ts";
import { type JudgedPass, verdictAt } from "./judged.ts";
import { at, inKnown, meters, requirePeriod, toPass, toVerdict } from "./wire.ts";
import { areaOn, type World } from "./world.ts";

const EVERYTHING = "everything";

/** How much of what was due in a period was done. */
export async function complianceAnswer(
  days: ServiceDays,
  districtId: string,
  query: ComplianceQuery,
): Promise<{ answer: ComplianceAnswer; world: World }> {
  requirePeriod(query);
  const nowMs = Date.now();
  const judged = inKnown(
    await days.get(districtId, { first: query.from, last: query.to, nowMs }),
    districtId,
  );
  const { world } = judged;
  const passes = judged.days.flatMap((day) => day.passes);
  const groups = complianceOf(world, passes, query.by, query);
  const whole = complianceOf(world, passes, EVERYTHING, query)[0];
  return {
    world,
    answer: {
      ...{ districtId, query, definition: { ...COMPLIANCE_DEFINITION }, asOf: at(nowMs) },
      total: figuresOf(whole ?? null),
      groups: groups.map((group) => ({
        ...figuresOf(group),
        key: group.key,
        title: titleOf(world, query.by, group.key),
      })),
    },
  };
}

const STATES = [
  ...(["done", "could_not", "not_done", "not_recorded"] as const),
  ...(["open", "upcoming", "suspended"] as const),
];

function figuresOf(group: ComplianceGroup | null): ComplianceAnswer["total"] {
  const tally = (state: PassState) => {
    const own = group?.states[state] ?? { meters: 0, sections: 0, passes: 0 };
    return { ...own, meters: meters(own.meters) };
  };
  return {
    // one of each state
    states: Object.fromEntries(
      STATES.map((state) => [state, tally(state)]),
    ) as ComplianceAnswer["total"]["states"],
    byPositionsMeters: meters(group?.byPositionsMeters ?? 0),
    byWordsMeters: meters(group?.byWordsMeters ?? 0),
    tooFastMeters: meters(group?.tooFastMeters ?? 0),
    workloadMeters: meters(group?.workloadMeters ?? 0),
  };
}

type Title = { zh: string | null; en: string | null };
const same = (name: string | null): Title => ({ zh: name, en: name });
const named = (of: { readonly name: string; readonly nameEn: string | null } | undefined): Title =>
  of ? { zh: of.name, en: of.nameEn ?? of.name } : same(null);

const TITLES: Readonly<Record<ComplianceBy, (world: World, key: string) => Title>> = {
  day: (_, key) => same(key),
  route: ({ routes }, key) => named(routes.find(({ routeId }) => routeId === key)),
  team: (_, key) => same(key),
  vehicle: ({ vehicleById }, key) => same(vehicleById.get(key)?.plate ?? key),
  area: ({ areaNames }, key) => named(areaNames.get(key)),
  street: ({ streetById }, key) => named(streetById.get(key)),
  work: (_, key) => WORK_TITLES[key as Work], // keys of works are works
  grade: (_, key) =>
    key === "main"
      ? { zh: "主要道路、文明样板路", en: "Main and model roads" }
      : { zh: `${"一二三四"[Number(key) - 1]}级`, en: `Grade ${key}` },
  everything: () => same(null),
};

const titleOf = (world: World, by: ComplianceBy, key: string | null): Title =>
  key === null ? same(null) : TITLES[by](world, key);

/** The sections that a figure counts: one edge in one pass each, in the order of time. */
export async function sectionsAnswer(
  days: ServiceDays,
  districtId: string,
  query: SectionsQuery,
): Promise<SectionsAnswer> {
  requirePeriod(query);
  const judged = inKnown(
    await days.get(districtId, { first: query.from, last: query.to, nowMs: Date.now() }),
    districtId,
  );
  const { world } = judged;
  const passes: JudgedPass[] = [];
  const sections: SectionsAnswer["sections"] = [];
  let total = 0;
  for (const pass of judged.days.flatMap((day) => day.passes)) {
    if (!isAsked(pass, query)) continue;
    pass.pass.edges.forEach((edge, i) => {
      const { edgeId, streetId, lengthMeters, isMain, grade } = world.edges[edge]!;
      const verdict = verdictAt(pass, i);
      const isHere =
        (query.state === undefined || query.state === verdict.state) &&
        (query.streetId === undefined || query.streetId === streetId) &&
        (query.areaId === undefined ||
          areaOn(world.edges[edge]!, pass.pass.day) === query.areaId) &&
        (query.grade === undefined ||
          query.grade === (isMain ? "main" : grade === null ? null : String(grade))) &&
        (query.vehicleId === undefined ||
          query.vehicleId ===
            (verdict.vehicleId ??
              (pass.candidateIds.length === 1 ? pass.candidateIds[0] : undefined)));
      if (!isHere || total++ < query.skip || sections.length >= MOST_SECTIONS) return;
      if (passes.at(-1) !== pass) passes.push(pass);
      sections.push({
        ...{ pass: passes.length - 1, day: pass.pass.day, edgeId, streetId },
        ...{ lengthMeters: meters(lengthMeters), verdict: toVerdict(world, verdict) },
      });
    });
  }
  return {
    ...{ districtId, total, greatestCount: MOST_SECTIONS, sections },
    passes: passes.map(({ pass }) => toPass(pass)),
  };
}

const isAsked = ({ pass }: JudgedPass, { work, routeId, team }: SectionsQuery) =>
  (work === undefined || pass.work === work) &&
  (routeId === undefined || pass.route?.routeId === routeId) &&
  (team === undefined || pass.route?.team === team);
