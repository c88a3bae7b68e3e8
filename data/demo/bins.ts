import { type Draft, SWEEPERS } from "./facilities.ts";
import type { IsLand } from "./land.ts";
import type { Random } from "./random.ts";
import { siteBeside } from "./sites.ts";
import type { Stretch } from "./streets.ts";

const BINS = 2500;
/** New on main and secondary roads within the year; the task was 100. */
const NEW_BINS = 150;
/** A few places fall at the district's edge and are left out. */
const SPARE = 12;

/** Meters between bins along one side, before the total is met: CJJ 27-2012 asks 50–100, 100–200, 200–400. */
function intervalOf({ edge, quarter }: Stretch): number | null {
  if (edge.isBridge || edge.class === "path") return null;
  if (quarter === "country") return null;
  if (edge.class === "arterial") return edge.grade === 1 ? 75 : edge.grade === 2 ? 120 : 260;
  if (edge.class === "secondary") return edge.grade === 2 ? 110 : 300;
  if (edge.class === "branch") return quarter === "commerce" ? 80 : 240;
  return quarter === "old" ? 190 : null;
}

/** 2,500 litter bins on both sides of streets, closer where more people walk. */
export function binsOf(stretches: readonly Stretch[], isLand: IsLand, random: Random): Draft[] {
  const wanted = stretches.reduce((sum, stretch) => {
    const interval = intervalOf(stretch);
    return interval === null ? sum : sum + (2 * stretch.meters) / interval;
  }, 0);
  const scale = wanted / (BINS + SPARE);
  const spots: Spot[] = [];
  for (const side of [1, -1] as const) {
    let carry = side === 1 ? 0.5 : 0.02; // bins on the two sides do not stand face to face
    for (const stretch of stretches) {
      const interval = intervalOf(stretch);
      if (interval === null) continue;
      const step = interval * scale;
      let at = (1 - carry) * step;
      for (; at <= stretch.meters; at += step) {
        const near = Math.min(stretch.meters - 4, Math.max(4, at + random.spread(step / 12)));
        spots.push({ stretch, meters: Math.max(0, near), side });
      }
      carry = 1 - (at - stretch.meters) / step;
    }
  }
  const dry = spots.filter((spot) => isLand(siteOf(spot).point));
  return draftsAt(dry.slice(0, BINS), random);
}

type Spot = { readonly stretch: Stretch; readonly meters: number; readonly side: 1 | -1 };

const siteOf = ({ stretch, meters, side }: Spot) =>
  siteBeside(stretch, meters, side, stretch.edge.class === "lane" ? 0.5 : 1.5);

function draftsAt(spots: readonly Spot[], random: Random): Draft[] {
  const isGreat = ({ stretch }: { stretch: Stretch }) =>
    stretch.edge.class === "arterial" || stretch.edge.class === "secondary";
  const fresh = new Set(random.shuffled(spots.filter(isGreat)).slice(0, NEW_BINS));
  const serials = new Map<string, number>();
  return spots.map((spot) => {
    const { stretch } = spot;
    const place = stretch.street?.name ?? "无名巷";
    const placeEn = stretch.street?.nameEn ?? "unnamed lane";
    const serial = (serials.get(place) ?? 0) + 1;
    serials.set(place, serial);
    const number = String(serial).padStart(3, "0");
    const isNew = fresh.has(spot);
    return {
      kind: "bin",
      name: `${place}${number}号果皮箱`,
      nameEn: `Litter bin ${number}, ${placeEn}`,
      site: siteOf(spot),
      openedDay: isNew ? -random.whole(45, 330) : -random.whole(420, 2500),
      manager: SWEEPERS,
      attributes: {
        volumeLiters: stretch.edge.class === "lane" ? 240 : isNew ? 80 : random.pick([60, 80, 100]),
        isSorted: isNew || random.chance(0.35),
        material: random.pick(["不锈钢", "镀锌板", "塑木"]),
      },
      ...(isNew
        ? {}
        : random.chance(0.018)
          ? { status: "repair" as const }
          : random.chance(0.006)
            ? { status: "closed" as const }
            : {}),
    } satisfies Draft;
  });
}
