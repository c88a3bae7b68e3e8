import { COVERAGE_LENSES } from "../../data/coverage-lenses.ts";
import { FACILITY_LAYERS } from "../../data/facility.ts";
import type { LandUse } from "../../data/plot.ts";
import { DomainError } from "../http/problem.ts";
import type { Database } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { areaIndexOf, areasAt } from "./area-index.ts";
import { createKept } from "./kept.ts";
import { spacingAnswer } from "./lens-along.ts";
import { densityAnswer, type LensArea, perPeopleAnswer } from "./lens-areas.ts";
import {
  cannotTell,
  exclusionAnswer,
  type JudgedSite,
  siteAnswer,
  stationAnswer,
  toiletClassAnswer,
} from "./lens-facilities.ts";
import { type Land, type LandPlot, landOf } from "./lens-land.ts";
import type { LensAnswer, LensQuestion } from "./lens-schema.ts";
import { readLenses } from "./lens-store.ts";
import { createFeatures, type Features, surroundingsOf } from "./lens-surroundings.ts";
import type { DistrictLens } from "./lenses.ts";
import { standsOn } from "./lenses-answer.ts";
import { sitesOf } from "./sites.ts";
import type { createWorlds } from "./world.ts";

type PlotRow = { plotId: string; landUse: LandUse; shape: { coordinates: number[][][][] } };

const READ_PLOTS = `
  select plot_id as "plotId", land_use as "landUse", st_asgeojson(shape, 7)::json as shape
  from plot where district_id = $1 order by plot_id collate "C"`;

/** Measures that ask what is near: nothing else reads buildings. */
const KEPT_AWAY: readonly string[] = ["station", "exclusion"];
const NO_FEATURES: Features = new Map();

/** Facilities that one answer places. */
const MOST_SITES = 20_000;
/** Answers that are kept: what several people look at by turns. */
const MOST_KEPT = 24;

/** Says what a lens that is no radius calls a gap; what is asked again while nothing has changed is kept. */
export function createLensAnswers({
  database,
  snapshots,
  worlds,
}: {
  database: Database;
  snapshots: Snapshots;
  worlds: ReturnType<typeof createWorlds>;
}) {
  const lands = createHeld(database, ["plot"], async (tx, districtId, _: null): Promise<Land> => {
    const rows = await tx.query<PlotRow>(READ_PLOTS, [districtId]);
    return landOf(
      rows.map(({ plotId, landUse, shape }): LandPlot => {
        return { plotId, landUse, polygons: shape.coordinates };
      }),
    );
  });
  const features = createFeatures(database);
  const kept = createKept<LensAnswer>(MOST_KEPT);

  /**
   * @throws {DomainError} `district-unknown`; `body-invalid` where the lens is none that is on, or measures a radius.
   */
  return async function answer(districtId: string, question: LensQuestion): Promise<LensAnswer> {
    const clock = await snapshots.clock(districtId);
    const world = clock && (await worlds.read(districtId));
    const areaLayer = clock && (await snapshots.get(districtId, "areas"));
    if (!clock || !world || !areaLayer)
      throw new DomainError("district-unknown", `No district ${districtId}`);
    const { lenses, capacities, name } = await database.transaction(
      (tx) => readLenses(tx, districtId),
      { districtId },
    );
    const lens = lensOf(question.lensId, lenses);
    const facilities = (await snapshots.get(districtId, FACILITY_LAYERS[lens.facilityKind]))!;
    const land = (await lands.get(districtId, null))!;
    const near = KEPT_AWAY.includes(lens.measure.type)
      ? (await features.get(districtId, null))!
      : NO_FEATURES;

    const key = `${districtId} ${JSON.stringify(question)}`;
    const of = [world.ground, world.people, areaLayer, facilities, land, near, name, clock.today];
    return kept(key, of, () =>
      worked({
        ...{ districtId, question, lens, facilities, areaLayer, land, world },
        ...{ features: near, today: clock.today },
        reachMeters: capacities.find(({ id }) => id === "street-reach")!.value,
      }),
    );
  };
}

function lensOf(lensId: string, lenses: readonly DistrictLens[]): DistrictLens {
  const lens = lenses.find(({ id, isOn }) => id === lensId && isOn);
  const refuse = (remedy: string) =>
    new DomainError("body-invalid", `lensId: ${remedy}`, [
      { field: "lensId", value: lensId, remedy },
    ]);
  if (!lens)
    throw refuse(
      COVERAGE_LENSES.some(({ id }) => id === lensId)
        ? "a lens that is on here: this one is switched off"
        : "a lens of the district: GET /coverage/lenses has them",
    );
  if (lens.measure.type === "radius")
    throw refuse("a lens that measures no radius: POST /coverage answers those that do");
  return lens;
}

