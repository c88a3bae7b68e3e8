import type { HotspotMeasure, HotspotSettings } from "../../data/hotspots.ts";
import { type CaseFilters, type CaseScope, isPlaced } from "../complaints/case-filters.ts";
import type { CaseIndex } from "../complaints/case-index.ts";
import { filtersOf, scopeOf } from "../complaints/case-list.ts";
import type { CaseRegisters } from "../complaints/case-register.ts";
import type { Reach } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import { dateOf, dayOf } from "../store/column.ts";
import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { type Counted, NO_CODE } from "./counting.ts";
import type { HotspotQuery } from "./question.ts";
import { hotspotSetting } from "./settings.ts";
import {
  createStudies,
  inAreas,
  readStudyLayers,
  type StudyLayers,
  type StudyPart,
} from "./studies.ts";
import { byMeters, farthestMeters, type Study } from "./study.ts";

/** The longest time one answer looks at. */
const MOST_DAYS = 3_700;

/** Who asks, as far as it bears on what is counted. */
export type Asker = { readonly accountId: string | null; readonly all: Reach | null };

/** First and last local day, counted from 1970-01-01. */
export type DaySpan = { readonly from: number; readonly to: number };

/** What an analysis works on, as long as the register is held: nothing of it may be kept. */
export type Material = {
  readonly tx: Queryable;
  readonly counted: Counted;
  readonly study: Study;
  readonly settings: HotspotSettings;
  readonly measure: HotspotMeasure;
  /** The local day now. */
  readonly today: number;
  readonly timeZone: string;
  /** The period asked for. */
  readonly period: DaySpan;
  /** Whether nobody said which resolution. */
  readonly isResolutionChosen: boolean;
  readonly rings: number;
  /** Where neighbours are told by their distance: `study` has them as one ring then. */
  readonly meters: number | null;
  readonly stepsBack: 0 | 1;
  readonly level: number;
  readonly minimum: number;
  /** Changes whenever an answer to the same question may change. */
  readonly stamp: string;
  readonly index: CaseIndex;
  readonly filters: CaseFilters;
  readonly scope: CaseScope;
  /** The part of the district that is meant; null is all of it. */
  readonly isWithin: StudyPart["holds"];
};

/** What else of the past an analysis looks at beside its period. */
export type Reaching = (asked: {
  period: DaySpan;
  settings: HotspotSettings;
}) => readonly DaySpan[];

/** Reads the complaints a question means, and the cells they are counted in. */
export function createMaterials({
  registers,
  snapshots,
}: {
  registers: CaseRegisters;
  snapshots: Snapshots;
}) {
  const studyOf = createStudies();

  /**
   * Holds the register still and works on what a question means.
   *
   * @param reaching  Days looked at beside the period.
   * @throws {DomainError} `district-unknown`, `query-invalid`, `limit-exceeded`.
   */
  return async function read<T>(
    districtId: string,
    asker: Asker,
    query: HotspotQuery,
    reaching: Reaching,
    work: (material: Material) => T | Promise<T>,
  ): Promise<T> {
    const layers = await readStudyLayers(snapshots, districtId);
    const answer = await registers.read(districtId, async ({ index, timeZone, tx, stamp }) => {
      const settings = await hotspotSetting.read(tx, districtId);
      const now = new Date();
      const today = dayOf(localDay(now, timeZone));
      const period = periodOf(query, settings, today);
      const spans = [period, ...reaching({ period, settings })];
      const asked = filtersOf(query);
      const filters: CaseFilters = {
        ...asked,
        receivedFrom: Math.min(...spans.map(({ from }) => from)),
        receivedTo: Math.max(...spans.map(({ to }) => to)),
      };
      // what is confidential is in no analysis, whoever asks
      const { confidential: _, ...seen } = await scopeOf(
        tx,
        districtId,
        asker.accountId,
        asker.all,
      );
      const { rows, columns } = index.chosen({ filters, scope: seen, now: now.getTime() });
      const part = partOf(layers, asked.areaId, asker.all);
      const ofPart = asked.areaId ? { areaId: asked.areaId } : {};
      const of = {
        ...{ districtId, layers, part, index },
        stamp: seen.isSeen ? null : `${stamp} ${JSON.stringify(seen)}`,
        rows: () => index.chosen({ filters: ofPart, scope: seen, now: 0 }).rows,
      };
      const located = locatedIn(columns, rows, period);
      const { resolution, meters: far = 0 } = query;
      let study = await studyOf(of, resolution, settings.resolutions, located);
      // chosen for the number of complaints, cells may be too fine for so wide a neighbourhood
      while (resolution === undefined && isTooFar(study, far) && study.resolution > COARSEST)
        study = await studyOf(of, study.resolution - 1, settings.resolutions, located);
      const meters = metersOf(query, study);
      const codes = codesIn(study, index, rows);
      return {
        value: await work({
          ...{ tx, settings, today, timeZone, period, index, filters, scope: seen },
          study: meters === null ? study : byMeters(study, meters),
          counted: { rows, codes, columns, now: now.getTime() },
          measure: query.measure ?? (study.hasStreets ? "per-street" : "count"),
          isWithin: part.holds,
          isResolutionChosen: query.resolution === undefined,
          ...{ meters, rings: meters === null ? (query.rings ?? settings.rings) : 1 },
          stepsBack: query.stepsBack === "0" ? 0 : 1,
          level: query.level ?? settings.level,
          minimum: query.minimum ?? settings.minimumEvents,
          stamp: [stamp, layers.streets.stamp, layers.residents.stamp, layers.areas.stamp].join(
            " ",
          ),
        }),
      };
    });
    if (!answer) throw new DomainError("district-unknown", `No district ${districtId}`);
    return answer.value;
  };
}

