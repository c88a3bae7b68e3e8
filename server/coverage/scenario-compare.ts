import type { Geometry, Position } from "geojson";
import { FACILITY_LAYERS } from "../../data/facility.ts";
import { DomainError } from "../http/problem.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { coverageAnswer } from "./answer.ts";
import type { Asker, Coverage } from "./material.ts";
import type { CoverageQuestion } from "./question.ts";
import { roundedTo } from "./rounding.ts";
import { questionIn, savedFigures } from "./scenario-answer.ts";
import { differingFigures, figuresOf, NO_RASTER } from "./scenario-figures.ts";
import type { Comparison, ComparisonColumn } from "./scenario-schema.ts";
import type { StoredScenario } from "./scenario-store.ts";

/** Beyond so many, the picture of a scenario shows no more of a thing. */
const MOST_SITES = 500;
const MOST_GAPS = 100;

const NO_EDITS = { added: [], moved: [], closed: [], barriers: [] };

/** The same question of the register as it is. */
export const withoutTries = (question: CoverageQuestion): CoverageQuestion => ({
  ...question,
  edits: NO_EDITS,
});

/** What comparing needs. */
export type ComparingParts = { readonly read: Coverage; readonly snapshots: Snapshots };

/** What a question comes to now, in figures and for a picture. */
export async function answerNow(
  { read }: Pick<ComparingParts, "read">,
  districtId: string,
  question: CoverageQuestion,
  asker: Asker,
) {
  const material = await read(districtId, question, asker);
  return coverageAnswer(material.study, { ...material, districtId, raster: NO_RASTER });
}
type Answer = Awaited<ReturnType<typeof answerNow>>;

type Costs = Readonly<Record<string, number>>;

/** What is tried out in a scenario, closed facilities with where they stand. */
export function triedOf(
  answer: Pick<Answer, "sites">,
  { edits }: CoverageQuestion,
  costs: Costs,
  facilities: Snapshot,
): ComparisonColumn["tried"] {
  const siteById = new Map(answer.sites.map((site) => [site.id, site]));
  const facility = (id: string) => {
    const row = facilities.rowOf(id);
    if (row === null) return { name: null, nameEn: null, position: null };
    const [name, nameEn] = [facilities.valueAt(row, "name"), facilities.valueAt(row, "nameEn")];
    return {
      name: typeof name === "string" ? name : null,
      nameEn: typeof nameEn === "string" ? nameEn : null,
      position: pointOf(facilities.geometryAt(row)),
    };
  };
  const cost = (id: string) => costs[id] ?? null;
  const closed = new Set(edits.closed);
  return [
    ...edits.added.map(({ id, position }) => ({
      ...{ siteId: id, state: "added" as const, name: null, nameEn: null },
      ...{ position, from: null, costYuan: cost(id) },
    })),
    ...edits.moved
      .filter(({ facilityId }) => !closed.has(facilityId)) // closed is stronger
      .map(({ facilityId: id, position }) => {
        const { name, nameEn, position: stands } = facility(id);
        const from = siteById.get(id)?.from ?? stands;
        return {
          ...{ siteId: id, state: "moved" as const, name, nameEn, position },
          ...{ from, costYuan: cost(id) },
        };
      }),
    ...edits.closed.map((id) => ({
      ...{ siteId: id, state: "closed" as const, ...facility(id) },
      ...{ from: null, costYuan: cost(id) },
    })),
  ];
}

const pointOf = (geometry: Geometry | null): [number, number] | null =>
  geometry?.type === "Point" ? [geometry.coordinates[0]!, geometry.coordinates[1]!] : null;

/**
 * Scenarios side by side as the register is today, each after the register as it is: where they ask the same but for
 * what they try, that stands there once.
 */
export async function comparisonOf(
  parts: ComparingParts,
  districtId: string,
  scenarios: readonly StoredScenario[],
  { asker, today }: { readonly asker: Asker; readonly today: string },
): Promise<Comparison> {
  const complaints = await asker.readReach(districtId, "complaints.all");
  const columns: ComparisonColumn[] = [];
  const baselines = new Map<string, number>();
  let areas: Comparison["areas"] = [];

  async function column(
    question: CoverageQuestion | null,
    costs: Costs,
    told: Pick<ComparisonColumn, "scenarioId" | "name" | "baseline" | "saved">,
  ): Promise<ComparisonColumn> {
    const empty = {
      ...{ ...told, asked: null, failure: null, now: null, differs: [] },
      ...{ areas: [], tried: [], sites: [], gaps: [] },
    };
    if (!question)
      return { ...empty, failure: { code: "conflict", detail: "It is of another version" } };
    try {
      const answer = await answerNow(parts, districtId, question, asker);
      const facilities = await parts.snapshots.get(districtId, FACILITY_LAYERS[question.kind]);
      const now = figuresOf(answer, question.edits, costs);
      areas = answer.areas.map(({ areaId, level, name, nameEn, parentId }) => ({
        ...{ areaId, level, name, nameEn, parentId },
      }));
      return {
        ...empty,
        ...{ asked: answer.asked, now },
        differs: told.saved ? differingFigures(told.saved, now) : [],
        areas: answer.areas.map(({ level: _, name: __, nameEn: ___, parentId: ____, ...of }) => of),
        tried: facilities ? triedOf(answer, question, costs, facilities) : [],
        sites: answer.sites
          .filter(({ isNew, from }) => !isNew && from === null)
          .slice(0, MOST_SITES)
          .map(({ position }) => position),
        gaps: answer.gaps.slice(0, MOST_GAPS).map(({ position, demand }) => ({ position, demand })),
      };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === "district-unknown") throw error;
      return { ...empty, failure: { code: error.code, detail: error.message } };
    }
  }

  for (const scenario of scenarios) {
    const question = questionIn(scenario);
    const base = question && withoutTries(question);
    const key = JSON.stringify(base);
    if (!baselines.has(key)) {
      baselines.set(key, columns.length);
      const told = { scenarioId: null, name: null, baseline: columns.length, saved: null };
      columns.push(await column(base, {}, told));
    }
    const saved = savedFigures(scenario, complaints);
    const { scenarioId, name } = scenario;
    const told = { scenarioId, name, baseline: baselines.get(key)!, saved };
    columns.push(await column(question, scenario.costs, told));
  }
  const borders = await parts.snapshots.get(districtId, "areas");
  return {
    ...{ districtId, at: new Date().toISOString(), today, columns, areas },
    outlines: borders ? outlinesOf(borders, today) : [],
  };
}

/** Points of a border that are nearer to the last one drawn than this are left out, in degrees: some 40 meters. */
const THINNED = 0.0004;

function outlinesOf(areas: Snapshot, today: string): Comparison["outlines"] {
  const rings: Position[][] = [];
  for (const row of areas.select({ date: today })) {
    if (areas.valueAt(row, "level") !== "subdistrict") continue;
    const geometry = areas.geometryAt(row);
    if (geometry?.type === "Polygon") rings.push(...geometry.coordinates);
    if (geometry?.type === "MultiPolygon") rings.push(...geometry.coordinates.flat());
  }
  return rings.map((ring) => {
    const kept: [number, number][] = [];
    for (const [i, [lng = 0, lat = 0]] of ring.entries()) {
      const [x, y] = kept.at(-1) ?? [Number.POSITIVE_INFINITY, 0];
      const isLast = i === ring.length - 1;
      if (isLast || Math.hypot(lng - x, lat - y) >= THINNED) kept.push(thinned([lng, lat]));
    }
    return kept;
  });
}

/** Outlines of a small picture: 5 decimals of a degree are 1 m. */
const thinned = roundedTo(5);
