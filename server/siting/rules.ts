import type { FacilityKind } from "../../data/facility.ts";
import type { LandUse } from "../../data/plot.ts";
import { type DistrictLens, type KeptDistance, keptDistances } from "../coverage/lenses.ts";
import type { Place, SnapFailure } from "../coverage/network.ts";
import { isInside, type Parts } from "../geo/shape.ts";
import type { SitingCandidate, SitingRule } from "./schema.ts";
import type { Surroundings } from "./surroundings.ts";

/** The lenses that anything of it stands on. */
export const lensesIn = ({ distances, areas }: Requirements): DistrictLens[] => [
  ...new Set([...distances, ...areas].flatMap(({ lens }) => lens ?? [])),
];

/** The least area of a site, by land use where the text has it so. */
type LeastArea = {
  readonly lens: DistrictLens | null;
  readonly squareMeters: number;
  /** Empty is any. */
  readonly landUse: readonly LandUse[];
};

/** What new facilities of a kind are held to in a district. */
export type Requirements = {
  readonly kind: FacilityKind;
  readonly distances: readonly { readonly lens: DistrictLens; readonly kept: KeptDistance }[];
  readonly areas: readonly LeastArea[];
  /** What classes of stations keep to is not known, because the question does not say how much it takes. */
  readonly isThroughputMissing: boolean;
  readonly landUses: readonly LandUse[] | null;
  readonly exclude: readonly Parts[];
  /** A site whose cost is not known cannot be paid from a budget. */
  readonly needsCost: boolean;
  /** Where several share plots, one whose area is not known can be given to none. */
  readonly needsArea: boolean;
};

/**
 * What lenses in force and the question ask of a new facility.
 *
 * @param minimumAreaSquareMeters  instead of what lenses ask.
 */
export function requirementsOf(
  kind: FacilityKind,
  lenses: readonly DistrictLens[],
  {
    tonnesPerDay,
    minimumAreaSquareMeters,
    ...own
  }: {
    tonnesPerDay: number | undefined;
    minimumAreaSquareMeters: number | undefined;
  } & Pick<Requirements, "landUses" | "exclude" | "needsCost" | "needsArea">,
): Requirements {
  const inForce = lenses.filter(({ facilityKind, isOn }) => facilityKind === kind && isOn);
  const isOfClass = (range: readonly [number, number] | null | readonly number[]) =>
    range === null ||
    (tonnesPerDay !== undefined && tonnesPerDay >= range[0]! && tonnesPerDay < range[1]!);
  const byId = new Map(inForce.map((lens) => [lens.id, lens]));
  const distances = keptDistances(inForce)
    .filter((kept) => isOfClass(kept.tonnesPerDay))
    .map((kept) => ({ kept, lens: byId.get(kept.lensId)! }));
  const areas =
    minimumAreaSquareMeters === undefined
      ? inForce.flatMap((lens): LeastArea[] => {
          const { measure } = lens;
          if (measure.type === "site" && measure.per === "facility")
            return measure.leastSiteSquareMeters === undefined
              ? []
              : [{ lens, squareMeters: measure.leastSiteSquareMeters, landUse: measure.landUse }];
          if (measure.type !== "station" || !isOfClass(measure.tonnesPerDay)) return [];
          const squareMeters = measure.leastSiteSquareMeters;
          return squareMeters === undefined ? [] : [{ lens, squareMeters, landUse: [] }];
        })
      : [{ lens: null, squareMeters: minimumAreaSquareMeters, landUse: [] }];
  const hasClasses = inForce.some(({ measure }) => measure.type === "station");
  const isThroughputMissing = hasClasses && tonnesPerDay === undefined;
  return { kind, distances, areas, isThroughputMissing, ...own };
}

/** What is farther than so many times the distance is not told: it only takes time to find. */
const NEAR = 2;

/**
 * What a candidate keeps to and what it does not, rule by rule. One that any rule refuses cannot be chosen.
 *
 * Distances are straight, from its position to the nearest place of the shape. Neighbours' objection refuses nothing.
 */
