import { z } from "@hono/zod-openapi";
import { type AnswerCache, createAnswerCache } from "../http/answer-cache.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { complaintColumns, GREATEST_CATEGORIES } from "./points.ts";
import { ComplaintCategories } from "./schema.ts";

const CACHE_BYTES = 8 * 2 ** 20;

const params = z.object({ districtId: z.string().min(1).max(63) });

const getPoints = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/complaints/points",
  operationId: "getComplaintPoints",
  tags: ["complaints"],
  summary: "Every located complaint as binary columns: street position, day, category",
  request: { params },
  responses: {
    200: {
      description:
        "Little-endian: uint32 n, int32 base day since 1970-01-01, n × (float32 lng, float32 lat), n × uint16 day after the base day, n × uint8 index into /complaints/categories",
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
    304: { description: "Unchanged since the answer the request names by If-None-Match" },
    ...failures,
  },
});

const getCategories = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/complaints/categories",
  operationId: "getComplaintCategories",
  tags: ["complaints"],
  summary: "The categories that occur, in the order the binary columns index them",
  request: { params },
  responses: {
    200: {
      description: "Categories",
      content: { "application/json": { schema: ComplaintCategories } },
    },
    ...failures,
  },
});

/** Categories that occur, "not known" first, then by code; what comes past the last index is counted as not known. */
function categoriesOf(snapshot: Snapshot) {
  const count = new Map<string, number>();
  let unknown = 0;
  snapshot.visitAll((row) => {
    const category = snapshot.valueAt(row, "category");
    if (typeof category === "string") count.set(category, (count.get(category) ?? 0) + 1);
    else unknown++;
  });
  const known = [...count.keys()].sort().slice(0, GREATEST_CATEGORIES - 1);
  return [
    { category: null, count: unknown },
    ...known.map((category) => ({ category, count: count.get(category) ?? 0 })),
  ];
}

function pointsOf(snapshot: Snapshot) {
  const days = snapshot.days("occurredOn");
  const indexOf = new Map(categoriesOf(snapshot).map(({ category }, index) => [category, index]));
  const points: Parameters<typeof complaintColumns>[0][number][] = [];
  snapshot.visitAll((row) => {
    const geometry = snapshot.geometryAt(row);
    if (geometry?.type !== "Point") return;
    const [lng = 0, lat = 0] = geometry.coordinates;
    const category = snapshot.valueAt(row, "category");
    const index = typeof category === "string" ? (indexOf.get(category) ?? 0) : 0;
    points.push({ position: [lng, lat], day: days[row] ?? 0, category: index });
  });
  return points;
}

/** The endpoints of complaints: places and days for pictures, never text or reporters. */
export function complaintsApi({ snapshots }: { snapshots: Snapshots }) {
  const cache: AnswerCache = createAnswerCache(CACHE_BYTES);
  const read = async (districtId: string) => {
    const snapshot = await snapshots.get(districtId, "complaints");
    if (!snapshot) throw new DomainError("district-unknown", `There is no district ${districtId}`);
    return snapshot;
  };
  return createRouter()
    .openapi(getPoints, async (c) => {
      const snapshot = await read(c.req.valid("param").districtId);
      return cache.answer(c, {
        key: `points public ${snapshot.stamp}`,
        contentType: "application/octet-stream",
        make: () => complaintColumns(pointsOf(snapshot)),
      });
    })
    .openapi(getCategories, async (c) => {
      const { districtId } = c.req.valid("param");
      const snapshot = await read(districtId);
      return c.json({ districtId, categories: categoriesOf(snapshot) }, 200);
    });
}
