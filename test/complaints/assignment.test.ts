import { beforeAll, describe, expect, it } from "vitest";
import { trialOf } from "../../server/complaints/assignment-trial.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const rule = (unitId: string, fits: object = {}) => ({
  ...{ areaCode: null, group: null, category: null, channel: null, unitId },
  ...fits,
});

describe("trialOf", () => {
  /** Each lot counts another power of two, so that a total spells which lots are in it. */
  const lot = (count: number, areaCode: string | null, category: string) => ({
    ...{ count, areaCode, category, channel: "telephone" },
  });
  const lots = [
    lot(0b0001, "01", "road-dirty"),
    lot(0b0010, "02", "road-dirty"),
    lot(0b0100, "01", "toilet"),
    lot(0b1000, null, "toilet"),
  ];
  const atWork = new Set(["sweep", "west"]);

  it("counts by unit under both rules, and what would go elsewhere", () => {
    const present = [rule("sweep", { category: "road-dirty" })];
    const proposed = [rule("west", { areaCode: "01" }), ...present];
    const { complaints, units, changed } = trialOf(lots, present, proposed, atWork);
    expect([complaints, changed]).toEqual([0b1111, 0b0101]);
    expect(units).toEqual([
      { unitId: "sweep", present: 0b0011, proposed: 0b0010 },
      { unitId: "west", present: 0, proposed: 0b0101 },
      { unitId: null, present: 0b1100, proposed: 0b1000 },
    ]);
  });

  it("takes a unit out of work for nobody, as assigning does", () => {
    const gone = [rule("gone")];
    const { units, changed } = trialOf(lots, [], gone, atWork);
    expect([units, changed]).toEqual([[{ unitId: null, present: 0b1111, proposed: 0b1111 }], 0]);
  });

  it("finds no change where the rules are the same", () => {
    const rules = [rule("sweep")];
    expect(trialOf(lots, rules, rules, atWork)).toMatchObject({ changed: 0, moved: [] });
    expect(trialOf([], rules, [], atWork)).toMatchObject({ complaints: 0, units: [], changed: 0 });
  });
});

describe("the rules of a district", () => {
  const world = servedNorth();
  const PATH = "/api/districts/north";
  let manager: SignedIn;
  let duty: SignedIn;
  let keys = 0;

  const take = async (draft: object) => {
    const key = { "Idempotency-Key": `assignment-${++keys}` };
    const answer = await world.send(duty, "POST", `${PATH}/complaints`, draft, key);
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const put = (rules: unknown) =>
    world.send(manager, "PUT", `${PATH}/complaint-assignment`, { rules });
  const west = { position: [25.003, 60.005] };
  const east = { position: [25.013, 60.005] };
  const dirty = { channel: "telephone", category: "road-dirty", text: "泥" };

  beforeAll(async () => {
    manager = await signedIn(world.database(), "north", "manager");
    duty = await signedIn(world.database(), "north", "duty_officer");
    await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "insert into unit (district_id, unit_id, name) values ('north', 'sweep', '清扫'), ('north', 'west', '西队')",
          ),
        { districtId: "north" },
      );
  });

  it("say who gets a complaint from then on", async () => {
    expect((await put([rule("sweep", { category: "road-dirty" })])).status).toBe(200);
    expect(await take({ ...dirty, ...west })).toMatchObject({ unit: { id: "sweep" } });
    const answer = await world.send(manager, "GET", `${PATH}/complaint-assignment`);
    const { rules, areas } = await answer.json();
    expect(rules).toHaveLength(1);
    expect(areas.map(({ code }: { code: string }) => code)).toEqual(["01", "02"]);
  });

  it("are tried on what came, and nothing is written", async () => {
    await take({ ...dirty, ...west });
    await take({ ...dirty, ...east });
    const petition = { channel: "letter", category: "road-dirty", text: "不归规则管", ...west };
    await take(petition);
    const proposed = [rule("west", { areaCode: "01" }), rule("sweep")];
    const body = { rules: proposed, days: 1 };
    const answer = await world.send(manager, "POST", `${PATH}/complaint-assignment/trial`, body);
    const trial = await answer.json();
    // three came by telephone: two in the west, of this test and the one before, and one in the east
    expect(trial).toMatchObject({ complaints: 3, changed: 2, days: 1 });
    expect(trial.units).toContainEqual({ unitId: "sweep", present: 3, proposed: 1 });
    expect(trial.units).toContainEqual({ unitId: "west", present: 0, proposed: 2 });
    expect(trial.examples).toHaveLength(2);
    expect(trial.examples[0]).toMatchObject({ present: "sweep", proposed: "west", areaCode: "01" });
    const kept = await world.send(manager, "GET", `${PATH}/complaint-assignment`);
    expect((await kept.json()).rules).toEqual([rule("sweep", { category: "road-dirty" })]);
  });

  it("give to no unit that is not there", async () => {
    const answer = await put([rule("sweep"), rule("nowhere")]);
    expect(answer.status).toBe(400);
    expect((await answer.json()).faults[0]).toMatchObject({
      ...{ field: "rules.1.unitId", rule: "unit-unknown" },
    });
  });
});
