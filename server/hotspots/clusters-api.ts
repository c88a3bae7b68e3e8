import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse } from "../http/export.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { askerOf } from "./api.ts";
import { clustersAnswer, holdPoints } from "./clusters-answer.ts";
import { clustersTable } from "./clusters-file.ts";
import { ClustersAnswer, ClustersQuery } from "./clusters-schema.ts";
import { asFile, inFormat } from "./file.ts";
import type { Heavy } from "./heavy.ts";
import { inPlane } from "./located.ts";
import type { Materials } from "./material.ts";
import { readTold } from "./spot-answer.ts";

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

const getClustersFile = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/clusters/file",
  operationId: "exportHotspotClusters",
  tags: ["hotspots"],
  summary: "Clusters as a file, with the hulls around them",
  request: { params: inDistrict, query: ClustersQuery.extend(inFormat) },
  responses: asFile("One row a cluster, the most complaints first"),
});

/** Clusters in space and time. */
export function clustersApi({ read, heavy }: { read: Materials; heavy: Heavy }) {
  async function answerOf(
    c: Context<HttpEnv>,
    districtId: string,
    query: z.infer<typeof ClustersQuery>,
  ) {
    const none = () => [];
    const held = await read(districtId, askerOf(c), query, none, async (material) => ({
      ...(await holdPoints(material, districtId, query)),
      told: await readTold(material.tx, districtId),
    }));
    const { located, reach } = held;
    const { xs, ys } = inPlane(located.positions);
    const points = { ...{ xs, ys }, days: located.days, ...reach };
    const [labels, suggested] = await Promise.all([
      heavy.run("spaceTimeClusters", points),
      heavy.run("suggestedEps", points),
    ]);
    return {
      answer: clustersAnswer({ districtId, query }, held, labels, suggested),
      ...held.told,
    };
  }

  return createRouter()
    .openapi(getClusters, async (c) => {
      const { districtId } = c.req.valid("param");
      const { answer } = await answerOf(c, districtId, c.req.valid("query"));
      return c.json(answer, 200);
    })
    .openapi(getClustersFile, async (c) => {
      const { format, lang: language, ...query } = c.req.valid("query");
      const { answer, ...told } = await answerOf(c, c.req.valid("param").districtId, query);
      return exportResponse(clustersTable(answer, { ...told, language }), format);
    });
}
