import { z } from "@hono/zod-openapi";
import { FACILITY_LAYERS } from "../../data/facility.ts";
import { SERVICE_RADII } from "../../data/standards.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { Standards } from "./schema.ts";

/** What this capability needs from storage. */
export type CoverageStore = { hasDistrict(districtId: string): Promise<boolean> };

const getStandards = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/standards",
  operationId: "getStandards",
  tags: ["coverage"],
  summary: "The distances that standards ask, each with its clause and how sure it is",
  request: { params: z.object({ districtId: z.string().min(1).max(63) }) },
  responses: {
    200: { description: "Lenses", content: { "application/json": { schema: Standards } } },
    ...failures,
  },
});

/** The presets as a caller reads them: which copy of a standard was read stays with the data. */
const serviceRadii = SERVICE_RADII.map(
  ({ basis: { source: _source, note, ...basis }, rangeMeters, ...radius }) => ({
    ...radius,
    layerId: FACILITY_LAYERS[radius.facilityKind],
    ...(rangeMeters ? { rangeMeters: [...rangeMeters] } : {}),
    basis: { ...basis, ...(note ? { note } : {}) },
  }),
);

/** The endpoints of coverage: so far, what the standards ask. */
export const coverageApi = (store: CoverageStore) =>
  createRouter().openapi(getStandards, async (c) => {
    const { districtId } = c.req.valid("param");
    if (!(await store.hasDistrict(districtId))) {
      throw new DomainError("district-unknown", `There is no district ${districtId}`);
    }
    return c.json({ districtId, serviceRadii }, 200);
  });
