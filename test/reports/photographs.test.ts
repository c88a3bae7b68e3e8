import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../server/reports/days.ts";
import { localDay } from "../../server/store/local-day.ts";
import { jpeg, servedPhotographs } from "../worlds/photographs.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const INSPECTIONS = "/api/districts/north/reports/inspections";
const DAY = addDays(localDay(new Date(), "Europe/Helsinki"), -3);
const north = servedPhotographs();
const { upload, get, rows } = north;
let inspector: SignedIn;
let easterner: SignedIn;
let viewer: SignedIn;

beforeAll(async () => {
  const database = north.database();
  inspector = await signedIn(database, "north", "inspector");
  easterner = await signedIn(database, "north", "inspector", ["east"]);
  viewer = await signedIn(database, "north", "viewer");
});

/** An inspection of the west. */
async function inspected(): Promise<string> {
  const answer = await north.send(inspector, "POST", INSPECTIONS, {
    ...{ areaId: "west", day: DAY, found: [] },
  });
  expect(answer.status).toBe(201);
  return (await answer.json()).inspectionId;
}
const pathOf = (inspectionId: string) => `${INSPECTIONS}/${inspectionId}/photographs`;

describe("a photograph of an inspection of a community", () => {
  it("is added once with what it shows, and seen by whoever reads the district", async () => {
    const path = pathOf(await inspected());
    const picture = await jpeg(800, 600);
    const added = await upload(inspector, picture, `${path}?caption=${encodeURI("河边")}`);
    expect(added.status).toBe(201);
    const { photograph } = await added.json();
    expect(photograph).toMatchObject({ caption: "河边", addedBy: "inspector", widthPixels: 800 });
    const again = await upload(inspector, picture, path);
    expect([again.status, (await again.json()).isNew]).toEqual([200, false]);
    expect((await (await get(viewer, path)).json()).photographs).toEqual([photograph]);
    const seen = `/api/districts/north/photographs/${photograph.photographId}`;
    expect((await get(viewer, seen)).headers.get("content-type")).toBe("image/jpeg");
    const nobody = { headers: {} as SignedIn["headers"] };
    expect((await get(nobody, seen)).status).toBeGreaterThan(399);
  });

  it("is one of at most as many as the answer says", async () => {
    const path = pathOf(await inspected());
    const { greatestCount } = await (await get(inspector, path)).json();
    for (let i = 0; i < greatestCount; i++)
      expect((await upload(inspector, await jpeg(32, 24), path)).status).toBe(201);
    const full = await upload(inspector, await jpeg(32, 24), path);
    expect([full.status, (await full.json()).faults[0].rule]).toEqual([400, "photographs-full"]);
  });

  it("is added by whoever may enter inspections there, to one that holds", async () => {
    const inspectionId = await inspected();
    const path = pathOf(inspectionId);
    const picture = await jpeg();
    const before = await rows();
    expect((await upload(viewer, picture, path)).status).toBe(403);
    expect((await upload(easterner, picture, path)).status).toBe(403);
    expect((await upload(inspector, picture, pathOf("none"))).status).toBe(404);
    const taken = `${INSPECTIONS}/${inspectionId}/withdraw`;
    expect((await north.send(inspector, "POST", taken, { reason: "点错了" })).status).toBe(200);
    expect(await codeOf(await upload(inspector, picture, path))).toBe("conflict");
    expect(await rows()).toBe(before);
  });
});
