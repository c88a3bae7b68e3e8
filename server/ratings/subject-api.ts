import { z } from "@hono/zod-openapi";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import {
  ExpiriesAnswer,
  ExpiriesQuery,
  MeetingAnswer,
  MeetingQuery,
  WarningsAnswer,
} from "./attention-schema.ts";
import { ratedBy } from "./book.ts";
import type { Books } from "./book-store.ts";
import { addMonths } from "./days.ts";
import { expiriesOf } from "./expiries.ts";
import { inOrder, meantBy } from "./filter.ts";
import { meetingOf } from "./meeting.ts";
import { overviewOf } from "./overview.ts";
import { RANKING } from "./ranking.ts";
import { subjectFile } from "./subject-file.ts";
import { SubjectFile } from "./subject-file-schema.ts";
import {
  OverviewAnswer,
  OverviewQuery,
  SubjectsAnswer,
  SubjectsQuery,
} from "./subject-list-schema.ts";
import { SUBJECT_KINDS } from "./subject-schema.ts";
import { subjectsTable } from "./subject-table.ts";
import { warningsIn } from "./warned.ts";
import { complaintsDefinition, toldOf } from "./wire.ts";

const tags = ["ratings"];
const access = granted("district.read");
const RATINGS = "/api/districts/{districtId}/ratings";

const getSubjects = endpoint({
  ...{ access, tags, method: "get", path: `${RATINGS}/subjects` as const },
  operationId: "getRatedSubjects",
  summary: "Toilets, stations, streets with the star in force on a day and what inspections give",
  request: { params: inDistrict, query: SubjectsQuery },
  responses: {
    200: {
      description: "A page, or the file that format asks for",
      content: { "application/json": { schema: SubjectsAnswer }, ...fileContent },
    },
    ...failures,
  },
});
const getSubject = endpoint({
  ...{ access, tags, method: "get" },
  path: `${RATINGS}/subjects/{subjectKind}/{subjectId}` as const,
  operationId: "getRatedSubject",
  summary: "Everything the stars of one subject rest on",
  request: {
    params: inDistrict.extend({ subjectKind: z.enum(SUBJECT_KINDS), subjectId: z.string() }),
    query: OverviewQuery,
  },
  responses: answers("The file", SubjectFile),
});
const getOverview = endpoint({
  ...{ access, tags, method: "get", path: `${RATINGS}/overview` as const },
  operationId: "getRatingOverview",
  summary: "Stars in force on a day by area and unit, and what was created in its year",
  request: { params: inDistrict, query: OverviewQuery },
  responses: answers("The overview", OverviewAnswer),
});
const getWarnings = endpoint({
  ...{ access, tags, method: "get", path: `${RATINGS}/warnings` as const },
  operationId: "getRatingWarnings",
  summary: "降星/摘星预警: stars in force that may be lost, each with why and its figures",
  request: { params: inDistrict, query: MeetingQuery },
  responses: answers("The warnings", WarningsAnswer),
});
const getExpiries = endpoint({
  ...{ access, tags, method: "get", path: `${RATINGS}/expiries` as const },
  operationId: "getRatingExpiries",
  summary: "When the stars in force today end, by month and day",
  request: { params: inDistrict, query: ExpiriesQuery },
  responses: answers("The calendar", ExpiriesAnswer),
});
const getMeeting = endpoint({
  ...{ access, tags, method: "get", path: `${RATINGS}/complaints` as const },
  operationId: "getRatingsAndComplaints",
  summary: "Many stars but many complaints, few stars but quiet",
  request: { params: inDistrict, query: MeetingQuery },
  responses: answers("Both lists", MeetingAnswer),
});

/** @throws {DomainError} `query-invalid`. */
function requireOrder(from: string, to: string) {
  if (from <= to) return;
  throw new DomainError("query-invalid", `to: ${to} is before ${from}`, [
    { field: "to", value: to, remedy: "`from` or later", rule: "before-begin" },
  ]);
}

/** Who has which stars, and why. */
export function subjectApi({ database, books }: { database: Database; books: Books }) {
  return createRouter()
    .openapi(getSubjects, async (c) => {
      const { districtId } = c.req.valid("param");
      const { sort, offset, limit, format, lang, ...asked } = c.req.valid("query");
      const book = await books.read(districtId, asked.date);
      const told = ratedBy(book).flatMap((rated) => toldOf(book, rated));
      const meant = inOrder(told.filter(meantBy(book, asked)), sort).map(({ wire }) => wire);
      if (format) return exportResponse(subjectsTable(book, meant, lang), format);
      const nearMeters = book.settings.complaints.facilityMeters;
      return c.json(
        {
          ...{ districtId, date: book.day, ranking: RANKING, nearMeters, total: meant.length },
          complaintsDefinition: complaintsDefinition(nearMeters),
          subjects: meant.slice(offset, offset + limit),
        },
        200,
      );
    })
    .openapi(getSubject, async (c) => {
      const { districtId, ...of } = c.req.valid("param");
      const book = await books.read(districtId, c.req.valid("query").date);
      const file = await database.transaction((tx) => subjectFile(tx, book, of), { districtId });
      return c.json(file, 200);
    })
    .openapi(getOverview, async (c) => {
      const { districtId } = c.req.valid("param");
      const book = await books.read(districtId, c.req.valid("query").date);
      return c.json(overviewOf(book), 200);
    })
    .openapi(getWarnings, async (c) => {
      const { districtId } = c.req.valid("param");
      const { date, rubricId } = c.req.valid("query");
      return c.json(warningsIn(await books.read(districtId, date), rubricId), 200);
    })
    .openapi(getExpiries, async (c) => {
      const { districtId } = c.req.valid("param");
      const { from, to, rubricId } = c.req.valid("query");
      const book = await books.read(districtId);
      const first = from ?? book.day;
      const last = to ?? addMonths(first, 12);
      requireOrder(first, last);
      return c.json(expiriesOf(book, { from: first, to: last, rubricId }), 200);
    })
    .openapi(getMeeting, async (c) => {
      const { districtId } = c.req.valid("param");
      const { date, rubricId } = c.req.valid("query");
      return c.json(meetingOf(await books.read(districtId, date), rubricId), 200);
    });
}
