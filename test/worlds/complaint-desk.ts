import type { Database } from "../../server/store/database.ts";
import { type SignedIn, signedIn } from "./signed-in.ts";

const PATH = "/api/districts/north/complaints";

type Send = (
  who: SignedIn,
  method: string,
  path: string,
  body?: unknown,
  more?: Record<string, string>,
) => Response | Promise<Response>;

/** People who work on complaints in the district `north`, two units, and what they do over the API. */
export async function complaintDesk(database: Database, send: Send) {
  const role = (name: Parameters<typeof signedIn>[2]) => signedIn(database, "north", name);
  const people = {
    duty: await role("duty_officer"),
    petition: await role("petition_officer"),
    manager: await role("manager"),
    unit: await role("handling_unit"),
    otherUnit: await role("handling_unit"),
    administrator: await role("administrator"),
  };
  const inNorth = <R extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
    database.transaction((tx) => tx.query<R>(sql, values), { districtId: "north" });
  await inNorth(
    "insert into unit (district_id, unit_id, name) values ('north', 'sweep', '清扫公司'), ('north', 'toilets', '清厕分公司')",
  );
  await inNorth(
    "insert into unit_member (district_id, unit_id, account_id) values ('north', 'sweep', $1), ('north', 'toilets', $2)",
    [people.unit.accountId, people.otherUnit.accountId],
  );
  let keys = 0;
  const answered = async (status: number, response: Response) => {
    const body = await response.json();
    if (response.status !== status)
      throw new Error(`expected ${status}, got ${response.status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    ...people,
    inNorth,
    /** The complaint as it was taken down. */
    taken: async (who: SignedIn, draft: object) =>
      answered(
        201,
        await send(who, "POST", PATH, draft, { "Idempotency-Key": `desk-key-${++keys}` }),
      ),
    /** The complaint after a step. */
    stepped: async (who: SignedIn, seen: { complaintId: string; revision: number }, body: object) =>
      answered(
        200,
        await send(who, "POST", `${PATH}/${seen.complaintId}/steps`, body, {
          "If-Match": `"${seen.revision}"`,
        }),
      ),
    /** What a path below the district answers. */
    asked: async (who: SignedIn, path: string) =>
      answered(200, await send(who, "GET", `/api/districts/north${path}`)),
    /** What a path below the district answers to a body, with its status. */
    sent: async (
      who: SignedIn,
      method: string,
      path: string,
      body?: object,
      more?: Record<string, string>,
    ) => {
      const response = await send(who, method, `/api/districts/north${path}`, body, more);
      return { status: response.status, body: await response.json() };
    },
    /** Moves the term that runs, as if the rules had been others. */
    due: (complaintId: string, step: string, from: string, at: string) =>
      inNorth(
        "update complaint set due_step = $2, due_from = $3, due_at = $4 where district_id = 'north' and complaint_id = $1",
        [complaintId, step, from, at],
      ),
  };
}
