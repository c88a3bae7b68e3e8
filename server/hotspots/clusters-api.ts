import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import { askerOf } from "./api.ts";
import { clustersAnswer, holdPoints } from "./clusters-answer.ts";
import { ClustersAnswer, ClustersQuery } from "./clusters-schema.ts";
import type { Heavy } from "./heavy.ts";
import { inPlane } from "./located.ts";
import type { Materials } from "./material.ts";

const getClusters = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/clusters",
  operationId: "getHotspotClusters",
  tags: ["hotspots"],
  summary: "Complaints of a period that lie together in space and time",
  request: { params: inDistrict, query: ClustersQuery },
  responses: answers("Clusters by size", ClustersAnswer),
});

/** Clusters in space and time. */
export function clustersApi({ read, heavy }: { read: Materials; heavy: Heavy }) {
  return createRouter().openapi(getClusters, async (c) => {
    const { districtId } = c.req.valid("param");
    const query = c.req.valid("query");
    const none = () => [];
    const held = await read(districtId, askerOf(c), query, none, (material) =>
      holdPoints(material, districtId, query),
    );
    const { located, reach } = held;
    const { xs, ys } = inPlane(located.positions);
    const points = { ...{ xs, ys }, days: located.days, ...reach };
    const [labels, suggested] = await Promise.all([
      heavy.run("spaceTimeClusters", points),
      heavy.run("suggestedEps", points),
    ]);
    return c.json(clustersAnswer({ districtId, query }, held, labels, suggested), 200);
  });
}
