import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readBody } from "../http/body.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failure } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { ImportFailure } from "../imports/failure.ts";
import type { Database } from "../store/database.ts";
import { localZone } from "./district-zone.ts";
import type { Fix, Intake, PositionSource, Taken } from "./fix.ts";
import { type TakeFor, TerminalRefused } from "./intake.ts";
import { type OsmandReport, osmandJsonOf, osmandOf, traccarOf } from "./osmand.ts";
import { type Addressed, type Datum, PositionBatch, parseBody } from "./position-body.ts";
import { DatumQuery, TakenAnswer, takenAnswer } from "./positions-schema.ts";
import type { Terminal, Terminals } from "./terminals.ts";
import { parseTrack } from "./track-file.ts";

const tags = ["fleet"];
const FILE_BYTES = 24 * 2 ** 20;

const batch = {
  content: {
    "application/json": { schema: PositionBatch },
    "application/x-ndjson": { schema: z.string().describe("One position a line") },
  },
};
const taken = answers("What became of them, once it is in the store", TakenAnswer);
const byKey = { ...taken, 401: failure("The key is none that holds") };

const sendOwn = endpoint({
  access: "terminal",
  method: "post",
  path: "/api/positions",
  operationId: "sendPositions",
  tags,
  summary: "Positions of the vehicle whose terminal has the key (`Authorization: Bearer`)",
  request: { query: DatumQuery, body: batch },
  responses: byKey,
});
const sendOsmand = (method: "get" | "post") =>
  endpoint({
    access: "terminal",
    method,
    path: "/api/positions/osmand",
    operationId: method === "get" ? "reportOsmand" : "postOsmand",
    tags,
    summary:
      "One position by the protocol of OsmAnd and the Traccar client: `id` is the terminal's key, or its number with the key in `key` or `Authorization`",
    responses: byKey,
  });
const sendMany = endpoint({
  access: { permission: "positions.send", within: "district" },
  method: "post",
  path: "/api/districts/{districtId}/positions",
  operationId: "sendDistrictPositions",
  tags,
  summary: "Positions of several vehicles, each with the number of its terminal",
  request: { params: inDistrict, query: DatumQuery, body: batch },
  responses: taken,
});
const sendTraccar = endpoint({
  access: { permission: "positions.send", within: "district" },
  method: "post",
  path: "/api/districts/{districtId}/positions/traccar",
  operationId: "forwardTraccar",
  tags,
  summary: "One position as a Traccar server forwards it (`forward.type=json`)",
  request: { params: inDistrict },
  responses: taken,
});
const sendFile = endpoint({
  access: { permission: "fleet.edit", within: "district" },
  method: "post",
  path: "/api/districts/{districtId}/vehicles/{vehicleId}/positions",
  operationId: "uploadTrack",
  tags,
  summary: "A GPX or CSV file of one vehicle's positions",
  request: {
    params: inDistrict.extend({ vehicleId: z.string() }),
    query: DatumQuery,
    body: { content: { "application/octet-stream": { schema: z.string() } } },
  },
  responses: taken,
});

