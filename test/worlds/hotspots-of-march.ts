import { latLngToCell } from "h3-js";
import { beforeAll } from "vitest";
import type { HotspotAnswer } from "../../server/hotspots/schema.ts";
import { type PlacedComplaint, writePlaced } from "./hotspot-complaints.ts";
import { seededRandom } from "./layer.ts";
import { servedNorth } from "./served.ts";
import { type SignedIn, signedIn } from "./signed-in.ts";

export const MARCH = "from=2026-03-01&to=2026-03-30";
export const COUNTED = `${MARCH}&measure=count&resolution=10`;
/** On Middle Street in the west, off any corner of its cell. */
export const HOT = [25.0042, 60.0051] as const;
export const FAR = [25.05, 60.05] as const;
export const TELEPHONE = "13800000000";

export const day = (of: number) => `2026-03-${String(of).padStart(2, "0")}`;

/**
 * March in the small district: 32 complaints at one place in the west by 16 people, 24 all over the two blocks, 4 without
 * a place; in February 8 at the place; a year before 2. What is confidential is at the place and far away.
 */
function complaints(): PlacedComplaint[] {
  const random = seededRandom(9);
  const many = (count: number, name: string, of: (i: number) => Omit<PlacedComplaint, "id">) =>
    Array.from({ length: count }, (_, i) => ({ id: `${name}${i}`, ...of(i) }));
  return [
    ...many(32, "hot", (i) => ({
      ...{ position: HOT, day: day(1 + (i % 28)), hour: i < 20 ? 21 : 9 },
      ...{ reporterId: `p${i % 16}`, category: i < 24 ? "toilet-dirty" : "road-dirty" },
      text: `公厕门口有污水，请回电${TELEPHONE}`,
      // 8 late: 4 settled after their term, 4 open past it; 4 merged ones are neither open nor late
      ...(i < 4
        ? { state: "settled", settledAt: "2026-04-03T00:00Z", settleBy: "2026-04-02T00:00Z" }
        : i < 8
          ? { dueAt: "2026-04-02T00:00Z" }
          : i < 12
            ? { state: "merged" }
            : { state: "settled", settledAt: "2026-04-01T00:00Z", settleBy: "2026-04-02T00:00Z" }),
      reopened: i === 30 ? 1 : 0,
    })),
    ...many(24, "all", (i) => ({
      position: [25 + 0.02 * ((i + random()) / 24), 60 + 0.01 * random()],
      ...{ day: day(1 + Math.floor(random() * 30)), hour: i % 24 },
    })),
    ...many(4, "nowhere", (i) => ({ position: null, day: day(3 + i), reporterId: "p0" })),
    ...many(8, "february", (i) => ({ position: HOT, day: `2026-02-${10 + i}` })),
    ...many(2, "yesteryear", () => ({ position: HOT, day: "2025-03-12" })),
    ...many(2, "secret", () => ({ position: HOT, isConfidential: true, category: "staff-pay" })),
    { id: "secret-far", position: FAR, isConfidential: true, areaId: null },
  ];
}
/** Everything that is written, in its order. */
export const COMPLAINTS = complaints();
export const isOpenly = ({ isConfidential }: PlacedComplaint) => isConfidential !== true;
/** Those that figures of March are made of. */
export const inMarch = COMPLAINTS.filter(
  (one) => isOpenly(one) && (one.day ?? "2026-03-10").startsWith("2026-03"),
);
export const cellOf = ([lng, lat]: readonly [number, number], at = 10) =>
  latLngToCell(lat, lng, at);
export const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** The small district `north` with the complaints of March, and who asks for its hotspots; for the tests of one file. */
export function servedMarch() {
  const world = servedNorth();
  let manager: SignedIn;
  let westerner: SignedIn;
  let petition: SignedIn;
  beforeAll(async () => {
    const database = world.database();
    manager = await signedIn(database, "north", "manager");
    westerner = await signedIn(database, "north", "viewer", ["west"]);
    petition = await signedIn(database, "north", "petition_officer");
    await database.transaction(
      async (tx) => {
        await tx.query("delete from complaint where district_id = 'north'");
        for (let i = 0; i < 16; i++)
          await tx.query(
            `insert into reporter (district_id, reporter_id, name, telephone, digits, contact)
             values ('north', $1, '某某', $2, '13800000000', '演示联系方式')`,
            [`p${i}`, TELEPHONE],
          );
      },
      { districtId: "north", asOwner: true },
    );
    await writePlaced(database, "north", COMPLAINTS);
  });
  return {
    ...world,
    manager: () => manager,
    westerner: () => westerner,
    petition: () => petition,
    /** What is answered below `/hotspots`. */
    async asked<T = HotspotAnswer>(path: string, who = manager, district = "north") {
      const answer = await world.send(who, "GET", `/api/districts/${district}/hotspots${path}`);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${answer.status}: ${text}`);
      return JSON.parse(text) as T;
    },
    async refused(path: string, who = manager) {
      const answer = await world.send(who, "GET", path);
      return { status: answer.status, ...(await answer.json()) };
    },
  };
}
