import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { EXPORT_MAX_ROWS } from "../http/export-table.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { type Database, DatabaseError } from "../store/database.ts";
import { atDesk, type Desk } from "./desk.ts";
import { summaryOf } from "./inspection-answer.ts";
import { enterInspection, readSpeech, readWhole, takeBack } from "./inspection-desk.ts";
import { inspectionTable } from "./inspection-file.ts";
import { inspectionKit } from "./inspection-kit.ts";
import { InspectionKit } from "./inspection-kit-schema.ts";
import {
  InspectionDraft,
  InspectionId,
  InspectionsAnswer,
  InspectionsQuery,
  InspectionWire,
  WithdrawDraft,
} from "./inspection-schema.ts";
import { countInspections, readInspections } from "./inspection-store.ts";

const tags = ["ratings"];
const path = "/api/districts/{districtId}/ratings/inspections";
const one = inDistrict.extend({ inspectionId: InspectionId });
const { "text/csv": csv, ...others } = fileContent;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" as const;

const takenBack = {
  ...answers("The inspection, which stays to be read", InspectionWire),
  409: failure("It was taken back before"),
};

const getKit = endpoint({
  ...{ access: granted("ratings.inspect"), tags, method: "get" },
  path: "/api/districts/{districtId}/ratings/inspection-kit",
  operationId: "getInspectionKit",
  summary: "All that an inspector takes along: rubrics, subjects, tasks",
  request: { params: inDistrict },
  responses: answers("What is needed without a line", InspectionKit),
});
const getInspections = endpoint({
  ...{ access: granted("district.read"), tags, method: "get", path },
  operationId: "getInspections",
  summary: "Inspections with their scores, as a page or as a file",
  request: { params: inDistrict, query: InspectionsQuery },
  responses: {
    200: {
      description: "A page, or the file that format asks for",
      content: { ...json(InspectionsAnswer).content, "text/csv": csv, [XLSX]: others[XLSX] },
    },
    ...failures,
  },
});
const postInspection = endpoint({
  ...{ access: granted("ratings.inspect"), tags, method: "post", path },
  operationId: "enterInspection",
  summary: "Enter what was found; sent again it changes nothing",
  request: { params: inDistrict, body: body(InspectionDraft) },
  responses: {
    200: { description: "It was there already", ...json(InspectionWire) },
    201: { description: "It was entered", ...json(InspectionWire) },
    ...failures,
    409: failure("The id was sent with another inspection: `current` is what is kept"),
  },
});
const getInspection = endpoint({
  ...{ access: granted("district.read"), tags, method: "get" },
  path: `${path}/{inspectionId}` as const,
  operationId: "getInspection",
  summary: "An inspection with its deductions, photographs and appeals",
  request: { params: one },
  responses: answers("The inspection", InspectionWire),
});
const postWithdrawal = endpoint({
  ...{ access: granted("ratings.inspect"), tags, method: "post" },
  path: `${path}/{inspectionId}/withdraw` as const,
  operationId: "withdrawInspection",
  summary: "Take an inspection back: one's own for a while, or as who decides ratings",
  request: { params: one, body: body(WithdrawDraft) },
  responses: takenBack,
});

/** What was found on the spot. */
export function inspectionApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getKit, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await atDesk(database, c, districtId, inspectionKit, { isReading: true }), 200);
    })
    .openapi(getInspections, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      const { format } = query;
      const read = <T>(work: (desk: Desk) => Promise<T>) =>
        atDesk(database, c, districtId, work, { isReading: true });
      if (format) return exportResponse(await read((desk) => fileOf(desk, query)), format);
      return c.json(await read((desk) => pageOf(desk, query)), 200);
    })
    .openapi(postInspection, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const enter = () => atDesk(database, c, districtId, (desk) => enterInspection(desk, draft));
      const { inspection, isNew } = await enter().catch((error) => {
        // sent twice at once: the other was first
        if (error instanceof DatabaseError && error.code === "23505") return enter();
        throw error;
      });
      return isNew ? c.json(inspection, 201) : c.json(inspection, 200);
    })
    .openapi(getInspection, async (c) => {
      const { districtId, inspectionId } = c.req.valid("param");
      const read = (desk: Desk) => readWhole(desk, inspectionId);
      return c.json(await atDesk(database, c, districtId, read, { isReading: true }), 200);
    })
    .openapi(postWithdrawal, async (c) => {
      const { districtId, inspectionId } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const work = (desk: Desk) => takeBack(desk, inspectionId, reason);
      return c.json(await atDesk(database, c, districtId, work), 200);
    });
}

async function pageOf(desk: Desk, query: InspectionsQuery) {
  const { tx, districtId, district } = desk;
  const asked = { ...query, timeZone: district.timeZone };
  const after = query.cursor === undefined ? null : parseCursor(query.cursor);
  const { limit } = query;
  const rows = await readInspections(tx, districtId, asked, { after, limit: limit + 1 });
  const speech = await readSpeech(desk);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    ...{ districtId, total: await countInspections(tx, districtId, asked) },
    inspections: page.map((row) => summaryOf(row, speech)),
    next: last ? cursorOf(last.inspectedAt, last.inspectionId) : null,
  };
}

async function fileOf(desk: Desk, query: InspectionsQuery) {
  const { tx, districtId, district } = desk;
  const asked = { ...query, timeZone: district.timeZone };
  const limit = EXPORT_MAX_ROWS + 1;
  const rows = await readInspections(tx, districtId, asked, { after: null, limit });
  if (rows.length > EXPORT_MAX_ROWS)
    throw new DomainError("limit-exceeded", "More inspections than a file holds", [
      { field: "from", remedy: "a shorter period", rule: "too-many" },
    ]);
  return inspectionTable(desk, rows, await readSpeech(desk), query.lang);
}

const cursorOf = (at: Date, id: string) =>
  Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");

function parseCursor(cursor: string) {
  const text = Buffer.from(cursor, "base64url").toString();
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z) ([0-9a-zA-Z-]{8,64})$/.exec(text) ?? [];
  if (at && id && !Number.isNaN(Date.parse(at))) return { at, id };
  throw new DomainError("query-invalid", "cursor: take it from `next` of the page before", [
    { field: "cursor", value: cursor.slice(0, 200), remedy: "take it from `next`" },
  ]);
}
