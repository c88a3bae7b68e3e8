import type { LandUse } from "../plot.ts";
import type { Block } from "./blocks.ts";
import type { IsUnbuilt } from "./built.ts";
import type { CommunityAt } from "./communities.ts";
import { insetOf, untangled } from "./inset.ts";
import type { Quarter } from "./layout.ts";
import { freeParcelOf } from "./parcels.ts";
import { HALF_BARRIER, type Plan } from "./plan.ts";
import {
  areaOf,
  areaSquareMetersOf,
  centroidOf,
  densified,
  isInside,
  type Point,
  toLngLat,
} from "./plane.ts";
import { type Random, weightedIndex } from "./random.ts";
import type { DemoPlot } from "./records.ts";

/** A plot and its outline on the plan. */
export type Land = {
  readonly plot: DemoPlot;
  readonly ring: readonly Point[];
  readonly quarter: Quarter;
};

type Weights = Readonly<Partial<Record<LandUse, number>>>;

/** What the blocks of a quarter are used for, in parts of the whole. */
const USES: Readonly<Record<Quarter, Weights>> = {
  old: {
    residential: 62,
    commercial: 20,
    public: 10,
    green_square: 3,
    utility: 2,
    road_transport: 3,
  },
  estate: { residential: 80, public: 10, commercial: 6, green_square: 3, road_transport: 1 },
  tower: { residential: 80, public: 9, commercial: 6, green_square: 4, road_transport: 1 },
  commerce: { commercial: 76, public: 9, residential: 11, green_square: 4 },
  works: { industrial: 76, warehouse: 20, utility: 4 },
  campus: { public: 1 },
  village: { residential: 92, public: 4, commercial: 3, utility: 1 },
  park: { green_square: 1 },
  riverside: { green_square: 1 },
  country: { green_square: 1 },
};

/** What a free corner of a block is down for, where it is not used as the block is. */
const FREE_USES: Weights = { utility: 30, green_square: 22, road_transport: 22, public: 26 };

/** Blocks with a free corner: about one in so many. */
const FREE_SHARE: Readonly<Partial<Record<Quarter, number>>> = {
  ...{ old: 0.3, estate: 0.28, tower: 0.28, commerce: 0.28 },
  ...{ works: 0.26, village: 0.24, campus: 0.26, riverside: 0.5 },
};

/** Along the district's border land is kept clear: borders are drawn through junctions merged within five meters. */
const BORDER_METERS = 10;

/** Less than this between streets is no plot. */
const LEAST_SQUARE_METERS = 120;

/** Yuan for a square meter of land, by use. */
const PRICE: Readonly<Record<LandUse, number>> = {
  ...{ residential: 2600, public: 1800, commercial: 4200, industrial: 900 },
  ...{ warehouse: 900, road_transport: 1500, utility: 1200, green_square: 600 },
};

const OWNERS: Readonly<Record<LandUse, readonly string[]>> = {
  residential: ["区人民政府", "区城市建设投资公司", "区房地产管理局"],
  public: ["区人民政府", "区教育局", "区卫生局"],
  commercial: ["区城市建设投资公司", "市场服务中心", "区供销社"],
  industrial: ["区工业园管理委员会", "区城市建设投资公司"],
  warehouse: ["区工业园管理委员会", "区供销社"],
  road_transport: ["区城市建设投资公司", "区交通运输局"],
  utility: ["区人民政府", "蒸湘区环境卫生管理局", "区城市建设投资公司"],
  green_square: ["区园林管理处", "区人民政府"],
};

/** What neighbours say. Nobody is named. */
const OBJECTIONS = [
  "楼栋居民联名反对设公厕，可以接受果皮箱",
  "紧邻幼儿园，家长要求另选地址",
  "业主委员会要求距住宅楼不少于 15 米",
  "周边商户担心气味影响经营",
  "此前公示期间收到反对意见，须重新公示",
  "居民反对垃圾车夜间出入",
];

const drawUse = (weights: Weights, random: Random): LandUse => {
  const entries = Object.entries(weights) as [LandUse, number][]; // the keys are those of Weights
  return entries[weightedIndex(entries.map(([, weight]) => weight))(random.next())]![0];
};

