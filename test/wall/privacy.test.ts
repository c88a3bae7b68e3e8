import { beforeAll, describe, expect, it } from "vitest";
import { committedContract } from "../../server/openapi.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { WALL, wallWorld } from "../worlds/wall.ts";

const world = servedNorth();
const wall = wallWorld(world);

/** What somebody said, or is, in every field of a complaint in which it may stand. */
const PLANTED = {
  text: "我叫欧阳植入，电话13812345678，家住中街8号302",
  address: "中街植入小区8号302",
  number: "HJ植入0001",
  word: "投诉人植入某",
  name: "欧阳植入",
  telephone: "13812345678",
};
const SECRETS = ["植入", "13812345678", "8号302"];

/** Every answer of the wall that is read, with a path for each. */
const PATHS = Object.entries(
  JSON.parse(committedContract()).paths as Record<string, Record<string, unknown>>,
)
  .filter(([path, methods]) => path.startsWith("/api/districts/{districtId}/wall") && methods.get)
  .map(([path]) => path.slice("/api/districts/{districtId}/wall".length));

const whole = { text: PLANTED.text, address: PLANTED.address };
let duty: SignedIn;

beforeAll(async () => {
  duty = await signedIn(world.database(), "north", "administrator");
  await wall.unit("sweep", "清扫公司");
  await wall.inNorth(
    `insert into reporter (district_id, reporter_id, name, telephone, digits) values ('north', 'r1', $1, $2, $2)`,
    [PLANTED.name, PLANTED.telephone],
  );
  const cases = [
    { id: "植入-id-1", dueIn: -1, unitId: "sweep" },
    { id: "植入-id-2", dueIn: 2, category: PLANTED.word }, // as an import may have it
    { id: "植入-id-3", kind: "petition", category: "bin-overflow", dueIn: -1 },
    { id: "植入-id-4", isConfidential: true, category: "dead-animal", dueIn: -1 },
    { id: "植入-id-5", category: "staff-pay", dueIn: -1 },
    { id: "植入-id-6", kind: "proposal", category: "leaf-burning", dueIn: -1 },
    { id: "植入-id-7", state: "settled", settledIn: -0.5, category: "road-dirty" },
  ];
  for (const [i, one] of cases.entries())
    await wall.complaint({ ...one, ...whole, number: `${PLANTED.number}-${i}` });
  await wall.inNorth(
    "update complaint set reporter_id = 'r1', place_note = $1, public_text = $2 where number like $3",
    [...[`旁边${PLANTED.name}`, PLANTED.text, `${PLANTED.number}%`]],
  );
  for (const action of ["assign", "reopen", "settle"])
    await wall.inNorth(
      `insert into complaint_event (district_id, complaint_id, sequence, action, at, actor_name, data)
       select 'north', complaint_id, (select count(*) + 1 from complaint_event e where e.complaint_id = c.complaint_id), $1,
         now(), $2, $3::jsonb from complaint c where number like $4`,
      [action, PLANTED.name, JSON.stringify({ words: PLANTED.text }), `${PLANTED.number}%`],
    );
  await wall.look();
});

describe("no answer of a wall", () => {
  it("has a word of what somebody said, a number, or an id to look it up by", async () => {
    const { alarms } = await wall.asked(duty, "/alarms");
    expect(alarms).toHaveLength(1);
    expect(PATHS.length).toBeGreaterThanOrEqual(10);
    for (const path of PATHS) {
      const at = path.replace("{alarmId}", alarms[0].alarmId);
      const answer = await world.request(`${WALL}${at}`, { headers: duty.headers });
      expect(answer.status, at).toBe(200);
      const text = await answer.text();
      for (const secret of SECRETS)
        expect(text.includes(secret), `${at} has ${secret}`).toBe(false);
    }
  });

  it("tells of a petition, a proposal, or what is confidential", async () => {
    const { entries } = await wall.asked(duty, "/ticker");
    const categories = entries.map(
      (one: { category: { category: string } | null }) => one.category?.category ?? null,
    );
    expect(categories).toHaveLength(3 + 6); // those of the small district have words of an import
    expect(new Set(categories)).toEqual(new Set(["road-dirty", null]));
    const state = await wall.asked(duty, "");
    expect(state.counters.complaints).toMatchObject({ late: 1, open: 2 });
    const { changed, open, late, soonLate } = await wall.asked(duty, "/handover");
    expect([changed.settled.n, changed.reopened.n, open.n, late.n, soonLate.n]).toEqual([
      1, 3, 2, 1, 1,
    ]);
  });

  it("places a complaint where somebody lives: it is in the middle of its stretch of street", async () => {
    const { entries } = await wall.asked(duty, "/ticker?limit=3");
    for (const { position } of entries) expect(position).toEqual([25.005, 60.005]);
  });

  it("is the same for who is who: a change of the text changes nothing that is told", async () => {
    const before = await wall.asked(duty, "/ticker");
    await wall.inNorth(
      "update complaint set text = 'x', address = 'y', number = 'z' || complaint_id",
    );
    const after = await wall.asked(duty, "/ticker");
    expect(after.entries).toEqual(before.entries);
  });
});
