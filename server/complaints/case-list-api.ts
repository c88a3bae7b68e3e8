import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { COMPLAINT_INTAKE } from "../../data/complaint-intake.ts";
import { callerOf } from "../http/caller.ts";
import { body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { EXPORT_MAX_ROWS } from "../http/export-table.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import { dateOf } from "../store/column.ts";
import type { Database, Queryable } from "../store/database.ts";
import { readDistricts } from "../store/district.ts";
import { localDay } from "../store/local-day.ts";
import { readTerms } from "./case-due.ts";
import type { CaseScope } from "./case-filters.ts";
import type { CaseIndex } from "./case-index.ts";
import { countConfidential, filtersOf, readLines, readPersonal, scopeOf } from "./case-list.ts";
import {
  CaseComparisonAnswer,
  CaseComparisonQuery,
  CaseListAnswer,
  CaseListQuery,
} from "./case-list-schema.ts";
import { CaseCursorError } from "./case-page.ts";
import type { CaseRegisters } from "./case-register.ts";
import { caseColumnsOf, caseRowOf, personalColumnsOf, withPersonal } from "./case-table.ts";
import { readCategories } from "./category-settings.ts";

const tags = ["complaints"];
const access = { permission: "complaints.read", within: "area" } as const;
const { "text/csv": csv, ...others } = fileContent;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" as const;

const getList = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/complaints",
  operationId: "getComplaints",
  tags,
  summary:
    "The register of complaints: a page of those that pass all filters, and counts per value",
  request: { params: inDistrict, query: CaseListQuery },
  responses: {
    200: {
      description: "A page and counts, or the whole list as a file",
      content: {
        "application/json": { schema: CaseListAnswer },
        "text/csv": csv,
        [XLSX]: others[XLSX],
      },
    },
    ...failures,
  },
});
const getComparison = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/complaints/comparison",
  operationId: "compareComplaints",
  tags,
  summary: "Areas, units, categories or months beside each other, every rate as two counts",
  request: { params: inDistrict, query: CaseComparisonQuery },
  responses: {
    200: {
      description: "One group for each value that occurs",
      content: { "application/json": { schema: CaseComparisonAnswer } },
    },
    ...failures,
  },
});

const postFile = endpoint({
  access: { permission: "complaints.reporters", within: "district" },
  method: "post",
  path: "/api/districts/{districtId}/complaints/personal-file",
  operationId: "exportReporters",
  tags,
  summary: "The list as a file with who complained; who asked for it and why is in the audit trail",
  request: {
    params: inDistrict,
    query: CaseListQuery,
    body: body(
      z.strictObject({ reason: z.string().trim().min(1, "at least one character").max(300) }),
    ),
  },
  responses: {
    200: {
      description: "CSV, or what `format` says; confidential complaints are in none",
      content: { "text/csv": csv, [XLSX]: others[XLSX] },
    },
    ...failures,
  },
});

type Held = {
  readonly index: CaseIndex;
  readonly timeZone: string;
  readonly tx: Queryable;
  readonly scope: CaseScope;
};

