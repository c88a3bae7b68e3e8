import { beforeAll, describe, expect, it } from "vitest";
import { open311Client, parsedXml, readAnswer } from "../worlds/open311-client.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const world = servedNorth();
const ENDPOINT = "/open311/v2/districts/north";

let administrator: SignedIn;
let duty: SignedIn;
let apiKey: string;

beforeAll(async () => {
  const database = world.database();
  administrator = await signedIn(database, "north", "administrator");
  duty = await signedIn(database, "north", "duty_officer");
  const answer = await world.send(administrator, "POST", "/api/districts/north/open311-keys", {
    name: "随手拍",
  });
  expect(answer.status).toBe(201);
  apiKey = (await answer.json()).apiKey;
});

const client = (format: "json" | "xml", more: { jurisdictionId?: string } = {}, key = apiKey) =>
  open311Client(world.request, ENDPOINT, { format, apiKey: key, ...more });

/** The fields of the specification's example of a POST, with a place that lies here: 33 m north of Middle Street. */
const example = {
  service_code: "road-dirty",
  lat: "60.0053",
  long: "25.0030407",
  address_string: "1234 5th street",
  email: "smit333@sfgov.edu",
  device_id: "tt222111",
  account_id: "123456",
  first_name: "john",
  last_name: "smith",
  phone: "111111111",
  description: "A large sinkhole is destroying the street",
  media_url: "http://farm3.static.flickr.com/2002/2212426634_5ed477a060.jpg",
};

let said = 0;
/** Fields that were not sent before. */
const fresh = (more: object = {}) => ({ ...example, description: `sinkhole ${++said}`, ...more });

async function posted(more: object = {}) {
  const { status, records } = await client("json").post(fresh(more));
  expect([status, records]).toEqual([200, expect.any(Array)]);
  return records[0]!.service_request_id as string; // the client has checked that it is there
}

type Row = Record<string, unknown>;
const rowOf = async (number: string): Promise<Row> => {
  const [row] = await world.database().transaction(
    (tx) =>
      tx.query<Row>(
        `select c.*, r.name, r.telephone, r.contact as reporter_contact from complaint c
         left join reporter r on r.district_id = c.district_id and r.reporter_id = c.reporter_id
         where c.district_id = 'north' and number = $1`,
        [number],
      ),
    { districtId: "north" },
  );
  return row!;
};
const change = (number: string, set: string, values: unknown[] = []) =>
  world
    .database()
    .transaction(
      (tx) =>
        tx.query(`update complaint set ${set} where district_id = 'north' and number = $1`, [
          number,
          ...values,
        ]),
      { districtId: "north" },
    );

describe("the client, on answers as the specification shapes them", () => {
  it.each([
    [
      "services",
      "<services><service><service_code>001</service_code><service_name>Cans</service_name><description/><metadata>true</metadata><type>realtime</type><keywords>a, b</keywords><group>sanitation</group></service></services>",
    ],
    [
      "attributes",
      "<service_definition><service_code>DMV66</service_code><attributes><attribute><variable>true</variable><code>MAKE</code><datatype>singlevaluelist</datatype><required>true</required><datatype_description></datatype_description><order>1</order><description>Which make?</description><values><value><key>123</key><name>Ford</name></value></values></attribute></attributes></service_definition>",
    ],
    [
      "tokens",
      "<service_requests><request><service_request_id>6</service_request_id><token>12</token></request></service_requests>",
    ],
    [
      "errors",
      "<errors><error><code>403</code><description>Invalid</description></error></errors>",
    ],
  ] as const)("reads %s", (root, xml) => {
    const body = `<?xml version="1.0" encoding="utf-8"?>${xml}`;
    expect(readAnswer("xml", root, body)).toHaveLength(1);
    expect(() => readAnswer("xml", root, body.replaceAll(/(code|token)>/g, "x$1>"))).toThrow();
  });

  it("takes no document that is not well-formed", () => {
    expect(() => parsedXml('<?xml version="1.0" encoding="utf-8"?><a><b></a>')).toThrow();
  });
});

