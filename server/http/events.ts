import { z } from "@hono/zod-openapi";
import type { SSEStreamingApi } from "hono/streaming";
import { streamSSE } from "hono/streaming";
import { endpoint } from "./endpoint.ts";
import { DomainError, failures } from "./problem.ts";
import { createRouter } from "./router.ts";

/** What has changed in a district. */
export const ChangeNotice = z
  .object({
    districtId: z.string(),
    version: z.number().int().nonnegative().describe("Number of the change, without gaps"),
    kind: z
      .string()
      .describe(
        "What changed, e.g. `facility`; `all` when too much did to be told one by one; `other` for what is told to staff alone",
      ),
    ids: z.array(z.string()).describe("Keys of the changed records; empty means any of the kind"),
  })
  .openapi("ChangeNotice");
export type ChangeNotice = Readonly<Omit<z.infer<typeof ChangeNotice>, "ids">> & {
  readonly ids: readonly string[];
};

/** Where notices come from. */
export type EventsDependencies = {
  /** The version of a district now; null when there is no such district. */
  readVersion(districtId: string): Promise<number | null>;
  /** Changes after a version, oldest first, at most `limit`. */
  readChanges(districtId: string, after: number, limit: number): Promise<ChangeNotice[]>;
  /** Hears every later change once and in order, until the returned function is called. */
  follow(
    districtId: string,
    after: number,
    hear: (change: ChangeNotice) => void,
  ): Promise<() => Promise<void>>;
  /** Ends every stream when the server closes. */
  closing: AbortSignal;
  heartbeatMilliseconds?: number;
};

/** More changes than this are told as one notice of kind `all`. */
export const LONGEST_REPLAY = 500;

const getEvents = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/events",
  operationId: "getEvents",
  tags: ["layers"],
  summary: "Changes of a district as they are made, as server-sent events",
  description:
    "An event's id is `district:version`, its data a ChangeNotice. A client that reconnects with Last-Event-ID, or asks with `after`, hears every change since. The event `hello` comes first and says the version now.",
  request: {
    query: z.object({
      districtId: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "the key of a district")
        .describe("Key of a district"),
      after: z.coerce
        .number({ error: "a whole number from 0" })
        .int("a whole number from 0")
        .min(0, "a whole number from 0")
        .optional()
        .openapi({ type: "integer" })
        .describe("The last version already known; Last-Event-ID takes precedence"),
    }),
  },
  responses: {
    200: {
      description: "The stream; it ends only with the connection",
      content: { "text/event-stream": { schema: ChangeNotice } },
    },
    ...failures,
  },
});

/** Kinds of record of which everybody may see something. */
const PUBLIC_KINDS = new Set([
  "all",
  "area",
  "cleaning_route",
  "complaint",
  "demand_cell",
  "district",
  "facility",
  "ground",
  "place",
  "plot",
  "rating",
  "street",
  "street_edge",
]);

/** Kinds of record by which a wall knows that what it may read has changed. */
const WALL_KINDS = new Set([
  "wall_alarm",
  "wall_scene",
  "duty",
  "fleet_event",
  "hotspot_alarm",
  "service_entry",
  "service_order",
  "service_record",
  "service_suspension",
  "vehicle",
  "district_setting",
]);

type Hear = (change: ChangeNotice) => void;

/** One subscription to the store for everybody who listens to a district. */
function createHub({ follow }: EventsDependencies) {
  const hearersByDistrict = new Map<
    string,
    { hearers: Set<Hear>; stop: Promise<() => Promise<void>> }
  >();
  return {
    /** Hears changes of a district until the returned function is called. */
    async listen(districtId: string, version: number, hear: Hear) {
      let known = hearersByDistrict.get(districtId);
      if (!known) {
        const hearers = new Set<Hear>();
        const tell: Hear = (change) => {
          for (const one of hearers) one(change);
        };
        known = { hearers, stop: follow(districtId, version, tell) };
        hearersByDistrict.set(districtId, known);
      }
      const { hearers, stop } = known;
      hearers.add(hear);
      const unlisten = async () => {
        hearers.delete(hear);
        if (hearers.size > 0 || hearersByDistrict.get(districtId) !== known) return;
        hearersByDistrict.delete(districtId);
        await (await stop)();
      };
      await stop.catch(async (error: unknown) => {
        hearersByDistrict.delete(districtId);
        throw error;
      });
      return unlisten;
    },
  };
}