/** The register as lists, files and comparisons; every number of them is of what whoever asks may see. */
export function caseListApi({
  database,
  registers,
}: {
  database: Database;
  registers: CaseRegisters;
}) {
  async function read<T>(
    c: Context<HttpEnv>,
    districtId: string,
    work: (held: Held) => Promise<T>,
  ): Promise<T> {
    const { accountId, readReach } = callerOf(c);
    const all = await readReach(districtId, "complaints.all");
    const answer = await registers.read(districtId, async (held) => {
      const scope = await scopeOf(held.tx, districtId, accountId, all);
      return { value: await work({ ...held, scope }) };
    });
    if (!answer) throw new DomainError("district-unknown", `No district ${districtId}`);
    return answer.value;
  }

  /**
   * The list as a file.
   *
   * @param reason  Why it holds who complained: it is in the audit trail before the file is sent. Left out, it does not.
   */
  async function fileOf(
    c: Context<HttpEnv>,
    districtId: string,
    query: z.infer<typeof CaseListQuery>,
    reason: string | null = null,
  ) {
    const now = new Date();
    const found = await read(c, districtId, async ({ index, timeZone, tx, scope }) => {
      // who complained confidentially is in no file
      const seen = reason === null ? scope : { ...scope, confidential: [] };
      const question = { ...query, filters: filtersOf(query), scope: seen, now: now.getTime() };
      const ids = index.idsOf(question, EXPORT_MAX_ROWS + 1);
      requireFits(ids.length);
      const terms = await readTerms(tx, districtId, timeZone);
      return {
        timeZone,
        categories: await readCategories(tx, districtId),
        lines: await readLines(tx, districtId, ids, terms, now),
        personal: reason === null ? null : await readPersonal(tx, districtId, ids),
      };
    });
    const { lines, timeZone, personal, categories } = found;
    if (reason !== null)
      await database.transaction(
        (tx) =>
          recordAudit(tx, districtId, {
            ...{ actor: callerOf(c), action: "complaint.export-personal" },
            ...{ record: "complaint", recordId: "file", before: null },
            after: { count: lines.length, reason },
          }),
        { districtId },
      );
    const districts = await readDistricts(database);
    const district = districts.find((one) => one.districtId === districtId)!; // its register was read
    const { name, isDemo } = district;
    const { lang } = query;
    const rows = lines.map((line) => caseRowOf(line, timeZone));
    const table = {
      district: { id: districtId, name, isDemo },
      ...{ id: "complaints", title: lang === "zh" ? "投诉台账" : "Complaints" },
      ...{ language: lang, date: localDay(now, timeZone), hasPlaces: true },
      columns: [...caseColumnsOf(lang, categories), ...(personal ? personalColumnsOf(lang) : [])],
      rows: personal ? rows.map((row) => withPersonal(row, personal.get(row.id))) : rows,
    };
    return exportResponse(table, query.format ?? "csv");
  }

  return createRouter()
    .openapi(getList, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      if (query.format) return fileOf(c, districtId, query);
      const { sort, direction, limit, histogram } = query;
      const now = new Date();
      const answer = await read(c, districtId, async ({ index, timeZone, tx, scope }) => {
        const list = paged(() =>
          index.list({
            ...{ filters: filtersOf(query), scope, now: now.getTime(), sort, direction, limit },
            cursor: query.cursor ?? null,
            ...(histogram ? { histogram } : {}),
          }),
        );
        const terms = await readTerms(tx, districtId, timeZone);
        return {
          ...{ total: list.total, next: list.cursor },
          complaints: await readLines(tx, districtId, list.ids, terms, now),
          counts: Object.fromEntries(
            Object.entries(list.counts).map(([facet, counts]) => [facet, [...counts]]),
          ),
          histogram:
            list.histogram?.map(({ day, count }) => ({ from: dateOf(day), count })) ?? null,
          confidential: await countConfidential(tx, districtId),
        };
      });
      return c.json({ districtId, ...answer, askedAt: now.toISOString() }, 200);
    })
    .openapi(postFile, async (c) => {
      const { districtId } = c.req.valid("param");
      return fileOf(c, districtId, c.req.valid("query"), c.req.valid("json").reason);
    })
    .openapi(getComparison, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      const { by, lang } = query;
      const { repetition } = COMPLAINT_INTAKE;
      const now = new Date();
      const groups = await read(c, districtId, async ({ index, tx, scope }) => {
        const question = { filters: filtersOf(query), scope, now: now.getTime() };
        const titles = await readTitles(tx, districtId, by, lang);
        return index.comparison(question, by, repetition).map((group) => ({
          ...group,
          satisfaction: [...group.satisfaction],
          title: titles.get(String(group.value)) ?? null,
        }));
      });
      return c.json({ districtId, by, repetition, groups, askedAt: now.toISOString() }, 200);
    });
}

/** @throws {DomainError} `query-invalid` for a cursor that is none of this list. */
function paged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CaseCursorError)) throw error;
    const remedy = "the cursor that the page before gave, with the same order";
    throw new DomainError("query-invalid", `cursor: ${remedy}`, [{ field: "cursor", remedy }]);
  }
}

function requireFits(rows: number) {
  if (rows <= EXPORT_MAX_ROWS) return;
  const remedy = `a narrower choice: one file holds at most ${EXPORT_MAX_ROWS} rows`;
  throw new DomainError("limit-exceeded", remedy, [
    { field: "from", remedy, rule: "too-many", limit: EXPORT_MAX_ROWS },
  ]);
}

/** What the values of a comparison are called; months are called what they are. */
async function readTitles(
  tx: Queryable,
  districtId: string,
  by: "area" | "unit" | "category" | "month",
  language: "zh" | "en",
): Promise<Map<string, string>> {
  if (by === "month") return new Map();
  if (by === "category")
    return new Map(
      (await readCategories(tx, districtId)).map(({ id, title }) => [id, title[language]]),
    );
  const rows = await tx.query<{ id: string; name: string; name_en: string | null }>(
    by === "unit"
      ? "select unit_id as id, name, name_en from unit where district_id = $1"
      : "select area_id as id, name, name_en from area where district_id = $1",
    [districtId],
  );
  return new Map(
    rows.map(({ id, name, name_en }) => [id, language === "en" ? (name_en ?? name) : name]),
  );
}
