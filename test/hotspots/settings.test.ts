import { describe, expect, it } from "vitest";
import { HOTSPOTS, HotspotPresets } from "../../data/hotspots.ts";
import { hotspotSetting } from "../../server/hotspots/settings.ts";
import type { HotspotSettingsAnswer } from "../../server/hotspots/settings-schema.ts";
import { COUNTED, servedMarch } from "../worlds/hotspots-of-march.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const { basis: _, ...PRESETS } = HOTSPOTS;

describe("what a district has kept of how hotspots are found", () => {
  it("is nothing where it kept nothing", () => {
    expect(hotspotSetting.understood(null)).toEqual({ own: null, notUnderstood: [] });
    expect(hotspotSetting.understood({})).toEqual({ own: {}, notUnderstood: [] });
    expect(hotspotSetting.understood("30")).toEqual({ own: null, notUnderstood: ["hotspots"] });
  });

  it("is as it was written where all of it holds", () => {
    const kept = { level: 0.01, clusters: { epsMeters: 50, epsDays: 3, minPoints: 4 } };
    expect(hotspotSetting.understood(kept)).toEqual({ own: kept, notUnderstood: [] });
  });

  it("loses what is not known or allowed, and nothing beside it", () => {
    const { own, notUnderstood } = hotspotSetting.understood({
      ...{ level: 0.9, minimumEvents: 7, gone: true },
      streets: { unitMeters: 5, neighbourMeters: 50, snapMeters: 80, lanes: 2 },
      scan: { baselineDays: 7 },
      steps: "weekly",
    });
    expect(own).toEqual({
      minimumEvents: 7,
      streets: { ...PRESETS.streets, neighbourMeters: 50, snapMeters: 80 },
    });
    expect(notUnderstood).toEqual([
      ...["level", "gone", "streets.unitMeters", "streets.lanes", "scan.baselineDays", "steps"],
    ]);
  });

  it("holds of a group that has got another value since, with the preset of that", () => {
    const { days: __, ...before } = { ...PRESETS.scan, radiusMeters: 800 };
    expect(hotspotSetting.understood({ scan: before })).toEqual({
      own: { scan: { ...PRESETS.scan, radiusMeters: 800 } },
      notUnderstood: [],
    });
  });

  it("holds of two values that go with each other and not with the presets", () => {
    const { own, notUnderstood } = hotspotSetting.understood({
      resolutions: { least: 12, greatest: 12, greatestCells: 0 },
    });
    expect(own).toEqual({ resolutions: { ...PRESETS.resolutions, least: 12, greatest: 12 } });
    expect(notUnderstood).toEqual(["resolutions.greatestCells"]);
  });

  it("always gives settings that hold", () => {
    const kept = { resolutions: { least: 12, greatest: 5 }, scan: { days: 31, baselineDays: 20 } };
    const merged = hotspotSetting.merged(hotspotSetting.understood(kept).own);
    expect(HotspotPresets.safeParse({ ...merged, basis: HOTSPOTS.basis }).success).toBe(true);
  });
});

describe("settings kept by an earlier version", () => {
  const world = servedNorth();

  it("hold for what is understood, name the rest, and are put right by the next change", async () => {
    const manager = await signedIn(world.database(), "north", "manager");
    const path = "/api/districts/north/hotspots/settings";
    const kept = { minimumEvents: 9, streets: { ...PRESETS.streets, unitMeters: 5 } };
    await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "insert into district_setting (district_id, key, value) values ('north', 'hotspots', $1::jsonb)",
            [JSON.stringify(kept)],
          ),
        { districtId: "north" },
      );
    const answer = async (method: "GET" | "PUT", body?: object): Promise<HotspotSettingsAnswer> =>
      (await world.send(manager, method, path, body)).json();
    const before = await answer("GET");
    expect(before.own).toEqual({ minimumEvents: 9, streets: PRESETS.streets });
    expect(before.notUnderstood).toEqual(["streets.unitMeters"]);
    expect(before.merged).toEqual({ ...PRESETS, minimumEvents: 9 });

    await answer("PUT", { minimumEvents: 9 });
    const after = await answer("GET");
    expect([after.own, after.notUnderstood]).toEqual([{ minimumEvents: 9 }, []]);
    await answer("PUT", { minimumEvents: 9 }); // as it is: nothing is written
    const entries = await world
      .database()
      .transaction(
        (tx) =>
          tx.query<{ before: unknown; after: unknown }>(
            "select before, after from audit where district_id = 'north' and action = 'district_setting.change'",
          ),
        { districtId: "north" },
      );
    await answer("PUT", { steps: { count: 20, unit: "day" } });
    expect((await answer("GET")).own).toEqual({ steps: { unit: "day", count: 20 } });
    expect(entries).toEqual([{ before: { streets: kept.streets }, after: { streets: null } }]);
  });
});

describe("settings of a district", () => {
  const { asked, manager, westerner, send } = servedMarch();

  it("are shown with what holds, set by who may, and hold from then on", async () => {
    const before = await asked<Record<string, never>>("/settings");
    expect([before.own, before.merged]).toEqual([null, before.presets]);
    const put = (who: SignedIn, body: object) =>
      send(who, "PUT", "/api/districts/north/hotspots/settings", body);
    const own = { minimumEvents: 100, level: 0.01 };
    expect((await put(westerner(), own)).status).toBe(403);
    const answer = await put(manager(), own);
    expect(await answer.json()).toMatchObject({ own, merged: own });
    const { spots, asked: question } = await asked(`?${COUNTED}`);
    expect([spots, question.minimum, question.level]).toEqual([[], 100, 0.01]);
    expect((await asked(`?${COUNTED}&minimum=5`)).spots).toHaveLength(1);
    for (const [wrong, field] of [
      [{ level: 0.9 }, "level"],
      [{ levels: 0.05 }, "json"],
      [
        { resolutions: { least: 9, greatest: 8, greatestCells: 9, eventsInNeighbourhood: 1 } },
        "resolutions.greatest",
      ],
    ] as const) {
      const problem = await (await put(manager(), wrong)).json();
      expect(problem).toMatchObject({ code: "body-invalid", faults: [{ field }] });
    }
    expect(await (await put(manager(), {})).json()).toMatchObject({
      own: {},
      merged: before.presets,
    });
  });
});