/**
 * The land of the built-up town: a plot for each block, and at some streets a free corner of one, which may be built on.
 *
 * Plots neither lie on each other nor on streets. The open country has none.
 */
export function plotsOf(
  plan: Plan,
  { communityAt, isUnbuilt }: { communityAt: CommunityAt; isUnbuilt: IsUnbuilt },
  random: Random,
): Land[] {
  const lands: Land[] = [];
  const serials = new Map<string, number>();
  const add = (
    ring: readonly Point[],
    quarter: Quarter,
    known: Pick<DemoPlot, "landUse"> & Partial<DemoPlot>,
    holes: readonly (readonly Point[])[] = [],
  ) => {
    const serial = String(lands.length + 1).padStart(4, "0");
    const plot: DemoPlot = {
      plotId: `plot-${serial}`,
      code: `DK${serial}`,
      ...{ name: null, nameEn: null, usableAreaSquareMeters: null, owner: null },
      ...{ objection: null, isAvailable: false, costYuan: null },
      ...known,
      shape: [[ring, ...holes].map(outlineOf)],
    };
    lands.push({ plot, ring, quarter });
  };
  for (const block of plan.blocks) {
    const ground = groundOf(block);
    if (!ground) continue;
    const { quarter } = block;
    const landUse = drawUse(USES[quarter], random);
    const isFree = random.chance(FREE_SHARE[quarter] ?? 0);
    const parcel = isFree ? freeParcelOf(ground, block, isUnbuilt, random) : null;
    const lakes = isInside(plan.lake[0]!, ground) ? [[...plan.lake].reverse()] : [];
    add(parcel?.rest ?? ground, quarter, { landUse }, lakes);
    if (!parcel) continue;
    const community = communityAt(toLngLat(centroidOf(parcel.ring)));
    const count = (serials.get(community.zh) ?? 0) + 1;
    serials.set(community.zh, count);
    add(parcel.ring, quarter, {
      name: `${community.zh}${count}号地块`,
      nameEn: `${community.en} plot ${count}`,
      ...termsOf(parcel.ring, quarter, community.zh, landUse, random),
    });
  }
  return lands;
}

/** What is known of a plot that may be built on. */
function termsOf(
  ring: readonly Point[],
  quarter: Quarter,
  community: string,
  around: LandUse,
  random: Random,
) {
  const isAsAround = random.chance(quarter === "works" || quarter === "riverside" ? 0.8 : 0.3);
  const landUse = isAsAround ? around : drawUse(FREE_USES, random);
  const usable = Math.round(areaSquareMetersOf(outlineOf(ring)) * random.between(0.72, 0.95));
  const usableAreaSquareMeters = Math.min(3_000, Math.max(30, usable));
  const owner = ownerOf(quarter, community, landUse, random);
  const isObjected = random.chance(around === "residential" ? 0.3 : 0.1);
  const price = PRICE[landUse] * random.between(0.7, 1.3);
  const isGiven = owner === "区人民政府" && random.chance(0.6); // land that is allocated costs nothing
  const isPriced = random.chance(0.86);
  return {
    ...{ landUse, usableAreaSquareMeters, owner, isAvailable: true },
    objection: isObjected ? random.pick(OBJECTIONS) : null,
    costYuan: isGiven
      ? 0
      : isPriced
        ? Math.round((price * usableAreaSquareMeters) / 1_000) * 1_000
        : null,
  };
}

function ownerOf(quarter: Quarter, community: string, landUse: LandUse, random: Random) {
  if (random.chance(0.07)) return null;
  if (quarter === "campus") return `${community}学院`;
  if (quarter === "village" && random.chance(0.8)) return `${community}股份经济合作社`;
  return random.pick(OWNERS[landUse]);
}

/** A block without its streets; null where nothing is left. */
function groundOf(block: Block): Point[] | null {
  const half = block.half.map((meters) =>
    meters === HALF_BARRIER.boundary ? BORDER_METERS : meters,
  );
  const ring = untangled(insetOf({ ...block, half }, 0));
  return ring.length >= 3 && areaOf(ring) > LEAST_SQUARE_METERS ? ring : null;
}

const outlineOf = (ring: readonly Point[]) => densified([...ring, ring[0]!], 60).map(toLngLat);
