import type { Role } from "../../data/roles.ts";
import { type ChangeKind, recordChange } from "../../server/store/changes.ts";
import { lookForAlarms } from "../../server/wall/watch.ts";
import type { servedNorth } from "./served.ts";
import { bearer, type SignedIn, signedIn } from "./signed-in.ts";

const HOUR = 3_600_000;
export const WALL = "/api/districts/north/wall";

/** A complaint as it is written straight into the register. */
export type WrittenCase = {
  readonly id: string;
  /** Hours from now in which it was received, and is due: below 0 is past. */
  readonly receivedIn?: number;
  readonly dueIn?: number | null;
  readonly state?: string;
  readonly kind?: string;
  readonly category?: string | null;
  readonly unitId?: string | null;
  readonly streetId?: string | null;
  readonly position?: readonly [lng: number, lat: number] | null;
  readonly text?: string;
  readonly address?: string | null;
  readonly number?: string;
  readonly isConfidential?: boolean;
  readonly duplicateOf?: string | null;
  readonly settledIn?: number | null;
};

/** A wall in the district `north`: what hangs there, who stands before it, and what happens in the district. */
export function wallWorld(world: ReturnType<typeof servedNorth>) {
  const inNorth = <R extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
    world.database().transaction((tx) => tx.query<R>(sql, values), { districtId: "north" });
  const send = async (
    who: Pick<SignedIn, "headers">,
    method: string,
    path: string,
    body?: unknown,
    more?: Record<string, string>,
  ) => {
    const answer = await world.send(who, method, path, body, more);
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  };
  return {
    inNorth,
    send,
    person: (role: Role) => signedIn(world.database(), "north", role),
    /** Tells of a change, as a write does. */
    change: (kind: ChangeKind, id: string) =>
      world
        .database()
        .transaction((tx) => recordChange(tx, "north", kind, [id]), { districtId: "north" }),
    /** What a path of the wall answers. */
    asked: async (who: Pick<SignedIn, "headers">, path: string) => {
      const { status, body } = await send(who, "GET", `${WALL}${path}`);
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    /** The token of a new display, as it sends it. */
    async display(name: string, more: object = {}) {
      const chief = await signedIn(world.database(), "north", "administrator");
      const { body } = await send(chief, "POST", "/api/districts/north/displays", {
        ...{ name, expiresInDays: null, ...more },
      });
      return { ...bearer(body.token), tokenId: body.display.tokenId as string };
    },
    /** Looks for alarms as the server does. @param inHours  from now. */
    look: (inHours = 0, listeningSince = new Date(0)) =>
      lookForAlarms(
        world.database(),
        { districtId: "north", timeZone: "Europe/Helsinki" },
        { now: new Date(Date.now() + inHours * HOUR), listeningSince },
      ),
    unit: (unitId: string, name: string) =>
      inNorth("insert into unit (district_id, unit_id, name) values ('north', $1, $2)", [
        unitId,
        name,
      ]),
    async complaint(one: WrittenCase) {
      const { receivedIn = -1, dueIn = null, settledIn = null, position = [25.003, 60.0051] } = one;
      const from = (hours: number | null) =>
        hours === null ? null : new Date(Date.now() + hours * HOUR);
      await inNorth(
        `insert into complaint (district_id, complaint_id, number, channel, kind, state, category, occurred_on, received_at,
           position, address, text, street_id, unit_id, due_step, due_from, due_at, is_confidential, duplicate_of, settled_at)
         values ('north', $1, $2, 'telephone', $3, $4, $5, current_date, $6,
           case when $7::float8 is null then null else st_setsrid(st_makepoint($7, $8), 4326) end, $9, $10, $11, $12,
           case when $13::timestamptz is null then null else 'settle' end, $13::timestamptz - interval '1 hour', $13, $14, $15, $16)`,
        [
          ...[one.id, one.number ?? `HJ-${one.id}`, one.kind ?? "direct", one.state ?? "assigned"],
          ...[one.category === undefined ? "road-dirty" : one.category, from(receivedIn)],
          ...[position?.[0] ?? null, position?.[1] ?? null, one.address ?? null, one.text ?? ""],
          ...[one.streetId === undefined ? "s1" : one.streetId, one.unitId ?? null, from(dueIn)],
          ...[one.isConfidential ?? false, one.duplicateOf ?? null, from(settledIn)],
        ],
      );
    },
  };
}
