import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { readBody } from "../http/body.ts";
import { callerOf } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, type Fault } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { terminalNumberOf } from "./terminal-number.ts";
import { editing } from "./vehicle-contract.ts";
import { EMPTY_VEHICLE, given, keepVehicle, type Write } from "./vehicle-desk.ts";
import { parseVehicles, type VehicleRow } from "./vehicle-file.ts";
import { VehiclesImported } from "./vehicle-schema.ts";
import { readTerminals, readVehicles, type StoredVehicle } from "./vehicle-store.ts";

const tags = ["fleet"];
const FILE_BYTES = 2 ** 20;

const importVehicles = endpoint({
  access: editing,
  method: "post",
  path: "/api/districts/{districtId}/vehicles/import",
  operationId: "importVehicles",
  tags,
  summary:
    "Vehicles of a CSV file: new plates are added, known ones changed; nothing is written when one row is wrong",
  request: {
    params: inDistrict,
    query: z.object({
      dryRun: z.enum(["yes", "no"]).default("no").describe("yes: only say what would happen"),
    }),
    body: { content: { "application/octet-stream": { schema: z.string() } } },
  },
  responses: answers("What was or would be done", VehiclesImported),
});
/** Vehicles from a file, all of them or none. */
export function vehicleImportApi({ database }: { readonly database: Database }) {
  return createRouter().openapi(importVehicles, async (c) => {
    const { districtId } = c.req.valid("param");
    const isTrial = c.req.valid("query").dryRun === "yes";
    const rows = parseVehicles(await readBody(c, { greatestBytes: FILE_BYTES }));
    const done = await database.transaction(
      (tx) => takeVehicles({ tx, districtId, actor: callerOf(c) }, rows, isTrial),
      { districtId },
    );
    return c.json({ ...done, isTrial }, 200);
  });
}

/** Adds and changes what a file says; what it does not say stays. */
async function takeVehicles(write: Write, rows: readonly VehicleRow[], isTrial: boolean) {
  const { tx, districtId } = write;
  const known = new Map((await readVehicles(tx, districtId)).map((one) => [one.plate, one]));
  const terminals = await readTerminals(tx, districtId);
  const done = { added: 0, changed: 0, same: 0 };
  const faults: Fault[] = [];
  for (const { row, terminalId: asked, ...draft } of rows) {
    const before = known.get(draft.plate) ?? null;
    const vehicleId = before?.vehicleId ?? randomUUID();
    const after = { ...(before ?? EMPTY_VEHICLE), ...given(draft), vehicleId } as StoredVehicle; // a row has its plate and kind
    const isSame = before !== null && JSON.stringify({ ...before }) === JSON.stringify(after);
    const terminalId = asked === undefined ? null : terminalNumberOf(asked);
    const isOnIt = terminalId === null || terminals.get(vehicleId)?.terminalId === terminalId;
    done[before === null ? "added" : isSame && isOnIt ? "same" : "changed"] += 1;
    if (terminalId !== null && !isOnIt) {
      const [other] = await tx.query("select 1 from terminal where terminal_id = $1", [terminalId]);
      if (other || terminals.has(vehicleId)) {
        const remedy = other ? "a number that no vehicle has" : "the number it has, or nothing";
        const rule = other ? "terminal-taken" : "terminal-other";
        faults.push({ field: "terminalId", row, value: terminalId, remedy, rule });
        continue;
      }
    }
    if (isTrial || faults.length > 0) continue;
    if (!isSame)
      await keepVehicle(
        write,
        before,
        before ? { ...after, revision: before.revision + 1 } : after,
      );
    if (terminalId !== null && !isOnIt)
      await tx.query(
        "insert into terminal (terminal_id, district_id, vehicle_id, created_by) values ($1, $2, $3, $4)",
        [terminalId, districtId, vehicleId, write.actor.name],
      );
  }
  if (faults.length > 0)
    throw new DomainError("body-invalid", `row ${faults[0]!.row}: ${faults[0]!.remedy}`, faults);
  return done;
}
