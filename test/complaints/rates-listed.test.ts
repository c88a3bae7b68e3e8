import { expect, it } from "vitest";
import { COMPLAINT_STATES } from "../../data/complaint-life.ts";
import { listAsked, listLinkedOf } from "../../web/complaints/list-params.ts";
import { groupFilterOf, rateFilter } from "../../web/complaints/rates-listed.ts";

const period = { from: "2026-02-10", to: "2026-03-09" };
const stands = (filter: object) => listLinkedOf(filter as Record<string, unknown>);

it("asks the register for the group, the period and the states that are counted", () => {
  const { state, ...asked } = stands(
    groupFilterOf({ ...period, by: "unit" }, "u1", COMPLAINT_STATES),
  );
  expect(asked).toEqual({ unit: "u1", since: "2026-02-10", until: "2026-03-09" });
  expect(state?.split(",")).toEqual(
    COMPLAINT_STATES.filter((one) => one !== "merged" && one !== "recorded"),
  );
  expect(stands(groupFilterOf({ ...period, by: "area" }, null, [])).area).toBe("none");
  expect(stands(groupFilterOf({ ...period, by: "area" }, undefined, [])).area).toBeUndefined();
});

it("keeps a month within the period", () => {
  const monthOf = (id: string) => {
    const asked = listAsked(stands(groupFilterOf({ ...period, by: "month" }, id, [])));
    return [asked.from, asked.to];
  };
  expect(monthOf("2026-02")).toEqual(["2026-02-10", "2026-02-28"]);
  expect(monthOf("2026-03")).toEqual(["2026-03-01", "2026-03-09"]);
});

it("has no filter for what came in time", () => {
  expect(rateFilter("response", "met")).toBeNull();
  expect(rateFilter("onTime", "of")).toBeNull();
  expect(rateFilter("resolution", "of")).toEqual({ resolved: "true,false" });
});
