import type { Days } from "./days.ts";
import { isOfDocument } from "./document-names.ts";
import type { Random } from "./random.ts";
import type { DemoComplaint, DemoFacility, DemoRating, DemoStreet } from "./records.ts";
import { TRUTH_PLACES } from "./truth-places.ts";

/** Stars the document says were created in the year; it names one of each and gives no number of stars. */
const STAR_ROADS = ["解放大道", TRUTH_PLACES.unswept.street];
const STAR_STATIONS = ["红湘北路中转站"];
const STAR_TOILETS = ["冶金公厕", "槐荫公厕"];
const OF_EACH = 6;
/** By the order in which they are drawn. */
const STARS = [5, 4, 5, 4, 5, 3];
/** Stars of the planted truths; names of the document have all five. */
const FIXED: Readonly<Record<string, number>> = { 槐荫公厕: 5, [TRUTH_PLACES.unswept.street]: 4 };

type Subject = { readonly kind: "facility" | "street"; readonly id: string; readonly name: string };

/** Facilities that may be rated: open, the bureau's, and somebody runs them. */
export const isSound = ({ status, manager, owner }: DemoFacility) =>
  status === "open" && manager !== "" && owner?.includes("环境卫生") === true;

/** A year younger than this has no stars yet: they were created in the one before. */
const YOUNG_DAYS = 130;

/** Days from the anchor back to the first of the year, and to the last day, in which the stars were created. */
export function starYear(days: Days): { readonly first: number; readonly last: number } {
  const firstOf = (year: number) => {
    let back = 0;
    while (days.day(-back - 1) >= `${year}-01-01`) back += 1;
    return back;
  };
  const year = Number(days.day(0).slice(0, 4));
  const first = firstOf(year);
  return first >= YOUNG_DAYS ? { first, last: 0 } : { first: firstOf(year - 1), last: first + 1 };
}

/** When a star was created: at most so long ago, in their year, and some weeks ago where it is old enough. */
function dayIn(days: Days, most: number, random: Random) {
  const { first, last } = starYear(days);
  const oldest = Math.max(last, Math.min(most, first));
  return random.whole(Math.max(last, Math.min(60, oldest)), oldest);
}

/** Of toilets the ones with the fewest complaints in a year: a bureau gives stars where it is quiet. */
const QUIETEST = 10;

function quietest(
  all: readonly Subject[],
  complaints: readonly DemoComplaint[],
  days: Days,
): readonly Subject[] {
  const counts = new Map(all.map(({ id }) => [id, 0]));
  for (const { facilityId, occurredOn } of complaints)
    if (facilityId !== null && occurredOn > days.day(-365) && counts.has(facilityId))
      counts.set(facilityId, counts.get(facilityId)! + 1);
  return [...all].sort((a, b) => counts.get(a.id)! - counts.get(b.id)!).slice(0, QUIETEST);
}

/** Six star roads, stations and toilets of the year. */
export function ratingsOf(
  {
    streets,
    facilities,
    complaints,
  }: {
    readonly streets: readonly DemoStreet[];
    readonly facilities: readonly DemoFacility[];
    readonly complaints: readonly DemoComplaint[];
  },
  days: Days,
  random: Random,
): DemoRating[] {
  const of = (kind: DemoFacility["kind"]): Subject[] =>
    facilities
      .filter((facility) => facility.kind === kind && isSound(facility))
      .map(({ facilityId, name }) => ({ kind: "facility", id: facilityId, name }));
  const named = (all: readonly Subject[], names: readonly string[]) =>
    names.map((name) => all.find((s) => s.name === name)!);
  const roads: Subject[] = streets.map(({ streetId, name }) => ({
    ...{ kind: "street", id: streetId, name },
  }));
  const greater = new Set(
    streets.filter(({ isMain, isModel }) => isMain && !isModel).map(({ streetId }) => streetId),
  );

  const ratings: DemoRating[] = [];
  const create = (
    all: readonly Subject[],
    names: readonly string[],
    {
      rubricId,
      title,
      among = all,
    }: { rubricId: string; title: string; among?: readonly Subject[] },
  ) => {
    const first = named(all, names);
    const others = random.shuffled(among.filter((s) => !first.includes(s)));
    for (const [at, { kind, id, name }] of [...first, ...others].slice(0, OF_EACH).entries())
      ratings.push({
        ratingId: `rating-${String(ratings.length + 1).padStart(3, "0")}`,
        ...{ subjectKind: kind, subjectId: id, rubricId },
        stars: FIXED[name] ?? (isOfDocument(name) ? 5 : STARS[at]!),
        validFrom: days.day(-dayIn(days, name in FIXED ? 120 : 345, random)), // planted truths hold for long
        reason: `创建${title}`,
      });
  };
  create(roads, STAR_ROADS, {
    ...{ rubricId: "star-road", title: "星级马路" },
    among: roads.filter(({ id }) => greater.has(id)),
  });
  create(of("transfer_station"), STAR_STATIONS, {
    ...{ rubricId: "star-station", title: "星级垃圾中转站" },
  });
  const toilets = of("toilet");
  create(toilets, STAR_TOILETS, {
    ...{ rubricId: "star-toilet", title: "星级公厕" },
    among: quietest(toilets, complaints, days),
  });
  return ratings;
}
