import { ACTION_TITLES, RECORD_TITLES } from "../../data/audit.ts";
import { callerOf } from "../http/caller.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { EXPORT_MAX_ROWS } from "../http/export-table.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import { AuditChoices, AuditPage, AuditQuery } from "./audit-schema.ts";
import {
  type AuditFilter,
  type AuditPlace,
  countEntries,
  readChoices,
  readEntries,
  readNamedAreas,
} from "./audit-store.ts";
import { auditColumns, auditRow } from "./audit-table.ts";
import { fieldTitles } from "./audit-words.ts";

const tags = ["accounts"];
const access = { permission: "audit.read", within: "district" } as const;
const { "text/csv": csv, ...others } = fileContent;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" as const;

const getAudit = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/audit",
  operationId: "getAudit",
  tags,
  summary: "Who did what, when and from where, as a page or as a file",
  request: { params: inDistrict, query: AuditQuery },
  responses: {
    200: {
      description: "A page, or the file that format asks for",
      content: {
        "application/json": { schema: AuditPage },
        "text/csv": csv,
        [XLSX]: others[XLSX],
      },
    },
    ...failures,
  },
});
const getChoices = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/audit/choices",
  operationId: "getAuditChoices",
  tags,
  summary: "What the audit trail can be limited to",
  request: { params: inDistrict },
  responses: {
    200: {
      description: "Actors, actions and kinds of record that occur",
      content: { "application/json": { schema: AuditChoices } },
    },
    ...failures,
  },
});

/**
 * The audit trail of a district.
 *
 * @param columns  of the layers whose records are edited: the trail calls their fields as they do.
 */
export function auditApi(database: Database, columns: Parameters<typeof fieldTitles>[0]) {
  const titles = fieldTitles(columns);

  async function requireDistrict(districtId: string): Promise<District> {
    const found = (await readDistricts(database)).find((one) => one.districtId === districtId);
    if (!found) throw new DomainError("district-unknown", `No district ${districtId}`);
    return found;
  }

  const reading = { readOnlySnapshot: true };

  async function fileOf(district: District, query: AuditQuery, filter: AuditFilter) {
    const { districtId, name, isDemo, today } = district;
    const chosen = { after: null, limit: EXPORT_MAX_ROWS + 1 };
    const { entries, areas } = await database.transaction(
      async (tx) => {
        const placed = await readEntries(tx, districtId, filter, chosen);
        const entries = placed.map(({ entry }) => entry);
        return { entries, areas: await readNamedAreas(tx, districtId, entries) };
      },
      { districtId, ...reading },
    );
    const speech = { language: query.lang, timeZone: district.timeZone, titles, areas };
    if (entries.length > EXPORT_MAX_ROWS)
      throw new DomainError(
        "limit-exceeded",
        `More than ${EXPORT_MAX_ROWS} entries are chosen, which is the most a file holds`,
        [{ field: "from", remedy: "a shorter period", rule: "too-many" }],
      );
    const table = {
      district: { id: districtId, name, isDemo },
      id: "audit",
      title: query.lang === "zh" ? "审计记录" : "Audit trail",
      language: query.lang,
      date: today,
      hasPlaces: false,
      columns: auditColumns(query.lang),
      rows: entries.map((entry) => auditRow(entry, speech)),
    };
    return exportResponse(table, query.format ?? "csv");
  }

  return createRouter()
    .openapi(getAudit, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      const district = await requireDistrict(districtId);
      const { isOperator } = callerOf(c);
      const filter = { ...query, timeZone: district.timeZone, isOperator };
      if (query.format) return fileOf(district, query, filter);
      const { limit } = query;
      const after = query.cursor === undefined ? null : parseCursor(query.cursor);
      const answer = await database.transaction(
        async (tx) => {
          const total = await countEntries(tx, districtId, filter);
          const placed = await readEntries(tx, districtId, filter, { after, limit: limit + 1 });
          const page = placed.slice(0, limit);
          const entries = page.map(({ entry }) => entry);
          const last = placed.length > limit ? page.at(-1) : undefined;
          const next = last ? cursorOf(last.place) : null;
          return { total, entries, next, areas: await readNamedAreas(tx, districtId, entries) };
        },
        { districtId, ...reading },
      );
      return c.json({ districtId, ...answer }, 200);
    })
    .openapi(getChoices, async (c) => {
      const { districtId } = c.req.valid("param");
      await requireDistrict(districtId);
      const { actors, actions, records } = await database.transaction(
        (tx) => readChoices(tx, districtId, callerOf(c)),
        { districtId, ...reading },
      );
      const titled =
        (titles: typeof ACTION_TITLES) => (choice: { value: string; count: number }) => ({
          ...choice,
          title: titles[choice.value] ?? null,
        });
      return c.json(
        {
          actors,
          actions: actions.map(titled(ACTION_TITLES)),
          records: records.map(titled(RECORD_TITLES)),
          fields: titles,
        },
        200,
      );
    });
}

const cursorOf = ({ micros, log, id }: AuditPlace) =>
  Buffer.from(`${micros}.${log}.${id}`).toString("base64url");

function parseCursor(cursor: string): AuditPlace {
  const text = Buffer.from(cursor, "base64url").toString();
  const [, micros, log, id] = /^(\d{1,16})\.([ad])\.(\d{1,15})$/.exec(text) ?? [];
  if (micros && id) return { micros: Number(micros), log: log === "a" ? "a" : "d", id: Number(id) };
  throw new DomainError("query-invalid", "cursor: take it from `next` of the page before", [
    { field: "cursor", value: cursor.slice(0, 200), remedy: "take it from `next`" },
  ]);
}
