import { z } from "@hono/zod-openapi";
import { json } from "../http/contract.ts";
import { Day } from "../http/day.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { dayAfter } from "./calendar.ts";
import { RATE_DEFINITIONS } from "./rate-definitions.ts";
import { RATE_GROUPS, readRates } from "./rate-store.ts";

/** The longest period one answer counts. */
const MOST_DAYS = 3_700;

const RateQuery = z.object({
  from: Day.optional().describe("First local day on which they came; left out: a year before `to`"),
  to: Day.optional().describe("Last local day; left out: today"),
  by: z.enum(RATE_GROUPS).default("unit"),
});

const title = z.object({ zh: z.string(), en: z.string() });
const share = z.object({
  of: z.number().int().describe("Denominator"),
  met: z.number().int().describe("Numerator"),
});
const counted = {
  complaints: z.number().int(),
  rates: z.object({ response: share, resolution: share, satisfaction: share, onTime: share }),
};

const ComplaintRates = z
  .object({
    districtId: z.string(),
    from: z.string(),
    to: z.string(),
    by: z.enum(RATE_GROUPS),
    definitions: z.array(z.object({ id: z.string(), title, definition: title })).describe("口径"),
    population: title.describe("What is counted at all"),
    total: z.object(counted).describe("With confidential ones, which no group has"),
    groups: z.array(
      z.object({
        id: z.string().nullable().describe("Unit, month as YYYY-MM, or area; null is none"),
        name: z.string().nullable(),
        nameEn: z.string().nullable(),
        ...counted,
      }),
    ),
  })
  .openapi("ComplaintRates");

const POPULATION = {
  zh: "按收到的当地日期统计，并入其他投诉的和仅有记录的不计。涉密信访只计入合计。",
  en: "By the local day on which they came, without those merged into others or recorded only. Confidential petitions count in the total alone.",
};

const getRates = endpoint({
  access: { permission: "complaints.all", within: "district" },
  method: "get",
  path: "/api/districts/{districtId}/complaints/rates",
  operationId: "getComplaintRates",
  tags: ["complaints"],
  summary: "Response, resolution, satisfaction and punctuality, with numerator and denominator",
  request: { params: inDistrict, query: RateQuery },
  responses: {
    200: {
      description: "Counts; whoever reads divides",
      ...json(ComplaintRates),
    },
    ...failures,
  },
});

/** How well complaints are answered, counted. */
export const rateApi = ({ database, snapshots }: { database: Database; snapshots: Snapshots }) =>
  createRouter().openapi(getRates, async (c) => {
    const { districtId } = c.req.valid("param");
    const { by, ...asked } = c.req.valid("query");
    const clock = await clockIn(snapshots, districtId);
    const to = asked.to ?? clock.today;
    const from = asked.from ?? dayAfter(to, -364);
    if (from > to) throw new DomainError("query-invalid", `from ${from} is after to ${to}`);
    if (dayAfter(from, MOST_DAYS) < to)
      throw new DomainError("limit-exceeded", `At most ${MOST_DAYS} days are counted at once`);
    const period = { from, to, by, timeZone: clock.timeZone, now: new Date() };
    const counts = await database.transaction((tx) => readRates(tx, districtId, period), {
      districtId,
    });
    const definitions = RATE_DEFINITIONS.map(({ id, title, definition }) => ({
      ...{ id, title, definition },
    }));
    return c.json(
      { districtId, from, to, by, definitions, population: POPULATION, ...counts },
      200,
    );
  });
