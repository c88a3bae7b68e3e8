import type { TravelNetwork } from "../coverage/network.ts";
import type { LngLat } from "../geo/position.ts";
import { isInside, type Parts, toParts } from "../geo/shape.ts";
import { DomainError } from "../http/problem.ts";
import { type Corner, cornersOf, thinned } from "./corners.ts";
import { type CandidateChoice, MOST_CANDIDATES } from "./question.ts";
import type { SitingCandidate } from "./schema.ts";
import type { FreePlot } from "./store.ts";

/** What a question offers, before anything of it is refused. */
export type Offer = {
  readonly candidates: readonly SitingCandidate[];
  /** How far apart corners are; null without corners. */
  readonly cornersApartMeters: number | null;
  /** Candidates that lie in none of the drawn areas. */
  readonly outsideAreas: number;
};

/** Corners that are left when nobody says how far apart they have to be. */
const ENOUGH_CORNERS = 1_000;
const STEPS_METERS = [25, 50, 75, 100, 150, 200, 300, 400, 600] as const;

/**
 * Where a new facility could stand by the question, whatever it then is held to. Only corners know their streets yet.
 *
 * @param plots  those that may be built on; not looked at unless the question asks for them.
 * @param mayReadOwners  whether whose a plot is and what neighbours object may be told.
 * @throws {DomainError} `body-invalid` without any kind of candidate or with ids twice; `limit-exceeded` with too many.
 */
export function offeredBy(
  choice: CandidateChoice,
  {
    network,
    plots,
    mayReadOwners,
    costYuan,
    capacity,
  }: {
    network: TravelNetwork;
    plots: readonly FreePlot[];
    mayReadOwners: boolean;
    costYuan: number | null;
    capacity: number | null;
  },
): Offer {
  const areas = choice.areas.map(ringOf);
  const isAlone = areas.length > 0 && !choice.plots && choice.given.length === 0;
  if (!choice.corners && !choice.plots && choice.given.length === 0 && areas.length === 0)
    throw invalid("candidates", "corners, plots, areas or candidates of one's own");
  const ids = choice.given.map(({ id }) => id);
  for (const [at, id] of ids.entries())
    if (ids.indexOf(id) < at) throw invalid(`candidates.given.${at}.id`, "an id of its own", id);

  const isWithin = ([lng, lat]: LngLat) =>
    areas.length === 0 || areas.some((area) => isInside(area, lng, lat));
  let outsideAreas = 0;
  const within = <T>(all: readonly T[], positionOf: (one: T) => LngLat) => {
    const kept = all.filter((one) => isWithin(positionOf(one)));
    outsideAreas += all.length - kept.length;
    return kept;
  };
  const assumed = (own: number | null) => ({
    costYuan: own ?? costYuan,
    isCostAssumed: own === null && costYuan !== null,
  });

  const given = within(choice.given, ({ position }) => position).map(
    (one): SitingCandidate => ({
      ...{ id: `given:${one.id}`, source: "given", plotId: null },
      ...{ name: one.name ?? null, nameEn: null, position: one.position },
      ...{ street: null, streetEn: null },
      landUse: one.landUse ?? null,
      usableAreaSquareMeters: one.usableAreaSquareMeters ?? null,
      ...{ owner: one.owner ?? null, objection: one.objection ?? null },
      ...assumed(one.costYuan ?? null),
      capacity: one.capacity ?? capacity,
    }),
  );
  const built = choice.plots
    ? within(plots, ({ lng, lat }): LngLat => [lng, lat]).map(
        ({ lng, lat, ...plot }): SitingCandidate => ({
          ...{ id: `plot:${plot.plotId}`, source: "plot", plotId: plot.plotId },
          ...{ name: plot.name ?? plot.code, nameEn: plot.nameEn, position: [lng, lat] },
          ...{ street: null, streetEn: null },
          landUse: plot.landUse,
          usableAreaSquareMeters: plot.usableAreaSquareMeters,
          owner: mayReadOwners ? plot.owner : null,
          objection: mayReadOwners ? plot.objection : null,
          ...assumed(plot.costYuan),
          capacity,
        }),
      )
    : [];
  const corners =
    choice.corners || isAlone
      ? thinnedCorners(
          within(cornersOf(network), ({ position }) => position),
          choice.cornersApartMeters,
        )
      : null;
  const candidates = [
    ...given,
    ...built,
    ...(corners?.corners ?? []).map(
      ({ nodeId, position, names, namesEn }): SitingCandidate => ({
        ...{ id: `corner:${nodeId}`, source: "corner", plotId: null, landUse: null },
        name: names.length > 0 ? names.join(" / ") : null,
        nameEn: namesEn.length > 0 ? namesEn.join(" / ") : null,
        position: [...position] as [number, number],
        ...{ street: names.join(" / ") || null, streetEn: namesEn.join(" / ") || null },
        ...{ usableAreaSquareMeters: null, owner: null, objection: null },
        ...assumed(null),
        capacity,
      }),
    ),
  ];
  if (candidates.length > MOST_CANDIDATES)
    throw tooMany("candidates", candidates.length, MOST_CANDIDATES, "siting-candidates");
  return { candidates, cornersApartMeters: corners?.apartMeters ?? null, outsideAreas };
}

/** As near each other as was asked; else as near as leaves enough of them and no more. */
function thinnedCorners(corners: readonly Corner[], asked: number | undefined) {
  const positions = corners.map(({ position }) => position);
  const at = (apartMeters: number) => ({
    apartMeters,
    corners: thinned(positions, apartMeters).map((i) => corners[i]!),
  });
  if (asked !== undefined) return at(asked);
  let found = at(STEPS_METERS[0]);
  for (const step of STEPS_METERS.slice(1)) {
    if (found.corners.length <= ENOUGH_CORNERS) break;
    found = at(step);
  }
  return found;
}

/** A drawn area, taken apart for telling what lies in it. */
export const ringOf = (ring: readonly LngLat[]): Parts =>
  toParts({ type: "Polygon", coordinates: [[...ring, ring[0]!]] });

export const invalid = (field: string, remedy: string, value?: string) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [
    { field, remedy, ...(value === undefined ? {} : { value }) },
  ]);

/** @param rule  a stable name of the limit, so that a page says it in its own words. */
export const tooMany = (field: string, count: number, limit: number, rule: string) =>
  new DomainError(
    "limit-exceeded",
    `${field}: ${count}, and at most ${limit} are looked at`,
    [{ field, value: String(count), remedy: `at most ${limit}`, rule, limit }],
    { more: { rule } },
  );
