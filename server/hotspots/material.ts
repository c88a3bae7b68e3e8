import {
  DistrictHotspots,
  HOTSPOTS,
  type HotspotMeasure,
  type HotspotSettings,
} from "../../data/hotspots.ts";
import type { CaseFilters, CaseScope } from "../complaints/case-filters.ts";
import type { CaseIndex } from "../complaints/case-index.ts";
import { filtersOf, scopeOf } from "../complaints/case-list.ts";
import type { CaseRegisters } from "../complaints/case-register.ts";
import type { LngLat } from "../geo/position.ts";
import type { Reach } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import { dateOf, dayOf } from "../store/column.ts";
import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { readSetting } from "../store/setting.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { type Counted, NO_CODE } from "./counting.ts";
import type { HotspotQuery } from "./question.ts";
import { resolutionFor, type Study, type StudyStreet, studyOf } from "./study.ts";

/** Where a district keeps its own. */
export const HOTSPOT_SETTING = "hotspots";

/** The longest time one answer looks at. */
const MOST_DAYS = 3_700;

/** How hotspots are found in a district. */
export async function readHotspotSettings(
  tx: Queryable,
  districtId: string,
): Promise<HotspotSettings> {
  const own = DistrictHotspots.safeParse(await readSetting(tx, districtId, HOTSPOT_SETTING));
  const { basis: _, ...presets } = HOTSPOTS;
  const set = Object.entries(own.success ? own.data : {}).filter(
    ([, value]) => value !== undefined,
  );
  return { ...presets, ...Object.fromEntries(set) };
}

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
  readonly level: number;
  readonly minimum: number;
  /** Changes whenever an answer to the same question may change. */
  readonly stamp: string;
  readonly index: CaseIndex;
  readonly filters: CaseFilters;
  readonly scope: CaseScope;
};

/** What else of the past an analysis looks at beside its period. */
export type Reaching = (asked: {
  period: DaySpan;
  settings: HotspotSettings;
}) => readonly DaySpan[];

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const ROWS_AT_A_STRETCH = 20_000;

type Sources = { readonly streets: Snapshot; readonly residents: Snapshot };

function streetsOf({ streets }: Sources): StudyStreet[] {
  const found: StudyStreet[] = [];
  streets.visitAll((row) => {
    const geometry = streets.geometryAt(row);
    if (geometry?.type !== "LineString") return;
    if (streets.valueAt(row, "class") === "motorway") return; // nobody stands there who complains
    const streetId = streets.valueAt(row, "streetId");
    found.push({
      streetId: typeof streetId === "string" ? streetId : null,
      path: geometry.coordinates.map(([lng = 0, lat = 0]): LngLat => [lng, lat]),
    });
  });
  return found;
}

function residentsOf({ residents }: Sources) {
  const found: { cell: string; residents: number }[] = [];
  residents.visitAll((row) => {
    const count = residents.valueAt(row, "residents");
    if (typeof count === "number") found.push({ cell: residents.idAt(row), residents: count });
  });
  return found;
}

/** Reads the complaints a question means, and the cells they are counted in. */
export function createMaterials({
  registers,
  snapshots,
}: {
  registers: CaseRegisters;
  snapshots: Snapshots;
}) {
  const studies = new Map<string, { key: string; study: Study }>();
  const filled = new WeakMap<CaseIndex, Set<number>>();

  /** Every complaint's cell at a resolution, the first time a little at a time. */
  async function complainedCells(index: CaseIndex, resolution: number) {
    const { rows } = index.chosen({ filters: {}, scope: { confidential: "all" }, now: 0 });
    const known = filled.get(index) ?? new Set();
    filled.set(index, known);
    if (!known.has(resolution)) {
      for (let from = 0; from < rows.length; from += ROWS_AT_A_STRETCH) {
        index.placeCells(resolution, rows.subarray(from, from + ROWS_AT_A_STRETCH));
        await breathe();
      }
      known.add(resolution);
    }
    return index.placeCells(resolution, rows).names;
  }

  async function studyAt(
    districtId: string,
    index: CaseIndex,
    sources: Sources,
    resolution: number,
  ) {
    const complained = await complainedCells(index, resolution);
    const { streets, residents } = sources;
    const key = [streets.stamp, residents.stamp, complained.length, complained[0] ?? ""].join(" ");
    const name = `${districtId} ${resolution}`;
    const known = studies.get(name);
    if (known?.key === key) return known.study;
    const study = studyOf(resolution, {
      streets: streetsOf(sources),
      residents: residentsOf(sources),
      complained,
    });
    studies.set(name, { key, study });
    return study;
  }

  async function studyFor(
    districtId: string,
    index: CaseIndex,
    sources: Sources,
    asked: { resolution: number | undefined; settings: HotspotSettings; located: number },
  ) {
    if (asked.resolution !== undefined)
      return studyAt(districtId, index, sources, asked.resolution);
    const { resolutions } = asked.settings;
    const found = new Map<number, Study>();
    for (let at = resolutions.least; at <= resolutions.greatest; at++) {
      const study = await studyAt(districtId, index, sources, at);
      found.set(at, study);
      if (study.cells.length > resolutions.greatestCells) break;
    }
    const cellsAt = (at: number) => found.get(at)?.cells.length ?? Number.POSITIVE_INFINITY;
    return found.get(resolutionFor(resolutions, asked.located, cellsAt))!;
  }

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
    const streets = await snapshots.get(districtId, "streets");
    const residents = await snapshots.get(districtId, "residents");
    if (!streets || !residents)
      throw new DomainError("district-unknown", `No district ${districtId}`);
    const sources = { streets, residents };
    const answer = await registers.read(districtId, async ({ index, timeZone, tx, stamp }) => {
      const settings = await readHotspotSettings(tx, districtId);
      const now = new Date();
      const today = dayOf(localDay(now, timeZone));
      const period = periodOf(query, settings, today);
      const spans = [period, ...reaching({ period, settings })];
      const filters: CaseFilters = {
        ...filtersOf(query),
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
      const study = await studyFor(districtId, index, sources, {
        resolution: query.resolution,
        settings,
        located: locatedIn(columns, rows, period),
      });
      const places = index.placeCells(study.resolution, rows);
      const codeByPlace = Int32Array.from(places.names, (cell) => study.codeOf(cell));
      const codes = Int32Array.from(rows, (row) => codeByPlace[places.codes[row]!] ?? NO_CODE);
      return {
        value: await work({
          ...{ tx, settings, study, today, timeZone, period, index, filters, scope: seen },
          counted: { rows, codes, columns, now: now.getTime() },
          measure: query.measure ?? (study.hasStreets ? "per-street" : "count"),
          isResolutionChosen: query.resolution === undefined,
          rings: query.rings ?? settings.rings,
          level: query.level ?? settings.level,
          minimum: query.minimum ?? settings.minimumEvents,
          stamp: [stamp, streets.stamp, residents.stamp].join(" "),
        }),
      };
    });
    if (!answer) throw new DomainError("district-unknown", `No district ${districtId}`);
    return answer.value;
  };
}

function locatedIn(columns: Counted["columns"], rows: Uint32Array, { from, to }: DaySpan) {
  const { receivedDays } = columns.at;
  let count = 0;
  for (const row of rows) if (receivedDays[row]! >= from && receivedDays[row]! <= to) count++;
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