describe("services", () => {
  it("are the same in JSON and XML, with a definition for each that says it has one", async () => {
    const [json, xml] = [await client("json").services(), await client("xml").services()];
    expect(json.records).toEqual(xml.records);
    expect(json.records.map(({ service_code }) => service_code)).toContain("exposed-waste");
    for (const { service_code, metadata } of json.records) {
      const code = String(service_code);
      const [asJson] = (await client("json").definition(code)).records;
      const [asXml] = (await client("xml").definition(code)).records;
      expect(asJson).toEqual(asXml);
      expect(asJson!.attributes?.length).toBe(metadata === "true" ? 1 : 0);
    }
  });

  it("hold nothing that is confidential from the start", async () => {
    const { records } = await client("json").services();
    expect(records.map(({ service_code }) => service_code)).not.toContain("staff-pay");
    const { status } = await client("json").post(fresh({ service_code: "staff-pay" }));
    expect(status).toBe(404);
  });

  it("are called in English for whoever asks so", async () => {
    const answer = await world.request(`${ENDPOINT}/services.json`, {
      headers: { "Accept-Language": "en-GB,en;q=0.9" },
    });
    const [first] = await answer.json();
    expect(first).toMatchObject({ service_code: "road-dirty", service_name: "Dirty street" });
  });

  it("are found by jurisdiction at one address for all districts", async () => {
    await writeSmallDistrict(world.database(), "second");
    const at = (jurisdictionId?: string) =>
      open311Client(world.request, "/open311/v2", {
        format: "json",
        ...(jurisdictionId ? { jurisdictionId } : {}),
      }).requests();
    expect((await at("second")).status).toBe(200);
    expect((await at()).status).toBe(200);
    expect(await at("nowhere")).toMatchObject({ status: 404, records: [{ code: "404" }] });
    const elsewhere = await client("xml", { jurisdictionId: "second" }).requests();
    expect(elsewhere.status).toBe(404);
  });
});

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
    const body = { api_key: apiKey, ...fresh(), attribute: { PLACE_NOTE: "对面" }, lat: 60.0053 };
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
      headers: { ...administrator.headers, "Content-Type": "text/plain" },
      body: "service_code=road-dirty",
    });
    expect(answer.status).toBe(415);
    const { status } = await open311Client(world.request, ENDPOINT, { format: "json" }).post(
      fresh(),
      administrator.headers,
    );
    expect(status).toBe(403);
  });

  it("takes nothing with a key of another district, nor with one that was revoked", async () => {
    const other = open311Client(world.request, "/open311/v2/districts/second", {
      ...{ format: "json", apiKey },
    });
    expect((await other.post(fresh())).status).toBe(403);
    const path = "/api/districts/north/open311-keys";
    const made = await (await world.send(administrator, "POST", path, { name: "旧程序" })).json();
    const old = client("json", {}, made.apiKey);
    expect((await old.post(fresh())).status).toBe(200);
    const ended = await world.send(administrator, "DELETE", `${path}/${made.key.keyId}`);
    expect(ended.status).toBe(204);
    expect((await old.post(fresh())).status).toBe(403);
    const { keys } = await (await world.send(administrator, "GET", path)).json();
    expect(keys.map(({ name }: { name: string }) => name)).toEqual(["随手拍"]);
    expect(JSON.stringify(keys)).not.toContain(apiKey);
  });

  it("lets a key send only so often", async () => {
    const path = "/api/districts/north/open311-keys";
    const made = await (await world.send(administrator, "POST", path, { name: "急" })).json();
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
    const rows = await world.database().transaction(
      (tx) =>
        tx.query(
          `select actor_id, actor_name, via from audit
           where district_id = 'north' and action = 'complaint.register' and record_id = $1`,
          [complaint_id],
        ),
      { districtId: "north" },
    );
    expect(rows).toEqual([{ actor_id: null, actor_name: "Open311: 随手拍", via: "server" }]);
  });
});

