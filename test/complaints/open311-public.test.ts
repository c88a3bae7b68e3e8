import { describe, expect, it } from "vitest";
import { ENDPOINT, open311Desk } from "../worlds/open311-desk.ts";
import { servedNorth } from "../worlds/served.ts";

const world = servedNorth();
const { change, client, posted, rowOf } = open311Desk(world);

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
