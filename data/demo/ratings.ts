import type { Days } from "./days.ts";
import type { Random } from "./random.ts";
import type { DemoFacility, DemoRating, DemoStreet } from "./records.ts";
import { TRUTH_PLACES } from "./truth-places.ts";

/** Stars the document says were created in the year; it names one of each and gives no number of stars. */
const STAR_ROADS = ["解放大道", TRUTH_PLACES.unswept.street];
const STAR_STATIONS = ["红湘北路中转站"];
const STAR_TOILETS = ["冶金公厕", "槐荫公厕"];
const OF_EACH = 6;
/** Stars of the planted truths; the others' are drawn. */
const FIXED: Readonly<Record<string, number>> = { 槐荫公厕: 5, [TRUTH_PLACES.unswept.street]: 4 };

type Subject = { readonly kind: "facility" | "street"; readonly id: string; readonly name: string };

/** Six star roads, stations and toilets of the year, and others under trial (试评). */
export function ratingsOf(
  streets: readonly DemoStreet[],
  facilities: readonly DemoFacility[],
  days: Days,
  random: Random,
): DemoRating[] {
  const isSound = ({ status, manager, owner }: DemoFacility) =>
    status === "open" && manager !== "" && owner?.includes("环境卫生") === true;
  const of = (kind: DemoFacility["kind"]): Subject[] =>
    facilities
      .filter((facility) => facility.kind === kind && isSound(facility))
      .map(({ facilityId, name }) => ({ kind: "facility", id: facilityId, name }));
  const named = (all: readonly Subject[], names: readonly string[]) =>
    names.map((name) => all.find((s) => s.name === name)!);
  const roads: Subject[] = streets.map(({ streetId, name }) => ({
    kind: "street",
    id: streetId,
    name,
  }));
  const greater = new Set(
    streets.filter(({ isMain, isModel }) => isMain && !isModel).map(({ streetId }) => streetId),
  );

  const ratings: DemoRating[] = [];
  const rate = (subjects: readonly Subject[], title: string, isTrial: boolean) => {
    for (const { kind, id, name } of subjects) {
      ratings.push({
        ratingId: `rating-${String(ratings.length + 1).padStart(3, "0")}`,
        subjectKind: kind,
        subjectId: id,
        stars:
          FIXED[name] ??
          (isTrial ? random.pick([1, 2, 2, 3, 3, 3, 4, 4, 5]) : random.pick([3, 4, 4, 5])),
        isTrial,
        validFrom: days.day(isTrial ? -random.whole(20, 100) : -random.whole(60, 320)),
        validTo: null,
        reason: isTrial ? "试评" : `创建${title}`,
      });
    }
  };
  const create = (
    all: readonly Subject[],
    names: readonly string[],
    title: string,
    trials: number,
    inTrial = all,
  ) => {
    const first = named(all, names);
    const chosen = [
      ...first,
      ...random
        .shuffled(inTrial.filter((s) => !first.includes(s)))
        .slice(0, OF_EACH - first.length),
    ];
    rate(chosen, title, false);
    rate(random.shuffled(inTrial.filter((s) => !chosen.includes(s))).slice(0, trials), title, true);
  };
  create(
    roads,
    STAR_ROADS,
    "星级马路",
    5,
    roads.filter(({ id }) => greater.has(id)),
  );
  create(of("transfer_station"), STAR_STATIONS, "星级垃圾中转站", 8);
  create(of("toilet"), STAR_TOILETS, "星级公厕", 20);
  return ratings;
}
