import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../server/cleaning/calendar.ts";
import { GREATEST_UPLOAD_BYTES } from "../../server/http/photograph.ts";
import { recordChange } from "../../server/store/changes.ts";
import { localDay } from "../../server/store/local-day.ts";
import { canvas, jpeg, servedPhotographs } from "../worlds/photographs.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const DAY = addDays(localDay(new Date(), "Europe/Helsinki"), -3);
const north = servedPhotographs();
const { upload, get, rows } = north;
let leader: SignedIn;
let easterner: SignedIn;
let viewer: SignedIn;

/** An entry of the western edge by a team leader. */
async function entered(key: string): Promise<string> {
  const draft = { kind: "could_not", passId: `fine:${DAY}:1`, edgeIds: ["e1"], reason: "施工围挡" };
  const path = "/api/districts/north/cleaning/entries";
  const answer = await north.send(leader, "POST", path, draft, { "Idempotency-Key": key });
  expect(answer.status).toBe(201);
  return (await answer.json()).entryId;
}
const pathOf = (entryId: string) => `/api/districts/north/cleaning/entries/${entryId}/photographs`;

beforeAll(async () => {
  const database = north.database();
  await database.transaction(
    async (tx) => {
      await tx.query(
        `insert into cleaning_route (district_id, route_id, code, name, kind, team, shifts, passes, period, valid_from, proof)
         values ('north', 'fine', 'F', '中街细扫', 'fine_sweep', '一班', '[]', 1, 'day', '2022-01-01', 'confirmation')`,
      );
      await tx.query("insert into cleaning_route_edge values ('north', 'fine', 0, 'e1')");
      await recordChange(tx, "north", "cleaning_route", []);
    },
    { districtId: "north" },
  );
  leader = await signedIn(database, "north", "team_leader");
  easterner = await signedIn(database, "north", "team_leader", ["east"]);
  viewer = await signedIn(database, "north", "viewer");
});

describe("a photograph of an entry", () => {
  it("is added once with what it shows, and seen by whoever reads the district", async () => {
    const path = pathOf(await entered("photo-0001"));
    const picture = await jpeg(800, 600);
    const added = await upload(leader, picture, `${path}?caption=${encodeURI("围挡")}`);
    expect(added.status).toBe(201);
    const { photograph } = await added.json();
    expect(photograph).toMatchObject({
      ...{ caption: "围挡", addedBy: "team_leader", widthPixels: 800, heightPixels: 600 },
    });
    const again = await upload(leader, picture, path);
    expect([again.status, (await again.json()).isNew]).toEqual([200, false]);
    const listed = await (await get(viewer, path)).json();
    expect(listed.photographs).toEqual([photograph]);
    const seen = `/api/districts/north/photographs/${photograph.photographId}`;
    expect((await get(viewer, seen)).headers.get("content-type")).toBe("image/jpeg");
    expect((await get({ headers: {} as SignedIn["headers"] }, seen)).status).toBeGreaterThan(399);
  });

  it("is a JPEG, PNG or WebP by its content, and nothing else", async () => {
    const path = pathOf(await entered("photo-0002"));
    expect((await upload(leader, await canvas().png().toBuffer(), path)).status).toBe(201);
    expect((await upload(leader, await canvas().webp().toBuffer(), path)).status).toBe(201);
    const before = await rows();
    const refused = {
      gif: await canvas().gif().toBuffer(),
      script: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    };
    for (const sent of Object.values(refused))
      expect((await upload(leader, sent, path)).status).toBe(415);
    expect(await rows()).toBe(before);
  });

  it("is not too large, and there are not too many", async () => {
    const path = pathOf(await entered("photo-0003"));
    const large = Buffer.alloc(GREATEST_UPLOAD_BYTES + 1, 0xff);
    expect((await upload(leader, large, path)).status).toBe(413);
    const { greatestCount } = await (await get(leader, path)).json();
    for (let i = 0; i < greatestCount; i++)
      expect((await upload(leader, await jpeg(32, 24), path)).status).toBe(201);
    const full = await upload(leader, await jpeg(32, 24), path);
    expect([full.status, (await full.json()).faults[0].rule]).toEqual([400, "photographs-full"]);
  });

  it("is added by whoever confirms work there", async () => {
    const path = pathOf(await entered("photo-0004"));
    const picture = await jpeg();
    const before = await rows();
    expect((await upload(viewer, picture, path)).status).toBe(403);
    expect((await upload(easterner, picture, path)).status).toBe(403);
    expect((await upload(leader, picture, pathOf("none"))).status).toBe(404);
    expect(await rows()).toBe(before);
  });

  it("is added to no entry that was taken back; those that it has stay", async () => {
    const entryId = await entered("photo-0005");
    const path = pathOf(entryId);
    expect((await upload(leader, await jpeg(), path)).status).toBe(201);
    const taken = path.replace("photographs", "withdraw");
    expect((await north.send(leader, "POST", taken, { reason: "点错了" })).status).toBe(200);
    expect(await codeOf(await upload(leader, await jpeg(), path))).toBe("conflict");
    expect((await (await get(viewer, path)).json()).photographs).toHaveLength(1);
  });
});
