import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { EXPORT_MAX_ROWS } from "../http/export-table.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import type { LayerColumn, PageSection } from "../store/layer.ts";
import type { Snapshots } from "../store/snapshots.ts";
import {
  chosenFacilities,
  registerItem,
  registerPage,
  registerTable,
  withoutPosition,
} from "./facilities.ts";
import { foundBy } from "./found.ts";
import { facilityPage, streetPage } from "./page.ts";
import {
  FacilityPage,
  RegisterPage,
  RegisterQuery,
  SearchQuery,
  SearchResult,
  StreetPage,
} from "./schema.ts";
import { summaryOf } from "./summary-answer.ts";
import { Summary, SummaryQuery } from "./summary-schema.ts";

/** What the register is wired to. */
export type FacilitiesDependencies = {
  database: Database;
  snapshots: Snapshots;
  /** What pages of facilities and streets say, in order. */
  sections: readonly PageSection[];
};

const answered = <T>(description: string, schema: T) => ({
  200: { description, content: { "application/json": { schema } } },
  ...failures,
});

const getRegister = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/facilities",
  operationId: "getFacilities",
  tags: ["facilities"],
  summary: "The register of facilities, as a page or as a file",
  request: { params: inDistrict, query: RegisterQuery },
  responses: {
    200: {
      description: "A page, or the file that format asks for",
      content: { "application/json": { schema: RegisterPage }, ...fileContent },
    },
    ...failures,
  },
});

const getFacility = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/facilities/{facilityId}",
  operationId: "getFacility",
  tags: ["facilities"],
  summary: "The page of one facility: 一厕一档, 一站一档",
  request: { params: inDistrict.extend({ facilityId: z.string() }) },
  responses: answered("The page", FacilityPage),
});

const getStreet = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/streets/{streetId}",
  operationId: "getStreet",
  tags: ["facilities"],
  summary: "The page of one street: 一路一档",
  request: { params: inDistrict.extend({ streetId: z.string() }) },
  responses: answered("The page", StreetPage),
});

const getSearch = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/search",
  operationId: "search",
  tags: ["facilities"],
  summary: "Facilities, streets, routes and areas by code or name",
  request: { params: inDistrict, query: SearchQuery },
  responses: answered("What was found", SearchResult),
});

const postSummary = endpoint({
  access: "anyone",
  method: "post",
  path: "/api/districts/{districtId}/summary",
  operationId: "summarize",
  tags: ["facilities"],
  summary: "What a drawn area, the surroundings of a line, or of a street hold",
  request: {
    params: inDistrict,
    body: { content: { "application/json": { schema: SummaryQuery } }, required: true },
  },
  responses: answered("Counts by layer", Summary),
});

