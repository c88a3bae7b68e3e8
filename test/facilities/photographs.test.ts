import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { canvas, jpeg, servedPhotographs, T1 } from "../worlds/photographs.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const north = servedPhotographs();
const { upload, get, rows, keptOf } = north;
const T2 = "/api/districts/north/facilities/t2/photographs";

let who: SignedIn;
beforeAll(async () => {
  who = await signedIn(north.database(), "north", "inspector");
});

describe("a photograph", () => {
  it("is added, listed, shown large and small, described and removed, and the trail says so", async () => {
    const before = await rows();
    const answer = await upload(who, await jpeg(1200, 900), `${T1}?caption=${encodeURI("正门")}`);
    expect(answer.status).toBe(201);
    const { photograph } = await answer.json();
    const { photographId } = photograph;
    expect(photograph).toMatchObject({
      caption: "正门",
      addedBy: "inspector",
      widthPixels: 1200,
      heightPixels: 900,
    });
    const path = `/api/districts/north/photographs/${photographId}`;
    const small = await get(who, `${path}?size=thumbnail`);
    expect(await sharp(await small.arrayBuffer()).metadata()).toMatchObject({
      format: "jpeg",
      width: 320,
      height: 240,
    });
    const large = await get(who, path);
    expect(large.headers.get("content-type")).toBe("image/jpeg");
    expect(large.headers.get("content-security-policy")).toContain("sandbox");
    expect(large.headers.get("x-content-type-options")).toBe("nosniff");
    expect(large.headers.get("cache-control")).toMatch(/^private/);
    const known = { ...who.headers, "If-None-Match": large.headers.get("etag")! };
    expect((await north.request(path, { headers: known })).status).toBe(304);

    const described = await north.request(`${T1}/${photographId}`, {
      method: "PATCH",
      headers: { ...who.headers, "Content-Type": "application/json" },
      body: JSON.stringify({ caption: "<img src=x onerror=alert(1)>" }),
    });
    expect((await described.json()).photographs[0].caption).toBe("<img src=x onerror=alert(1)>");
    const removed = await north.request(`${T1}/${photographId}`, {
      method: "DELETE",
      headers: who.headers,
    });
    expect((await removed.json()).photographs).toEqual([]);
    expect((await get(who, path)).status).toBe(404);
    expect(await rows()).toBe(before);
    const trail = await north
      .database()
      .transaction(
        (tx) =>
          tx.query<{ action: string }>(
            "select action from audit where record = 'photograph' and record_id = $1 order by entry_id",
            [`t1/${photographId}`],
          ),
        { districtId: "north" },
      );
    expect(trail.map(({ action }) => action)).toEqual([
      "photograph.add",
      "photograph.caption",
      "photograph.remove",
    ]);
  });

  it("is kept once for two facilities, and goes with the last that has it", async () => {
    const sent = await jpeg();
    const [first, second] = [await upload(who, sent), await upload(who, sent, T2)];
    const { photographId } = (await first.json()).photograph;
    expect((await second.json()).photograph.photographId).toBe(photographId);
    expect((await upload(who, sent)).status).toBe(200); // it has it already
    const remove = (path: string) =>
      north.request(`${path}/${photographId}`, { method: "DELETE", headers: who.headers });
    await remove(T1);
    expect((await get(who, `/api/districts/north/photographs/${photographId}`)).status).toBe(200);
    await remove(T2);
    expect((await get(who, `/api/districts/north/photographs/${photographId}`)).status).toBe(404);
  });

  it("is seen and added only within one's areas and district", async () => {
    const { photograph } = await (await upload(who, await jpeg())).json();
    const path = `/api/districts/north/photographs/${photograph.photographId}`;
    const east = await signedIn(north.database(), "north", "inspector", ["east"]);
    const viewer = await signedIn(north.database(), "north", "viewer");
    await writeSmallDistrict(north.database(), "elsewhere");
    const foreign = await signedIn(north.database(), "elsewhere", "administrator");
    expect((await get(east, path)).status).toBe(403);
    expect((await get(viewer, path)).status).toBe(200);
    expect((await get(foreign, path)).status).toBe(403);
    expect((await get(foreign, path.replace("north", "elsewhere"))).status).toBe(404);
    expect((await north.request(path)).status).toBe(401);
    const sent = await jpeg();
    const before = await rows();
    for (const nobody of [east, viewer, foreign])
      expect(await codeOf(await upload(nobody, sent))).toBe("forbidden");
    expect(await rows()).toBe(before);
  });

  it("stands upright, is no larger than it may be, and has lost when and where it was taken", async () => {
    const sent = await canvas(400, 300)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExif({
        IFD0: { Make: "Secret Camera" },
        IFD2: { DateTimeOriginal: "2024:05:06 07:08:09" },
        IFD3: {
          GPSLatitudeRef: "N",
          GPSLatitude: "26/1 53/1 30/1",
          GPSLongitudeRef: "E",
          GPSLongitude: "112/1 34/1 0/1",
        },
      })
      .toBuffer();
    expect(sent.includes("Secret Camera")).toBe(true);
    const answer = await upload(who, sent);
    const { photograph, positionHint } = await answer.json();
    expect(photograph.takenAt).toBe("2024-05-06T04:08:09.000Z"); // Helsinki in summer
    expect(positionHint[0]).toBeCloseTo(112 + 34 / 60, 6);
    expect(positionHint[1]).toBeCloseTo(26 + 53.5 / 60, 6);
    const kept = Buffer.from(
      await (
        await get(who, `/api/districts/north/photographs/${photograph.photographId}`)
      ).arrayBuffer(),
    );
    expect(kept.includes("Secret Camera")).toBe(false);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
  });

  it("of noise still fits into 2 MB, and its small picture into 128 kB", async () => {
    const noise = sharp({
      create: {
        width: 3000,
        height: 2250,
        channels: 3,
        noise: { type: "gaussian", mean: 128, sigma: 90 },
        background: "#000",
      },
    });
    const kept = await keptOf(who, await noise.jpeg({ quality: 95 }).toBuffer());
    expect(kept.length).toBeLessThanOrEqual(2 * 2 ** 20);
  }, 30_000);
});

