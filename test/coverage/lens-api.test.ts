import type { FeatureCollection } from "geojson";
import { beforeAll, describe, expect, it } from "vitest";
import { COVERAGE_LENSES } from "../../data/coverage-lenses.ts";
import { LensAnswer } from "../../server/coverage/lens-schema.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const path = "/api/districts/north/coverage/lens";
let viewer: SignedIn;
let planner: SignedIn;

beforeAll(async () => {
  viewer = await signedIn(north.database(), "north", "viewer");
  planner = await signedIn(north.database(), "north", "planner");
});
const send = (body: object) => north.send(viewer, "POST", path, body);
async function ask(lensId: string, more: object = {}) {
  const answer = await send({ lensId, ...more });
  expect(answer.status).toBe(200);
  return LensAnswer.parse(await answer.json());
}
const ofType = async (lensId: string, type: string, more: object = {}) => {
  const { result } = await ask(lensId, more);
  expect(result.type).toBe(type);
  return result as never;
};

describe("POST /api/districts/{districtId}/coverage/lens", () => {
  it("answers every lens that is on and measures no radius, each with its clause", async () => {
    for (const { id, isOn, measure, basis } of COVERAGE_LENSES) {
      if (!isOn || measure.type === "radius") continue;
      const { asked, result } = await ask(id);
      expect(asked.basis).toMatchObject({ standard: basis.standard, clause: basis.clause });
      expect(asked.basis.isLaw).toBe(basis.isLaw);
      expect([measure.type, "cannotTell"]).toContain(result.type);
    }
  });

  it("tells gaps along the street of the district, by side", async () => {
    const { n, result } = await ask("bin-main");
    expect(n).toBe(4);
    if (!("gaps" in result)) throw new Error(result.type);
    // bins on the middle of the street serve both sides: 56, 223, 501 and 695 m along 1,112 m
    const alongs = [0.001, 0.004, 0.009, 0.0125].map((degrees) => degrees * 55_600);
    const free = [alongs[2]! - alongs[1]! - 200, 1112 - alongs[3]! - 100];
    expect(result.totals.meters).toBe(2 * 1112);
    expect(result.totals.meters - result.totals.servedMeters).toBeCloseTo(
      2 * (free[0]! + free[1]!),
      0,
    );
    // a run of 78 m needs one more, one of 317 m two, on each side
    expect(result.totals.missing).toBe(2 * (1 + 2));
    expect(result.streets).toMatchObject([{ streetId: "s1", name: "中街", missing: 6 }]);
  });

  it("counts what is planned only when asked", async () => {
    expect((await ask("toilet-class-2")).n).toBe(1);
    expect((await ask("toilet-class-2", { statuses: ["open", "repair"] })).n).toBe(2);
  });

  it("has no data beside streets where no plot lies, and judges when one does", async () => {
    const before = await ofType("bin-commercial", "spacing");
    expect(before).toMatchObject({ totals: { meters: 0 }, landUnknown: { meters: 1112 } });
    await north.database().transaction(
      (tx) =>
        tx.query(
          `insert into plot (district_id, plot_id, code, land_use, shape) values ('north', 'shops', 'DK3', 'commercial',
             st_multi(st_makeenvelope(25.004, 60.0051, 25.006, 60.0055, 4326)))`,
        ),
      { districtId: "north" },
    );
    await north.database().transaction(
      async (tx) => {
        const { recordChange } = await import("../../server/store/changes.ts");
        await recordChange(tx, "north", "plot", ["shops"]);
      },
      { districtId: "north" },
    );
    const after = await ofType("bin-commercial", "spacing");
    expect(after).toMatchObject({ totals: { meters: 1112 }, landUnknown: { meters: 556 } });
  });

  it("refuses a radius, what is off and what is none, and says what to do", async () => {
    for (const [lensId, remedy] of [
      ["toilet-300", /POST \/coverage/],
      ["bin-wuhan-main", /switched off/],
      ["none-such", /GET \/coverage\/lenses/],
    ] as const) {
      const answer = await send({ lensId });
      expect(answer.status).toBe(400);
      const { code, faults } = await answer.json();
      expect([code, faults[0].field]).toEqual(["body-invalid", "lensId"]);
      expect(faults[0].remedy).toMatch(remedy);
    }
  });

  it("holds a lens that the district set to its own value, and calls it no law", async () => {
    const path = "/api/districts/north/coverage/lenses";
    const own = (most: number) => ({
      lenses: { "bin-main": { figures: { mostMeters: most }, reason: "试点" } },
    });
    expect((await north.send(planner, "PUT", path, own(150))).status).toBe(200);
    const { asked, result } = await ask("bin-main");
    expect(asked).toMatchObject({ isOwn: true, basis: { confidence: "OWN", isLaw: false } });
    if (!("gaps" in result)) throw new Error(result.type);
    // of 167, 278 and 195 m between them 17, 128 and 45 m are gaps, of the last 417 m 342 m
    expect(result.totals.missing).toBe(2 * (1 + 1 + 1 + 3));
    await north.send(planner, "PUT", path, {});
  });
});

describe("GET /api/districts/{districtId}/coverage/lens/file", () => {
  const file = async (query: string) => {
    const answer = await north.send(viewer, "GET", `${path}/file?${query}`);
    expect(answer.status).toBe(200);
    return answer;
  };

  it("has the gaps of the answer as lines, with the clause in every row", async () => {
    const { result } = await ask("bin-main");
    if (!("gaps" in result)) throw new Error(result.type);
    const { features }: FeatureCollection = await (
      await file("lensId=bin-main&format=geojson&lang=en")
    ).json();
    expect(features).toHaveLength(result.gaps.length);
    for (const [i, { geometry, properties }] of features.entries()) {
      expect(geometry).toEqual({ type: "LineString", coordinates: result.gaps[i]!.line });
      expect(properties).toMatchObject({
        ...{ street: "Middle Street", meters: result.gaps[i]!.meters },
        ...{ standard: "CJJ 27-2012", clause: "3.2", isLaw: false },
      });
    }
  });

  it("has sub-districts, facilities and reasons, in each format", async () => {
    const areas: FeatureCollection = await (
      await file("lensId=rest-stop-people&format=geojson")
    ).json();
    expect(areas.features.map(({ id, geometry }) => [id, geometry.type])).toEqual([
      ["west", "MultiPolygon"],
      ["east", "MultiPolygon"],
    ]);
    // the toilet is farther from the street than 30 m
    expect(await (await file("lensId=toilet-class-2")).text()).toMatch(
      /^t1,t1,类别,,无数据,,,2,类,,附近没有道路/m,
    );
    expect(await (await file("lensId=depot-office-site&lang=en")).text()).toContain(
      "The register does not have this area",
    );
    for (const format of ["xlsx", "gpkg"])
      expect(
        (await (await file(`lensId=bin-main&format=${format}`)).arrayBuffer()).byteLength,
      ).toBeGreaterThan(1000);
  });
});
