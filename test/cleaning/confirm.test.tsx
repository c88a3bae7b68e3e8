// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import {
  mayConfirm,
  passStanding,
  passToConfirm,
  toDraft,
} from "../../web/cleaning/confirm-pass.ts";
import { confirmSection, forget, keepIn, sendAll } from "../../web/cleaning/confirm-session.ts";
import type { Unsent } from "../../web/cleaning/confirm-storage.ts";
import type { TodayPass } from "../../web/cleaning/queries.ts";
import { type Kept, memoryStorage } from "../../web/ui/device-storage.ts";

/** Who answers; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const now = { answer: async (_: Request): Promise<Response> => new Response() };
  globalThis.fetch = ((request: Request) => now.answer(request)) as typeof fetch;
  return now;
});

type Edge = TodayPass["streets"][number]["edges"][number];
const edge = (edgeId: string, state: Edge["state"], more: Partial<Edge> = {}): Edge => ({
  ...{ edgeId, lengthMeters: 100, state, reason: null, evidence: [], coveredShare: 0 },
  ...{ servicedAt: null, vehicleId: null, plate: null, isTooFast: false, isTooSlow: false },
  ...{ isWorkingUnknown: false, entryId: null, words: null, mayEnter: true },
  ...more,
});
const passOf = (passId: string, edges: Edge[], more: Partial<TodayPass> = {}): TodayPass => ({
  ...{ passId, routeId: "r1", orderId: null, code: "R1", name: "一线", nameEn: null },
  ...{ work: "fine_sweep", part: "whole", proof: "confirmation", team: "一班" },
  ...{ day: "2026-03-02", ordinal: 1, of: 2, suspension: null },
  ...{ fromAt: "2026-03-02T01:00:00Z", toAt: "2026-03-02T03:30:00Z" },
  streets: [
    {
      ...{ streetId: "A", name: "甲路", nameEn: null, meters: 100, doneMeters: 0 },
      edges: edges.slice(0, 1),
    },
    {
      ...{ streetId: null, name: null, nameEn: null, meters: 100, doneMeters: 0 },
      edges: edges.slice(1),
    },
  ],
  ...more,
});

it("confirms the whole section in one go, with its exceptions", () => {
  const pass = passOf("r1:2026-03-02:1", [
    edge("e1", "open"),
    edge("e2", "open"),
    edge("e3", "open"),
  ]);
  expect(toDraft(pass, {})).toMatchObject({ kind: "confirmed", exceptions: [] });
  expect(toDraft(pass, { A: "积水", "": "占道施工" }).exceptions).toEqual([
    { streetId: "A", reason: "积水" },
    { edgeId: "e2", reason: "占道施工" }, // stretches of no street are named one by one
    { edgeId: "e3", reason: "占道施工" },
  ]);
});

it("confirms only what lies in one's areas, and nothing of a route that is elsewhere", () => {
  const not = { mayEnter: false };
  const pass = passOf("p", [edge("e1", "open", not), edge("e2", "open"), edge("e3", "open", not)]);
  expect(mayConfirm(passStanding(pass))).toBe(true);
  expect(toDraft(pass, { A: "积水", "": "占道施工" })).toMatchObject({
    edgeIds: ["e2"],
    exceptions: [{ edgeId: "e2", reason: "占道施工" }],
  });
  const elsewhere = passOf("p", [edge("e1", "open", not), edge("e2", "open", not)]);
  expect(passStanding(elsewhere)).toMatchObject({ is: "open", isElsewhere: true });
  expect(mayConfirm(passStanding(elsewhere))).toBe(false);
});

it("says what positions prove already, and leaves nothing to confirm of what is done or to come", () => {
  const proved = edge("e1", "done", { evidence: ["positions"] });
  expect(passStanding(passOf("p", [proved, edge("e2", "open")]))).toMatchObject({
    ...{ is: "open", byPositions: 100, done: 100, all: 200 },
  });
  expect(passStanding(passOf("p", [proved, proved])).is).toBe("done");
  const toCome = passOf("p", [edge("e1", "upcoming"), edge("e2", "upcoming")]);
  expect(passStanding(toCome).is).toBe("upcoming");
  const all = ["done", "upcoming", "suspended", "open", "over"] as const;
  expect(all.filter((is) => mayConfirm({ is, isElsewhere: false }))).toEqual(["open", "over"]);
});

it("opens the pass that is over and waits for a word", () => {
  const over = passOf("over", [edge("e1", "not_recorded"), edge("e2", "not_recorded")]);
  const open = passOf("open", [edge("e1", "open"), edge("e2", "open")]);
  const done = passOf("done", [edge("e1", "done"), edge("e2", "done")]);
  const isOf = (pass: TodayPass) => passStanding(pass).is;
  expect(passToConfirm([done, over, open], isOf)?.passId).toBe("over");
  expect(passToConfirm([done, open], isOf)?.passId).toBe("open");
  expect(passToConfirm([], isOf)).toBeNull();
});

const ACCOUNT = "leader";
const unsent = (key: string, files: readonly Blob[] = []): Unsent => ({
  ...{ key, accountId: ACCOUNT, districtId: "north", title: key, files, entryId: null },
  givenAt: "2026-03-02T03:30:00Z",
  draft: { kind: "confirmed", passId: "r1:2026-03-02:1", exceptions: [], note: "" },
});

/** A server that keeps entries by key, and whose answers get lost as told. */
function serverOf(answers: ("lost" | "down" | "refused" | "ok")[]) {
  const entries = new Map<string, string>();
  const photographs: string[] = [];
  const json = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { "Content-Type": "application/json" },
    });
  const fetched = vi.fn(async (request: Request) => {
    if (request.url.endsWith("/photographs")) {
      photographs.push(request.url);
      return json(201, { isNew: true });
    }
    const answer = answers.shift() ?? "ok";
    if (answer === "down") throw new TypeError("Failed to fetch");
    if (answer === "refused")
      return json(422, {
        type: "",
        title: "no",
        status: 422,
        code: "body-invalid",
        detail: "不行",
      });
    const key = request.headers.get("idempotency-key")!;
    const isNew = !entries.has(key);
    if (isNew) entries.set(key, `entry-${entries.size + 1}`);
    if (answer === "lost") throw new TypeError("Failed to fetch");
    return json(isNew ? 201 : 200, { entryId: entries.get(key) });
  });
  server.answer = fetched;
  return { entries, photographs, fetched };
}

