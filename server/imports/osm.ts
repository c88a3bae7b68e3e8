import type { Position } from "geojson";
import { type OsmTags, visitPbf } from "./pbf.ts";

export type { OsmTags } from "./pbf.ts";

export type OsmWay = {
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags: OsmTags;
};
export type OsmRelation = {
  readonly id: number;
  readonly members: readonly {
    readonly type: "node" | "way" | "relation";
    readonly ref: number;
    readonly role: string;
  }[];
  readonly tags: OsmTags;
};

/** An OSM file in memory: nodes as columns, because there are millions; the rest as objects. */
export type OsmExtract = {
  readonly counts: { readonly nodes: number; readonly ways: number; readonly relations: number };
  readonly taggedNodes: readonly { readonly id: number; readonly tags: OsmTags }[];
  readonly ways: ReadonlyMap<number, OsmWay>;
  readonly relations: readonly OsmRelation[];
  /** @returns `[lng, lat]`, or null when the node is outside the extract. */
  positionOf(nodeId: number): Position | null;
};

/**
 * Reads an OSM PBF file into memory: 16 bytes a node.
 *
 * @throws {ImportFailure} when the file is cut off or damaged.
 */
export function readOsm(file: Uint8Array, onProgress?: (bytes: number) => void): OsmExtract {
  const nodes = nodeTable();
  const taggedNodes: { id: number; tags: OsmTags }[] = [];
  const ways = new Map<number, OsmWay>();
  const relations: OsmRelation[] = [];
  visitPbf(
    file,
    {
      node(id, lngE7, latE7, tags) {
        nodes.add(id, lngE7, latE7);
        if (tags) taggedNodes.push({ id, tags });
      },
      way: (id, refs, tags) => ways.set(id, { id, refs, tags }),
      relation: (id, members, tags) => relations.push({ id, members, tags }),
    },
    onProgress,
  );
  nodes.sort();
  return {
    counts: { nodes: nodes.size(), ways: ways.size, relations: relations.length },
    taggedNodes,
    ways,
    relations,
    positionOf: nodes.positionOf,
  };
}

/** Nodes by id in growing columns; looked up by bisection once sorted. */
function nodeTable() {
  let size = 0;
  let isSorted = true;
  let ids = new Float64Array(1 << 16);
  let lngs = new Int32Array(1 << 16);
  let lats = new Int32Array(1 << 16);

  function grow() {
    const [oldIds, oldLngs, oldLats] = [ids, lngs, lats];
    ids = new Float64Array(size * 2);
    lngs = new Int32Array(size * 2);
    lats = new Int32Array(size * 2);
    ids.set(oldIds);
    lngs.set(oldLngs);
    lats.set(oldLats);
  }

  return {
    size: () => size,
    add(id: number, lngE7: number, latE7: number) {
      if (size === ids.length) grow();
      if (size > 0 && id <= ids[size - 1]!) isSorted = false;
      ids[size] = id;
      lngs[size] = lngE7;
      lats[size] = latE7;
      size++;
    },
    sort() {
      if (isSorted) return;
      const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => ids[a]! - ids[b]!);
      const [oldIds, oldLngs, oldLats] = [ids, lngs, lats];
      ids = Float64Array.from(order, (i) => oldIds[i]!);
      lngs = Int32Array.from(order, (i) => oldLngs[i]!);
      lats = Int32Array.from(order, (i) => oldLats[i]!);
    },
    positionOf(id: number): Position | null {
      let [low, high] = [0, size - 1];
      while (low <= high) {
        const middle = (low + high) >> 1;
        if (ids[middle] === id) return [lngs[middle]! / 1e7, lats[middle]! / 1e7];
        if (ids[middle]! < id) low = middle + 1;
        else high = middle - 1;
      }
      return null;
    },
  };
}
