import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../server/http/caller.ts";
import { eventsApi, LONGEST_REPLAY } from "../../server/http/events.ts";
import { DomainError, problemOf } from "../../server/http/problem.ts";
import { createRouter } from "../../server/http/router.ts";
import { changeReader, recordChange } from "../../server/store/changes.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

type Heard = { id: string; event: string; data: { version: number; kind: string; ids: string[] } };

let world: TestDatabase;
const closing = new AbortController();
const app = createRouter();

beforeAll(async () => {
  world = await openTestDatabase();
  for (const id of ["north", "busy", "south", "staff"])
    await world.database.transaction(
      (tx) => tx.query("insert into district (district_id, name) values ($1, $1)", [id]),
      { asOwner: true },
    );
  app.use((c, next) => {
    const caller = c.req.header("X-Staff") ? STAFF : null;
    c.set("identify", async () => (leftStaff ? null : caller));
    return next();
  });
  app.route(
    "/",
    eventsApi({
      ...changeReader(world.database),
      closing: closing.signal,
      heartbeatMilliseconds: 100,
    }),
  );
  app.onError((error) => {
    const problem = problemOf(error);
    return Response.json(problem, { status: error instanceof DomainError ? problem.status : 500 });
  });
});

let leftStaff = false;

/** Somebody who may read what is not public. */
const STAFF: Caller = {
  ...{ accountId: "a", name: "甲", via: "session", sessionId: "s", address: null, mustDo: null },
  ...{ displayId: null, isReadOnly: false, isOperator: false, totpAskedBy: [] },
  readReach: async () => ({ isWhole: true, areaIds: [], holds: () => true }),
};

afterAll(async () => {
  closing.abort();
  await world?.drop();
});

const change = (districtId: string, id: string) =>
  world.database.transaction((tx) => recordChange(tx, districtId, "facility", [id]), {
    districtId,
  });

/** Listens and hands out events one by one; comments are counted as they pass. */
async function listen(query: string, headers: Record<string, string> = {}) {
  const answer = await app.request(`/api/events?${query}`, { headers });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let comments = 0;
  async function next(): Promise<Heard | null> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end < 0) {
        const { done, value } = await reader.read();
        if (done) return null;
        text += value;
        continue;
      }
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      if (block.startsWith(":")) {
        comments++;
        continue;
      }
      const fields = new Map(
        block.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]), // name: value
      );
      return {
        id: fields.get("id") ?? "",
        event: fields.get("event") ?? "",
        data: JSON.parse(fields.get("data") ?? "null"),
      };
    }
  }
  return { answer, next, comments: () => comments, leave: () => reader.cancel() };
}

