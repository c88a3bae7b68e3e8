import type { LngLat } from "../geo/position.ts";

/** One complaint as the picture of complaints needs it. */
export type ComplaintPoint = {
  readonly position: LngLat;
  /** Local day, counted from 1970-01-01. */
  readonly day: number;
  /** Index into the list of categories; 0 is "not known". */
  readonly category: number;
};

/** Most categories a point can name, "not known" among them. */
export const GREATEST_CATEGORIES = 256;
const GREATEST_DAYS = 65_536;

/**
 * Complaints as little-endian columns, so that a browser draws tens of thousands without parsing any.
 *
 * Layout, with n = the first number: `uint32` n, `int32` base day (days since 1970-01-01), n × 2 × `float32` longitude and
 * latitude, n × `uint16` days after the base day, n × `uint8` category; then zeros up to a multiple of four bytes. Rows ascend by day.
 *
 * @throws {RangeError} when the days span more than 179 years, or a category is past 255.
 */
export function complaintColumns(complaints: readonly ComplaintPoint[]): Uint8Array<ArrayBuffer> {
  const sorted = [...complaints].sort((a, b) => a.day - b.day);
  const count = sorted.length;
  const baseDay = sorted[0]?.day ?? 0;
  const span = (sorted.at(-1)?.day ?? 0) - baseDay;
  if (span >= GREATEST_DAYS)
    throw new RangeError(`days span ${span}, at most ${GREATEST_DAYS - 1}`);

  const daysAt = 8 + count * 8;
  const categoriesAt = daysAt + count * 2;
  const bytes = new Uint8Array(Math.ceil((categoriesAt + count) / 4) * 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, count, true);
  view.setInt32(4, baseDay, true);
  sorted.forEach(({ position: [lng, lat], day, category }, row) => {
    if (category >= GREATEST_CATEGORIES) throw new RangeError(`category ${category} is past 255`);
    view.setFloat32(8 + row * 8, lng, true);
    view.setFloat32(12 + row * 8, lat, true);
    view.setUint16(daysAt + row * 2, day - baseDay, true);
    view.setUint8(categoriesAt + row, category);
  });
  return bytes;
}
