import { beforeAll, expect } from "vitest";
import { open311Client } from "./open311-client.ts";
import type { servedNorth } from "./served.ts";
import { type SignedIn, signedIn } from "./signed-in.ts";

/** Where the requests of the district `north` are. */
export const ENDPOINT = "/open311/v2/districts/north";

/** The fields of the specification's example of a POST, with a place that lies here: 33 m north of Middle Street. */
const example = {
  service_code: "road-dirty",
  lat: "60.0053",
  long: "25.0030407",
  address_string: "1234 5th street",
  email: "smit333@sfgov.edu",
  device_id: "tt222111",
  account_id: "123456",
  first_name: "john",
  last_name: "smith",
  phone: "111111111",
  description: "A large sinkhole is destroying the street",
  media_url: "http://farm3.static.flickr.com/2002/2212426634_5ed477a060.jpg",
};

type Row = Record<string, unknown>;

/** A program with a key of the district `north`, and what the register keeps of the requests it sends. */
export function open311Desk(world: ReturnType<typeof servedNorth>) {
  let administrator: SignedIn;
  let apiKey: string;
  let said = 0;

  beforeAll(async () => {
    administrator = await signedIn(world.database(), "north", "administrator");
    const answer = await world.send(administrator, "POST", "/api/districts/north/open311-keys", {
      name: "随手拍",
    });
    expect(answer.status).toBe(201);
    apiKey = (await answer.json()).apiKey;
  });

  const client = (format: "json" | "xml", more: { jurisdictionId?: string } = {}, key = apiKey) =>
    open311Client(world.request, ENDPOINT, { format, apiKey: key, ...more });
  const inNorth = (sql: string, values: unknown[]) =>
    world.database().transaction((tx) => tx.query<Row>(sql, values), { districtId: "north" });
  /** Fields that were not sent before. */
  const fresh = (more: object = {}) => ({ ...example, description: `sinkhole ${++said}`, ...more });

  return {
    administrator: () => administrator,
    apiKey: () => apiKey,
    client,
    fresh,
    inNorth,
    /** The number of a request that was just sent. */
    async posted(more: object = {}) {
      const { status, records } = await client("json").post(fresh(more));
      expect([status, records]).toEqual([200, expect.any(Array)]);
      return records[0]!.service_request_id as string; // the client has checked that it is there
    },
    /** What is kept of a request, with who sent it. */
    async rowOf(number: string): Promise<Row> {
      const [row] = await inNorth(
        `select c.*, r.name, r.telephone, r.contact as reporter_contact from complaint c
         left join reporter r on r.district_id = c.district_id and r.reporter_id = c.reporter_id
         where c.district_id = 'north' and number = $1`,
        [number],
      );
      return row!;
    },
    change: (number: string, set: string, values: unknown[] = []) =>
      inNorth(`update complaint set ${set} where district_id = 'north' and number = $1`, [
        number,
        ...values,
      ]),
  };
}
