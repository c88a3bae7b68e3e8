import { describe, expect, it } from "vitest";
import { Standards } from "../../server/coverage/schema.ts";
import { servedNorth } from "../worlds/served.ts";
import { signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const path = "/api/districts/north/standards";
const radii = async () => Standards.parse(await (await north.request(path)).json()).serviceRadii;

describe("GET /api/districts/{districtId}/standards", () => {
  it("names a clause and how sure it is for every distance", async () => {
    const serviceRadii = await radii();
    expect(serviceRadii.length).toBeGreaterThan(5);
    for (const { basis } of serviceRadii) {
      expect(basis.clause).not.toBe("");
      expect(basis.confidence).not.toBe("");
    }
  });

  it("has one default at most for each kind, and 300 m for toilets, which is law", async () => {
    const defaults = (await radii()).filter(({ isDefault }) => isDefault);
    expect(new Set(defaults.map(({ layerId }) => layerId)).size).toBe(defaults.length);
    const toilet = defaults.find(({ layerId }) => layerId === "toilets");
    // GB 55013-2021, 5.0.1
    expect(toilet).toMatchObject({ radiusMeters: 300, basis: { isLaw: true } });
  });

  it("draws half the greatest spacing, and tells the spacing as its range", async () => {
    const spacing = (await radii()).find(({ id }) => id === "bin-main");
    // CJJ 27-2012, 3.2: 100–200 m apart, so that nobody between two is farther than 100 m from one
    expect(spacing).toMatchObject({ radiusMeters: 100, rangeMeters: [100, 200], isDefault: true });
  });

  it("follows what the district sets: own values are no law, what is off is gone", async () => {
    const planner = await signedIn(north.database(), "north", "planner");
    const body = {
      lenses: {
        "toilet-300": { figures: { radiusMeters: 250 }, reason: "老城区步行困难" },
        "collection-point-120": { isOn: false },
        "bin-wuhan-main": { isOn: true },
      },
    };
    const put = await north.send(planner, "PUT", "/api/districts/north/coverage/lenses", body);
    expect(put.status).toBe(200);
    const byId = new Map((await radii()).map((radius) => [radius.id, radius]));
    expect(byId.get("toilet-300")).toMatchObject({
      ...{ radiusMeters: 250, isDefault: true },
      basis: { isLaw: false, confidence: "OWN" },
    });
    expect(byId.has("collection-point-120")).toBe(false);
    expect(byId.get("bin-wuhan-main")).toMatchObject({ radiusMeters: 40 }); // 80 m apart
  });

  it("knows no distances of a district that is not there", async () => {
    const answer = await north.request("/api/districts/south/standards");
    expect([answer.status, (await answer.json()).code]).toEqual([404, "district-unknown"]);
  });
});
