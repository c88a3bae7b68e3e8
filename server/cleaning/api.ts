import { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { beforeAnswer } from "./before-answer.ts";
import { complianceAnswer, sectionsAnswer } from "./compliance-answer.ts";
import {
  ComplianceAnswer,
  ComplianceQuery,
  SectionsAnswer,
  SectionsQuery,
} from "./compliance-schema.ts";
import type { ServiceDays } from "./days.ts";
import { complianceTable, proofTable, roundsTable, statusTable } from "./file.ts";
import { proofAnswer } from "./proof-answer.ts";
import { ProofAnswer } from "./proof-schema.ts";
import { roundsAnswer } from "./rounds-answer.ts";
import { inFormat, Period } from "./schema.ts";
import { statusAnswer } from "./status-answer.ts";
import { StatusAnswer, StatusQuery } from "./status-schema.ts";
import { todayAnswer } from "./today-answer.ts";
import {
  BeforeAnswer,
  BeforeQuery,
  RoundsAnswer,
  RoundsQuery,
  TodayAnswer,
  TodayQuery,
} from "./today-schema.ts";
import { inKnown } from "./wire.ts";

const tags = ["cleaning"];
const access = granted("district.read");
const asFile = (description: string) => ({
  200: { description, content: fileContent },
  ...failures,
});
const ofStreet = inDistrict.extend({ streetId: z.string() });

const getStatus = endpoint({
  ...{
    access: granted("wall.read"),
    tags,
    method: "get",
    path: "/api/districts/{districtId}/cleaning/status",
  },
  operationId: "getCleaningStatus",
  summary: "How every street stands now: behind, on time, done, or nobody can know",
  request: { params: inDistrict, query: StatusQuery },
  responses: answers("Edges in columns, and streets", StatusAnswer),
});
const getStatusFile = endpoint({
  ...{ access, tags, method: "get", path: "/api/districts/{districtId}/cleaning/status/file" },
  operationId: "exportCleaningStatus",
  summary: "How every street stands now, as a file",
  request: { params: inDistrict, query: StatusQuery.extend(inFormat) },
  responses: asFile("One row a street"),
});
const getProof = endpoint({
  ...{ access, tags, method: "get" },
  path: "/api/districts/{districtId}/cleaning/streets/{streetId}/proof",
  operationId: "getServiceProof",
  summary: "What was due on a street, and every record and entry that shows what was done",
  request: { params: ofStreet, query: Period },
  responses: answers("The proof of service", ProofAnswer),
});
const getProofFile = endpoint({
  ...{ access, tags, method: "get" },
  path: "/api/districts/{districtId}/cleaning/streets/{streetId}/proof/file",
  operationId: "exportServiceProof",
  summary: "What was due on a street and what became of it, as a file",
  request: { params: ofStreet, query: Period.extend(inFormat) },
  responses: asFile("One row a stretch and pass"),
});
const getCompliance = endpoint({
  ...{ access, tags, method: "get", path: "/api/districts/{districtId}/cleaning/compliance" },
  operationId: "getCleaningCompliance",
  summary: "Of what was due, how much was done, could not be, was not, and is not known",
  request: { params: inDistrict, query: ComplianceQuery },
  responses: answers("Counts, for the reader to divide", ComplianceAnswer),
});
const getComplianceFile = endpoint({
  ...{ access, tags, method: "get", path: "/api/districts/{districtId}/cleaning/compliance/file" },
  operationId: "exportCleaningCompliance",
  summary: "Compliance as a file",
  request: { params: inDistrict, query: ComplianceQuery.extend(inFormat) },
  responses: asFile("One row a group"),
});
const getSections = endpoint({
  ...{ access, tags, method: "get", path: "/api/districts/{districtId}/cleaning/sections" },
  operationId: "getCleaningSections",
  summary: "The sections that a figure of compliance counts: one stretch in one pass each",
  request: { params: inDistrict, query: SectionsQuery },
  responses: answers("In the order of days and routes", SectionsAnswer),
});
const getRounds = endpoint({
  ...{ access, tags, method: "get", path: "/api/districts/{districtId}/cleaning/rounds" },
  operationId: "getCollectionRounds",
  summary: "Collection rounds of a day: which stops were emptied, and which were missed",
  request: { params: inDistrict, query: RoundsQuery },
  responses: answers("The rounds", RoundsAnswer),
});
const getRoundsFile = endpoint({
  ...{ access, tags, method: "get", path: "/api/districts/{districtId}/cleaning/rounds/file" },
  operationId: "exportCollectionRounds",
  summary: "Collection rounds of a day as a file",
  request: { params: inDistrict, query: RoundsQuery.extend(inFormat) },
  responses: asFile("One row a stop of a round"),
});
const getBefore = endpoint({
  ...{ access, tags, method: "get", path: "/api/districts/{districtId}/cleaning/before" },
  operationId: "getCleanedBefore",
  summary: "Was a street, or a place, cleaned before an instant, such as that of a complaint?",
  request: { params: inDistrict, query: BeforeQuery },
  responses: answers("What is known of each work", BeforeAnswer),
});
const getToday = endpoint({
  ...{ access, tags, method: "get", path: "/api/districts/{districtId}/cleaning/today/{routeId}" },
  operationId: "getRouteToday",
  summary: "The passes of a route on a day, street by street, for whoever confirms them",
  request: { params: inDistrict.extend({ routeId: z.string() }), query: TodayQuery },
  responses: answers("The passes", TodayAnswer),
});

/** What of cleaning is read. */
export function cleaningApi(parts: { database: Database; days: ServiceDays }) {
  const { days } = parts;
  const askedStatus = ({ work, at }: StatusQuery) => ({
    ...{ work: work ?? null, isNow: at === undefined },
    nowMs: at === undefined ? Date.now() : Math.min(Date.parse(at), Date.now()),
  });
  return createRouter()
    .openapi(getStatus, async (c) => {
      const { districtId } = c.req.valid("param");
      const asked = askedStatus(c.req.valid("query"));
      return c.json((await statusAnswer(days, districtId, asked)).answer, 200);
    })
    .openapi(getStatusFile, async (c) => {
      const { districtId } = c.req.valid("param");
      const { format, lang, ...query } = c.req.valid("query");
      const { answer, judged } = await statusAnswer(days, districtId, askedStatus(query));
      return exportResponse(statusTable(answer, judged.world, lang), format);
    })
    .openapi(getProof, async (c) => {
      const { districtId, streetId } = c.req.valid("param");
      return c.json(await proofAnswer(parts, districtId, streetId, c.req.valid("query")), 200);
    })
    .openapi(getProofFile, async (c) => {
      const { districtId, streetId } = c.req.valid("param");
      const { format, lang, ...period } = c.req.valid("query");
      const answer = await proofAnswer(parts, districtId, streetId, period);
      const world = inKnown(await days.world(districtId), districtId);
      return exportResponse(proofTable(answer, world, lang), format);
    })
    .openapi(getCompliance, async (c) => {
      const { districtId } = c.req.valid("param");
      const { answer } = await complianceAnswer(days, districtId, c.req.valid("query"));
      return c.json(answer, 200);
    })
    .openapi(getComplianceFile, async (c) => {
      const { districtId } = c.req.valid("param");
      const { format, lang, ...query } = c.req.valid("query");
      const { answer, world } = await complianceAnswer(days, districtId, query);
      return exportResponse(complianceTable(answer, world, lang), format);
    })
    .openapi(getSections, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await sectionsAnswer(days, districtId, c.req.valid("query")), 200);
    })
    .openapi(getRounds, async (c) => {
      const { districtId } = c.req.valid("param");
      const { day } = c.req.valid("query");
      const reach = await callerOf(c).readReach(districtId, "cleaning.confirm");
      return c.json(await roundsAnswer(parts, districtId, { day, reach }), 200);
    })
    .openapi(getRoundsFile, async (c) => {
      const { districtId } = c.req.valid("param");
      const { format, lang, day } = c.req.valid("query");
      const answer = await roundsAnswer(parts, districtId, { day, reach: null });
      const world = inKnown(await days.world(districtId), districtId);
      return exportResponse(roundsTable(answer, world, lang), format);
    })
    .openapi(getBefore, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await beforeAnswer(parts, districtId, c.req.valid("query")), 200);
    })
    .openapi(getToday, async (c) => {
      const { districtId, routeId } = c.req.valid("param");
      const { day } = c.req.valid("query");
      const reach = await callerOf(c).readReach(districtId, "cleaning.confirm");
      return c.json(await todayAnswer(parts, districtId, routeId, { day, reach }), 200);
    });
}