describe("the list of requests", () => {
  const ids = async (fields: Record<string, string>) => {
    const { records } = await client("json").requests(fields);
    return records.map((record) => record.service_request_id as string);
  };

  it("is the same in JSON and XML, the youngest first", async () => {
    await posted();
    await posted();
    const [json, xml] = [await client("json").requests(), await client("xml").requests()];
    expect(json.records).toEqual(xml.records);
    const times = json.records.map(({ requested_datetime }) =>
      new Date(String(requested_datetime)).getTime(),
    );
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it("goes by ids and nothing else where ids are given", async () => {
    const [a, b] = [await posted(), await posted()];
    const found = await ids({
      service_request_id: `${a},${b}`,
      status: "closed",
      start_date: "2001-01-01T00:00:00Z",
      end_date: "2001-01-02T00:00:00Z",
    });
    expect(found.sort()).toEqual([a, b].sort());
  });

  it("covers 90 days unless told, and no more", async () => {
    const old = await posted();
    await change(old, "received_at = now() - interval '91 days'");
    expect(await ids({})).not.toContain(old);
    const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    expect(await ids({ start_date: at(95), end_date: at(90) })).toContain(old);
    expect(await ids({ start_date: at(95) })).toContain(old);
    expect(await ids({ end_date: at(90) })).toContain(old);
    const { status } = await client("xml").requests({ start_date: at(95), end_date: at(4) });
    expect(status).toBe(400);
  });

  it("goes by service and status", async () => {
    const waste = await posted({ service_code: "exposed-waste" });
    const closed = await posted({ service_code: "exposed-waste" });
    await change(closed, "state = 'settled', settled_at = now()");
    expect(await ids({ service_code: "exposed-waste,spillage" })).toEqual([closed, waste]);
    expect(await ids({ service_code: "exposed-waste", status: "open" })).toEqual([waste]);
    expect(await ids({ service_code: "exposed-waste", status: "closed" })).toEqual([closed]);
    expect(await ids({ service_code: "exposed-waste", status: "open,closed" })).toHaveLength(2);
    expect((await client("json").requests({ status: "lost" })).status).toBe(400);
  });

  it("comes in pages without a gap, and can be only counted", async () => {
    const all = await ids({});
    const size = 3;
    const pages: string[] = [];
    for (let page = 1; page <= Math.ceil(all.length / size); page++)
      pages.push(...(await ids({ page: String(page), page_size: String(size) })));
    expect(pages).toEqual(all);
    const json = await world.request(`${ENDPOINT}/requests.json?just_count=true`);
    expect(await json.json()).toEqual({ count: all.length });
    const xml = await world.request(`${ENDPOINT}/requests.xml?just_count=true`);
    expect(parsedXml(await xml.text()).textContent).toBe(String(all.length));
    for (const bad of [{ page_size: "1001" }, { page: "0" }, { page_size: "x" }])
      expect((await client("json").requests(bad)).status).toBe(400);
  });

  it("tells what was updated, by what happened last", async () => {
    const number = await posted();
    const before = new Date().toISOString();
    expect(await ids({ updated_after: before })).not.toContain(number);
    expect(await ids({ updated_before: before })).toContain(number);
    await new Promise((resolve) => setTimeout(resolve, 1100)); // times are told to the second
    const { complaint_id, revision } = await rowOf(number);
    const step = await world.send(
      duty,
      "POST",
      `/api/districts/north/complaints/${complaint_id}/steps`,
      { action: "remark", words: "已知晓" },
      ifMatch(Number(revision)),
    );
    expect(step.status).toBe(200);
    expect(await ids({ updated_after: before })).toContain(number);
    expect(await ids({ updated_before: before })).not.toContain(number);
    const [record] = (await client("json").request(number)).records;
    const time = (name: string) => new Date(String(record![name])).getTime();
    expect(time("updated_datetime")).toBeGreaterThan(time("requested_datetime"));
  });

  it("adds the state where extensions are asked for, and nothing more", async () => {
    const number = await posted();
    const answer = await world.request(`${ENDPOINT}/requests/${number}.json?extensions=true`);
    const [{ extended_attributes }] = await answer.json();
    expect(extended_attributes).toEqual({
      ...{ state: "registered", state_name: "已登记", closed_datetime: null },
    });
    const xml = await client("xml").request(number, { extensions: "true" });
    expect(xml.records).toHaveLength(1);
  });

  it("says 404 for a request that is not there", async () => {
    for (const format of ["json", "xml"] as const)
      expect(await client(format).request("TS190001010001")).toMatchObject({
        status: 404,
        records: [{ code: "404" }],
      });
    expect((await client("xml").token("none")).status).toBe(404);
  });

  it("may be read by pages of other sites, and written by none", async () => {
    const read = await world.request(`${ENDPOINT}/requests.json`, {
      headers: { Origin: "https://elsewhere.example" },
    });
    expect(read.headers.get("access-control-allow-origin")).toBe("*");
    const preflight = await world.request(`${ENDPOINT}/requests.json`, {
      method: "OPTIONS",
      headers: { Origin: "https://elsewhere.example", "Access-Control-Request-Method": "POST" },
    });
    expect(preflight.headers.get("access-control-allow-methods")).not.toContain("POST");
  });
});

describe("what everybody reads", () => {
  it("is the place on the street and not the one reported, also by the box or circle that is asked", async () => {
    const number = await posted({ lat: "60.0053", long: "25.0030407" }); // the street runs along 60.005
    const [record] = (await client("json").request(number)).records;
    expect([record!.lat, record!.long]).toEqual(["60.005", "25.003041"]);
    const here = async (fields: Record<string, string>) => {
      const { records } = await client("json").requests(fields);
      return records.some(({ service_request_id }) => service_request_id === number);
    };
    expect(await here({ bbox: "25.0029,60.0049,25.0032,60.0051" })).toBe(true);
    expect(await here({ bbox: "25.0029,60.0052,25.0032,60.0054" })).toBe(false); // where it truly is
    expect(await here({ bbox: "24.9,59.9,25.1,60.1" })).toBe(true);
    expect(await here({ lat: "60.005", long: "25.00304", radius: "5" })).toBe(true);
    expect(await here({ lat: "60.0053", long: "25.00304", radius: "5" })).toBe(false);
    expect((await client("json").requests({ lat: "60" })).status).toBe(400);
    expect((await client("json").requests({ bbox: "1,2,3" })).status).toBe(400);
  });

  it("agrees with looking at every published place, for boxes of every size", async () => {
    for (let i = 0; i < 12; i++)
      await posted({ lat: String(60.0005 + i * 0.0008), long: String(25.001 + i * 0.0015) });
    const { records } = await client("json").requests();
    for (const reach of [0.0002, 0.0007, 0.0015, 0.003, 0.008, 0.02]) {
      const box = [25.01 - 2 * reach, 60.005 - reach, 25.01 + 2 * reach, 60.005 + reach] as const;
      const inside = records.filter(({ lat, long }) => {
        const [x, y] = [Number(long), Number(lat)];
        return lat !== null && x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
      });
      const asked = await client("json").requests({ bbox: box.join(",") });
      expect(asked.records).toEqual(inside);
    }
  });

  it("holds nothing of who reported it or of what was said, in whatever answer", async () => {
    const number = await posted({ description: "secret words, call 13800001111" });
    const paths = ["json", "xml"].flatMap((format) => [
      `requests.${format}?extensions=true`,
      `requests/${number}.${format}?extensions=true`,
      `tokens/${number}.${format}`,
    ]);
    for (const path of paths) {
      const body = await (await world.request(`${ENDPOINT}/${path}`)).text();
      expect(body).toContain(number);
      expect(body).not.toMatch(/secret|13800001111|smith|john|sfgov|5th street|flickr|tt222111/);
    }
  });

  it("has the text that staff released, masked once more, and none after it is withdrawn", async () => {
    const number = await posted();
    const words = "路面塌陷，请联系 smith, john smith 13812345678";
    await change(number, "public_text = $2", [words]);
    const read = async () => (await client("xml").request(number)).records[0]!.description;
    expect(await read()).toBeNull();
    await change(number, "released_at = now()");
    expect(await read()).toBe("路面塌陷，请联系 smith, [姓名] [电话]");
    await change(number, "released_at = null");
    expect(await read()).toBeNull();
  });

  it("has no confidential complaint, none merged into one, no petition and no proposal", async () => {
    const [secret, merged, twice, petition, proposal] = [
      ...[await posted(), await posted(), await posted(), await posted(), await posted()],
    ] as [string, string, string, string, string];
    const { complaint_id: secretId } = await rowOf(secret);
    const { complaint_id: mergedId } = await rowOf(merged);
    await change(merged, "state = 'merged', duplicate_of = $2", [secretId]);
    await change(twice, "state = 'merged', duplicate_of = $2", [mergedId]);
    await change(secret, "is_confidential = true");
    await change(petition, "kind = 'petition'");
    await change(proposal, "kind = 'proposal'");
    const { body } = await client("json").requests();
    for (const number of [secret, merged, twice, petition, proposal]) {
      expect(body).not.toContain(number);
      expect((await client("json").request(number)).status).toBe(404);
      expect((await client("json").token(number)).status).toBe(404);
      expect((await client("xml").requests({ service_request_id: number })).records).toEqual([]);
    }
    expect((await world.request(`/api/districts/north/public-reports/${secret}`)).status).toBe(404);
  });

  it("stays XML whatever was said", async () => {
    const number = await posted();
    const words = "<b>&amp; ]]> \u0007 \"quoted\" 'so' \ufffe 😀\r\n第二行";
    await change(number, "public_text = $2, released_at = now()", [words]);
    const [json] = (await client("json").request(number)).records;
    const [xml] = (await client("xml").request(number)).records;
    expect(json!.description).toBe(words);
    expect(xml!.description).toBe(words.replace("\u0007", "").replace("\ufffe", ""));
  });
});