/** The ways in over HTTP. Nothing is answered with success before it is in the store. */
export function positionsApi({
  database,
  terminals,
  take,
  takeFor,
}: {
  readonly database: Database;
  readonly terminals: Terminals;
  readonly take: Intake;
  readonly takeFor: TakeFor;
}) {
  /** The terminal a request proves to be. @throws {DomainError} `unauthenticated`. */
  async function terminalOf(c: Context<HttpEnv>, report?: OsmandReport): Promise<Terminal> {
    c.set("isQuestion", true); // positions do not go through the log of changes, so nobody waits for it
    const bearer = /^Bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const key = bearer ?? report?.key ?? report?.id ?? "";
    const terminal = await terminals.byKey(key);
    const isItself =
      !report || report.id === key || report.id === terminal?.terminalId || report.id === "";
    if (terminal && isItself) return terminal;
    throw new DomainError("unauthenticated", "Send the key of a terminal that may send", [], {
      more: { rule: "terminal-key" },
    });
  }

  const osmand = async (c: Context<HttpEnv>, report: OsmandReport | null) => {
    if (!report)
      throw new DomainError("body-invalid", "id: whose position it is", [
        { field: "id", remedy: "the terminal's key", rule: "missing" },
      ]);
    const terminal = await terminalOf(c, report);
    return c.json(takenAnswer([await take(terminal.terminalId, report.fixes, "osmand")]), 200);
  };

  /** Takes what several terminals sent, and refuses all of it where one of them is none of the district's. */
  async function takeMany(
    districtId: string,
    all: readonly Addressed[],
    source: PositionSource,
  ): Promise<Taken[]> {
    const byTerminal = new Map<string, Fix[]>();
    for (const [i, { terminalId, fix }] of all.entries()) {
      const terminal = terminalId === null ? null : await terminals.find(terminalId);
      if (terminal?.districtId !== districtId || !terminal.isEnabled) {
        const remedy = "the number of a terminal of this district that may send";
        throw new DomainError("body-invalid", `positions.${i}.terminalId: ${remedy}`, [
          {
            ...{ field: `positions.${i}.terminalId`, row: i + 1, remedy, rule: "terminal-unknown" },
            ...(terminalId === null ? {} : { value: terminalId }),
          },
        ]);
      }
      byTerminal.set(terminalId!, [...(byTerminal.get(terminalId!) ?? []), fix]);
    }
    return Promise.all([...byTerminal].map(([id, fixes]) => accepted(take(id, fixes, source))));
  }

  return createRouter()
    .openapi(sendOwn, async (c) => {
      const terminal = await terminalOf(c);
      const all = await bodyOf(c, c.req.valid("query").datum);
      const foreign = all.findIndex(
        ({ terminalId }) => terminalId !== null && terminalId !== terminal.terminalId,
      );
      if (foreign >= 0)
        throw new DomainError("body-invalid", `positions.${foreign}.terminalId: not its own`, [
          {
            ...{ field: `positions.${foreign}.terminalId`, row: foreign + 1 },
            ...{ remedy: "the terminal's own number, or nothing", rule: "terminal-unknown" },
          },
        ]);
      const fixes = all.map(({ fix }) => fix);
      return c.json(takenAnswer([await accepted(take(terminal.terminalId, fixes, "http"))]), 200);
    })
    .openapi(sendOsmand("get"), (c) => osmand(c, osmandOf(new URL(c.req.url).searchParams)))
    .openapi(sendOsmand("post"), async (c) => {
      const url = new URL(c.req.url);
      const type = c.req.header("content-type") ?? "";
      if (/json/i.test(type))
        return osmand(c, osmandJsonOf(await jsonOf(c), url.searchParams.get("key")));
      const form = /urlencoded/i.test(type) ? new URLSearchParams(await c.req.text()) : [];
      return osmand(c, osmandOf(new URLSearchParams([...url.searchParams, ...form])));
    })
    .openapi(sendMany, async (c) => {
      c.set("isQuestion", true);
      const all = await bodyOf(c, c.req.valid("query").datum);
      return c.json(takenAnswer(await takeMany(c.req.valid("param").districtId, all, "http")), 200);
    })
    .openapi(sendTraccar, async (c) => {
      c.set("isQuestion", true);
      const report = traccarOf(await jsonOf(c));
      if (!report)
        throw new DomainError("body-invalid", "device.uniqueId: whose position it is", [
          { field: "device.uniqueId", remedy: "the number of a terminal", rule: "missing" },
        ]);
      const { districtId } = c.req.valid("param");
      return c.json(takenAnswer(await takeMany(districtId, [report], "traccar")), 200);
    })
    .openapi(sendFile, async (c) => {
      c.set("isQuestion", true);
      const { districtId, vehicleId } = c.req.valid("param");
      const bytes = await readBody(c, { greatestBytes: FILE_BYTES });
      const timeZone = await localZone(database, districtId, vehicleId);
      const fixes = readTrack(bytes, { datum: c.req.valid("query").datum, timeZone });
      return c.json(takenAnswer([await takeFor(districtId, vehicleId, fixes, "file")]), 200);
    });
}

const bodyOf = async (c: Context<HttpEnv>, datum: Datum) =>
  parseBody(await c.req.text(), c.req.header("content-type") ?? "", datum);

async function jsonOf(c: Context<HttpEnv>): Promise<unknown> {
  try {
    return await c.req.json();
  } catch (cause) {
    const fault = { field: "body", remedy: "JSON", rule: "format" };
    throw new DomainError("body-invalid", "The body is not JSON", [fault], { cause });
  }
}

function readTrack(bytes: Uint8Array, options: { datum: Datum; timeZone: string }): Fix[] {
  try {
    return parseTrack(bytes, options);
  } catch (error) {
    if (!(error instanceof ImportFailure)) throw error;
    const fault = { field: "file", remedy: "text in UTF-8 or GB18030", rule: "format" };
    throw new DomainError("body-invalid", error.message, [fault], { cause: error });
  }
}

/** A terminal that was switched off a moment ago is not the server's failure. */
const accepted = (taking: Promise<Taken>): Promise<Taken> =>
  taking.catch((error: unknown) => {
    if (!(error instanceof TerminalRefused)) throw error;
    throw new DomainError("forbidden", error.message, [], { cause: error });
  });
