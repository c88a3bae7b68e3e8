import gcoord from "gcoord";

/** A position in degrees. Longitude first, everywhere. */
type LngLat = readonly [lng: number, lat: number];

/** Datums of Chinese maps: GCJ-02 (Amap, Tencent) and BD-09 (Baidu), both WGS 84 displaced. */
export type ChineseDatum = "gcj02" | "bd09";

/** Degrees at which an inverse is exact enough: about 0.01 mm on the ground. */
const EXACT_DEGREES = 1e-10;

/** The displacement shrinks each step by a factor of about 1,000, so four steps are enough; the rest is a guard. */
const MAX_STEPS = 20;

const forwardGcj = ([lng, lat]: LngLat): LngLat => {
  const [x, y] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02);
  return [x!, y!];
};
const forwardBd = ([lng, lat]: LngLat): LngLat => {
  const [x, y] = gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.BD09);
  return [x!, y!];
};

/** The position that `forward` displaces to `target`, by fixed-point iteration. */
function inverse(forward: (position: LngLat) => LngLat, target: LngLat): LngLat {
  let [lng, lat] = target;
  for (let step = 0; step < MAX_STEPS; step++) {
    const [x, y] = forward([lng, lat]);
    const [dx, dy] = [x - target[0], y - target[1]];
    lng -= dx;
    lat -= dy;
    if (Math.abs(dx) < EXACT_DEGREES && Math.abs(dy) < EXACT_DEGREES) break;
  }
  return [lng, lat];
}

/**
 * Where a WGS 84 position is drawn on a map of a Chinese datum.
 *
 * @param position  WGS 84, degrees. Outside China nothing is displaced to GCJ-02.
 */
export function toChineseDatum(position: LngLat, datum: ChineseDatum): LngLat {
  const gcj = forwardGcj(position);
  return datum === "gcj02" ? gcj : forwardBd(gcj);
}

/**
 * Which WGS 84 position a position of a Chinese datum means.
 *
 * The published formulas go one way only; this iterates their inverse until it is exact to about 0.01 mm, where the
 * single step of most libraries leaves up to a metre or two.
 *
 * @param position  GCJ-02 or BD-09, degrees.
 */
export function fromChineseDatum(position: LngLat, datum: ChineseDatum): LngLat {
  return inverse(forwardGcj, datum === "gcj02" ? position : inverse(forwardBd, position));
}