let storage: Kept<Unsent>;
beforeEach(() => {
  storage = memoryStorage(({ key }) => key);
  keepIn(storage);
});

it("enters nothing twice when the answer is lost", async () => {
  const { entries, fetched } = serverOf(["lost", "ok"]);
  await storage.put(unsent("key-00001"));
  await sendAll(ACCOUNT, [0]);
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(entries.size).toBe(1);
  expect(await storage.all()).toEqual([]);
});

it("keeps what nobody answered until it is sent, photographs too", async () => {
  const told = serverOf(["down", "down", "ok", "ok"]);
  await storage.put(unsent("key-00002", [new Blob(["x"], { type: "image/jpeg" })]));
  await storage.put(unsent("key-00003"));
  await sendAll(ACCOUNT, [0]);
  expect((await storage.all()).map(({ key }) => key)).toEqual(["key-00002", "key-00003"]);
  await sendAll(ACCOUNT, [0]);
  expect(await storage.all()).toEqual([]);
  expect([...told.entries.keys()]).toEqual(["key-00002", "key-00003"]);
  expect(told.photographs).toHaveLength(1);
});

it("does not send again what was refused, and says why until it is given up", async () => {
  const { fetched } = serverOf(["refused"]);
  await confirmSection(unsent("key-00004"));
  await sendAll(ACCOUNT, [0]);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(await storage.all()).toHaveLength(1);
  await forget(ACCOUNT, "key-00004");
  expect(await storage.all()).toEqual([]);
});

it("leaves alone what somebody else confirmed on the same telephone", async () => {
  const { entries } = serverOf([]);
  await storage.put({ ...unsent("key-00005"), accountId: "other" });
  await sendAll(ACCOUNT, [0]);
  expect(entries.size).toBe(0);
  expect(await storage.all()).toHaveLength(1);
});
