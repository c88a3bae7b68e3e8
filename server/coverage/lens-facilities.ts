import type { MeasureOf } from "../../data/coverage-lenses.ts";
import type { FacilityKind } from "../../data/facility.ts";
import type { LandUse } from "../../data/plot.ts";
import type { LngLat } from "../geo/position.ts";
import {
  classCheck,
  distanceCheck,
  type JudgedFacility,
  judged,
  type Near,
  rangeCheck,
  untold,
  worstOf,
} from "./lens-checks.ts";
import type { Land } from "./lens-land.ts";
import type { FacilitiesResult, LensAnswer, LensCheck } from "./lens-schema.ts";
import { roundedTo } from "./rounding.ts";
import type { Site } from "./sites.ts";

/** A facility with what the register says of it. */
export type JudgedSite = Site & { read(column: string): unknown };

/** What facilities are held against. Null where the register has none of it in the district. */
export type Surroundings = {
  readonly land: Land;
  /** The class of the nearest street within the reach of standards; null is none. */
  streetClassAt(position: LngLat): string | null;
  /** The nearest feature within so many meters, of what a lens calls `ground:building` and the like. */
  nearest(feature: string, position: LngLat, withinMeters: number): Near | null;
  has(feature: string): boolean;
};

/** Farther from a plot than this, nobody knows on what land a facility stands. */
const LAND_WITHIN_METERS = 40;

const numberIn = ({ read }: JudgedSite, column: string) => {
  const value = read(column);
  return typeof value === "number" ? value : null;
};

/** The register has the position of each to some digits; more would be noise. */
const asRegistered = roundedTo(7);

function toldOf(
  site: JudgedSite,
  checks: readonly LensCheck[],
  more: Partial<Pick<JudgedFacility, "tonnesPerDay" | "landUse" | "streetClass">> = {},
): JudgedFacility {
  const { id, name, nameEn, position } = site;
  return {
    ...{ id, name, nameEn, position: asRegistered(position) },
    ...{ tonnesPerDay: null, landUse: null, streetClass: null },
    ...more,
    state: worstOf(checks),
    checks: [...checks],
  };
}

const BUILDING = "ground:building";

/** Stations of a class by design throughput: their site, and their gap to buildings of others. */
export function stationAnswer(
  sites: readonly JudgedSite[],
  measure: MeasureOf<"station">,
  around: Pick<Surroundings, "nearest" | "has">,
): FacilitiesResult {
  const [from, below] = measure.tonnesPerDay;
  const { gapMeters, greenBeltMeters } = measure;
  const [least, most] = [measure.leastSiteSquareMeters, measure.mostSiteSquareMeters];
  const isInClass = (tonnes: number) => tonnes >= from && tonnes < below;
  const meant = sites.filter((site) => {
    const tonnes = numberIn(site, "tonnesPerDay");
    return tonnes === null || isInClass(tonnes);
  });
  const checksOf = (site: JudgedSite): LensCheck[] => [
    ...(least === undefined && most === undefined
      ? []
      : [
          rangeCheck(
            "site",
            { value: numberIn(site, "siteSquareMeters"), reason: "site-unknown" },
            { least, most },
          ),
        ]),
    ...(gapMeters === undefined
      ? []
      : [
          around.has(BUILDING)
            ? distanceCheck("gap", around.nearest(BUILDING, site.position, gapMeters), {
                least: gapMeters,
              })
            : untold("gap", "no-buildings", { least: gapMeters }),
        ]),
    ...(greenBeltMeters === undefined
      ? []
      : [untold("greenBelt", "green-belt-unknown", { least: greenBeltMeters })]),
  ];
  return {
    type: "station",
    noData: null,
    ...judged(
      meant.map((site) => {
        const tonnesPerDay = numberIn(site, "tonnesPerDay");
        // one whose class nobody knows is held to nothing
        const checks =
          tonnesPerDay === null
            ? [untold("class", "tonnage-unknown", { unit: "class" })]
            : checksOf(site);
        return toldOf(site, checks, { tonnesPerDay });
      }),
      sites.length - meant.length,
    ),
    unchecked:
      greenBeltMeters === undefined ? [] : [{ id: "greenBelt", reason: "green-belt-unknown" }],
    isFromPosition: gapMeters !== undefined,
  };
}

