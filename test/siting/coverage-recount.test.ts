import { describe, expect, it } from "vitest";
import { recount } from "../../server/siting/answer.ts";
import { SitingQuestion } from "../../server/siting/question.ts";
import type { SitingResult } from "../../server/siting/work.ts";
import { corner, studied, villages } from "../worlds/siting-town.ts";

type Found = Exclude<SitingResult, { status: "infeasible" }>;

/** Villages of 1, 2, 4 … 64 people, with sites in the two largest. */
const asked = { ...villages(), candidates: [], radiusMeters: 300 };
const study = studied(asked, [corner(5), corner(6)]);

const question = (more: object) =>
  SitingQuestion.parse({ coverage: {}, candidates: { corners: true }, count: 2, ...more });
const said = (objective: number, leftOut: readonly number[] = []): Found => ({
  ...{ status: "optimal", objective, bound: objective, gap: 0, seconds: 0 },
  kinds: [{ sites: [], leftOut }],
  curve: { method: "chosen", points: [] },
});
const counting = (more: object, result: Found) => () => recount(question(more), result, [study]);

describe("an answer that the engine of coverage counts again", () => {
  it("stands where it counts the same", () => {
    expect(counting({}, said(96))).not.toThrow();
  });

  it("is refused where it counts anything else", () => {
    for (const wrong of [95, 97, 127]) expect(counting({}, said(wrong))).toThrow("counts 96");
  });

  it("may serve less than solvers would share out, and never more", () => {
    const room = { coverage: { hasCapacity: true } };
    expect(counting(room, said(97))).not.toThrow();
    expect(counting(room, said(95))).toThrow("counts 96");
  });

  it("is counted in ways where ways are what is asked for", () => {
    const ways = [5, 4, 3, 2, 1, 0, 0].map((far, k) => 2 ** k * (1000 * far + 10));
    const sum = ways.reduce((total, way) => total + way, 0);
    expect(counting({ method: "pmedian" }, said(sum))).not.toThrow();
    expect(counting({ method: "pmedian" }, said(sum - 10))).toThrow("counts");
    // without the first village, which was left out
    expect(counting({ method: "pmedian" }, said(sum - ways[0]!, [0]))).not.toThrow();
    expect(counting({ method: "pcenter" }, said(5010))).not.toThrow();
    expect(counting({ method: "pcenter" }, said(4010))).toThrow("counts 5010");
  });

  it("leaves nobody outside where everybody was to be within reach", () => {
    expect(counting({ method: "lscp", leastCost: true, count: undefined }, said(2))).toThrow(
      "31 outside",
    );
    const left = said(2, [0, 1, 2, 3, 4]);
    expect(counting({ method: "lscp", count: undefined }, left)).toThrow("counts 0"); // it names no sites
    expect(counting({ method: "lscp", leastCost: true, count: undefined }, left)).not.toThrow();
  });
});
