import type { Geometry } from "geojson";
import type { ComplaintImportance, ComplaintKind } from "../complaint-life.ts";
import type { TargetState } from "../construction.ts";
import type { FacilityKind, FacilityStatus } from "../facility.ts";
import type { PlaceKind } from "../place.ts";
import type { LandUse } from "../plot.ts";
import type { InspectionLevel, TaskReason } from "../rubric.ts";
import type { Mark } from "../rubric-score.ts";
import type { VehicleKind, VehicleStatus } from "../vehicle.ts";
import type { DemoFlaw } from "./flaws.ts";

export type LngLat = readonly [lng: number, lat: number];
export type Ring = readonly LngLat[];

/** A local day, `YYYY-MM-DD`. */
export type Day = string;

export type DemoArea = {
  readonly areaId: string;
  readonly level: "district" | "subdistrict" | "community" | "grid" | "responsibility" | "fee";
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly parentId: string | null;
  readonly validFrom: Day;
  /** First day on which it no longer holds. */
  readonly validTo: Day | null;
  /** MultiPolygon coordinates, rings closed. */
  readonly boundary: readonly (readonly Ring[])[];
};

export type DemoFacility = {
  readonly facilityId: string;
  readonly kind: FacilityKind;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly address: string | null;
  readonly position: LngLat;
  readonly status: FacilityStatus;
  readonly owner: string | null;
  /** Empty: known to be nobody (无人管理). */
  readonly manager: string | null;
  readonly openedOn: Day | null;
  readonly closedOn: Day | null;
  readonly verifiedOn: Day | null;
  readonly verifiedBy: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
};

export type DemoStreet = {
  readonly streetId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly isMain: boolean;
  readonly isModel: boolean;
};

export type StreetClass = "arterial" | "secondary" | "branch" | "lane" | "path";

export type DemoEdge = {
  readonly edgeId: string;
  readonly streetId: string | null;
  readonly fromNode: number;
  readonly toNode: number;
  readonly class: StreetClass;
  readonly grade: 1 | 2 | 3 | 4 | null;
  readonly oneway: "no" | "forward" | "backward";
  readonly isDrivable: boolean;
  readonly isBridge: boolean;
  readonly widthMeters: number;
  readonly lengthMeters: number;
  readonly path: readonly LngLat[];
};

export type DemoCell = {
  readonly cell: string;
  readonly residents: number;
  readonly daytime: number;
};

export type DemoGround = {
  readonly groundId: string;
  readonly kind: "water" | "river" | "green" | "building" | "railway";
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly shape: Geometry;
};

export type DemoPlace = {
  readonly placeId: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly nameEn: string;
  readonly position: LngLat;
};

export type DemoPlot = {
  readonly plotId: string;
  readonly code: string;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly landUse: LandUse;
  readonly usableAreaSquareMeters: number | null;
  /** An office, never a person. */
  readonly owner: string | null;
  readonly objection: string | null;
  readonly isAvailable: boolean;
  readonly costYuan: number | null;
  /** MultiPolygon coordinates, rings closed. */
  readonly shape: readonly (readonly Ring[])[];
};

/** Places and plots of the demonstration, beside what the district holds. */
export type DemoLand = {
  readonly places: readonly DemoPlace[];
  readonly plots: readonly DemoPlot[];
};

/** A scenario of coverage, as it is kept. */
export type DemoScenario = {
  readonly scenarioId: string;
  readonly name: string;
  readonly note: string;
  readonly question: object;
  readonly costs: Readonly<Record<string, number>>;
};

/** One facility that is to be built. */
export type DemoTarget = {
  readonly targetId: string;
  readonly kind: FacilityKind;
  readonly name: string;
  readonly position: LngLat;
  readonly plannedFor: Day;
  readonly state: TargetState;
  readonly facilityId: string | null;
  readonly costYuan: number | null;
  readonly note: string;
};

export type DemoConstruction = {
  readonly scenarios: readonly DemoScenario[];
  readonly targets: readonly DemoTarget[];
};

export type DemoComplaint = {
  readonly complaintId: string;
  readonly number: string;
  readonly channel: string;
  readonly category: string | null;
  readonly occurredOn: Day;
  readonly occurredAt: Date;
  readonly position: LngLat | null;
  readonly address: string | null;
  readonly streetId: string | null;
  readonly facilityId: string | null;
  readonly reporterId: string;
};

/** One thing that happened to a complaint. */
export type DemoEvent = {
  readonly action: string;
  readonly at: Date;
  /** An office, never a person. */
  readonly actor: string;
  /** The handling unit for which they acted. */
  readonly unitId: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
};