it("what was done to photographs is in the history of their facility, and of no other whose id begins the same", async () => {
  const here = "/api/districts/north/facilities/t2";
  const added = await upload(who, await jpeg(), T2);
  const { photographId } = (await added.json()).photograph;
  await north.request(`${T2}/${photographId}`, {
    method: "PATCH",
    headers: { ...who.headers, "Content-Type": "application/json" },
    body: JSON.stringify({ caption: "正门" }),
  });
  await north.request(`${T2}/${photographId}`, { method: "DELETE", headers: who.headers });
  const { entries } = await (await get(who, `${here}/history`)).json();
  type Entry = { action: string; photographId: string | null };
  const ofIt = entries.filter((entry: Entry) => entry.photographId === photographId);
  expect(ofIt.map(({ action }: Entry) => action)).toEqual([
    "photograph.remove",
    "photograph.caption",
    "photograph.add",
  ]);
  expect(ofIt[1]).toMatchObject({ before: { caption: "" }, after: { caption: "正门" } });
  // one that begins the photograph's, and one that begins as it does
  for (const facilityId of ["t", "t2/x"]) {
    await north.database().transaction(
      (tx) =>
        tx.query(
          `insert into facility (district_id, facility_id, kind, code, name, position)
             select district_id, $1, kind, $1, $1, position from facility where facility_id = 't2'`,
          [facilityId],
        ),
      { districtId: "north" },
    );
    const path = `/api/districts/north/facilities/${encodeURIComponent(facilityId)}/history`;
    expect((await (await get(who, path)).json()).entries).toEqual([]);
  }
});