/** The class of each toilet where a clause asks for one, by the land or the street where it stands. */
export function toiletClassAnswer(
  sites: readonly JudgedSite[],
  measure: MeasureOf<"toiletClass">,
  around: Pick<Surroundings, "land" | "streetClassAt">,
): FacilitiesResult {
  const { landUse: uses, streetClasses: classes } = measure;
  let others = 0;
  const facilities: JudgedFacility[] = [];
  for (const site of sites) {
    const landUse = uses ? around.land.at(site.position, LAND_WITHIN_METERS) : null;
    const streetClass = classes ? around.streetClassAt(site.position) : null;
    const isMeant =
      (landUse !== null && (uses as readonly LandUse[]).includes(landUse)) ||
      (streetClass !== null && (classes as readonly string[]).includes(streetClass));
    const toiletClass = site.read("toiletClass");
    const where = { landUse, streetClass };
    if (isMeant)
      facilities.push(
        toldOf(
          site,
          [classCheck(typeof toiletClass === "string" ? toiletClass : null, measure)],
          where,
        ),
      );
    else if ((uses && landUse === null) || (classes && streetClass === null))
      facilities.push(
        toldOf(
          site,
          [
            untold("class", uses && landUse === null ? "no-land-there" : "no-street-near", {
              ...{ unit: "class", most: Number(measure.atLeast) },
            }),
          ],
          where,
        ),
      );
    else others++;
  }
  return {
    type: "toiletClass",
    noData: uses && !classes && around.land.plots.length === 0 ? "plots" : null,
    ...judged(facilities, others),
    ...{ unchecked: [], isFromPosition: false },
  };
}

/** Existing facilities that stand nearer than allowed to what the register has of it. */
export function exclusionAnswer(
  sites: readonly JudgedSite[],
  { leastMeters: least, from }: MeasureOf<"exclusion">,
  around: Pick<Surroundings, "nearest" | "has">,
): FacilitiesResult {
  const parts = from.map(({ id, checkedBy }) => ({
    id,
    checkedBy: checkedBy.filter((feature) => around.has(feature)),
    reason: checkedBy.length === 0 ? "not-in-register" : "none-in-register",
  }));
  const checksOf = ({ position }: JudgedSite) =>
    parts.map(({ id, checkedBy, reason }) => {
      if (checkedBy.length === 0) return untold("distance", reason, { least, from: id });
      const near = checkedBy
        .flatMap((feature) => around.nearest(feature, position, least) ?? [])
        .sort((a, b) => a.meters - b.meters)[0];
      return distanceCheck("distance", near ?? null, { least, from: id });
    });
  return {
    type: "exclusion",
    noData: null,
    ...judged(
      sites.map((site) => toldOf(site, checksOf(site))),
      0,
    ),
    unchecked: parts
      .filter(({ checkedBy }) => checkedBy.length === 0)
      .map(({ id, reason }) => ({ id, reason })),
    isFromPosition: true,
  };
}

/** Which columns of the register have the site of a kind of facility. */
const HAS_SITE: readonly FacilityKind[] = ["transfer_station", "depot"];

/** The site of each facility, or of each of its vehicles, where the register has it. */
export function siteAnswer(
  kind: FacilityKind,
  sites: readonly JudgedSite[],
  measure: MeasureOf<"site">,
  around: Pick<Surroundings, "land">,
): LensAnswer["result"] {
  if (measure.per === "worker") return cannotTell("site", "workers-not-recorded");
  if (!HAS_SITE.includes(kind)) return cannotTell("site", "sites-not-recorded");
  const uses: readonly LandUse[] = measure.landUse;
  const [least, most] = [measure.leastSiteSquareMeters, measure.mostSiteSquareMeters];
  const hasBuilding =
    measure.leastBuildingSquareMeters !== undefined ||
    measure.mostBuildingSquareMeters !== undefined;
  const siteOf = (site: JudgedSite) => {
    const whole = numberIn(site, "siteSquareMeters");
    if (whole === null) return { value: null, reason: "site-unknown" };
    if (measure.per === "facility") return { value: whole, reason: "" };
    const places = numberIn(site, "vehiclePlaces");
    return places === null || places === 0
      ? { value: null, reason: "vehicles-unknown" }
      : { value: whole / places, reason: "" };
  };
  const facilities = sites.flatMap((site) => {
    const landUse = uses.length > 0 ? around.land.at(site.position, LAND_WITHIN_METERS) : null;
    if (landUse !== null && !uses.includes(landUse)) return [];
    const checks = [
      uses.length > 0 && landUse === null
        ? untold("site", "no-land-there", { unit: "square_meters" })
        : rangeCheck("site", siteOf(site), { least, most }),
      ...(hasBuilding ? [untold("building", "buildings-not-recorded")] : []),
    ];
    return [toldOf(site, checks, { landUse })];
  });
  return {
    type: "site",
    noData: null,
    ...judged(facilities, sites.length - facilities.length),
    unchecked: hasBuilding ? [{ id: "building", reason: "buildings-not-recorded" }] : [],
    isFromPosition: false,
  };
}

/** What the register cannot tell, and why. It is never fulfilled. */
export const cannotTell = (measure: string, reason: string): LensAnswer["result"] => ({
  ...{ type: "cannotTell", measure, reason },
});
