// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { type Draft, toInspection } from "../../web/ratings/inspect-draft.ts";
import { readDrafts, saveDraft } from "../../web/ratings/inspect-drafts.ts";
import { conflictOf, PhotographRefused } from "../../web/ratings/inspect-send.ts";
import {
  giveUp,
  keepIn,
  mend,
  outbox,
  sendAll,
  submit,
  withoutPhotograph,
} from "../../web/ratings/inspect-session.ts";
import {
  keptDrafts,
  keptPhotographs,
  type UnsentInspection,
} from "../../web/ratings/inspect-storage.ts";
import { type Kept, memoryStorage } from "../../web/ui/device-storage.ts";
import { ACCOUNT, complete } from "./inspect-world.ts";

/** Who answers; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const now = { answer: async (_: Request): Promise<Response> => new Response() };
  globalThis.fetch = ((request: Request) => now.answer(request)) as typeof fetch;
  return now;
});

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const problem = (status: number, more: object = {}) =>
  json(status, { type: "", title: "no", status, code: "body-invalid", detail: "不行", ...more });

type Told = "lost" | "down" | "refused" | "away" | "ok";

/** A server that keeps inspections by id, as ours does, and whose answers get lost as told. */
function serverOf(answers: Told[] = [], photographAnswers: Told[] = []) {
  const inspections = new Map<string, string>();
  const photographs: string[] = [];
  server.answer = async (request: Request) => {
    const isPhotograph = request.url.includes("/photographs");
    const told = (isPhotograph ? photographAnswers : answers).shift() ?? "ok";
    if (told === "down") throw new TypeError("Failed to fetch");
    if (told === "away") return problem(503);
    if (told === "refused") return problem(isPhotograph ? 415 : 400);
    if (isPhotograph) {
      photographs.push(new URL(request.url).pathname.split("/").at(-2)!);
    } else {
      const words = await request.text();
      const { inspectionId } = JSON.parse(words);
      const known = inspections.get(inspectionId);
      if (known !== undefined && known !== words) {
        const current = { inspectionId, inspectorName: "乙", score: 80, inspectedAt: "2026-03-01" };
        return problem(409, { code: "conflict", rule: "inspection-conflict", current });
      }
      inspections.set(inspectionId, words);
    }
    if (told === "lost") throw new TypeError("Failed to fetch");
    return json(201, { score: 100, stars: 5 });
  };
  return { inspections, photographs };
}

let storage: Kept<UnsentInspection>;
beforeEach(async () => {
  storage = memoryStorage(({ key }) => key);
  keepIn(storage);
  for (const { key } of await keptPhotographs.all()) await keptPhotographs.drop(key);
  for (const { draftId } of await keptDrafts.all()) await keptDrafts.drop(draftId);
});

const unsentOf = (draft: Draft, givenAt = "2026-03-02T09:00:00Z"): UnsentInspection => ({
  ...{ key: draft.draftId, accountId: ACCOUNT, title: draft.draftId, givenAt, score: 100 },
  ...{ draft: { ...draft, inspectedAt: givenAt }, isEntered: false },
});
const photograph = (key: string, draftId: string) =>
  keptPhotographs.put({
    ...{ key, draftId, itemId: "floor", addedAt: "2026-03-02T09:00:00Z" },
    blob: new Blob(["x"], { type: "image/jpeg" }),
  });
const left = async () => (await storage.all()).map(({ key }) => key);

it("enters nothing twice when the answer is lost", async () => {
  const { inspections } = serverOf(["lost"]);
  await storage.put(unsentOf(complete("made-1")));
  expect(await sendAll(ACCOUNT)).toBe(false);
  expect(await left()).toEqual(["made-1"]);
  expect(await sendAll(ACCOUNT)).toBe(true);
  expect(inspections.size).toBe(1);
  expect(await left()).toEqual([]);
});

it("sends in the order they were given, and none before one that nobody answered", async () => {
  const { inspections } = serverOf(["away", "ok", "ok"]);
  await storage.put(unsentOf(complete("z-first"), "2026-03-02T08:00:00Z"));
  await storage.put(unsentOf(complete("a-second"), "2026-03-02T09:00:00Z"));
  await sendAll(ACCOUNT);
  expect(inspections.size).toBe(0);
  await sendAll(ACCOUNT);
  expect([...inspections.keys()]).toEqual(["z-first", "a-second"]);
});

