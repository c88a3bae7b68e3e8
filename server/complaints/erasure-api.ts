import { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { atDesk } from "./case-desk.ts";
import { eraseAsked } from "./erasure.ts";

const tags = ["complaints"];
const instant = z.iso.datetime({ offset: true });

const ErasureAsked = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1, "why they are erased")
      .max(1000)
      .regex(/^[^\0]*$/),
  })
  .openapi("ErasureAsked");
const ReporterErased = z
  .object({
    complaintId: z.string(),
    erasedAt: instant,
    textsMasked: z.number().int().describe("Complaints whose words told who it was"),
  })
  .openapi("ReporterErased");
const ErasureQuery = z.object({
  before: instant.optional().describe("Only those erased earlier"),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const ErasureLog = z
  .object({
    districtId: z.string(),
    total: z.number().int(),
    erasures: z.array(
      z.object({
        reporterId: z.string().describe("A number; nothing else is left of them"),
        erasedAt: instant,
        erasedBy: z.string(),
        reason: z.string().describe("Empty where the term was over"),
        termMonths: z.number().int().nullable().describe("null where somebody asked for it"),
        complaints: z.number().int().describe("How many complaints they had made"),
      }),
    ),
    isMore: z.boolean(),
  })
  .openapi("ErasureLog");

const postErasure = endpoint({
  access: { permission: "complaints.petitions", within: "area" },
  method: "post",
  path: "/api/districts/{districtId}/complaints/{complaintId}/reporter/erasure",
  operationId: "eraseReporter",
  tags,
  summary: "Erase who complained, at once and for good: it cannot be undone",
  request: {
    params: inDistrict.extend({ complaintId: z.string() }),
    body: body(ErasureAsked),
  },
  responses: {
    200: { description: "They are erased", ...json(ReporterErased) },
    ...failures,
    409: failure("Nobody is known, or one of their complaints is open; `rule` says which"),
  },
});
const getErasures = endpoint({
  access: { permission: "audit.read", within: "district" },
  method: "get",
  path: "/api/districts/{districtId}/reporter-erasures",
  operationId: "getReporterErasures",
  tags,
  summary: "Whose data was erased, when, by whom and why",
  request: { params: inDistrict, query: ErasureQuery },
  responses: answers("Latest first", ErasureLog),
});

async function readErasures(
  tx: Queryable,
  districtId: string,
  { before, limit }: z.infer<typeof ErasureQuery>,
): Promise<z.infer<typeof ErasureLog>> {
  type Row = Omit<z.infer<typeof ErasureLog>["erasures"][number], "erasedAt"> & { erasedAt: Date };
  const rows = await tx.query<Row>(
    `select e.reporter_id as "reporterId", e.erased_at as "erasedAt", e.erased_by as "erasedBy", e.reason,
       e.term_months as "termMonths",
       (select count(*)::int from complaint c where c.district_id = e.district_id and c.reporter_id = e.reporter_id)
         as complaints
     from reporter_erasure e
     where e.district_id = $1 and e.erased_at < coalesce($2::timestamptz, 'infinity')
     order by e.erased_at desc, e.reporter_id limit $3`,
    [districtId, before ?? null, limit + 1],
  );
  const [all] = await tx.query<{ count: number }>(
    "select count(*)::int as count from reporter_erasure where district_id = $1",
    [districtId],
  );
  return {
    ...{ districtId, total: all!.count, isMore: rows.length > limit },
    erasures: rows.slice(0, limit).map((row) => ({ ...row, erasedAt: row.erasedAt.toISOString() })),
  };
}

/** Who complained is erased on request, and what was erased is told. */
export function erasureApi(parts: { database: Database; snapshots: Snapshots }) {
  return createRouter()
    .openapi(postErasure, async (c) => {
      const { districtId, complaintId } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      return c.json(
        await atDesk(parts, districtId, callerOf(c), (desk) =>
          eraseAsked(desk, complaintId, reason),
        ),
        200,
      );
    })
    .openapi(getErasures, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      return c.json(
        await parts.database.transaction((tx) => readErasures(tx, districtId, query), {
          districtId,
        }),
        200,
      );
    });
}
