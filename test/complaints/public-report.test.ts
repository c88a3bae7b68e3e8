import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { createAllowance, createPublicLimits } from "../../server/complaints/public-limits.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north/public-reports";

let duty: SignedIn;
let handler: SignedIn;
beforeAll(async () => {
  duty = await signedIn(world.database(), "north", "duty_officer");
  handler = await signedIn(world.database(), "north", "administrator");
});

const nobody = { headers: {} };
const report = {
  service: "exposed-waste",
  text: "垃圾堆了三天，电话 13800001111",
  position: [25.0030407, 60.0053], // 33 m north of Middle Street, which runs along 60.005
};
const personal = { name: "张三", telephone: "139-0000-2222" };
let keys = 0;
const send = (more: object = {}, key = `a-key-of-the-test-${++keys}`) =>
  world.send(nobody, "POST", PATH, { ...report, ...more }, { "Idempotency-Key": key });
const sent = async (more: object = {}): Promise<{ number: string; followToken: string }> => {
  const answer = await send(more);
  expect(answer.status).toBe(201);
  return answer.json();
};
const look = (number: string, token?: string) =>
  world.request(`${PATH}/${number}`, token ? { headers: { "X-Follow-Token": token } } : {});

type Row = { complaint_id: string; reporter_id: string | null; revision: string; unit_id: null };
const rowOf = async (number: string) => {
  const rows = await world
    .database()
    .transaction(
      (tx) =>
        tx.query<Row>("select * from complaint where district_id = 'north' and number = $1", [
          number,
        ]),
      { districtId: "north" },
    );
  return rows[0]!;
};
const change = (number: string, set: string) =>
  world
    .database()
    .transaction(
      (tx) =>
        tx.query(`update complaint set ${set} where district_id = 'north' and number = $1`, [
          number,
        ]),
      { districtId: "north" },
    );

describe("a report of somebody who has not signed in", () => {
  it("is a complaint from the web, with who reported it apart", async () => {
    const { number } = await sent({ reporter: personal });
    const row = await rowOf(number);
    expect(row).toMatchObject({ channel: "app", category: "exposed-waste", kind: "direct" });
    expect(row.reporter_id).not.toBeNull();
    const answer = await world.send(
      handler,
      "GET",
      `/api/districts/north/complaints/${row.complaint_id}`,
    );
    const body = JSON.stringify(await answer.json());
    expect(body).not.toMatch(/13800001111|139-0000-2222|张三/);
    expect(body).toContain("公众上报 public form");
  });

  it("is taken once, however often it is sent, and each answer has a token that works", async () => {
    const key = "a-lost-reply-of-a-citizen";
    const [first, second] = await Promise.all([send({}, key), send({}, key)]);
    expect([first.status, second.status].sort()).toEqual([200, 201]);
    const [a, b] = [await first.json(), await second.json()];
    expect(a.number).toBe(b.number);
    for (const { followToken } of [a, b])
      expect((await (await look(a.number, followToken)).json()).own).not.toBeNull();
    expect((await send({ text: "other" }, key)).status).toBe(409);
    expect((await send({}, "short")).status).toBe(400);
  });

  it.each([
    ["neither place nor address", { position: null }],
    ["a place far away", { position: [-0.1, 51.5] }],
    ["a service there is not", { service: "nothing" }],
    ["a category of petitions", { service: "staff-pay" }],
    ["something else without a word", { service: "other", text: "" }],
    ["too many words", { text: "字".repeat(1001) }],
    ["what only staff say", { unitId: "sweep" }],
    ["a kind of its own", { isConfidential: true }],
  ])("is refused with %s", async (_, more) => {
    expect((await send(more)).status).toBe(400);
  });

  it("may have an address and no place", async () => {
    const { number } = await sent({ position: null, address: "中街 1 号对面" });
    expect((await (await look(number)).json()).position).toBeNull();
  });
});