describe("events", () => {
  it("hears of what is not public that something happened, and only staff hear what", async () => {
    const secret = (id: string) =>
      world.database.transaction((tx) => recordChange(tx, "staff", "role_grant", [id]), {
        districtId: "staff",
      });
    const [anybody, staff] = [
      await listen("districtId=staff"),
      await listen("districtId=staff", { "X-Staff": "yes" }),
    ];
    for (const one of [anybody, staff]) await one.next(); // hello
    await secret("g1");
    expect((await anybody.next())?.data).toMatchObject({ kind: "other", ids: [] });
    expect((await staff.next())?.data).toMatchObject({ kind: "role_grant", ids: ["g1"] });
    await Promise.all([anybody.leave(), staff.leave()]);
    const late = await listen("districtId=staff&after=0");
    await late.next();
    expect((await late.next())?.data).toMatchObject({ kind: "other", ids: [] });
    await late.leave();
  });

  it("says no more of what is not public once somebody is signed out or has lost the role", async () => {
    const secret = (id: string) =>
      world.database.transaction((tx) => recordChange(tx, "staff", "role_grant", [id]), {
        districtId: "staff",
      });
    const staff = await listen("districtId=staff", { "X-Staff": "yes" });
    await staff.next(); // hello
    await secret("g2");
    expect((await staff.next())?.data).toMatchObject({ kind: "role_grant", ids: ["g2"] });
    leftStaff = true;
    await secret("g3");
    expect((await staff.next())?.data).toMatchObject({ kind: "other", ids: [] });
    leftStaff = false;
    await secret("g4");
    expect((await staff.next())?.data).toMatchObject({ kind: "other", ids: [] }); // not on this line any more
    await staff.leave();
  });

  it("tells a change of the district and no other, by itself", async () => {
    const page = await listen("districtId=north");
    expect(await page.next()).toMatchObject({ event: "hello", id: "north:0" });
    await change("south", "s1"); // another district's is not heard
    await change("north", "f1");
    expect(await page.next()).toEqual({
      id: "north:1",
      event: "change",
      data: { districtId: "north", version: 1, kind: "facility", ids: ["f1"] },
    });
    await page.leave();
  });

  it.each([
    { query: "districtId=north", headers: { "Last-Event-ID": "north:0" } },
    { query: "districtId=north&after=0", headers: {} },
    { query: "districtId=north&after=99", headers: { "Last-Event-ID": "north:0" } },
  ])("replays what was missed: $query $headers", async ({ query, headers }) => {
    const page = await listen(query, headers);
    expect((await page.next())?.event).toBe("hello");
    expect((await page.next())?.id).toBe("north:1");
    await page.leave();
  });

  it("loses nothing and repeats nothing while many are told at once", async () => {
    const early = await listen("districtId=busy");
    await early.next();
    const writing = (async () => {
      for (let i = 1; i <= 40; i++) await change("busy", `f${i}`);
    })();
    const late = await listen("districtId=busy&after=0");
    await late.next();
    for (const page of [early, late]) {
      const heard = [];
      while (heard.length < 40) heard.push((await page.next())?.data.ids[0]);
      expect(heard).toEqual(Array.from({ length: 40 }, (_, i) => `f${i + 1}`));
      await page.leave();
    }
    await writing;
  });

  it("says once that everything may have changed when too much was missed", async () => {
    await world.database.transaction(
      async (tx) => {
        await tx.query(
          `insert into change (district_id, version, kind, ids)
           select 'south', v, 'bin', '{}' from generate_series(2, $1::int) v`,
          [LONGEST_REPLAY + 2],
        );
        await tx.query("update change_counter set version = $1 where district_id = 'south'", [
          LONGEST_REPLAY + 2,
        ]);
      },
      { asOwner: true },
    );
    const page = await listen("districtId=south&after=0");
    await page.next();
    expect(await page.next()).toMatchObject({
      id: `south:${LONGEST_REPLAY + 2}`,
      data: { kind: "all", ids: [] },
    });
    await page.leave();
  });

  it("says that everything may have changed to a client of a version that is not ours yet", async () => {
    const page = await listen("districtId=north&after=1000");
    await page.next();
    expect(await page.next()).toMatchObject({ id: "north:1", data: { kind: "all" } });
    await page.leave();
  });

  it("keeps the connection alive in silence, and is never cached", async () => {
    const page = await listen("districtId=north");
    await page.next();
    expect(page.answer.headers.get("cache-control")).toBe("no-cache");
    expect(page.answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
    setTimeout(() => void change("north", "f2"), 350);
    await page.next();
    expect(page.comments()).toBeGreaterThanOrEqual(2);
    await page.leave();
  });

  it.each([
    { query: "districtId=nowhere", status: 404 },
    { query: "districtId=north&after=-1", status: 400 },
    { query: "districtId=north&after=NaN", status: 400 },
    { query: "", status: 400 },
  ])("refuses $query", async ({ query, status }) => {
    expect((await app.request(`/api/events?${query}`)).status).toBe(status);
  });

  it("ends when the server closes", async () => {
    const page = await listen("districtId=north");
    await page.next();
    closing.abort();
    expect(await page.next()).toBeNull();
  });
});
