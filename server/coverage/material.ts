import type { z } from "@hono/zod-openapi";
import { FACILITY_LAYERS } from "../../data/facility.ts";
import type { CaseRegisters } from "../complaints/case-register.ts";
import type { Caller, Reach } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import type { Database } from "../store/database.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { DistrictClock, Snapshots } from "../store/snapshots.ts";
import type { GatheringPlaces } from "./answer.ts";
import { type AreaIndex, areaIndexOf } from "./area-index.ts";
import { capacityFrom } from "./capacity.ts";
import type { CoverageAsked } from "./coverage-schema.ts";
import { COMPLAINT_DAYS, createComplaintDemand, type Demand, peopleDemand } from "./demand.ts";
import { type Raster, rasterOf } from "./gaps.ts";
import { createKept } from "./kept.ts";
import { type HeldTo, readLenses } from "./lens-store.ts";
import type { DistrictLens } from "./lenses.ts";
import { standsOn } from "./lenses-answer.ts";
import type { TravelNetwork } from "./network.ts";
import type { CoverageQuestion } from "./question.ts";
import { type ClosedSite, type LeftOut, sitesOf } from "./sites.ts";
import { type Study, studyOf } from "./study.ts";
import {
  createWorlds,
  networkOf,
  networkWithin,
  SNAP_PEOPLE_METERS,
  snapAll,
  snappedPeople,
} from "./world.ts";

/** What a question is answered from. */
export type Material = {
  readonly study: Study;
  readonly asked: z.infer<typeof CoverageAsked>;
  readonly areas: AreaIndex;
  readonly places: GatheringPlaces | null;
  readonly leftOut: LeftOut;
  readonly closed: readonly ClosedSite[];
  /** Places beside the streets, for drawing borders; worked out when first asked for. */
  raster(): Promise<Raster>;
};

/** Who asks. */
export type Asker = Pick<Caller, "accountId" | "readReach">;

/** Questions whose studies are kept: what several planners look at and drag. */
const MOST_KEPT = 16;
/** Borders are drawn through places so far apart. */
const RASTER_METERS = 25;

/** What the database says of a district, as of a change of it. */
type Read = {
  readonly of: Pick<DistrictClock, "createdAt" | "version">;
  readonly world: NonNullable<Awaited<ReturnType<ReturnType<typeof createWorlds>["read"]>>>;
  readonly held: HeldTo;
};

/** Reads what questions of coverage mean and measures it; what is asked again while nothing has changed is kept. */
export function createCoverage({
  database,
  snapshots,
  registers,
  worlds = createWorlds(database),
}: {
  database: Database;
  snapshots: Snapshots;
  registers: CaseRegisters;
  /** Shared with others that ask of the same streets. */
  worlds?: ReturnType<typeof createWorlds>;
}) {
  const complaintDemand = createComplaintDemand(registers);
  const kept = createKept<Material>(MOST_KEPT);
  const readByDistrict = new Map<string, Read>();

  /** Streets, people and standards; while no change is heard of, the database is not asked: a hand that drags waits for this. */
  async function readDistrict(
    districtId: string,
    { createdAt, version }: DistrictClock,
  ): Promise<Read | null> {
    const known = readByDistrict.get(districtId);
    if (known?.of.createdAt === createdAt && known.of.version === version) return known;
    const world = await worlds.read(districtId);
    if (!world) return null;
    const held = await database.transaction((tx) => readLenses(tx, districtId), { districtId });
    const found = { of: { createdAt, version }, world, held };
    readByDistrict.set(districtId, found);
    return found;
  }

  async function demandOf(
    districtId: string,
    question: CoverageQuestion,
    asker: Asker,
    people: Parameters<typeof peopleDemand>[0],
  ): Promise<Demand> {
    if (question.demand !== "complaints") return peopleDemand(people, question.demand);
    const all: Reach | null = await asker.readReach(districtId, "complaints.all");
    if (!all) throw new DomainError("forbidden", "complaints.all is not granted to you here");
    const demand = await complaintDemand(districtId, { accountId: asker.accountId, all });
    if (!demand) throw new DomainError("district-unknown", `No district ${districtId}`);
    return demand;
  }

  /**
   * @throws {DomainError} `district-unknown`, `forbidden` where complaints are asked for and may not be read,
   *   `body-invalid` where the question names a lens that is none, a facility that is none, or a capacity of complaints.
   */
  return async function read(
    districtId: string,
    question: CoverageQuestion,
    asker: Asker,
  ): Promise<Material> {
    const clock = await snapshots.clock(districtId);
    const found = clock && (await readDistrict(districtId, clock));
    const facilities = await snapshots.get(districtId, FACILITY_LAYERS[question.kind]);
    const areaLayer = await snapshots.get(districtId, "areas");
    if (!clock || !found || !facilities || !areaLayer)
      throw new DomainError("district-unknown", `No district ${districtId}`);
    const { world, held } = found;
    const gathering = await snapshots.get(districtId, "places");
    const { ground, people } = world;
    const demand = await demandOf(districtId, question, asker, people);
    checkEdits(question, (id) => facilities.rowOf(id) !== null);

    const name = `${districtId} ${JSON.stringify(question)}`;
    const of = [ground, people, demand, facilities, areaLayer, gathering, held.name, clock.today];
    return kept(name, of, () =>
      materialOf(question, {
        ...{ ground, people, demand, facilities, areaLayer, gathering, held },
        today: clock.today,
      }),
    );
  };
}
export type Coverage = ReturnType<typeof createCoverage>;