/** Reads what a question means and works on it. */
export type Materials = ReturnType<typeof createMaterials>;

/** The coarsest cells that are ever asked for. */
const COARSEST = 5;

const isTooFar = (study: Study, meters: number) =>
  study.cells.length > 0 && meters > farthestMeters(study);

/** How far neighbours are, where a question tells it in meters. */
function metersOf({ meters, rings }: HotspotQuery, study: Study): number | null {
  if (meters === undefined) return null;
  if (rings !== undefined) {
    const remedy = "rings or meters, not both";
    throw new DomainError("query-invalid", `meters: ${remedy}`, [{ field: "meters", remedy }]);
  }
  if (isTooFar(study, meters)) {
    const farthest = farthestMeters(study);
    const remedy = `at most ${farthest} with cells of resolution ${study.resolution}, or coarser ones`;
    throw new DomainError("limit-exceeded", `meters: ${remedy}`, [
      { field: "meters", value: String(meters), remedy, rule: "too-far", limit: farthest },
    ]);
  }
  return meters;
}

/** The cell of each of some complaints. */
export function codesIn(study: Study, index: CaseIndex, rows: Uint32Array): Int32Array {
  const places = index.placeCells(study.resolution, rows);
  const codeByPlace = Int32Array.from(places.names, (cell) => study.codeOf(cell));
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = codeByPlace[places.codes[rows[i]!]!] ?? NO_CODE; // none without a place
  return codes;
}

/**
 * The part of the district in which the complaints of a question can lie. Held against the whole, every other cell would
 * seem cold, and the part itself hot.
 */
function partOf(layers: StudyLayers, areaIds: CaseFilters["areaId"], all: Reach | null): StudyPart {
  const asked = areaIds?.filter((id) => typeof id === "string").sort() ?? null;
  const isLimited = all !== null && !all.isWhole;
  const name = `${isLimited ? [...all.areaIds].sort() : "all"} ${asked ?? "all"}`;
  if (!asked && !isLimited) return { name, holds: null };
  const isAsked = asked ? inAreas(layers.areas, asked) : () => true;
  return {
    name,
    holds: (position) => isAsked(position) && (!isLimited || all.holds(position)),
  };
}

function locatedIn({ at }: Counted["columns"], rows: Uint32Array, { from, to }: DaySpan) {
  const { receivedDays } = at;
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const day = receivedDays[rows[i]!]!;
    if (day >= from && day <= to && isPlaced(at, rows[i]!)) count++;
  }
  return count;
}

/** The period a question names: 30 days up to today where it names none. */
function periodOf(query: HotspotQuery, { periodDays }: HotspotSettings, today: number): DaySpan {
  const to = query.to === undefined ? today : dayOf(query.to);
  const from = query.from === undefined ? to - periodDays + 1 : dayOf(query.from);
  if (from > to) {
    const remedy = `a day not after ${dateOf(to)}`;
    throw new DomainError("query-invalid", `from: ${dateOf(from)} is after to: ${dateOf(to)}`, [
      { field: "from", value: dateOf(from), remedy },
    ]);
  }
  if (to - from >= MOST_DAYS) {
    const remedy = `a period of at most ${MOST_DAYS} days`;
    throw new DomainError("limit-exceeded", remedy, [
      { field: "from", remedy, rule: "too-many-days", limit: MOST_DAYS },
    ]);
  }
  return { from, to };
}