/** The register: list, pages, search, and what a selection holds. */
export function facilitiesApi({ database, snapshots, sections }: FacilitiesDependencies) {
  const unknown = (districtId: string) =>
    new DomainError("district-unknown", `No district ${districtId}`);

  /** The local day, from memory. */
  async function todayIn(districtId: string): Promise<string> {
    const clock = await snapshots.clock(districtId);
    if (!clock) throw unknown(districtId);
    return clock.today;
  }

  async function readNamed(districtId: string): Promise<District> {
    const districts = await readDistricts(database);
    const district = districts.find((one) => one.districtId === districtId);
    if (!district) throw unknown(districtId);
    return district;
  }

  const internal = new Set(sections.flatMap(({ id, isInternal }) => (isInternal ? [id] : [])));
  const ofPublic = <T extends { id: string }>(all: readonly T[]) =>
    all.filter(({ id }) => !internal.has(id));

  return createRouter()
    .openapi(getRegister, async (c) => {
      const { districtId } = c.req.valid("param");
      const { kind, status, q, area, limit, cursor, format, lang, date } = c.req.valid("query");
      const day = date ?? (await todayIn(districtId));
      const asked = { kind, status, q, areaId: area, date: day };
      const chosen = await chosenFacilities(snapshots, districtId, asked);
      const total = chosen.reduce((sum, { rows }) => sum + rows.length, 0);
      if (format) {
        requireFits(total);
        const district = await readNamed(districtId);
        const { columns, rows } = registerTable(chosen);
        const [first] = chosen;
        const title = kind ? first!.snapshot.source.title : { zh: "设施台账", en: "Register" };
        const table = {
          district: { id: districtId, name: district.name, isDemo: district.isDemo },
          id: kind ? first!.snapshot.source.id : "facilities",
          title: title[lang],
          language: lang,
          date: day,
          columns: columns.map((column) => exportColumn(column, lang)),
          rows,
        };
        return exportResponse(table, format);
      }
      const { items, hasMore } = registerPage(chosen, limit, parseCursor(cursor));
      const last = items.at(-1);
      return c.json(
        {
          districtId,
          date: day,
          query: {
            kind: kind ?? null,
            status: status ?? null,
            q: q ?? null,
            area: area ?? null,
          },
          total,
          counts: chosen.map((one) => ({ kind: one.kind, count: one.rows.length })),
          withoutPosition: withoutPosition(chosen),
          items: items.map((item) =>
            registerItem(item.kind, item.snapshot, item.row, kind !== undefined),
          ),
          next: hasMore && last ? cursorOf(last.kind, last.snapshot.idAt(last.row)) : null,
        },
        200,
      );
    })
    .openapi(getFacility, async (c) => {
      const { districtId, facilityId } = c.req.valid("param");
      const today = await todayIn(districtId);
      const streets = await snapshots.get(districtId, "streets");
      const page = await database.transaction(
        (tx) => facilityPage(tx, districtId, facilityId, today, sections, streets),
        { districtId, readOnlySnapshot: true },
      );
      // who verified it is the name of somebody of the bureau: not for everybody
      const reach = await (await c.get("identify")?.())?.readReach(districtId, "district.read");
      const { position } = page.facility;
      const isReached = reach?.holds(position ? [position[0]!, position[1]!] : null) ?? false;
      const verifiedBy = isReached ? page.facility.verifiedBy : null;
      const told = isReached ? page.sections : ofPublic(page.sections);
      c.header("Cache-Control", "private, no-cache"); // it is another for those who have signed in
      c.header("Vary", "Cookie, Authorization");
      return c.json({ ...page, facility: { ...page.facility, verifiedBy }, sections: told }, 200);
    })
    .openapi(getStreet, async (c) => {
      const { districtId, streetId } = c.req.valid("param");
      const today = await todayIn(districtId);
      const page = await database.transaction(
        (tx) => streetPage(tx, districtId, streetId, today, sections),
        { districtId, readOnlySnapshot: true },
      );
      // a street runs through areas: whoever reads some of them reads what is said of it
      const reach = await (await c.get("identify")?.())?.readReach(districtId, "district.read");
      c.header("Cache-Control", "private, no-cache"); // it is another for those who have signed in
      c.header("Vary", "Cookie, Authorization");
      return c.json(reach ? page : { ...page, sections: ofPublic(page.sections) }, 200);
    })
    .openapi(getSearch, async (c) => {
      const { districtId } = c.req.valid("param");
      const { q, limit } = c.req.valid("query");
      await todayIn(districtId);
      return c.json({ districtId, q, hits: await foundBy(snapshots, districtId, q, limit) }, 200);
    })
    .openapi(postSummary, async (c) => {
      const { districtId } = c.req.valid("param");
      const today = await todayIn(districtId);
      return c.json(await summaryOf(snapshots, districtId, c.req.valid("json"), today), 200);
    });
}

const exportColumn = ({ name, title, type, values }: LayerColumn, lang: "zh" | "en") => ({
  name,
  title: title[lang],
  type,
  ...(values
    ? {
        values: Object.fromEntries(
          Object.entries(values).map(([value, words]) => [value, words[lang]]),
        ),
      }
    : {}),
});

function requireFits(total: number) {
  if (total > EXPORT_MAX_ROWS)
    throw new DomainError(
      "limit-exceeded",
      `${total} facilities are chosen, and a file holds at most ${EXPORT_MAX_ROWS}`,
      [{ field: "format", value: String(total), remedy: "choose a kind, an area or a status" }],
    );
}

const cursorOf = (kind: string, id: string) => Buffer.from(`${kind}:${id}`).toString("base64url");

function parseCursor(cursor: string | undefined) {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, "base64url").toString();
  const at = text.indexOf(":");
  const kind = FACILITY_KINDS.find((one) => one === text.slice(0, Math.max(0, at)));
  if (kind) return { kind, id: text.slice(at + 1) };
  throw new DomainError("query-invalid", "cursor: take it from `next` of the page before", [
    { field: "cursor", value: cursor.slice(0, 200), remedy: "take it from `next`" },
  ]);
}
