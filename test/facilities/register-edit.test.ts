import { describe, expect, it } from "vitest";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { REGISTER_LIMITS } from "../../data/standards.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const HERE = "/api/districts/north/facilities";

const { send } = north;
const as = (role: "planner" | "manager", areaIds: string[] | null = null) =>
  signedIn(north.database(), "north", role, areaIds);
const get = async (path: string) => (await north.request(path)).json();

let made = 0;
const draft = (more = {}) => ({
  kind: "bin",
  code: `E-${++made}`,
  name: "新箱",
  position: [25.002, 60.003],
  ...more,
});
const create = async (who: SignedIn, more = {}) =>
  (await send(who, "POST", HERE, draft(more))).json();

describe("the form of a kind", () => {
  it("has every field that can be written, with its title in both languages", async () => {
    const { forms } = await get("/api/districts/north/facility-forms");
    expect(forms.map(({ kind }: { kind: string }) => kind)).toEqual(FACILITY_KINDS);
    for (const { fields } of forms)
      for (const { title } of fields) {
        expect(title.zh).not.toBe("");
        expect(title.en).not.toBe("");
      }
  });

  it("says the limits that a write is held to", async () => {
    const { forms } = await get("/api/districts/north/facility-forms");
    const [station, toilet, bin] = forms;
    const field = (form: typeof bin, name: string) =>
      form.fields.find((one: { name: string }) => one.name === name);
    expect(field(bin, "volumeLiters")).toMatchObject({
      type: "number",
      least: 0,
      isLeastExcluded: true,
      most: 100_000,
      isAttribute: true,
    });
    expect(field(toilet, "stallsMale")).toMatchObject({ type: "integer", least: 0 });
    expect(field(toilet, "stallsMale").most).toBeUndefined();
    expect(field(toilet, "toiletClass").options[0]).toEqual({
      value: "1",
      title: { zh: "一类", en: "Class 1" },
    });
    expect(field(station, "hasCompaction").type).toBe("boolean");
    expect(field(bin, "name")).toMatchObject({ isRequired: true, maxLength: 200 });
    expect(field(bin, "openedOn")).toMatchObject({ type: "day", isRequired: false });
    expect(field(bin, "status").options).toContainEqual({
      value: "repair",
      title: { zh: "维修", en: "Under repair" },
    });
    const who = await as("planner");
    const refused = await send(who, "POST", HERE, draft({ attributes: { volumeLiters: 0 } }));
    expect(refused.status).toBe(400);
  });
});

describe("before one saves", () => {
  const check = async (who: SignedIn, body: object) =>
    (await send(who, "POST", `${HERE}/check`, { facilityId: null, kind: "bin", ...body })).json();

  it("one is told what saving would refuse", async () => {
    const who = await as("planner");
    const { faults } = await check(who, { code: "B1", attributes: { seats: 4 } });
    expect(faults.map(({ field }: { field: string }) => field)).toEqual(["attributes", "code"]);
    const own = await check(who, { facilityId: "b1", code: "B1" });
    expect(own.faults).toEqual([]);
  });

  it("one is warned by the standards, with their clause and how sure it is", async () => {
    const who = await as("planner");
    const limit = REGISTER_LIMITS.limits.find(({ id }) => id === "toilet-stalls")!;
    const toilet = (stallsMale: number, stallsFemale: number) =>
      check(who, { kind: "toilet", attributes: { stallsMale, stallsFemale } });
    expect((await toilet(2, 3)).warnings).toEqual([]); // 3 to 2 is what it asks
    expect((await toilet(3, 3)).warnings).toMatchObject([
      {
        field: "attributes.stallsFemale",
        basis: { standard: limit.basis.standard, confidence: "READ", isLaw: false },
      },
    ]);
    expect((await toilet(0, 0)).warnings).toEqual([]); // nothing can be divided by 0
  });

  it("one is told of another of the kind at the same place, and of a place far from any or outside", async () => {
    const who = await as("planner");
    const on = (lng: number, lat: number, facilityId: string | null = null) =>
      check(who, { facilityId, position: [lng, lat] });
    expect((await on(25.001, 60.005)).warnings).toMatchObject([
      { field: "position", facilityId: "b1", basis: null },
    ]);
    expect((await on(25.001, 60.005, "b1")).warnings).toEqual([]);
    const far = await on(25.0125, 60.0095); // 4.5 thousandths of a degree north of b4: 500 m
    expect(far.warnings).toMatchObject([{ facilityId: "b4", basis: { standard: "CJJ 27-2012" } }]);
    const outside = await on(26, 61);
    expect(outside.warnings.map(({ facilityId }: { facilityId: null }) => facilityId)).toEqual([
      null,
      null,
    ]);
  });
});