it("goes on where it was when the page is killed between the words and the photographs", async () => {
  const first = serverOf([], ["ok", "down"]);
  await storage.put(unsentOf(complete("made-2")));
  for (const key of ["p1", "p2", "p3"]) await photograph(key, "made-2");
  await sendAll(ACCOUNT);
  expect([first.inspections.size, first.photographs.length]).toEqual([1, 1]);
  expect((await storage.all())[0]!.isEntered).toBe(true);
  expect((await keptPhotographs.all()).map(({ key }) => key)).toEqual(["p2", "p3"]);

  keepIn(storage); // the page is another
  const second = serverOf();
  await sendAll(ACCOUNT);
  expect([second.inspections.size, second.photographs.length]).toEqual([0, 2]);
  expect([await left(), await keptPhotographs.all()]).toEqual([[], []]);
});

it("is a draft no more once it is signed, also when the page was killed in between", async () => {
  serverOf(["down"]);
  await saveDraft(complete("made-3"));
  await readDrafts(ACCOUNT);
  await submit(complete("made-3"), "一号公厕");
  expect((await keptDrafts.all()).length).toBe(0);
  await vi.waitFor(() => expect(outbox.now().isSending).toBe(false));
  expect(await left()).toEqual(["made-3"]);
});

it("shows what is kept where the id is another's, and can be kept as another", async () => {
  const { inspections } = serverOf();
  const theirs = complete("made-4");
  inspections.set("made-4", JSON.stringify({ ...toInspection(theirs), remark: "另一份" }));
  const unsent = unsentOf(theirs);
  await storage.put(unsent);
  await photograph("p4", "made-4");
  await sendAll(ACCOUNT);
  expect(conflictOf(outbox.now().refused["made-4"])?.inspectorName).toBe("乙");
  await sendAll(ACCOUNT); // not sent again by itself
  const draftId = await mend(unsent, true);
  expect(draftId).not.toBe("made-4");
  expect((await keptPhotographs.all())[0]!.draftId).toBe(draftId);
  expect(await left()).toEqual([]);
  const [draft] = await keptDrafts.all();
  expect(draft).toMatchObject({ draftId, signature: null, inspectedAt: null });
  await submit({ ...draft!, isAffirmed: true }, "一号公厕");
  await vi.waitFor(() => expect(inspections.size).toBe(2));
});

it("is a draft again under its own id where the server refused it, or given up whole", async () => {
  serverOf(["refused", "refused"]);
  const unsent = unsentOf(complete("made-5"));
  await storage.put(unsent);
  await sendAll(ACCOUNT);
  expect(outbox.now().refused["made-5"]?.message).toBe("不行");
  expect(await mend(unsent, false)).toBe("made-5");
  await storage.put(unsentOf(complete("made-6")));
  await photograph("p6", "made-6");
  await sendAll(ACCOUNT);
  await giveUp(unsentOf(complete("made-6")));
  expect([await left(), await keptPhotographs.all()]).toEqual([[], []]);
});

it("goes on without a photograph that is none", async () => {
  const { photographs } = serverOf([], ["refused"]);
  const unsent = unsentOf(complete("made-7"));
  await storage.put(unsent);
  await photograph("p7", "made-7");
  await photograph("p8", "made-7");
  await sendAll(ACCOUNT);
  const why = outbox.now().refused["made-7"];
  expect(why).toBeInstanceOf(PhotographRefused);
  await withoutPhotograph(unsent, (why as PhotographRefused).photographKey);
  expect(photographs.length).toBe(1);
  expect(await left()).toEqual([]);
});

it("keeps what somebody else made on the same telephone, and does not send it", async () => {
  const { inspections } = serverOf();
  await storage.put({ ...unsentOf(complete("made-9")), accountId: "other" });
  await sendAll(ACCOUNT);
  expect(inspections.size).toBe(0);
  expect(await left()).toEqual(["made-9"]);
});

it("waits for somebody to sign in rather than give up", async () => {
  server.answer = async () => problem(401, { code: "unauthenticated" });
  await storage.put(unsentOf(complete("made-10")));
  expect(await sendAll(ACCOUNT)).toBe(false);
  expect(outbox.now().refused).toEqual({});
  expect(await left()).toEqual(["made-10"]);
});