/** What is still to be sent to one client; it wakes whoever waits for more. */
function createQueue() {
  let waiting: ChangeNotice[] = [];
  let wake = () => {};
  return {
    push(change: ChangeNotice) {
      waiting.push(change);
      if (waiting.length > LONGEST_REPLAY) waiting = [{ ...change, kind: "all", ids: [] }];
      wake();
    },
    take: () => waiting.splice(0),
    /** Until there is something, `signal` aborts, or the time is over. @returns Whether the time is over. */
    wait: (milliseconds: number, signal: AbortSignal) =>
      new Promise<boolean>((resolve) => {
        if (waiting.length > 0 || signal.aborted) return resolve(false);
        const end = (isTimeOver: boolean) => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          wake = () => {};
          resolve(isTimeOver);
        };
        const done = () => end(false);
        const timer = setTimeout(() => end(true), milliseconds);
        signal.addEventListener("abort", done);
        wake = done;
      }),
  };
}

/** The version a client already knows: of Last-Event-ID when it is of this district, else of `after`. */
function knownVersion(districtId: string, lastEventId: string | undefined, after?: number) {
  const [, district, version] = /^(.+):(\d{1,15})$/.exec(lastEventId ?? "") ?? [];
  return district === districtId ? Number(version) : after;
}

const idOf = ({ districtId, version }: Pick<ChangeNotice, "districtId" | "version">) =>
  `${districtId}:${version}`;

const send = (stream: SSEStreamingApi, change: ChangeNotice) =>
  stream.writeSSE({ id: idOf(change), event: "change", data: JSON.stringify(change) });

/** Notices of changes to open pages. */
export function eventsApi(dependencies: EventsDependencies) {
  const { readVersion, readChanges, closing, heartbeatMilliseconds = 15_000 } = dependencies;
  const hub = createHub(dependencies);

  /** What a client that knows `after` has missed; one notice `all` when it is much, or its version is not ours. */
  async function missed(districtId: string, after: number, now: number): Promise<ChangeNotice[]> {
    const all = { districtId, version: now, kind: "all", ids: [] };
    if (after > now) return [all];
    const changes = await readChanges(districtId, after, LONGEST_REPLAY + 1);
    return changes.length > LONGEST_REPLAY ? [all] : changes;
  }

  return createRouter().openapi(getEvents, async (c) => {
    const { districtId, after } = c.req.valid("query");
    const before = await readVersion(districtId);
    if (before === null)
      throw new DomainError("district-unknown", `There is no district ${districtId}`);
    /** Staff hear all, a wall what it shows; nobody else hears what is not public. */
    const readHearing = async () => {
      const caller = await c.get("identify")?.({ anew: true });
      if (await caller?.readReach(districtId, "district.read")) return "all";
      return (await caller?.readReach(districtId, "wall.read")) ? "wall" : "public";
    };
    let hearing = await readHearing();
    /** What somebody does not hear they are told as something that happened. */
    async function audible(change: ChangeNotice): Promise<ChangeNotice> {
      if (PUBLIC_KINDS.has(change.kind)) return change;
      if (hearing !== "public") hearing = await readHearing(); // the line outlives sessions, roles and tokens
      const isHeard = hearing === "all" || (hearing === "wall" && WALL_KINDS.has(change.kind));
      return isHeard ? change : { ...change, kind: "other", ids: [] };
    }
    const known = knownVersion(districtId, c.req.header("last-event-id"), after);
    c.header("X-Accel-Buffering", "no"); // a proxy must not hold notices back
    return streamSSE(c, async (stream) => {
      const left = new AbortController();
      const end = () => left.abort();
      stream.onAbort(end);
      closing.addEventListener("abort", end);
      if (closing.aborted) end();
      const queue = createQueue();
      const unlisten = await hub.listen(districtId, before, queue.push);
      try {
        // read once more while listening: a change is in this version or comes through the queue
        const now = (await readVersion(districtId)) ?? before;
        await stream.writeSSE({
          ...(known === undefined ? { id: idOf({ districtId, version: now }) } : {}),
          event: "hello",
          data: JSON.stringify({ districtId, version: now }),
          retry: 2000,
        });
        let told = known ?? now;
        for (const change of known === undefined ? [] : await missed(districtId, known, now)) {
          await send(stream, await audible(change));
          told = change.version;
        }
        while (!left.signal.aborted) {
          for (const change of queue.take()) {
            if (change.version <= told) continue;
            await send(stream, await audible(change));
            told = change.version;
          }
          if (await queue.wait(heartbeatMilliseconds, left.signal))
            await stream.write(": still here\n\n");
        }
      } finally {
        closing.removeEventListener("abort", end);
        await unlisten();
      }
    });
  });
}
