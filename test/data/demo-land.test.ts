import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { demoLand } from "../../data/demo/generate.ts";
import { insetOf, untangled } from "../../data/demo/inset.ts";
import { planOf } from "../../data/demo/plan.ts";
import { areaOf, type Point } from "../../data/demo/plane.ts";
import type { DemoPlot, LngLat } from "../../data/demo/records.ts";
import { PLACE_KINDS } from "../../data/place.ts";
import { LAND_USES } from "../../data/plot.ts";
import { demo } from "../worlds/demo.ts";
import { isInRing, outlineOf } from "../worlds/ring.ts";

const land = demoLand(demo);
const boundary = demo.areas.find(({ level }) => level === "district")!.boundary[0]![0]!;
const outline = ({ shape }: DemoPlot) => shape[0]![0]!;
const water = demo.ground
  .filter(({ kind }) => kind === "water")
  .map(({ shape }) => outlineOf(shape));
const free = land.plots.filter(({ isAvailable }) => isAvailable);

/** Square meters of a ring near 26.89°N, on the sphere the register measures with. */
function squareMeters(ring: readonly LngLat[]) {
  const degree = (6_371_008.8 * Math.PI) / 180;
  const flat = ring.map(
    ([lng, lat]): Point => [lng * degree * Math.cos((26.89 * Math.PI) / 180), lat * degree],
  );
  return areaOf(flat.slice(1));
}

describe("places and plots of the demonstration", () => {
  it("are the same again for the same district", () => {
    const hash = (value: unknown) =>
      createHash("sha256").update(JSON.stringify(value)).digest("hex");
    expect(hash(demoLand(demo))).toBe(hash(land));
  });

  it("have keys, codes and names of their own", () => {
    for (const list of [
      land.places.map(({ placeId }) => placeId),
      land.places.map(({ name }) => name),
      land.places.map(({ nameEn }) => nameEn),
      land.plots.map(({ plotId }) => plotId),
      land.plots.map(({ code }) => code),
      free.map(({ name }) => name),
      free.map(({ nameEn }) => nameEn),
    ])
      expect(new Set(list).size).toBe(list.length);
  });

  it("take no name of the document but those the demonstration has already", () => {
    const named = land.places.filter(({ name }) =>
      /解放|常胜|蔡伦|立新|蒸湘|红湘|衡钢|南华苑|冶金/.test(name),
    );
    expect(named).toEqual([]);
  });
});

describe("its places", () => {
  it("are a few hundred of every kind, inside the border and not in water", () => {
    expect(land.places.length).toBeGreaterThan(250);
    expect(land.places.length).toBeLessThan(500);
    expect(new Set(land.places.map(({ kind }) => kind))).toEqual(new Set(PLACE_KINDS));
    const astray = land.places.filter(
      ({ position }) =>
        !isInRing(position, boundary) || water.some((ring) => isInRing(position, ring)),
    );
    expect(astray).toEqual([]);
  });

  it("stand on land that is used for what they are", () => {
    const uses = {
      school: ["public", "residential"],
      hospital: ["public"],
      shopping: ["commercial"],
    };
    for (const { kind, position } of land.places) {
      if (!(kind in uses)) continue;
      const plot = land.plots.find((one) => isInRing(position, outline(one)));
      expect(uses[kind as keyof typeof uses]).toContain(plot?.landUse); // just looked up
    }
  });
});

describe("its plots", () => {
  it("cover most of the town's blocks and are used for everything the standard knows", () => {
    expect(new Set(land.plots.map(({ landUse }) => landUse))).toEqual(new Set(LAND_USES));
    const covered = land.plots.reduce((sum, plot) => sum + squareMeters(outline(plot)), 0);
    const blocks = planOf(430_408).blocks.reduce((sum, { ring }) => sum + areaOf(ring), 0);
    expect(covered / blocks).toBeGreaterThan(0.7);
    expect(covered / blocks).toBeLessThan(1); // streets are no plots
  });

  it("are closed and turn left, inside the border", () => {
    for (const plot of land.plots) {
      const ring = outline(plot);
      expect(ring[0]).toEqual(ring.at(-1));
      expect(squareMeters(ring)).toBeGreaterThan(0);
      expect(ring.filter((at) => !isInRing(at, boundary))).toEqual([]);
    }
  });

  it("may be built on 150 to 250 times, on 30 to 3,000 square meters, no more than the plot has", () => {
    expect(free.length).toBeGreaterThanOrEqual(150);
    expect(free.length).toBeLessThanOrEqual(250);
    for (const plot of free) {
      const { usableAreaSquareMeters: area } = plot;
      expect(area).toBeGreaterThanOrEqual(30);
      expect(area).toBeLessThanOrEqual(3_000);
      expect(area).toBeLessThanOrEqual(squareMeters(outline(plot)));
    }
  });

  it("that may be built on have no building on them, and no plot lies in the lake", () => {
    const buildings = demo.ground.filter(({ kind }) => kind === "building");
    const corners = buildings.flatMap(({ shape }) => outlineOf(shape));
    for (const plot of free) {
      const ring = outline(plot);
      expect(corners.filter((corner) => isInRing(corner, ring))).toEqual([]);
    }
    const { shape } = demo.ground.find(({ name }) => name === "平湖")!;
    const [lake] = outlineOf(shape);
    const around = land.plots.filter((plot) => isInRing(lake!, outline(plot)));
    expect(around.map((plot) => plot.shape[0]!.length)).toEqual([2]); // the park, with a hole
  });

  it("belong to offices, some to nobody known; neighbours object to some, and some have no price", () => {
    const offices = /(政府|公司|局|中心|社|委员会|管理处|学院)$/;
    expect(free.filter(({ owner }) => owner !== null && !offices.test(owner))).toEqual([]);
    for (const some of [
      free.filter(({ owner }) => owner === null),
      free.filter(({ objection }) => objection !== null),
      free.filter(({ costYuan }) => costYuan === null),
    ]) {
      expect(some.length).toBeGreaterThan(5);
      expect(some.length).toBeLessThan(free.length / 2);
    }
    for (const plot of land.plots.filter(({ isAvailable }) => !isAvailable))
      expect([plot.owner, plot.objection, plot.costYuan, plot.usableAreaSquareMeters]).toEqual([
        ...[null, null, null, null],
      ]);
  });
});

describe("a ring that an inset turned over", () => {
  it("keeps its larger loop", () => {
    // a square of 10 with a tail of 2 by 1 that crosses itself at (10, 5)
    const tangled: Point[] = [
      [0, 0],
      [10, 0],
      [10, 5],
      [12, 6],
      [12, 4],
      [10, 5],
      [10, 10],
      [0, 10],
    ];
    expect(areaOf(untangled(tangled))).toBe(100);
  });

  it("leaves simple rings as they are, and a block too narrow for its streets has none", () => {
    const square: Point[] = [
      [0, 0],
      [30, 0],
      [30, 30],
      [0, 30],
    ];
    expect(untangled(square)).toEqual(square);
    expect(insetOf({ ring: square, half: [16, 16, 16, 16], quarter: "old" }, 0)).toEqual([]);
  });
});
