import type { PlaceKind } from "../place.ts";
import type { LandUse } from "../plot.ts";
import type { CommunityAt } from "./communities.ts";
import { between, centroidOf, isInside, type Point, toLngLat } from "./plane.ts";
import type { Land } from "./plots.ts";
import { type Random, weightedIndex } from "./random.ts";
import type { DemoDistrict, DemoFacility, DemoPlace, LngLat } from "./records.ts";

type Suffix = readonly [zh: string, en: string];

/** Something that may stand on a plot. */
type Sort = {
  readonly kind: PlaceKind;
  readonly weight: number;
  readonly suffixes: readonly Suffix[];
};

const sort = (kind: PlaceKind, weight: number, ...suffixes: Suffix[]): Sort => ({
  ...{ kind, weight, suffixes },
});

const KINDERGARTEN = sort("school", 8, ["幼儿园", "Kindergarten"]);

/** What stands on land of a use: some kinds of place by weight, or with what is left of a hundred none. */
const SORTS: Readonly<Record<LandUse, readonly Sort[]>> = {
  residential: [KINDERGARTEN],
  public: [
    sort("school", 34, ["小学", "Primary School"], ["中学", "Middle School"]),
    sort("hospital", 14, ["医院", "Hospital"], ["社区卫生服务中心", "Health Centre"]),
    sort(
      "culture_sport",
      16,
      ...([
        ["文化馆", "Culture Hall"],
        ["体育馆", "Sports Hall"],
        ["图书馆", "Library"],
        ["影剧院", "Theatre"],
      ] as const),
    ),
    sort("work", 30, ["政务服务中心", "Service Centre"], ["机关办公楼", "Offices"]),
  ],
  commercial: [
    sort("shopping", 24, ["购物中心", "Shopping Centre"], ["超市", "Supermarket"]),
    sort("market", 9, ["农贸市场", "Market"]),
    sort("work", 52, ["写字楼", "Office Tower"], ["商务楼", "Business Centre"]),
  ],
  industrial: [
    sort(
      "work",
      88,
      ...([
        ["机械厂", "Machine Works"],
        ["建材厂", "Building Materials Works"],
        ["食品厂", "Food Works"],
        ["纺织厂", "Textile Works"],
      ] as const),
    ),
  ],
  warehouse: [sort("work", 80, ["物流园", "Logistics Park"])],
  road_transport: [sort("transport", 60, ["公交枢纽", "Bus Station"])],
  utility: [],
  green_square: [sort("square", 45, ["广场", "Square"])],
};

/** On the grounds of a college. */
const COLLEGE = [
  sort("school", 20, ["师范学院", "Teachers' College"], ["职业学院", "Vocational College"]),
];
const OLD_STREET = sort("scenic", 4, ["老街", "Old Street"]);

/** Toilets of others that are named after the place they belong to. */
const NAMED_AFTER: readonly (readonly [suffix: RegExp, kind: PlaceKind])[] = [
  [/农贸市场$/, "market"],
  [/客运站$/, "transport"],
];

/** Where people work or gather: on plots by what the land is used for, in parks, and where toilets say so by their names. */
export function placesOf(
  lands: readonly Land[],
  { ground, facilities }: Pick<DemoDistrict, "ground" | "facilities">,
  communityAt: CommunityAt,
  random: Random,
): DemoPlace[] {
  const places: DemoPlace[] = [];
  const given = new Map<string, number>();
  const add = (kind: PlaceKind, name: string, nameEn: string, position: LngLat) => {
    const placeId = `place-${String(places.length + 1).padStart(4, "0")}`;
    places.push({ placeId, kind, name, nameEn, position });
  };
  for (const { kind, name, nameEn, position } of namedAfter(facilities)) {
    add(kind, name, nameEn, position);
  }
  for (const { name, nameEn, ring } of parksOf(ground)) add("park", name, nameEn, gateOf(ring));
  const promenade = ground.find(({ kind, name }) => kind === "green" && name === "蒸水风光带");
  if (promenade?.shape.type === "Polygon") {
    const ring = ringOf(promenade.shape.coordinates[0]!);
    add("scenic", promenade.name!, promenade.nameEn!, gateOf(ring));
  }
  for (const { plot, ring, quarter } of lands) {
    if (plot.isAvailable || quarter === "park" || quarter === "riverside") continue;
    const sorts =
      quarter === "campus"
        ? COLLEGE
        : quarter === "old" && plot.landUse === "commercial"
          ? [...SORTS.commercial, OLD_STREET]
          : SORTS[plot.landUse];
    const found = drawSort(sorts, random);
    if (!found) continue;
    const [zh, en] = random.pick(found.suffixes);
    const position = toLngLat(within(ring, random));
    const community = communityAt(position);
    const count = (given.get(community.zh + zh) ?? 0) + 1;
    given.set(community.zh + zh, count);
    const ordinal = count === 1 ? "" : `第${"一二三四五六七八九十"[count - 1] ?? count}`;
    const number = count === 1 ? "" : ` No. ${count}`;
    add(found.kind, community.zh + ordinal + zh, `${community.en} ${en}${number}`, position);
  }
  return places;
}

/** One of some kinds, or with what their weights leave of a hundred none. */
function drawSort(sorts: readonly Sort[], random: Random): Sort | null {
  const weights = sorts.map(({ weight }) => weight);
  const none = Math.max(0, 100 - weights.reduce((sum, weight) => sum + weight, 0));
  return sorts[weightedIndex([...weights, none])(random.next())] ?? null;
}

/** Somewhere around the middle of a plot, inside it: of a bent one beside a corner that is cut off. */
function within(ring: readonly Point[], random: Random): Point {
  const middle = centroidOf(ring);
  const near: Point = [middle[0] + random.spread(6), middle[1] + random.spread(6)];
  const beside = ring.map((_, i) => between(ring.at(i - 1)!, ring[(i + 1) % ring.length]!, 0.5));
  return [near, middle, ...beside].find((point) => isInside(point, ring)) ?? middle;
}

/** Places that a toilet is named after stand beside it. */
const namedAfter = (facilities: readonly DemoFacility[]) =>
  facilities
    .filter(({ kind }) => kind === "toilet")
    .flatMap(({ name, nameEn, position: [lng, lat] }) => {
      const own = name.replace(/公厕$/, "");
      const kind = NAMED_AFTER.find(([suffix]) => suffix.test(own))?.[1];
      const position: LngLat = [lng, Math.round((lat + 0.0002) * 1e7) / 1e7];
      return kind ? [{ kind, name: own, nameEn: nameEn.replace(/ Toilet$/, ""), position }] : [];
    });

const ringOf = (coordinates: readonly (readonly number[])[]) =>
  coordinates.map(([lng, lat]): LngLat => [lng!, lat!]);

const parksOf = (ground: DemoDistrict["ground"]) =>
  ground.flatMap(({ kind, name, nameEn, shape }) =>
    kind === "green" && name?.endsWith("公园") && shape.type === "Polygon"
      ? [{ name, nameEn: nameEn!, ring: ringOf(shape.coordinates[0]!) }]
      : [],
  );

/** At an entrance: a corner, a little toward the middle. The middle itself may be a lake. */
function gateOf(ring: readonly LngLat[]): LngLat {
  const [lng, lat] = ring[0]!;
  const [x, y] = centroidOf(ring.slice(1));
  const at = (from: number, to: number) => Math.round((from + (to - from) * 0.16) * 1e7) / 1e7;
  return [at(lng, x), at(lat, y)];
}
