import { describe, expect, it } from "vitest";
import { addDays } from "../../server/cleaning/calendar.ts";
import type { RoundsAnswer } from "../../server/cleaning/today-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { Queryable } from "../../server/store/database.ts";
import type { SignedIn } from "../worlds/signed-in.ts";
import { at, SILENT, SWEPT, sweptNorth, TODAY } from "../worlds/swept.ts";

const { asked, inNorth, people, post, request } = sweptNorth();

describe("collection rounds", () => {
  it("say which stops were emptied, which were missed, and of which nobody knows", async () => {
    const statesOf = async () => {
      const { rounds } = await asked<RoundsAnswer>(`rounds?day=${SWEPT}`);
      return rounds[0]!.stops.map(({ facilityId, state }) => `${facilityId} ${state}`);
    };
    const visit =
      (facilityId: string, from: string, seconds: number, meters: number) => (tx: Queryable) =>
        tx.query(
          `insert into stop_visit (district_id, day, facility_id, vehicle_id, from_at, to_at, nearest_meters)
         values ('north', $1, $2, 'v2', $3, $4, $5)`,
          [
            ...[SWEPT, facilityId, at(SWEPT, from)],
            ...[new Date(at(SWEPT, from).getTime() + seconds * 1000), meters],
          ],
        );
    await inNorth(visit("b1", "06:00", 120, 12));
    await inNorth(visit("b2", "06:10", 60, 12)); // too short
    expect(await statesOf()).toEqual(["b1 done", "b2 not_recorded", "b3 not_recorded"]);
    await inNorth(async (tx) => {
      await tx.query(
        `insert into position (district_id, vehicle_id, at, lng, lat, source, received_at)
         select 'north', 'v2', t, 25.005, 60.005, 'http', t
         from generate_series($1::timestamptz, $2::timestamptz, interval '1 minute') t`,
        [at(SWEPT, "05:00"), at(SWEPT, "11:00")],
      );
      await recordChange(tx, "north", "service_record", [SWEPT]);
    });
    expect(await statesOf()).toEqual(["b1 done", "b2 not_done", "b3 not_done"]);
    const confirmed = await post(
      ...([people.leader, "entries"] as const),
      { kind: "confirmed", passId: `round:${SWEPT}:1`, facilityIds: ["b3"] },
      "round-0001",
    );
    expect(confirmed.status).toBe(201);
    expect(await statesOf()).toEqual(["b1 done", "b2 not_done", "b3 done"]);
  });

  it("let everybody enter what lies in their areas, and say so", async () => {
    const mayEnter = async (who: SignedIn) => {
      const { rounds } = await asked<RoundsAnswer>(`rounds?day=${SWEPT}`, who);
      return rounds[0]!.stops.map((stop) => stop.mayEnter);
    };
    expect(await mayEnter(people.viewer)).toEqual([false, false, false]);
    expect(await mayEnter(people.leader)).toEqual([true, true, true]);
    const statuses: number[] = [];
    for (const [i, facilityId] of ["b1", "b2", "b3"].entries()) {
      const draft = { kind: "could_not", passId: `round:${SWEPT}:1`, facilityIds: [facilityId] };
      const answer = await post(
        ...([people.easterner, "entries"] as const),
        { ...draft, reason: "积水" },
        `round-east-${i}`,
      );
      statuses.push(answer.status);
      if (answer.status !== 201) continue;
      const { entryId } = await answer.json();
      await post(people.easterner, `entries/${entryId}/withdraw`, { reason: "误登记" });
    }
    expect(statuses).toContain(403);
    expect(await mayEnter(people.easterner)).toEqual(statuses.map((status) => status === 201));
  });

  it("are a file too, with the same stops and the same states", async () => {
    const fileAs = async (asked: string) => {
      const path = `/api/districts/north/cleaning/rounds/file?day=${SWEPT}&${asked}`;
      const answer = await request(path, people.viewer);
      expect(answer.status).toBe(200);
      return answer;
    };
    const csv = await (await fileAs("format=csv&lang=zh")).text();
    const [head, ...rows] = csv.replace("\ufeff", "").trim().split(/\r?\n/);
    expect(head).toContain("站点,类别,状态,原因");
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => /已收|漏收|未记录/.exec(row)![0])).toEqual(["已收", "漏收", "已收"]);
    expect(rows[1]).toContain("车辆在线，未在站点停留");
    expect(rows[2]).toContain("班长确认");
    const { features } = await (await fileAs("format=geojson&lang=en")).json();
    expect(
      features.map((one: { properties: { state: string; number: number } }) => [
        one.properties.number,
        one.properties.state,
      ]),
    ).toEqual([
      [1, "done"],
      [2, "not_done"],
      [3, "done"],
    ]);
    expect(features[0].geometry.type).toBe("Point");
    expect((await fileAs("format=xlsx")).headers.get("content-type")).toContain("spreadsheetml");
  });

  it("tell why a stop was not emptied, what kind it is, and for how long its vehicle was heard", async () => {
    const { rounds } = await asked<RoundsAnswer>(`rounds?day=${SILENT}`);
    const { heardShare, stops, vehicles } = rounds[0]!;
    expect([heardShare, vehicles.map(({ plate }) => plate)]).toEqual([0, ["湘D54321"]]);
    expect(stops[0]).toMatchObject({ kind: "bin", state: "not_recorded", reason: "silent" });
    const later = await asked<RoundsAnswer>(`rounds?day=${addDays(TODAY, 2)}`);
    expect(later.rounds[0]).toMatchObject({ heardShare: null, counts: { upcoming: 3 } });
    expect(later.rounds[0]!.stops[0]!.reason).toBeNull();
  });
});
