import { afterAll, describe, expect, it } from "vitest";
import { travelNetwork } from "../../server/coverage/network.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { createJobs, type Work } from "../../server/siting/jobs.ts";
import { RecountError } from "../../server/siting/recount.ts";
import type { SitingAnswer, SitingJob } from "../../server/siting/schema.ts";
import type { SitingResult, SitingTask } from "../../server/siting/work.ts";
import { seededRandom } from "../worlds/layer.ts";
import { corner, kindAsked, peopleAt, taskOf, villages } from "../worlds/siting-town.ts";
import { placeAt } from "../worlds/streets.ts";
import { randomWays } from "../worlds/travel.ts";

const town = villages();
const corners = [0, 1, 2, 3, 4, 5, 6].map(corner);
const quick = taskOf([kindAsked({ ...town, candidates: corners, radiusMeters: 300 })]);

/** Rooms, costs and a budget that do not come out even: nothing is proven within half a minute. */
function endless(): SitingTask {
  const random = seededRandom(11);
  const network = travelNetwork(streetNetwork(randomWays(random, 150, 2000)), "walk");
  const at = () => [2000 * random(), 1200 * random()] as const;
  const demand = peopleAt(Array.from({ length: 600 }, () => [...at(), 1 + 99 * random()] as const));
  const candidates = Array.from({ length: 200 }, () => placeAt(...at()));
  const costs = Float64Array.from(candidates, () => 50 + Math.floor(50 * random()));
  const kind = kindAsked(
    { network, demand, candidates, radiusMeters: 400 },
    { count: null, costs, kept: { places: [] } },
  );
  const capacities = Float64Array.from(candidates, () => 500 + 800 * random());
  return taskOf([kind], { seconds: 100, budgetYuan: 1_345, capacities });
}

const workOf = (
  task: SitingTask,
  owner = "a",
  finish: Work["finish"] = async (result) => result as unknown as SitingAnswer, // what it is made into is another test's
): Work => ({ districtId: "north", owner, task, finish });

let now = 1_000_000;
const unexpected: unknown[] = [];
const jobs = createJobs({ onFailure: (error) => unexpected.push(error), now: () => now });
afterAll(() => jobs.close());

const read = (jobId: string, owner = "a") => jobs.read("north", owner, jobId);
async function until(jobId: string, isSo: (job: SitingJob) => boolean): Promise<SitingJob> {
  for (;;) {
    const job = read(jobId);
    if (isSo(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const ended = ({ state }: SitingJob) => state !== "queued" && state !== "running";

describe("a question in the background", () => {
  it("is answered, and belongs to whoever asked", async () => {
    const { jobId, state } = jobs.submit(workOf(quick));
    expect(state).toBe("running");
    expect(() => read(jobId, "b")).toThrow("No question");
    expect(() => jobs.read("south", "a", jobId)).toThrow("No question");
    expect(() => jobs.cancel("north", "b", jobId)).toThrow("No question");
    const job = await until(jobId, ended);
    expect(job).toMatchObject({ state: "done", failure: null });
    expect(job.progress).toMatchObject({ stage: "explaining", objective: 64, bound: 64, gap: 0 });
    expect((job.answer as unknown as SitingResult).status).toBe("optimal");
  });

  it("fails without a word more than is meant for whoever asked", async () => {
    const refuse = async () => {
      throw new RecountError("two and two are five");
    };
    const { jobId } = jobs.submit(workOf(quick, "a", refuse));
    const job = await until(jobId, ended);
    expect(job).toMatchObject({ state: "failed", answer: null, failure: { code: "internal" } });
    expect(JSON.stringify(job)).not.toContain("five");
    expect(String(unexpected.pop())).toContain("five");
  });

  it("fails where it cannot be sent to a thread, and lets the next one have its turn", async () => {
    const task = { ...quick, method: (() => {}) as never }; // a task of plain values can always be sent
    const { jobId, state } = jobs.submit(workOf(task));
    expect(state).toBe("failed");
    expect(read(jobId).failure?.code).toBe("internal");
    expect(String(unexpected.pop())).toContain("clone");
    expect((await until(jobs.submit(workOf(quick)).jobId, ended)).state).toBe("done");
  });

  it("says how far it is, waits for its turn, and ends when it is told to", async () => {
    const long = jobs.submit(workOf(endless()));
    const waiting = Array.from({ length: 8 }, () => jobs.submit(workOf(quick)));
    expect(waiting.map(({ state, ahead }) => `${state} ${ahead}`)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((ahead) => `queued ${ahead}`),
    );
    expect(() => jobs.submit(workOf(quick))).toThrow("wait already");
    const told = await until(long.jobId, ({ progress }) => progress?.stage === "solving");
    expect(told).toMatchObject({ state: "running", ahead: 0, answer: null });

    const last = waiting.pop()!;
    for (const { jobId } of waiting)
      expect(jobs.cancel("north", "a", jobId).state).toBe("cancelled");
    expect(read(last.jobId).ahead).toBe(1);
    expect(jobs.cancel("north", "a", long.jobId)).toMatchObject({
      state: "cancelled",
      answer: null,
    });
    expect((await until(last.jobId, ended)).state).toBe("done");
    expect(jobs.cancel("north", "a", last.jobId).state).toBe("done"); // it had ended
    expect(read(long.jobId).state).toBe("cancelled");
    expect(unexpected).toEqual([]);
  });

  it("is forgotten two hours after it ended", async () => {
    const { jobId } = jobs.submit(workOf(quick));
    await until(jobId, ended);
    now += 2 * 3600 * 1000;
    expect(read(jobId).state).toBe("done");
    now += 1;
    expect(() => read(jobId)).toThrow("No question");
  });

  it("says which limit it met", async () => {
    const homes = Array.from({ length: 2100 }, (_, i) => [i, 0, 1] as const);
    const candidates = Array.from({ length: 2000 }, (_, i) => placeAt(i, 0));
    const crowd = { ...town, demand: peopleAt(homes), candidates, radiusMeters: 20_000 };
    const { jobId } = jobs.submit(workOf(taskOf([kindAsked(crowd)])));
    const { failure } = await until(jobId, ended);
    expect(failure).toMatchObject({ code: "limit-exceeded", rule: "siting-pairs" });
  });
});

it("ends what runs when the server closes", async () => {
  const closing = createJobs();
  const { jobId } = closing.submit(workOf(endless()));
  closing.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(closing.read("north", "a", jobId)).toMatchObject({ state: "running", answer: null });
});
