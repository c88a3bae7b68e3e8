import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DistrictFleet, FLEET, FleetPresets } from "../../data/fleet.ts";
import {
  FLEET_EVENT_TITLES,
  VEHICLE_KIND_TITLES,
  VEHICLE_STATUS_TITLES,
} from "../../data/vehicle.ts";
import { REJECT_REASONS } from "../../server/fleet/fix.ts";
import {
  allPresets,
  edited,
  isSameSeen,
  ownOf,
  textAt,
  withEdit,
  wrongOf,
} from "../../web/fleet/settings-draft.ts";
import {
  type FleetSettings,
  type FleetValues,
  isSet,
  SETTING_GROUPS,
  SETTINGS,
  WORKS,
} from "../../web/fleet/settings-fields.ts";
import { GROUP_TITLES, SETTING_TITLES, WORK_TITLES } from "../../web/fleet/settings-titles.ts";
import {
  EVENT_TITLES,
  KIND_TITLES,
  REASON_TITLES,
  STATE_TITLES,
  STATUS_TITLES,
} from "../../web/fleet/titles.ts";
import { VEHICLE_STATES } from "../../web/fleet/vehicle-state.ts";

const {
  basis: { note: _, ...basis },
  ...presets
} = FLEET;

/** A district that has set some groups itself. */
const settingsOf = (own: Partial<FleetValues> = {}): FleetSettings => ({
  ...{ districtId: "north", presets, basis, notUnderstood: [] },
  ...{ own, merged: { ...presets, ...own } },
});
const setting = (path: string) => SETTINGS.find((one) => one.path === path)!;

type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
};

/** Every number of the schema, by path. */
function numbers({ properties }: JsonSchema, before = ""): [path: string, leaf: JsonSchema][] {
  return Object.entries(properties ?? {}).flatMap(([name, one]): [string, JsonSchema][] =>
    one.properties
      ? numbers(one, `${before}${name}.`)
      : one.type === "array"
        ? []
        : [[`${before}${name}`, one]],
  );
}
const boundsOf = (leaf: JsonSchema) => ({
  isWhole: leaf.type === "integer",
  least: leaf.minimum ?? leaf.exclusiveMinimum,
  isAbove: leaf.minimum === undefined,
  most: leaf.maximum,
});

describe("what is on the page", () => {
  const schema = z.toJSONSchema(FleetPresets.omit({ basis: true })) as JsonSchema;
  const page = Object.fromEntries(
    SETTINGS.flatMap((one) =>
      isSet(one)
        ? []
        : [
            [
              one.path,
              {
                ...{ isWhole: one.isWhole, least: one.least, isAbove: one.isAbove ?? false },
                most: one.most,
              },
            ],
          ],
    ),
  );

  it("is every value there is, within the bounds of the server", () => {
    const { properties: ofSpeed } = schema.properties!.speeds!.items!;
    const speeds = presets.speeds.flatMap(({ work }) =>
      (["leastKmh", "mostKmh"] as const).map((part) => [
        `speeds.${work}.${part}`,
        boundsOf(ofSpeed![part]!),
      ]),
    );
    const server = numbers(schema).map(([path, leaf]) => [path, boundsOf(leaf)]);
    expect(page).toEqual(Object.fromEntries([...server, ...speeds]));
  });

  it("is what the pass of every kind of vehicle proves, of every work", () => {
    const sets = SETTINGS.filter(isSet);
    expect(sets.map(({ path }) => path)).toEqual(
      Object.keys(VEHICLE_KIND_TITLES).map((kind) => `proves.${kind}`),
    );
    const { properties } = schema.properties!.proves!.items!;
    expect([...WORKS]).toEqual((properties!.works!.items as JsonSchema).enum);
  });

  it("has a name and a sentence in both languages", () => {
    expect(Object.keys(SETTING_TITLES).sort()).toEqual(Object.keys(page).sort());
    expect(Object.keys(GROUP_TITLES).sort()).toEqual(SETTING_GROUPS.map(({ id }) => id).sort());
    expect(Object.keys(WORK_TITLES)).toEqual([...WORKS]);
    const all = [...Object.values(SETTING_TITLES), ...Object.values(GROUP_TITLES)];
    for (const { title, does } of all)
      for (const words of [title.zh, title.en, does.zh, does.en]) expect(words).not.toBe("");
  });
});