/** A complaint with its life. */
export type DemoCase = DemoComplaint & {
  readonly kind: ComplaintKind;
  readonly importance: ComplaintImportance;
  readonly text: string;
  readonly placeKind: "point" | "street" | "facility" | "unclear";
  readonly placeNote: string | null;
  /** The sub-district of its day. */
  readonly areaId: string | null;
  readonly isConfidential: boolean;
  /** The complaint it was merged into. */
  readonly duplicateOf: string | null;
  /** The whole of it, also what is still to come. */
  readonly events: readonly DemoEvent[];
};

export type DemoRoute = {
  readonly routeId: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: "full_sweep" | "fine_sweep" | "wash" | "patrol" | "collection";
  readonly team: string;
  readonly vehicleKind: VehicleKind | null;
  readonly shifts: readonly { readonly from: string; readonly to: string }[];
  readonly passes: number;
  readonly period: "day" | "week" | "month";
  /** street: of its streets one is due a day, in turn. */
  readonly turn: "none" | "street";
  readonly season: "all" | "summer" | "other";
  readonly part: "whole" | "fast_lane" | "slow_lane" | "planter";
  readonly proof: "positions" | "confirmation" | "stops";
  readonly validFrom: Day;
  /** In the order in which they are worked. */
  readonly edgeIds: readonly string[];
  /** Facilities that a round empties, in order. */
  readonly stopIds: readonly string[];
};

/** How a vehicle's terminal sends, and what it says. */
export type DemoTerminal = {
  readonly terminalId: string;
  readonly protocol: "jt808-2013" | "jt808-2019" | "http" | "osmand";
  /** Whether it says that brush or pump is on. */
  readonly saysWorking: boolean;
  readonly everySeconds: number;
};

export type DemoVehicle = {
  readonly vehicleId: string;
  readonly plate: string;
  readonly kind: VehicleKind;
  readonly team: string;
  readonly status: VehicleStatus;
  readonly statusReason: string | null;
  readonly statusSince: Date | null;
  readonly boughtOn: Day;
  readonly overhaulDueOn: Day | null;
  readonly safetyCheckDueOn: Day | null;
  readonly note: string;
  readonly terminal: DemoTerminal | null;
  /** Where it stands when it does not work. */
  readonly depotId: string;
  /** The route it works on, and which part of how many. */
  readonly routeId: string | null;
  readonly share: readonly [part: number, of: number];
};

/** A star that was created; the inspections of the days before give at least as many. */
export type DemoRating = {
  readonly ratingId: string;
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly rubricId: string;
  readonly stars: number;
  readonly validFrom: Day;
  readonly reason: string;
};

export type DemoInspection = {
  readonly inspectionId: string;
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly rubricId: string;
  readonly level: InspectionLevel;
  readonly inspectedAt: Date;
  readonly day: Day;
  /** An office, never a person. */
  readonly inspectorName: string;
  /** Where it was entered; null where nobody knows. */
  readonly position: LngLat | null;
  readonly distanceMeters: number | null;
  readonly marks: readonly Mark[];
  readonly vetoes: readonly string[];
  readonly reinspectionOf: string | null;
  readonly taskId: string | null;
};

export type DemoTask = {
  readonly taskId: string;
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly rubricId: string;
  readonly dueOn: Day;
  readonly reason: TaskReason;
  readonly drawnAt: Date;
  readonly droppedReason: string | null;
};

export type DemoAppeal = {
  readonly appealId: string;
  readonly inspectionId: string;
  readonly raisedAt: Date;
  readonly trail: readonly {
    readonly at: Date;
    readonly step: "raised" | "accepted" | "corrected" | "rejected";
    readonly actorName: string;
    readonly words: string;
    readonly corrections: readonly { readonly itemId: string; readonly points: number }[] | null;
  }[];
};

export type DemoSetting = { readonly key: string; readonly value: unknown };

/** Everything the demonstration district holds, as records of data/schema. */
export type DemoDistrict = {
  readonly district: {
    readonly districtId: string;
    readonly name: string;
    readonly nameEn: string;
    readonly code: string;
    readonly timeZone: string;
    readonly anchor: Date;
  };
  readonly settings: readonly DemoSetting[];
  readonly areas: readonly DemoArea[];
  readonly facilities: readonly DemoFacility[];
  /** What is stored of them otherwise than it is. */
  readonly flaws: readonly DemoFlaw[];
  readonly streets: readonly DemoStreet[];
  readonly edges: readonly DemoEdge[];
  readonly cells: readonly DemoCell[];
  readonly ground: readonly DemoGround[];
  readonly complaints: readonly DemoComplaint[];
  readonly routes: readonly DemoRoute[];
  readonly vehicles: readonly DemoVehicle[];
  readonly ratings: readonly DemoRating[];
  /** In order of time. */
  readonly inspections: readonly DemoInspection[];
  readonly tasks: readonly DemoTask[];
  readonly appeals: readonly DemoAppeal[];
};

/** What vehicles drive on and what they are to do there. */
export type DemoTown = Pick<
  DemoDistrict,
  "district" | "streets" | "edges" | "facilities" | "routes" | "vehicles"
>;