type Asked = {
  readonly districtId: string;
  readonly question: LensQuestion;
  readonly lens: DistrictLens;
  readonly facilities: Snapshot;
  readonly areaLayer: Snapshot;
  readonly land: Land;
  readonly features: Features;
  readonly world: NonNullable<Awaited<ReturnType<ReturnType<typeof createWorlds>["read"]>>>;
  readonly today: string;
  readonly reachMeters: number;
};

const NO_EDITS = { moved: [], closed: [], added: [], barriers: [] };

function worked(asked: Asked): LensAnswer {
  const { districtId, question, lens, facilities, today } = asked;
  const { facilityKind: kind, measure } = lens;
  const { sites, leftOut } = sitesOf(
    facilities,
    { kind, statuses: question.statuses, edits: NO_EDITS },
    { today, capacityOf: () => null, stationClasses: null },
  );
  const judgedSites = sites.map((site): JudgedSite => {
    const row = facilities.rowOf(site.id);
    return {
      ...site,
      read: (column) => (row === null ? null : facilities.valueAt(row, column)),
    };
  });
  return {
    ...{ districtId, at: new Date().toISOString(), today },
    asked: {
      ...{ kind, lensId: lens.id, lensTitle: lens.title, isOwn: lens.isOwn },
      ...{ basis: standsOn(lens.basis, lens.isOwn), measure, statuses: question.statuses },
    },
    n: sites.length,
    leftOut,
    sites: {
      id: sites.slice(0, MOST_SITES).map(({ id }) => id),
      position: sites.slice(0, MOST_SITES).map(({ position: [lng, lat] }) => [lng, lat]),
    },
    result: resultOf(asked, judgedSites),
  };
}

function resultOf(asked: Asked, sites: readonly JudgedSite[]): LensAnswer["result"] {
  const { lens, land, world, reachMeters } = asked;
  const { facilityKind: kind, measure } = lens;
  const { ground } = world;
  const around = surroundingsOf({ land, features: asked.features, ground, reachMeters });
  switch (measure.type) {
    case "spacing":
      return spacingAnswer(ground.streets, sites, { measure, land, reachMeters });
    case "density":
      return densityAnswer(
        areasOf(asked),
        land,
        sites.map(({ position }) => position),
        measure,
      );
    case "perPeople":
      return perPeopleAnswer(areasOf(asked), ...countsOf(asked, sites), measure);
    case "station":
      return stationAnswer(sites, measure, around);
    case "site":
      return siteAnswer(kind, sites, measure, around);
    case "toiletClass":
      return toiletClassAnswer(sites, measure, around);
    case "exclusion":
      return exclusionAnswer(sites, measure, around);
    case "areaPerPeople":
      return cannotTell(measure.type, "areas-not-recorded");
    case "atLeast":
      return cannotTell(
        measure.type,
        measure.unit === "closed_compound" ? "compounds-not-recorded" : "blocks-not-recorded",
      );
    case "radius":
      throw new RangeError("a radius is answered by coverage"); // lensOf saw to it
  }
}

function areasOf({ areaLayer, today }: Pick<Asked, "areaLayer" | "today">): LensArea[] {
  return areaIndexOf(areaLayer, today).areas.flatMap(({ areaId, level, name, nameEn }) => {
    const row = areaLayer.rowOf(areaId);
    const geometry = row === null ? null : areaLayer.geometryAt(row);
    if (level !== "subdistrict") return [];
    if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") return [];
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return [{ areaId, name, nameEn, polygons }];
  });
}

/** People and facilities in each sub-district, and in none. */
function countsOf({ areaLayer, today, world }: Asked, sites: readonly JudgedSite[]) {
  const index = areaIndexOf(areaLayer, today);
  const places = index.areas.flatMap(({ level }, place) =>
    level === "subdistrict" ? [place] : [],
  );
  const count = (at: readonly { subdistrict: number }[], weight: (i: number) => number) => {
    const of = new Array<number>(index.areas.length).fill(0);
    let outside = 0;
    for (const [i, { subdistrict }] of at.entries())
      if (subdistrict < 0) outside += weight(i);
      else of[subdistrict]! += weight(i);
    return { of: places.map((place) => of[place]!), outside };
  };
  const { centers, residents } = world.people;
  return [
    count(areasAt(index, centers), (i) => residents[i]!),
    count(
      sites.map(({ position }) => index.at(position)),
      () => 1,
    ),
  ] as const;
}
