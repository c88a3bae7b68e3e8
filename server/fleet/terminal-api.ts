import { callerOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { endpoint } from "../http/endpoint.ts";
import { conflict, DomainError, failures } from "../http/problem.ts";
import { tagged } from "../http/revision.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { terminalNumberOf } from "./terminal-number.ts";
import { issueKey } from "./terminals.ts";
import { editing, ofVehicle, oneVehicle, taken, VEHICLE_PATH } from "./vehicle-contract.ts";
import { recordVehicle, unknownVehicle, vehicleOf } from "./vehicle-desk.ts";
import { TerminalDraft, TerminalKey } from "./vehicle-schema.ts";
import { lockVehicle, readTerminals } from "./vehicle-store.ts";

const tags = ["fleet"];

const putTerminal = endpoint({
  access: editing,
  method: "put",
  path: `${VEHICLE_PATH}/terminal`,
  operationId: "setTerminal",
  tags,
  summary: "Say which terminal is on a vehicle; the one before goes",
  request: { params: ofVehicle, body: body(TerminalDraft) },
  responses: { 200: oneVehicle, ...failures, ...taken },
});
const deleteTerminal = endpoint({
  access: editing,
  method: "delete",
  path: `${VEHICLE_PATH}/terminal`,
  operationId: "removeTerminal",
  tags,
  summary: "Take the terminal off a vehicle: it may send no more",
  request: { params: ofVehicle },
  responses: { 200: oneVehicle, ...failures },
});
const postKey = endpoint({
  access: editing,
  method: "post",
  path: `${VEHICLE_PATH}/terminal/key`,
  operationId: "issueTerminalKey",
  tags,
  summary: "A new key with which a terminal sends over HTTP; the one before ends",
  request: { params: ofVehicle },
  responses: {
    201: { description: "The key, shown this once", ...json(TerminalKey) },
    ...failures,
  },
});
/** Which terminal is on which vehicle, and the keys of terminals. */
export function terminalApi({ database }: { readonly database: Database }) {
  const inside = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });
  return createRouter()
    .openapi(putTerminal, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const { terminalId: asked, isEnabled, workingSignal } = c.req.valid("json");
      const terminalId = terminalNumberOf(asked);
      const vehicle = await inside(districtId, async (tx) => {
        if (!(await lockVehicle(tx, districtId, vehicleId))) throw unknownVehicle(vehicleId);
        const before = (await readTerminals(tx, districtId)).get(vehicleId) ?? null;
        const [other] = await tx.query<{ districtId: string; vehicleId: string }>(
          `select district_id as "districtId", vehicle_id as "vehicleId" from terminal where terminal_id = $1`,
          [terminalId],
        );
        if (other && (other.districtId !== districtId || other.vehicleId !== vehicleId))
          throw conflict("terminal-taken", `${terminalId} is on another vehicle`);
        if (before && before.terminalId !== terminalId)
          await tx.query("delete from terminal where terminal_id = $1", [before.terminalId]);
        await tx.query(
          `insert into terminal (terminal_id, district_id, vehicle_id, is_enabled, working_signal, created_by)
           values ($1, $2, $3, $4, $5::jsonb, $6)
           on conflict (terminal_id) do update set is_enabled = excluded.is_enabled, working_signal = excluded.working_signal`,
          [
            ...[terminalId, districtId, vehicleId, isEnabled],
            ...[workingSignal && JSON.stringify(workingSignal), callerOf(c).name],
          ],
        );
        await recordVehicle({ tx, districtId, actor: callerOf(c) }, "terminal.set", vehicleId, {
          before: before && {
            terminalId: before.terminalId,
            isEnabled: before.isEnabled,
            workingSignal: before.workingSignal,
          },
          after: { terminalId, isEnabled, workingSignal },
        });
        return vehicleOf(tx, districtId, vehicleId);
      });
      return c.json(tagged(c, vehicle), 200);
    })
    .openapi(deleteTerminal, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const vehicle = await inside(districtId, async (tx) => {
        const before = (await readTerminals(tx, districtId)).get(vehicleId);
        if (!before) throw new DomainError("record-unknown", "It has no terminal");
        await tx.query("delete from terminal where terminal_id = $1", [before.terminalId]);
        await recordVehicle({ tx, districtId, actor: callerOf(c) }, "terminal.remove", vehicleId, {
          before: { terminalId: before.terminalId },
          after: null,
        });
        return vehicleOf(tx, districtId, vehicleId);
      });
      return c.json(tagged(c, vehicle), 200);
    })
    .openapi(postKey, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const made = await inside(districtId, async (tx) => {
        const before = (await readTerminals(tx, districtId)).get(vehicleId);
        if (!before) throw new DomainError("record-unknown", "It has no terminal");
        const key = await issueKey(tx, before.terminalId);
        await recordVehicle({ tx, districtId, actor: callerOf(c) }, "terminal.key", vehicleId, {
          before: { terminalId: before.terminalId, keyHint: before.keyHint },
          after: { terminalId: before.terminalId, keyHint: key.slice(-4) },
        });
        const terminal = (await readTerminals(tx, districtId)).get(vehicleId)!;
        return { key, terminal };
      });
      return c.json(made, 201);
    });
}
