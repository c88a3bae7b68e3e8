import { describe, expect, it } from "vitest";
import { coverageApi } from "../../server/coverage/api.ts";
import { Standards } from "../../server/coverage/schema.ts";
import { problemOf } from "../../server/http/problem.ts";

const api = coverageApi({ hasDistrict: async (districtId) => districtId === "north" });
api.onError((error, c) => {
  const problem = problemOf(error);
  return c.json(problem, problem.status as 404); // the only failure it has
});

describe("GET /api/districts/{districtId}/standards", () => {
  it("names a clause and how sure it is for every distance", async () => {
    const answer = await api.request("/api/districts/north/standards");
    const { serviceRadii } = Standards.parse(await answer.json());
    expect(serviceRadii.length).toBeGreaterThan(5);
    for (const { basis } of serviceRadii) {
      expect(basis.clause).not.toBe("");
      expect(basis.confidence).not.toBe("");
    }
  });

  it("has one default at most for each kind, and 300 m for toilets, which is law", async () => {
    const answer = await api.request("/api/districts/north/standards");
    const { serviceRadii } = Standards.parse(await answer.json());
    const defaults = serviceRadii.filter(({ isDefault }) => isDefault);
    expect(new Set(defaults.map(({ layerId }) => layerId)).size).toBe(defaults.length);
    const toilet = defaults.find(({ layerId }) => layerId === "toilets");
    // GB 55013-2021, 5.0.1
    expect(toilet).toMatchObject({ radiusMeters: 300, basis: { isLaw: true } });
  });

  it("knows no distances of a district that is not there", async () => {
    const answer = await api.request("/api/districts/south/standards");
    expect([answer.status, (await answer.json()).code]).toEqual([404, "district-unknown"]);
  });
});
