import type { Point } from "geojson";
import type { LayerRecord, LayerSource } from "../../server/store/layer.ts";
import { loadSnapshot, type Snapshot } from "../../server/store/snapshot.ts";
import { seededRandom } from "../worlds/layer.ts";

export const POINTS = 1_000_000;
export const LINES = 20_000;

/** A city of about 50 × 50 km: half of everything is spread evenly, half stands around 400 centers. */
const WEST = 112.3;
const SOUTH = 26.65;
const WIDTH = 0.5;
const HEIGHT = 0.45;

const CATEGORIES = [
  "垃圾",
  "公厕",
  "噪声",
  "占道",
  "油烟",
  "积水",
  "井盖",
  "渣土",
  "绿化",
  "路灯",
  "广告",
  "其他",
];
const FIRST_DAY = Date.UTC(2023, 0, 1);

const sevenDecimals = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

function* positions(random: () => number): Generator<[lng: number, lat: number]> {
  const centers = Array.from(
    { length: 400 },
    () => [WEST + WIDTH * random(), SOUTH + HEIGHT * random()] as const,
  );
  for (;;) {
    if (random() < 0.5) {
      yield [sevenDecimals(WEST + WIDTH * random()), sevenDecimals(SOUTH + HEIGHT * random())];
      continue;
    }
    const [lng, lat] = centers[Math.floor(random() * centers.length)]!;
    const distance = 0.008 * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    yield [
      sevenDecimals(lng + distance * Math.cos(angle)),
      sevenDecimals(lat + distance * Math.sin(angle)),
    ];
  }
}

const column = (name: string, type: "text" | "date") =>
  ({ name, type, title: { zh: name, en: name }, isInTiles: true }) as const;

const layer = (id: string, geometry: "point" | "line"): LayerSource => ({
  id,
  title: { zh: id, en: id },
  geometry,
  audience: "public",
  kinds: [id],
  detailFromZoom: 0,
  columns:
    geometry === "point"
      ? [column("category", "text"), column("occurredOn", "date")]
      : [column("class", "text")],
  read: async () => [],
});

/** The same million points every time: complaints with a category and a day. */
export function benchPoints(): LayerRecord[] {
  const random = seededRandom(1);
  const places = positions(random);
  return Array.from({ length: POINTS }, (_, i): LayerRecord => {
    const day = new Date(FIRST_DAY + 86_400_000 * Math.floor(1096 * random()));
    return {
      id: `c${i.toString(36)}`,
      geometry: { type: "Point", coordinates: places.next().value as [number, number] }, // it never ends
      values: [
        CATEGORIES[Math.floor(random() ** 2 * CATEGORIES.length)]!,
        day.toISOString().slice(0, 10),
      ],
    };
  });
}

/** The same 20,000 streets every time: about 500 m in 12 vertices. */
export function benchLines(): LayerRecord[] {
  const random = seededRandom(2);
  const places = positions(random);
  return Array.from({ length: LINES }, (_, i): LayerRecord => {
    let [lng, lat] = places.next().value as [number, number]; // it never ends
    let heading = 2 * Math.PI * random();
    const path = Array.from({ length: 12 }, (): [number, number] => {
      heading += 0.5 * (random() - 0.5);
      lng += 0.00045 * Math.cos(heading);
      lat += 0.0004 * Math.sin(heading);
      return [sevenDecimals(lng), sevenDecimals(lat)];
    });
    return {
      id: `e${i.toString(36)}`,
      geometry: { type: "LineString", coordinates: path },
      values: [["arterial", "secondary", "branch", "lane"][Math.floor(4 * random())]!],
    };
  });
}

/** Both layers in memory. */
export async function benchSnapshots(): Promise<[points: Snapshot, lines: Snapshot]> {
  return [
    await loadSnapshot(layer("points", "point"), benchPoints(), 1, "bench"),
    await loadSnapshot(layer("lines", "line"), benchLines(), 1, "bench"),
  ];
}

/** Tiles of a zoom, each around a point of the layer, so that full ones come more often; none twice. */
export function benchTiles(
  points: readonly LayerRecord[],
  zoom: number,
  count: number,
  seed: number,
) {
  const random = seededRandom(seed);
  const chosen = new Map<string, { z: number; x: number; y: number }>();
  for (let tries = 0; chosen.size < count && tries < 50 * count; tries++) {
    const { geometry } = points[Math.floor(random() * points.length)]!;
    const [lng, lat] = (geometry as Point).coordinates as [number, number]; // all of them are points
    const sine = Math.sin((lat * Math.PI) / 180);
    const size = 2 ** zoom;
    const x = Math.floor((lng / 360 + 0.5) * size);
    const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size);
    chosen.set(`${x}/${y}`, { z: zoom, x, y });
  }
  return [...chosen.values()];
}
