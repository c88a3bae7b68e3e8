import type { Point } from "./plane.ts";

/** Where a planted truth sits, on a street or toilet with an invented name. Offsets in days from the anchor. */
export type TruthPlace = {
  readonly id: string;
  readonly street: string;
  readonly streetEn: string;
  readonly at: Point;
};

/** Streets named for a truth: the branch road nearest to the place takes the name. */
export const TRUTH_PLACES = {
  growing: { id: "growing-hot-spot", street: "芦花路", streetEn: "Luhua Road", at: [-490, -1180] },
  persistent: {
    id: "persistent-hot-spot",
    street: "竹溪街",
    streetEn: "Zhuxi Street",
    at: [820, 190],
  },
  ended: { id: "ended-hot-spot", street: "麻园路", streetEn: "Mayuan Road", at: [-1180, -1960] },
  reporter: {
    id: "one-reporter-many-reports",
    street: "茅坪路",
    streetEn: "Maoping Road",
    at: [2010, -1060],
  },
  toilet: {
    id: "five-star-toilet-many-complaints",
    street: "槐荫街",
    streetEn: "Huaiyin Street",
    at: [1900, 780],
  },
  unswept: {
    id: "rated-road-not-swept",
    street: "枫林路",
    streetEn: "Fenglin Road",
    at: [830, -1510],
  },
} as const satisfies Record<string, TruthPlace>;

/** People who live here have no toilet within 600 m in a straight line. */
export const NO_TOILET = { id: "no-toilet-near", at: [1960, -1480] as Point, meters: 600 };
