import { type DatabaseError as ServerError, serialize } from "pg-protocol";
import type {
  CommandCompleteMessage,
  DataRowMessage,
  NotificationResponseMessage,
  RowDescriptionMessage,
} from "pg-protocol/dist/messages.js";
import { Parser } from "pg-protocol/dist/parser.js";
import { DatabaseError, type Row } from "./database.ts";
import { readerOf, toWire } from "./values.ts";

/** What one request to a PostgreSQL session brought back. */
export type Reply = {
  readonly rows: Row[];
  /** The first word of the last command tag, e.g. `INSERT`, `COMMIT`, `ROLLBACK`. */
  readonly command: string;
  readonly notifications: readonly { readonly channel: string; readonly payload: string }[];
};

/**
 * A statement in PostgreSQL's own protocol. Without values it may hold several statements, as with `pg`.
 *
 * @returns One message to be run as a whole: after an error PostgreSQL skips to its end.
 */
export function toRequest(sql: string, values?: readonly unknown[]): Buffer {
  if (!values || values.length === 0) return serialize.query(sql);
  return Buffer.concat([
    serialize.parse({ text: sql }),
    serialize.bind({ values: values.map(toWire) }),
    serialize.describe({ type: "P" }),
    serialize.execute({}),
    serialize.sync(),
  ]);
}

/**
 * Reads everything a session answered to one request.
 *
 * @returns The rows of the last statement that has any; the notifications even when there is an error to throw,
 *   through `hear`.
 * @throws {DatabaseError} when the statement failed.
 * @throws {RangeError} when a value does not fit (see `values.ts`).
 */
export function parseReply(bytes: Uint8Array): Reply {
  const notifications: { channel: string; payload: string }[] = [];
  let rows: Row[] = [];
  let columns: { name: string; read: (text: string) => unknown }[] = [];
  let command = "";
  let failure: ServerError | undefined;

  // A message's class follows from its name; the parser types all of them as the base.
  new Parser().parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), (message) => {
    if (message.name === "dataRow") {
      const { fields } = message as DataRowMessage;
      const row: Row = {};
      for (let index = 0; index < columns.length; index++) {
        const text: string | null = fields[index];
        row[columns[index]!.name] = text === null ? null : columns[index]!.read(text);
      }
      rows.push(row);
    } else if (message.name === "rowDescription") {
      columns = (message as RowDescriptionMessage).fields.map((field) => ({
        name: field.name,
        read: readerOf(field.dataTypeID),
      }));
      rows = [];
    } else if (message.name === "commandComplete") {
      command = (message as CommandCompleteMessage).text.split(" ")[0]!;
    } else if (message.name === "notification") {
      const { channel, payload } = message as NotificationResponseMessage;
      notifications.push({ channel, payload });
    } else if (message.name === "error") {
      failure ??= message as unknown as ServerError;
    }
  });
  if (failure) throw toDatabaseError(failure);
  return { rows, command, notifications };
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Any failure of a driver as the error of our seam; a value that does not fit stays what it is. */
export function toDatabaseError(error: unknown): Error {
  if (error instanceof DatabaseError || error instanceof RangeError) return error;
  if (!(error instanceof Error)) return new DatabaseError(String(error), "58000");
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const isRefused = /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH)$/.test(code);
  const state = SQLSTATE.test(code) ? code : isRefused ? "08001" : "08006";
  return new DatabaseError(error.message, state, { cause: error });
}