export function judged(
  candidate: SitingCandidate,
  place: Place | SnapFailure,
  requirements: Requirements,
  surroundings: Surroundings,
): SitingRule[] {
  const { kind, exclude, landUses, needsCost, isThroughputMissing } = requirements;
  const { position, landUse, costYuan, objection } = candidate;
  const of = ruleOf(kind);
  const failure = typeof place === "string" ? place : null;
  const verdicts: SitingRule[] = [
    of("street", "position", failure ? "refused" : "passed", { failure }),
    ...areaRules(candidate, requirements),
    ...requirements.distances.flatMap(({ lens, kept }) =>
      kept.from.map((from): SitingRule => {
        const told = { lensId: lens.id, from: from.id, leastMeters: kept.leastMeters };
        const checked = from.checkedBy.filter((feature) => surroundings.has(feature));
        if (checked.length === 0) {
          const note = from.checkedBy.length === 0 ? "not-in-data" : "no-such-data";
          return of("distance", "position", "noted", { ...told, note });
        }
        const near = surroundings.nearest(checked, position, kept.leastMeters * NEAR);
        const isTooNear = near !== null && near.meters < kept.leastMeters;
        return of("distance", "position", isTooNear ? "refused" : "passed", {
          ...told,
          meters: near && Math.round(near.meters * 10) / 10,
          nearest: near && { layerId: near.layerId, id: near.id, name: near.name },
        });
      }),
    ),
  ];
  if (isThroughputMissing)
    verdicts.push(of("distance", "position", "noted", { note: "throughput-not-said" }));
  if (exclude.length > 0) {
    const isExcluded = exclude.some((area) => isInside(area, position[0], position[1]));
    verdicts.push(of("excluded", "position", isExcluded ? "refused" : "passed"));
  }
  if (landUses)
    verdicts.push(
      landUse === null
        ? of("land-use", "landUse", "noted", { note: "land-use-unknown" })
        : of("land-use", "landUse", landUses.includes(landUse) ? "passed" : "refused"),
    );
  if (needsCost && costYuan === null)
    verdicts.push(of("cost", "costYuan", "refused", { note: "cost-unknown" }));
  if (objection !== null)
    verdicts.push(of("objection", "objection", "noted", { note: "neighbours-object" }));
  return verdicts;
}

/** Of its land use what the texts ask; where that is not known or no text is about it, the least that any of them asks. */
function areaRules(
  { usableAreaSquareMeters: area, landUse }: SitingCandidate,
  { areas, kind, needsArea }: Requirements,
): SitingRule[] {
  if (areas.length === 0) return [];
  const meant = areas.filter(
    (each) => each.landUse.length === 0 || (landUse !== null && each.landUse.includes(landUse)),
  );
  const asked = (meant.length > 0 ? meant : areas).toSorted(
    (a, b) => a.squareMeters - b.squareMeters,
  );
  const strictest = meant.length > 0 ? asked.at(-1)! : asked[0]!;
  const told = {
    lensId: strictest.lens?.id ?? null,
    leastSquareMeters: strictest.squareMeters,
    squareMeters: area,
  };
  const of = ruleOf(kind);
  if (area === null)
    return [
      of("area", "usableAreaSquareMeters", needsArea ? "refused" : "noted", {
        ...{ ...told, note: "area-unknown" },
      }),
    ];
  const isTooSmall = area < strictest.squareMeters;
  return [of("area", "usableAreaSquareMeters", isTooSmall ? "refused" : "passed", told)];
}

const ruleOf =
  (kind: FacilityKind) =>
  (
    code: SitingRule["code"],
    field: SitingRule["field"],
    outcome: SitingRule["outcome"],
    more: Partial<SitingRule> = {},
  ): SitingRule => ({
    ...{ code, outcome, field, kind },
    ...{ note: null, lensId: null, from: null },
    ...{ leastMeters: null, meters: null, nearest: null },
    ...{ leastSquareMeters: null, squareMeters: null, failure: null },
    ...more,
  });
