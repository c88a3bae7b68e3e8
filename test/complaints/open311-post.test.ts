import { describe, expect, it } from "vitest";
import { open311Client } from "../worlds/open311-client.ts";
import { ENDPOINT, open311Desk } from "../worlds/open311-desk.ts";
import { servedNorth } from "../worlds/served.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const world = servedNorth();
const desk = open311Desk(world);
const { client, fresh, posted, rowOf } = desk;

const KEYS = "/api/districts/north/open311-keys";
const keyFor = async (name: string) =>
  (await world.send(desk.administrator(), "POST", KEYS, { name })).json();

describe("sending a request", () => {
  it.each(["json", "xml"] as const)("takes the specification's example, in %s", async (format) => {
    const { status, records } = await client(format).post(fresh());
    expect(status).toBe(200);
    const number = String(records[0]!.service_request_id);
    expect(number).toMatch(/^TS\d{12}$/);
    const row = await rowOf(number);
    expect(row).toMatchObject({ channel: "app", category: "road-dirty", kind: "direct" });
    expect(row).toMatchObject({ name: "john smith", telephone: "111111111" });
    expect(row).toMatchObject({ reporter_contact: "smit333@sfgov.edu", area_id: "west" });
    expect(row.address).toBe("1234 5th street");
    expect(row.text).toMatch(/^sinkhole \d+\n照片 http:\/\/farm3\.static\.flickr\.com/);
    expect((await client(format).token(number)).records).toEqual([
      { service_request_id: number, token: number },
    ]);
    expect((await client(format).request(number)).records).toHaveLength(1);
  });

  it("takes JSON with the same names, and where beside the place", async () => {
    const body = {
      api_key: desk.apiKey(),
      ...fresh(),
      attribute: { PLACE_NOTE: "对面" },
      lat: 60.0053,
    };
    const answer = await world.request(`${ENDPOINT}/requests.json`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const [{ service_request_id }] = await answer.json();
    expect(await rowOf(service_request_id)).toMatchObject({ place_note: "对面" });
  });

  it("finds the facility whose code is the address", async () => {
    const { lat, long, address_string, ...rest } = fresh();
    const { records } = await client("json").post({ ...rest, address_id: "T1" });
    const row = await rowOf(String(records[0]!.service_request_id));
    expect([lat, long, address_string]).not.toContain(undefined);
    expect(row).toMatchObject({ facility_id: "t1", place_kind: "facility", area_id: "west" });
    const unknown = await client("json").post({ ...rest, address_id: "nowhere" });
    expect(unknown.records[0]!.description).toMatch(/^address_id/);
  });

  it("makes no second one of the same fields sent again, also side by side", async () => {
    const fields = fresh();
    const answers = await Promise.all([1, 2, 3].map(() => client("json").post(fields)));
    const numbers = answers.map(({ records }) => records[0]!.service_request_id);
    expect(new Set(numbers).size).toBe(1);
    const other = await client("json").post({ ...fields, description: "another" });
    expect(other.records[0]!.service_request_id).not.toBe(numbers[0]);
  });

  it("goes by the client's own key where it sends one", async () => {
    const fields = fresh();
    const sent = (key: string, more: object = {}) =>
      client("json").post({ ...fields, ...more }, { "Idempotency-Key": key });
    const first = await sent("client-key-1");
    expect((await sent("client-key-1")).records).toEqual(first.records);
    expect((await sent("client-key-2")).records).not.toEqual(first.records);
    expect((await sent("client-key-1", { description: "else" })).status).toBe(409);
  });

  it.each([
    ["no key", { api_key: "" }, 403, /api_key/],
    ["a key nobody gave out", { api_key: "hw311_guess" }, 403, /api_key/],
    ["no service", { service_code: "" }, 400, /service_code/],
    ["a service there is not", { service_code: "999" }, 404, /service_code/],
    ["no place", { lat: "", address_string: "" }, 400, /lat/],
    ["a place that is none", { lat: "north" }, 400, /^lat/],
    ["a place on the other side of the world", { lat: "-33.9" }, 400, /district/],
    ["too many words", { description: "字".repeat(4001) }, 400, /^description/],
    ["a district there is not", { jurisdiction_id: "nowhere" }, 404, /jurisdiction_id/],
  ])("refuses %s as the specification says, in both formats", async (_, more, code, words) => {
    for (const format of ["json", "xml"] as const) {
      const { status, records } = await client(format).post(fresh(more));
      expect([status, records]).toEqual([
        code,
        [{ code: String(code), description: expect.stringMatching(words) }],
      ]);
    }
  });

  it("refuses a body of another type, and takes nothing with a cookie alone", async () => {
    const answer = await world.request(`${ENDPOINT}/requests.xml`, {
      method: "POST",
      headers: { ...desk.administrator().headers, "Content-Type": "text/plain" },
      body: "service_code=road-dirty",
    });
    expect(answer.status).toBe(415);
    const { status } = await open311Client(world.request, ENDPOINT, { format: "json" }).post(
      fresh(),
      desk.administrator().headers,
    );
    expect(status).toBe(403);
  });

  it("takes nothing with a key of another district, nor with one that was revoked", async () => {
    await writeSmallDistrict(world.database(), "second");
    const other = open311Client(world.request, "/open311/v2/districts/second", {
      ...{ format: "json", apiKey: desk.apiKey() },
    });
    expect((await other.post(fresh())).status).toBe(403);
    const made = await keyFor("旧程序");
    const old = client("json", {}, made.apiKey);
    expect((await old.post(fresh())).status).toBe(200);
    const ended = await world.send(desk.administrator(), "DELETE", `${KEYS}/${made.key.keyId}`);
    expect(ended.status).toBe(204);
    expect((await old.post(fresh())).status).toBe(403);
    const { keys } = await (await world.send(desk.administrator(), "GET", KEYS)).json();
    expect(keys.map(({ name }: { name: string }) => name)).toEqual(["随手拍"]);
    expect(JSON.stringify(keys)).not.toContain(desk.apiKey());
  });

  it("lets a key send only so often", async () => {
    const made = await keyFor("急");
    const fields = fresh();
    // all at once: what is let in fills up again while one waits
    const answers = await Promise.all(
      Array.from({ length: 180 }, () =>
        client("json", {}, made.apiKey).post({ ...fields, lat: "x" }),
      ),
    );
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.records).toEqual([{ code: "429", description: expect.any(String) }]);
    expect(Number(refused?.retryAfter)).toBeGreaterThan(0);
  });

  it("puts into the trail which program it was", async () => {
    const number = await posted();
    const { complaint_id } = await rowOf(number);
    const rows = await desk.inNorth(
      `select actor_id, actor_name, via from audit
       where district_id = 'north' and action = 'complaint.register' and record_id = $1`,
      [complaint_id],
    );
    expect(rows).toEqual([{ actor_id: null, actor_name: "Open311: 随手拍", via: "server" }]);
  });
});
