import { z } from "@hono/zod-openapi";
import { json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { Plot } from "./plot-schema.ts";

const getPlot = endpoint({
  // whose land it is and who is against what is for whoever plans in all of the district
  access: { permission: "district.read", within: "district" },
  method: "get",
  path: "/api/districts/{districtId}/plots/{plotId}",
  operationId: "getPlot",
  tags: ["layers"],
  summary: "A plot with its owner and what neighbours object, which the layer does not have",
  request: { params: inDistrict.extend({ plotId: z.string().min(1).max(200) }) },
  responses: { 200: { description: "The plot", ...json(Plot) }, ...failures },
});

type Row = Omit<z.infer<typeof Plot>, "districtId">;

/** What staff may know of a plot. */
export const plotApi = ({ database }: { database: Database }) =>
  createRouter().openapi(getPlot, async (c) => {
    const { districtId, plotId } = c.req.valid("param");
    const [plot] = await database.transaction(
      (tx) =>
        tx.query<Row>(
          `select plot_id as "plotId", code, name, name_en as "nameEn", land_use as "landUse",
             is_available as "isAvailable", usable_area_square_meters as "usableAreaSquareMeters",
             cost_yuan as "costYuan", owner, objection
           from plot where district_id = $1 and plot_id = $2`,
          [districtId, plotId],
        ),
      { districtId },
    );
    if (!plot) throw new DomainError("record-unknown", `No plot ${plotId}`);
    return c.json({ districtId, ...plot }, 200);
  });