describe("a facility that nobody has placed yet", () => {
  it("is in the register, the files and the counts, and on no tile", async () => {
    const who = await as("planner");
    const before = await get(`${HERE}?kind=rest_stop`);
    const { facilityId } = await create(who, { kind: "rest_stop", position: null });
    const after = await get(`${HERE}?kind=rest_stop`);
    expect(after.total).toBe(before.total + 1); // at once: whoever wrote it reads it
    expect(after.withoutPosition).toBe(1);
    expect(after.items[0]).toMatchObject({ facilityId, position: null });
    expect((await get(`${HERE}/${facilityId}`)).facility.position).toBeNull();
    const csv = await (await north.request(`${HERE}?kind=rest_stop&format=csv`)).text();
    expect(csv).toContain(facilityId);
    const json = await get(`${HERE}?kind=rest_stop&format=geojson`);
    expect(json.features[0].geometry).toBeNull();
    const hits = await get(`/api/districts/north/search?q=${encodeURIComponent("新箱")}`);
    expect(hits.hits).toContainEqual(expect.objectContaining({ id: facilityId, position: null }));
    expect(
      (await north.request("/api/districts/north/tiles/rest-stops/14/9329/4742")).status,
    ).toBeLessThan(500);
    const placed = await send(
      who,
      "PATCH",
      `${HERE}/${facilityId}`,
      { position: [25.002, 60.003] },
      ifMatch(1),
    );
    expect((await placed.json()).position).toEqual([25.002, 60.003]);
  });

  it("is nobody's who is granted one area only", async () => {
    const west = await as("planner", ["west"]);
    expect(await codeOf(await send(west, "POST", HERE, draft({ position: null })))).toBe(
      "forbidden",
    );
    const { facilityId, revision } = await create(west);
    const lost = await send(
      west,
      "PATCH",
      `${HERE}/${facilityId}`,
      { position: null },
      ifMatch(revision),
    );
    expect(await codeOf(lost)).toBe("forbidden");
  });
});

describe("removing", () => {
  const remove = (who: SignedIn, facilityId: string, revision: number) =>
    send(who, "DELETE", `${HERE}/${facilityId}`, undefined, ifMatch(revision));
  const restore = (who: SignedIn, facilityId: string) =>
    send(who, "POST", `${HERE}/${facilityId}/restoration`, {});

  it("is for one's own new record, or for whoever may remove others'", async () => {
    const [mine, other, manager] = [await as("planner"), await as("planner"), await as("manager")];
    const { facilityId, revision } = await create(mine);
    expect(await codeOf(await remove(other, facilityId, revision))).toBe("forbidden");
    expect((await remove(mine, facilityId, revision)).status).toBe(204);
    expect((await north.request(`${HERE}/${facilityId}`)).status).toBe(404);
    const second = await create(mine);
    expect((await remove(manager, second.facilityId, second.revision)).status).toBe(204);
  });

  it("is refused for another version, and while something refers to it", async () => {
    const manager = await as("manager");
    const { facilityId } = await create(manager);
    expect(await codeOf(await remove(manager, facilityId, 7))).toBe("stale");
    const answer = await remove(manager, "t1", 1);
    expect(answer.status).toBe(409);
    const { code, faults } = await answer.json();
    expect(code).toBe("still-needed");
    expect(faults).toContainEqual(expect.objectContaining({ field: "rating" }));
  });

  it("can be taken back whole: the same id, a later version, and old versions stay stale", async () => {
    const who = await as("planner");
    const more = { attributes: { volumeLiters: 60 }, manager: "", address: "中街 1 号" };
    const before = await create(who, more);
    await remove(who, before.facilityId, before.revision);
    const {
      revision,
      updatedAt: _at,
      ...back
    } = await (await restore(who, before.facilityId)).json();
    const { revision: _revision, updatedAt: _before, ...whole } = before;
    expect(back).toEqual(whole);
    expect(revision).toBeGreaterThan(before.revision);
    expect(await codeOf(await restore(who, before.facilityId))).toBe("conflict");
    expect(await codeOf(await remove(who, before.facilityId, before.revision))).toBe("stale");
    expect(await codeOf(await restore(who, "never-was"))).toBe("facility-unknown");
  });

  it("by a manager is not put back by whoever may not remove what others entered", async () => {
    const [planner, manager] = [await as("planner"), await as("manager")];
    const { facilityId, revision } = await create(planner);
    expect((await remove(manager, facilityId, revision)).status).toBe(204);
    expect(await (await restore(planner, facilityId)).json()).toMatchObject({
      ...{ code: "forbidden", rule: "removed-by-other" },
    });
    expect((await restore(manager, facilityId)).status).toBe(200);
  });

  it("gives the code away, and says so when one wants it back", async () => {
    const who = await as("planner");
    const before = await create(who);
    await remove(who, before.facilityId, before.revision);
    await create(who, { code: before.code });
    expect(await codeOf(await restore(who, before.facilityId))).toBe("name-taken");
  });
});

it("lets one of twenty editors of the same version win, and tells the others", async () => {
  const who = await as("planner");
  const { facilityId, revision } = await create(who);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      send(who, "PATCH", `${HERE}/${facilityId}`, { name: `第 ${i} 个` }, ifMatch(revision)),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
});

describe("a verification", () => {
  it("is taken back by whoever gave it, and the one before stands again", async () => {
    const [mine, other] = [await as("planner"), await as("manager")];
    const { facilityId } = await create(mine);
    const path = `${HERE}/${facilityId}/verification`;
    const first = await (await send(other, "POST", path, {}, ifMatch(1))).json();
    const second = await (await send(mine, "POST", path, {}, ifMatch(2))).json();
    expect([first.verifiedBy, second.verifiedBy]).toEqual(["manager", "planner"]);
    const others = await send(other, "DELETE", path, undefined, ifMatch(3));
    expect(await codeOf(others)).toBe("conflict");
    const back = await (await send(mine, "DELETE", path, undefined, ifMatch(3))).json();
    expect([back.verifiedBy, back.revision]).toEqual(["manager", 4]);
    expect(await codeOf(await send(mine, "DELETE", path, undefined, ifMatch(4)))).toBe("conflict");
  });
});