describe("following a report", () => {
  it("shows by its number what everybody may know, and nothing else", async () => {
    const { number } = await sent({ reporter: personal, address: "中街 1 号 2 单元" });
    const answer = await look(number);
    const known = await answer.json();
    expect(known).toMatchObject({ number, state: "registered", isOpen: true, own: null });
    expect(known).toMatchObject({ service: { code: "exposed-waste" }, text: null });
    expect(known.position.map((degrees: number) => degrees.toFixed(5))).toEqual([
      ...["25.00304", "60.00500"],
    ]);
    expect(JSON.stringify(known)).not.toMatch(/张三|139|138|三天|单元/);
    expect((await look("TS190001010001")).status).toBe(404);
  });

  it("shows with its token the steps, and the result once its text is released", async () => {
    const { number, followToken } = await sent({ reporter: personal });
    const { complaint_id } = await rowOf(number);
    const database = world.database();
    await database.transaction(
      (tx) =>
        tx.query(
          `insert into complaint_event (district_id, complaint_id, sequence, action, actor_name, data)
           values ('north', $1, 2, 'remark', '值班员', '{"words": "internal"}'),
                  ('north', $1, 3, 'report', '承办人', '{"words": "张三家门口已清运，电话 13900002222"}')`,
          [complaint_id],
        ),
      { districtId: "north" },
    );
    const own = async (token?: string) => (await (await look(number, token)).json()).own;
    const before = await own(followToken);
    expect(before.steps.map(({ action }: { action: string }) => action)).toEqual([
      ...["register", "report"],
    ]);
    expect(JSON.stringify(before)).not.toMatch(/清运|internal|值班员|承办人/);
    await change(number, "public_text = '已清运', released_at = now()");
    expect((await own(followToken)).steps[1].words).toBe("[姓名]家门口已清运，电话 [电话]");
    expect(await own("another-token")).toBeNull();
    const { followToken: foreign } = await sent();
    expect(await own(foreign)).toBeNull();
  });

  it("says nothing of what has become confidential, also to whoever has the token", async () => {
    const { number, followToken } = await sent();
    await change(number, "is_confidential = true");
    expect((await look(number, followToken)).status).toBe(404);
  });

  it("keeps its answers from every cache, and the token out of the table", async () => {
    const { number, followToken } = await sent();
    expect((await look(number, followToken)).headers.get("cache-control")).toContain("no-store");
    const rows = await world
      .database()
      .transaction((tx) => tx.query("select token_sha256::text as hash from complaint_follow"), {
        districtId: "north",
      });
    expect(JSON.stringify(rows)).not.toContain(followToken);
  });
});

describe("what may be the same", () => {
  const near = async (lng: number, lat: number, service = "dead-animal") => {
    const answer = await world.request(
      `/api/districts/north/public-nearby?service=${service}&lng=${lng}&lat=${lat}`,
    );
    expect(answer.status).toBe(200);
    return (await answer.json()).complaints as { number: string }[];
  };

  it("is open, of the same kind and near, by its published place", async () => {
    const place = { service: "dead-animal", position: [25.015, 60.00505] };
    const here = await sent(place);
    await sent({ ...place, service: "spillage" });
    const settled = await sent(place);
    await change(settled.number, "state = 'settled'");
    const secret = await sent(place);
    await change(secret.number, "is_confidential = true");
    await sent({ ...place, position: [25.001, 60.0051] });
    const found = await near(25.015, 60.00505);
    expect(found.map(({ number }) => number)).toEqual([here.number]);
    expect(JSON.stringify(found)).not.toContain("三天");
  });
});

