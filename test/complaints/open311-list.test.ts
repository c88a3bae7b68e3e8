import { beforeAll, describe, expect, it } from "vitest";
import { parsedXml } from "../worlds/open311-client.ts";
import { ENDPOINT, open311Desk } from "../worlds/open311-desk.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const { change, client, posted, rowOf } = open311Desk(world);
let duty: SignedIn;
beforeAll(async () => {
  duty = await signedIn(world.database(), "north", "duty_officer");
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