it("calls kinds, states and events of vehicles as the server does", () => {
  expect(KIND_TITLES).toEqual(VEHICLE_KIND_TITLES);
  expect(STATUS_TITLES).toEqual(VEHICLE_STATUS_TITLES);
  expect(EVENT_TITLES).toEqual(FLEET_EVENT_TITLES);
  expect(Object.keys(REASON_TITLES).sort()).toEqual([...REJECT_REASONS].sort());
  expect(Object.keys(STATE_TITLES)).toEqual([...VEHICLE_STATES]);
});

describe("what is typed", () => {
  it("is set over what holds, and only the groups that differ are the district's own", () => {
    const edits = {
      ...{ "silent.minutes": "5", "speeds.wash.mostKmh": "25" },
      "proves.compactor": "collection",
    };
    const own = ownOf(settingsOf({ longStop: { ...presets.longStop, minutes: 45 } }), edits);
    expect(Object.keys(own).sort()).toEqual(["longStop", "proves", "silent", "speeds"]);
    expect(own.silent).toEqual({ minutes: 5 });
    expect(own.speeds).toEqual([
      presets.speeds[0],
      { ...presets.speeds[1], mostKmh: 25 }, // washing
    ]);
    expect(own.proves?.find(({ kind }) => kind === "compactor")?.works).toEqual(["collection"]);
    expect(own.proves?.map(({ kind }) => kind)).toEqual(presets.proves.map(({ kind }) => kind));
    expect(DistrictFleet.safeParse(own).success).toBe(true); // the server takes it
  });

  it("is none where it is as it already was", () => {
    const settings = settingsOf();
    for (const one of SETTINGS) {
      const text = textAt(settings.merged, one);
      expect(withEdit({ [one.path]: "7" }, settings, one, text)).toEqual({});
      expect(edited(presets, { [one.path]: text })).toEqual(presets);
    }
    expect(ownOf(settings, {})).toEqual({});
  });

  it("goes back to the presets as a whole", () => {
    const settings = settingsOf({
      silent: { minutes: 5 },
      proves: presets.proves.map((one) => ({ ...one, works: [] })),
    });
    const edits = allPresets(settings);
    expect(Object.keys(edits).sort()).toEqual([
      ...["proves.scrubber", "proves.sweeper", "proves.washer"], // the others proved nothing before
      "silent.minutes",
    ]);
    expect(ownOf(settings, edits)).toEqual({});
  });

  it("is wrong beyond the bounds, and where work would be slower than its slowest", () => {
    const settings = settingsOf();
    const wrong = (path: string, text: string) => wrongOf(settings, { [path]: text });
    expect(wrong("silent.minutes", "0")).toEqual({
      "silent.minutes": { is: "not-above", limit: 0 },
    });
    expect(wrong("intake.agreeing", "2.5")).toEqual({ "intake.agreeing": { is: "not-whole" } });
    expect(wrong("speeds.wash.mostKmh", "2")).toEqual({
      "speeds.wash.leastKmh": { is: "too-big", limit: 2 },
    });
    expect(wrong("proves.sweeper", "")).toEqual({});
  });

  it("is not set over what somebody else set meanwhile", () => {
    const seen = settingsOf();
    const now = settingsOf({ silent: { minutes: 8 } });
    expect(isSameSeen(seen, now, { "silent.minutes": "5" })).toBe(false);
    expect(isSameSeen(seen, now, { "longStop.minutes": "5" })).toBe(true);
  });

  it("of a kind of vehicle is in the order of the page", () => {
    const values = edited(presets, { "proves.sweeper": "wash,full_sweep" });
    expect(textAt(values, setting("proves.sweeper"))).toBe("full_sweep,wash");
  });
});