describe("photographs of a report", () => {
  const picture = (color: string) =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: color } })
      .jpeg()
      .toBuffer();
  const add = async (number: string, token: string | undefined, bytes: Uint8Array<ArrayBuffer>) =>
    world.request(`${PATH}/${number}/photographs`, {
      method: "POST",
      headers: { "Content-Type": "image/jpeg", ...(token ? { "X-Follow-Token": token } : {}) },
      body: bytes,
    });
  const bytesOf = async (color: string) => new Uint8Array(await picture(color));

  it("come with the token of the report, three at most, and only while it is open", async () => {
    const { number, followToken } = await sent();
    const other = await sent();
    expect((await add(number, undefined, await bytesOf("red"))).status).toBe(403);
    expect((await add(number, other.followToken, await bytesOf("red"))).status).toBe(403);
    for (const [i, color] of ["red", "green", "blue"].entries()) {
      const answer = await add(number, followToken, await bytesOf(color));
      expect([answer.status, await answer.json()]).toEqual([201, { photographs: i + 1 }]);
    }
    const fourth = await add(number, followToken, await bytesOf("black"));
    expect([fourth.status, await codeOf(fourth)]).toEqual([400, "limit-exceeded"]);
    await change(other.number, "state = 'settled', settled_at = now()");
    expect((await add(other.number, other.followToken, await bytesOf("red"))).status).toBe(409);
    const { complaint_id } = await rowOf(number);
    const rows = await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "select distinct subject_kind, added_by from photograph_link where subject_id = $1",
            [complaint_id],
          ),
        { districtId: "north" },
      );
    expect(rows).toEqual([{ subject_kind: "complaint-before", added_by: "公众上报 public form" }]);
  });

  it("are pictures by their content and nothing else", async () => {
    const { number, followToken } = await sent();
    const answer = await add(number, followToken, new TextEncoder().encode("<script>"));
    expect(answer.status).toBe(415);
  });
});

describe("limits", () => {
  it("let in so many at once, and then as many as the time allows", () => {
    let now = 0;
    const allowance = createAllowance({ count: 3, seconds: 30 }, () => now);
    expect([1, 2, 3, 4].map(() => allowance.take("a"))).toEqual([0, 0, 0, 10]);
    expect(allowance.take("b")).toBe(0);
    now = 9_999;
    expect(allowance.take("a")).toBe(1);
    now = 10_000;
    expect([allowance.take("a"), allowance.take("a")]).toEqual([0, 10]);
    now = 1_000_000;
    expect([1, 2, 3, 4].map(() => allowance.take("a"))).toEqual([0, 0, 0, 10]);
  });

  it("hold each network, and all of them together, also where a proxy hides the network", () => {
    const now = 0;
    const tries = (take: (i: number) => string | null) => {
      const limits = createPublicLimits(() => now);
      for (let i = 0; i < 10_000; i++)
        try {
          limits.require("report", take(i));
        } catch {
          return i;
        }
      return null;
    };
    expect(tries(() => "one")).toBe(20);
    expect(tries((i) => `network ${i}`)).toBe(600);
    expect(tries(() => null)).toBe(600);
  });

  it("answer with a problem and when to try again", async () => {
    let refused: Response | undefined;
    for (let i = 0; i < 30 && !refused; i++) {
      const answer = await send({}, "the-same-report-again");
      if (answer.status === 429) refused = answer;
    }
    const problem = await refused!.json();
    expect(problem).toMatchObject({ code: "rate-limited", retryAfterSeconds: expect.any(Number) });
    expect(problem.retryAfterSeconds).toBeGreaterThan(0);
  });

  it("leave the desk alone: whoever signed in takes complaints down all the same", async () => {
    const answer = await world.send(
      duty,
      "POST",
      "/api/districts/north/complaints",
      { channel: "telephone", category: "road-dirty" },
      { "Idempotency-Key": "the-desk-goes-on" },
    );
    expect(answer.status).toBe(201);
    const { complaintId, revision } = await answer.json();
    const step = await world.send(
      duty,
      "POST",
      `/api/districts/north/complaints/${complaintId}/steps`,
      { action: "remark", words: "照常" },
      ifMatch(revision),
    );
    expect(step.status).toBe(200);
  });
});
