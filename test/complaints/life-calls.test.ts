import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { COMPLAINT_LIFE } from "../../data/complaint-life.ts";
import { ROLES, type Role } from "../../data/roles.ts";
import { readCase, readEvents } from "../../server/complaints/case-store.ts";
import { missingMarks, standingOf } from "../../server/complaints/life.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const people = new Map<Role, SignedIn>();
const PATH = "/api/districts/north/complaints";

beforeAll(async () => {
  for (const role of ROLES) people.set(role, await signedIn(world.database(), "north", role));
  await world.database().transaction(
    async (tx) => {
      await tx.query(
        "insert into unit (district_id, unit_id, name) values ('north', 'u', '清扫公司')",
      );
      await tx.query(
        "insert into unit_member (district_id, unit_id, account_id) values ('north', 'u', $1)",
        [people.get("handling_unit")!.accountId],
      );
    },
    { districtId: "north" },
  );
});

const ONWARD = [
  ...["assign", "triage-leader", "accept", "arrive", "report", "feedback", "settle", "reopen"],
  ...["rework", "return", "ask-waiver", "grant-waiver", "transfer", "ask-review", "review"],
];
const call = fc.record({
  action: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ONWARD) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(COMPLAINT_LIFE.actions)) },
  ),
  role: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Role[]>("administrator", "handling_unit") },
    { weight: 1, arbitrary: fc.constantFrom(...ROLES) },
  ),
  /** Sent twice in the same moment: at most one of the two may count. */
  isTwice: fc.boolean(),
});

const VALUES: Record<string, unknown> = {
  ...{
    unitId: "u",
    reason: "理由",
    words: "内容",
    minutes: "纪要",
    to: "别处",
    into: "c1",
    days: 5,
  },
  ...{ mark: "on-site", term: "2099-01-01", way: "telephone", outcome: "answered" },
  ...{ isResolved: true, satisfaction: "fair", isUpheld: false },
};
const asked = new Map(
  [...COMPLAINT_LIFE.everyKind, ...COMPLAINT_LIFE.kinds.flatMap(({ steps }) => steps)].map(
    ({ action, asks }) => [action, asks],
  ),
);

it("no sequence of calls by any role loses an event, or settles without the marks", async () => {
  let [count, keys] = [0, 0];
  const sequences = fc.record({
    channel: fc.constantFrom("telephone", "letter", "proposal"),
    calls: fc.array(call, { minLength: 40, maxLength: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(sequences, async ({ channel, calls }) => {
      const draft = { channel, category: "stacking", text: "堆物", position: [25.003, 60.005] };
      const key = { "Idempotency-Key": `sequence-${++keys}` };
      const officer = people.get("duty_officer")!;
      let complaint = await (await world.send(officer, "POST", PATH, draft, key)).json();
      const accepted: string[] = complaint.events.map((one: { action: string }) => one.action);
      for (const { action, role, isTwice } of calls) {
        const given = (asked.get(action) ?? []).map((name) => [name, VALUES[name]]);
        const body = { action, ...Object.fromEntries(given) };
        const path = `${PATH}/${complaint.complaintId}/steps`;
        const send = () =>
          world.send(people.get(role)!, "POST", path, body, ifMatch(complaint.revision));
        const answers = await Promise.all(isTwice ? [send(), send()] : [send()]);
        const taken = answers.filter(({ status }) => status === 200);
        expect(taken.length).toBeLessThanOrEqual(1);
        expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
        if (!taken[0]) continue;
        complaint = await taken[0].json();
        accepted.push(action);
        count++;
      }
      await world.database().transaction(
        async (tx) => {
          const stored = (await readCase(tx, "north", complaint.complaintId))!;
          const events = await readEvents(tx, "north", complaint.complaintId);
          expect(events.map(({ action }) => action)).toEqual(accepted);
          expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
          const standing = standingOf(stored.kind, events);
          const { state, unitId, settledAt, satisfaction, duplicateOf } = stored;
          expect({ state, unitId, settledAt, satisfaction, duplicateOf }).toEqual({
            ...{ state: standing.state, unitId: standing.unitId, settledAt: standing.settledAt },
            ...{ satisfaction: standing.satisfaction, duplicateOf: standing.duplicateOf },
          });
          expect(stored.events).toBe(events.length);
          if (state === "settled") expect(missingMarks(stored.kind, standing)).toEqual([]);
        },
        { districtId: "north" },
      );
    }),
    { numRuns: 20, seed: 11, endOnFailure: true },
  );
  expect(count).toBeGreaterThan(60);
}, 180_000);
