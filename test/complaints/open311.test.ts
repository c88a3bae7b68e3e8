import { describe, expect, it } from "vitest";
import { open311Client, parsedXml, readAnswer } from "../worlds/open311-client.ts";
import { ENDPOINT, open311Desk } from "../worlds/open311-desk.ts";
import { servedNorth } from "../worlds/served.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const world = servedNorth();
const desk = open311Desk(world);
const { client, fresh } = desk;

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
