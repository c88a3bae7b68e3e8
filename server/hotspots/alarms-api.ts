import { createHash } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse } from "../http/export.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { alarmsAnswer, baselineOf, type HeldScan, holdScan } from "./alarms-answer.ts";
import { alarmsTable } from "./alarms-file.ts";
import { AlarmsAnswer, AlarmsQuery } from "./alarms-schema.ts";
import { askerOf } from "./api.ts";
import { asFile, inFormat } from "./file.ts";
import type { Heavy } from "./heavy.ts";
import type { Materials } from "./material.ts";
import type { Alarm } from "./scan.ts";
import { readTold } from "./spot-answer.ts";

const getAlarms = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/alarms",
  operationId: "getHotspotAlarms",
  tags: ["hotspots"],
  summary: "What began within the last days and goes on, beyond chance: new, not large",
  description: "The answer of one day to the same complaints is always the same.",
  request: { params: inDistrict, query: AlarmsQuery },
  responses: answers("Alarms, the most likely first", AlarmsAnswer),
});

const getAlarmsFile = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/alarms/file",
  operationId: "exportHotspotAlarms",
  tags: ["hotspots"],
  summary: "Alarms as a file, with the cells they are of",
  request: { params: inDistrict, query: AlarmsQuery.extend(inFormat) },
  responses: asFile("One row an alarm, the most likely first"),
});

/** Scans whose answers are kept: whoever asks the same of the same complaints waits once. */
const MOST_KEPT = 32;

/** Alarms of what is new. */
export function alarmsApi({ read, heavy }: { read: Materials; heavy: Heavy }) {
  const kept = new Map<string, Promise<Alarm[]>>();

  function scanned({ question }: HeldScan): Promise<Alarm[]> {
    const key = keyOf(question);
    const known = kept.get(key) ?? heavy.run("permutationScan", question);
    kept.delete(key); // to the end: asked for last
    kept.set(key, known);
    known.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return known;
  }

  async function answerOf(
    c: Context<HttpEnv>,
    districtId: string,
    query: z.infer<typeof AlarmsQuery>,
  ) {
    const held = await read(
      districtId,
      askerOf(c),
      query,
      ({ period, settings }) => [baselineOf(period.to, query, settings)],
      async (material) => ({
        ...(await holdScan(material, districtId, query)),
        told: await readTold(material.tx, districtId),
      }),
    );
    return { answer: alarmsAnswer({ districtId, query }, held, await scanned(held)), ...held.told };
  }

  return createRouter()
    .openapi(getAlarms, async (c) => {
      const { districtId } = c.req.valid("param");
      const { answer } = await answerOf(c, districtId, c.req.valid("query"));
      return c.json(answer, 200);
    })
    .openapi(getAlarmsFile, async (c) => {
      const { format, lang: language, ...query } = c.req.valid("query");
      const { answer, ...told } = await answerOf(c, c.req.valid("param").districtId, query);
      return exportResponse(alarmsTable(answer, { ...told, language }), format);
    });
}

/** What an answer depends on, and nothing else: it outlives changes of the register that leave these cases as they are. */
function keyOf({ cellOf, dayOf, xs, ys, ...rest }: HeldScan["question"]): string {
  const hash = createHash("sha256").update(JSON.stringify(rest));
  for (const column of [cellOf, dayOf, xs, ys]) {
    const values = Float64Array.from(column);
    hash.update(new Uint8Array(values.buffer));
  }
  return hash.digest("base64url");
}
