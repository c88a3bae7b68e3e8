import { existsSync, readFileSync } from "node:fs";
import type { LineString } from "geojson";
import { describe, expect, it } from "vitest";
import { lengthMeters, nearestOnLine } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { assignUnits, type StreetUnits, streetUnits } from "../../server/hotspots/street-units.ts";
import { readOsm } from "../../server/imports/osm.ts";
import { streetRecords } from "../../server/imports/osm-streets.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt, randomTown, streetAt } from "../worlds/streets.ts";

/** Each unit as `edge from–to`, in whole meters. */
/** What must hold of any streets and any complaints. */
function expectConservation(units: StreetUnits, positions: readonly LngLat[], within: number) {
  const { network, edges, lengthsMeters } = units;
  const sums = new Float64Array(network.edges.length);
  for (const [unit, length] of lengthsMeters.entries()) sums[edges[unit]!]! += length;
  for (const [edge, sum] of sums.entries())
    expect(sum).toBeCloseTo(network.lengthsMeters[edge]!, 6);
  const perDegree = 1e7;
  const rounded = (degrees: number) => Math.round(degrees * perDegree);
  const packed = {
    lngs: Int32Array.from(positions, ([lng]) => rounded(lng)),
    lats: Int32Array.from(positions, ([, lat]) => rounded(lat)),
    perDegree,
  };
  const rows = Uint32Array.from(positions.keys()).reverse();
  const assigned = assignUnits(units, packed, rows, within);
  expect(assigned).toHaveLength(positions.length);
  for (const [i, row] of rows.entries()) {
    const at: LngLat = [packed.lngs[row]! / perDegree, packed.lats[row]! / perDegree];
    const nearest = network.nearestEdge(at, within);
    expect(assigned[i]! >= 0).toBe(nearest !== null);
    if (!nearest) continue;
    // the unit is where the position is nearest, and nothing of another is nearer
    const line = units.lineOf(assigned[i]!);
    expect(nearestOnLine(at, line)!.distanceMeters).toBeCloseTo(nearest.offsetMeters, 3);
  }
}

describe("places and units", () => {
  it("the middle of a street is of the stretch behind it, its end of the last one", () => {
    const units = streetUnits([
      streetAt(
        "a",
        [1, 2],
        [
          [0, 0],
          [200, 0],
        ],
      ),
    ]);
    const at = (east: number) => units.unitOf(placeAt(east, 20), 50);
    expect([-30, 0, 99, 101, 200, 230].map(at)).toEqual([0, 0, 0, 1, 1, 1]);
    expect([-60, 260].map(at)).toEqual([-1, -1]);
    const [last] = units.network.nearestEdge(placeAt(200, 0), 1)!.position;
    expect(units.unitOf([last, placeAt(0, 0)[1]], 1)).toBe(1);
  });

  it("a complaint without a place is of none", () => {
    const units = streetUnits([
      streetAt(
        "a",
        [1, 2],
        [
          [0, 0],
          [200, 0],
        ],
      ),
    ]);
    const none = Int32Array.of(0x7fffffff);
    const rows = Uint32Array.of(0);
    expect([
      ...assignUnits(units, { lngs: none, lats: none, perDegree: 1e7 }, rows, 1_000),
    ]).toEqual([-1]);
  });

  it.each([1, 2, 3])("in random town %d every place within reach is of one unit", (seed) => {
    const random = seededRandom(seed);
    const units = streetUnits(randomTown(random, 30, 900), 70);
    const positions = Array.from({ length: 500 }, () =>
      placeAt(1_000 * random() - 50, 700 * random() - 50),
    );
    expectConservation(units, positions, 50);
  });
});

const MONACO = "../shared/data/osm/vb_monaco.osm.pbf";

describe.skipIf(!existsSync(MONACO))("Monaco (skipped without ../shared/data)", () => {
  const { records } = streetRecords(readOsm(readFileSync(MONACO)));
  const drawn = records.flatMap(({ table, id, values }) => {
    if (table !== "street_edge") return [];
    const { coordinates } = values.path as LineString;
    const edge = {
      id,
      fromNode: Number(values.from_node),
      toNode: Number(values.to_node),
      lengthMeters: Number(values.length_meters),
      streetId: values.street_id as string | null,
      name: null,
      nameEn: null,
      grade: null,
      class: String(values.class),
    };
    return [{ edge, path: coordinates }];
  });

  it("is cut whole, and its tunnels and ramps keep apart from what they pass", () => {
    const units = streetUnits(drawn);
    expect(units.count).toBeGreaterThan(1_000);
    expect(Math.max(...units.lengthsMeters)).toBeLessThanOrEqual(100.00001);
    const random = seededRandom(1);
    const positions = Array.from(
      { length: 2_000 },
      (): LngLat => [7.41 + 0.03 * random(), 43.725 + 0.025 * random()],
    );
    expectConservation(units, positions, 50);
    const { starts, items } = units.neighboursWithin(0);
    const { fromNodes, toNodes } = units.network;
    for (let unit = 0; unit < units.count; unit++)
      for (const other of items.subarray(starts[unit], starts[unit + 1])) {
        const [a, b] = [units.edges[unit]!, units.edges[other]!];
        const nodes = [fromNodes[a], toNodes[a]];
        expect(a === b || nodes.includes(fromNodes[b]) || nodes.includes(toNodes[b])).toBe(true);
      }
    for (let unit = 0; unit < units.count; unit += 7)
      expect(lengthMeters(units.lineOf(unit))).toBeCloseTo(units.lengthsMeters[unit]!, 2);
  });
});
