import type { Geometry } from "geojson";
import type { LayerRecord, LayerSource } from "../../server/store/layer.ts";
import { loadSnapshot } from "../../server/store/snapshot.ts";

/** A layer of one kind of geometry whose records say in `name` who they are. */
export const namedLayer = (
  geometry: LayerSource["geometry"],
  more: Partial<LayerSource> = {},
): LayerSource => ({
  id: "things",
  title: { zh: "物", en: "Things" },
  geometry,
  audience: "public",
  kinds: ["thing"],
  columns: [{ name: "name", title: { zh: "名", en: "Name" }, type: "text", isInTiles: true }],
  detailFromZoom: 0,
  read: async () => [],
  ...more,
});

const title = { zh: "列", en: "Column" };

/** A layer with one column of each type, a validity and a day. */
export const layerOfEveryType = (geometry: LayerSource["geometry"]): LayerSource =>
  namedLayer(geometry, {
    columns: [
      { name: "word", title, type: "text" },
      { name: "whole", title, type: "integer" },
      { name: "share", title, type: "number" },
      { name: "truth", title, type: "boolean" },
      { name: "day", title, type: "date" },
      { name: "at", title, type: "instant" },
      { name: "from", title, type: "date" },
      { name: "to", title, type: "date" },
    ],
  });

/** A snapshot of records that have nothing but a geometry; the k-th is called `k`. */
export const snapshotOfGeometries = (
  geometry: LayerSource["geometry"],
  geometries: readonly (Geometry | null)[],
) =>
  loadSnapshot(
    namedLayer(geometry),
    geometries.map(
      (geometry, i): LayerRecord => ({ id: String(i), geometry, values: [String(i)] }),
    ),
    1,
    "stamp",
  );

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