/** What a question is answered from: it is measured, which takes long where nothing of it is kept. */
function materialOf(
  question: CoverageQuestion,
  {
    ground,
    people,
    demand,
    facilities,
    areaLayer,
    gathering,
    held,
    today,
  }: Read["world"] & {
    readonly demand: Demand;
    readonly facilities: Snapshot;
    readonly areaLayer: Snapshot;
    readonly gathering: Snapshot | null;
    readonly held: HeldTo;
    readonly today: string;
  },
): Material {
  const lens = lensOf(question, held.lenses);
  const asked = askedOf(question, lens);
  const { barriers } = question.edits;
  const network =
    barriers.length > 0
      ? networkWithin(ground, asked.profile, barriers)
      : networkOf(ground, asked.profile);
  const { sites, leftOut, closed } = sitesOf(facilities, question, {
    today: today,
    capacityOf: capacityFrom(held.capacities),
    stationClasses: lens?.measure.type === "radius" ? (lens.measure.stationClasses ?? null) : null,
  });
  const study = studyOf({
    ...{ network, demand, sites },
    snapped:
      demand.kind === "complaints" || barriers.length > 0
        ? snapAll(network, demand.centers, SNAP_PEOPLE_METERS)
        : snappedPeople(network, people),
    radiusMeters: asked.radiusMeters,
    hasCapacity: question.hasCapacity,
  });
  return {
    ...{ study, asked, leftOut, closed },
    areas: areaIndexOf(areaLayer, today),
    places: gathering && placesOf(gathering),
    raster: () => rasterFor(network, demand),
  };
}

/** The radius lens of a question; null where it names a radius of its own. */
function lensOf(
  { kind, lensId, radiusMeters }: CoverageQuestion,
  lenses: readonly DistrictLens[],
): DistrictLens | null {
  const radii = lenses.filter(
    ({ facilityKind, measure, isOn }) => facilityKind === kind && isOn && measure.type === "radius",
  );
  if (lensId === undefined) {
    if (radiusMeters !== undefined) return null;
    const lens = radii.find(({ isDefault }) => isDefault) ?? radii[0];
    if (lens) return lens;
    throw invalid("radiusMeters", "a radius: no lens of the kind measures one");
  }
  const lens = radii.find(({ id }) => id === lensId);
  if (!lens) throw invalid("lensId", `a radius lens of ${kind} that is on`, lensId);
  return lens;
}

const invalid = (field: string, remedy: string, value?: string) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [
    { field, remedy, ...(value === undefined ? {} : { value }) },
  ]);

function askedOf(question: CoverageQuestion, lens: DistrictLens | null): Material["asked"] {
  const measure = lens?.measure.type === "radius" ? lens.measure : null;
  const isLens =
    measure && (question.radiusMeters ?? measure.radiusMeters) === measure.radiusMeters;
  const { kind, demand, hasCapacity } = question;
  return {
    ...{ kind, demand, hasCapacity },
    lensId: isLens && lens ? lens.id : null,
    lensTitle: isLens && lens ? lens.title : null,
    basis: isLens && lens ? standsOn(lens.basis, lens.isOwn) : null,
    isOwn: isLens && lens ? lens.isOwn : true,
    radiusMeters: question.radiusMeters ?? measure?.radiusMeters ?? Number.NaN, // lensOf saw to one of them
    profile: question.profile ?? measure?.profile ?? "walk",
    complaintDays: demand === "complaints" ? COMPLAINT_DAYS : null,
  };
}

function checkEdits(
  { edits, demand, hasCapacity }: CoverageQuestion,
  isFacility: (id: string) => boolean,
) {
  if (hasCapacity && demand === "complaints")
    throw invalid("hasCapacity", "false: facilities have room for people, not for complaints");
  for (const [at, { facilityId }] of edits.moved.entries())
    if (!isFacility(facilityId))
      throw invalid(`edits.moved.${at}.facilityId`, "a facility of the kind", facilityId);
  for (const [at, id] of edits.closed.entries())
    if (!isFacility(id)) throw invalid(`edits.closed.${at}`, "a facility of the kind", id);
  const ids = edits.added.map(({ id }) => id);
  for (const [at, id] of ids.entries())
    if (ids.indexOf(id) < at) throw invalid(`edits.added.${at}.id`, "an id of its own", id);
}

function placesOf(layer: Snapshot): GatheringPlaces {
  const ids: string[] = [];
  const kinds: string[] = [];
  const positions: [number, number][] = [];
  layer.visitAll((row) => {
    const geometry = layer.geometryAt(row);
    if (geometry?.type !== "Point") return;
    const [lng = 0, lat = 0] = geometry.coordinates;
    ids.push(layer.idAt(row));
    kinds.push(String(layer.valueAt(row, "kind")));
    positions.push([lng, lat]);
  });
  return { ids, kinds, positions };
}

const rasters = new WeakMap<TravelNetwork, WeakMap<readonly string[], Promise<Raster>>>();

function rasterFor(network: TravelNetwork, { cells }: Demand): Promise<Raster> {
  const known = rasters.get(network) ?? new WeakMap<readonly string[], Promise<Raster>>();
  rasters.set(network, known);
  const raster =
    known.get(cells) ??
    rasterOf(network, cells, { stepMeters: RASTER_METERS, snapMeters: SNAP_PEOPLE_METERS });
  known.set(cells, raster);
  return raster;
}
