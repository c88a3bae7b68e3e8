import type { CaseIndex } from "../complaints/case-index.ts";
import type { LngLat } from "../geo/position.ts";
import { isInside, toParts } from "../geo/shape.ts";
import { DomainError } from "../http/problem.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import {
  type ResolutionLimits,
  resolutionFor,
  type Study,
  type StudyResidents,
  type StudyStreet,
  studyOf,
} from "./study.ts";

/** What the study areas of a district are made of, as it is now. */
export type StudyLayers = {
  readonly streets: Snapshot;
  readonly residents: Snapshot;
  readonly areas: Snapshot;
};

/** The part of a district a question is about. */
export type StudyPart = {
  /** Says the part from others: whoever asks for the same name asks for the same places. */
  readonly name: string;
  /** null is all of it. */
  readonly holds: ((position: LngLat) => boolean) | null;
};

/** Reads the layers a study area is made of. @throws {DomainError} `district-unknown`. */
export async function readStudyLayers(
  snapshots: Snapshots,
  districtId: string,
): Promise<StudyLayers> {
  const streets = await snapshots.get(districtId, "streets");
  const residents = await snapshots.get(districtId, "residents");
  const areas = await snapshots.get(districtId, "areas");
  if (!streets || !residents || !areas)
    throw new DomainError("district-unknown", `No district ${districtId}`);
  return { streets, residents, areas };
}

/** Whether places lie in one of some areas, by id. */
export function inAreas(areas: Snapshot, areaIds: readonly string[]) {
  const shapes = areaIds.flatMap((areaId) => {
    const row = areas.rowOf(areaId);
    const shape = row === null ? null : areas.geometryAt(row);
    return shape?.type === "Polygon" || shape?.type === "MultiPolygon" ? [toParts(shape)] : [];
  });
  return ([lng, lat]: LngLat) => shapes.some((shape) => isInside(shape, lng, lat));
}

function streetsOf({ streets }: StudyLayers): StudyStreet[] {
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

function residentsOf({ residents }: StudyLayers): StudyResidents[] {
  const found: StudyResidents[] = [];
  residents.visitAll((row) => {
    const count = residents.valueAt(row, "residents");
    if (typeof count === "number") found.push({ cell: residents.idAt(row), residents: count });
  });
  return found;
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const ROWS_AT_A_STRETCH = 20_000;

/** Cells of a study area at most: each is told apart in every step of time. */
const MOST_STUDIED = 20_000;

/** The cells of complaints; the first time a little at a time, because there may be a million. */
function complainedCells() {
  const filled = new WeakMap<CaseIndex, Set<number>>();
  return async (index: CaseIndex, rows: Uint32Array, resolution: number): Promise<string[]> => {
    const known = filled.get(index) ?? new Set();
    filled.set(index, known);
    for (let from = 0; !known.has(resolution) && from < rows.length; from += ROWS_AT_A_STRETCH) {
      index.placeCells(resolution, rows.subarray(from, from + ROWS_AT_A_STRETCH));
      await breathe();
    }
    known.add(resolution);
    const { codes, names } = index.placeCells(resolution, rows);
    const isMet = new Uint8Array(names.length);
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i]!]!;
      if (code < isMet.length) isMet[code] = 1; // else it has no place
    }
    return names.filter((_, code) => isMet[code] === 1);
  };
}

const areSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** Study areas kept: a district at five resolutions, and parts of it. */
const MOST_KEPT = 60;

/** What a study area is asked of. */
type Asked = {
  readonly districtId: string;
  readonly layers: StudyLayers;
  readonly part: StudyPart;
  readonly index: CaseIndex;
  /** Changes with the register; null where what the asker may see cannot be told by its name. */
  readonly stamp: string | null;
  /** Complaints of the part, of any day. */
  readonly rows: () => Uint32Array;
};

type Kept = {
  /** Of streets, residents and areas. */
  stamp: string;
  complained: readonly string[];
  study: Study | null;
  /** What the register was when it was last looked at; null when that cannot be told. */
  seen: string | null;
};

/** Keeps study areas for as long as what they are made of stays the same. */
export function createStudies() {
  const kept = new Map<string, Kept>();
  const cellsOf = complainedCells();

  /** null: it would have more cells than can be worked on. */
  async function studyAt(asked: Asked, resolution: number): Promise<Study | null> {
    const { districtId, layers, part, index, stamp: seen, rows } = asked;
    const { streets, residents, areas } = layers;
    const stamp = [streets.stamp, residents.stamp, areas.stamp].join(" ");
    const name = [districtId, resolution, part.name].join(" ");
    const known = kept.get(name);
    if (known?.stamp === stamp && seen !== null && known.seen === seen) return known.study;
    const complained = await cellsOf(index, rows(), resolution);
    if (known?.stamp === stamp && areSame(known.complained, complained)) {
      known.seen = seen;
      return known.study;
    }
    const sources = { streets: streetsOf(layers), residents: residentsOf(layers), complained };
    const study = studyOf(resolution, sources, { holds: part.holds, mostCells: MOST_STUDIED });
    kept.delete(name);
    kept.set(name, { stamp, complained, study, seen });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return study;
  }

  /** Looks from coarse to fine, and no further than the first that is too fine. */
  async function studyChosen(asked: Asked, limits: ResolutionLimits, located: number) {
    const found = new Map<number, Study | null>();
    const cellsAt = (at: number) => found.get(at)?.cells.length ?? Number.POSITIVE_INFINITY;
    let best = limits.least;
    for (
      let at = limits.least;
      at <= limits.greatest && best === Math.max(limits.least, at - 1);
      at++
    ) {
      found.set(at, await studyAt(asked, at));
      best = resolutionFor(limits, located, cellsAt);
    }
    return found.get(best) ?? null;
  }

  /**
   * The study area of a question.
   *
   * @param resolution  undefined: the finest that fits the number of complaints.
   * @param located  Complaints of the period that have a place.
   * @throws {DomainError} `limit-exceeded` when it would have too many cells.
   */
  return async function study(
    asked: Asked,
    resolution: number | undefined,
    limits: ResolutionLimits,
    located: number,
  ): Promise<Study> {
    const found =
      resolution === undefined
        ? await studyChosen(asked, limits, located)
        : await studyAt(asked, resolution);
    if (found) return found;
    const remedy = `a coarser one: here it has more than ${MOST_STUDIED} cells`;
    throw new DomainError("limit-exceeded", `resolution: ${remedy}`, [
      { field: "resolution", remedy, rule: "too-many-cells", limit: MOST_STUDIED },
    ]);
  };
}
