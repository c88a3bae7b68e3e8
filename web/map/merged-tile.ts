import Point from "@mapbox/point-geometry";
import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import { fromVectorTileJs, type VectorTileFeatureLike } from "@maplibre/vt-pbf";
import { PbfReader } from "pbf";
import type { Piece } from "./shifted-tile.ts";

const EXTENT = 4096;

/**
 * One vector tile out of the pieces it lies on, each moved to its place: the base map is shifted, our records are not.
 *
 * What reaches beyond the tile stays in it; the renderer clips.
 */
export function mergedTile(pieces: readonly { piece: Piece; bytes: ArrayBuffer }[]): Uint8Array {
  const featuresByLayer = new Map<string, VectorTileFeatureLike[]>();
  for (const { piece, bytes } of pieces) {
    for (const [name, layer] of Object.entries(new VectorTile(new PbfReader(bytes)).layers)) {
      const features = featuresByLayer.get(name) ?? [];
      featuresByLayer.set(name, features);
      for (let index = 0; index < layer.length; index += 1) {
        features.push(moved(layer.feature(index), layer.extent, piece));
      }
    }
  }
  return fromVectorTileJs({
    layers: Object.fromEntries(
      [...featuresByLayer].map(([name, features]) => [
        name,
        {
          version: 2,
          name,
          extent: EXTENT,
          length: features.length,
          feature: (index: number) => features[index]!,
        },
      ]),
    ),
  });
}

function moved(feature: VectorTileFeature, extent: number, piece: Piece): VectorTileFeatureLike {
  const scale = EXTENT / extent;
  return {
    type: feature.type,
    properties: feature.properties,
    id: feature.id,
    extent: EXTENT,
    loadGeometry: () =>
      feature
        .loadGeometry()
        .map((ring) =>
          ring.map(
            ({ x, y }) =>
              new Point(
                Math.round(x * scale + piece.left * EXTENT),
                Math.round(y * scale + piece.top * EXTENT),
              ),
          ),
        ),
  };
}
