import { callerOf, reachOf } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { askerOf, type HotspotParts } from "./api.ts";
import { repeatReportersAnswer, returnsAnswer } from "./repeat-answer.ts";
import { repeatPlacesAnswer, repeatPlacesTable } from "./repeat-places-answer.ts";
import {
  RepeatPlacesAnswer,
  RepeatPlacesQuery,
  RepeatReportersAnswer,
  RepeatReportersQuery,
  ReturnsAnswer,
  ReturnsQuery,
} from "./repeat-schema.ts";

const tags = ["hotspots"];
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" as const;

const getPlaces = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/repeats/places",
  operationId: "getRepeatPlaces",
  tags,
  summary: "Places complained of again and again for the same category in a period",
  request: { params: inDistrict, query: RepeatPlacesQuery },
  responses: {
    200: {
      description: "Places, most complaints first, or all of them as a file",
      content: {
        "application/json": { schema: RepeatPlacesAnswer },
        "text/csv": fileContent["text/csv"],
        [XLSX]: fileContent[XLSX],
      },
    },
    ...failures,
  },
});

const getReporters = endpoint({
  access: granted("complaints.reporters"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/repeats/reporters",
  operationId: "getRepeatReporters",
  tags,
  summary: "Who reports again and again in a period, by number",
  request: { params: inDistrict, query: RepeatReportersQuery },
  responses: answers("Reporters, most reports first", RepeatReportersAnswer),
});

const getReturns = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/repeats/returns",
  operationId: "getPlaceReturns",
  tags,
  summary: "After how many settlements of a period the place was complained of again, by unit",
  request: { params: inDistrict, query: ReturnsQuery },
  responses: answers("Units, the greatest share first", ReturnsAnswer),
});

/** The endpoints of repetition: places, reporters, and places that came back after settling. */
export function repeatApi({ read }: Pick<HotspotParts, "read">) {
  const only = () => [];
  return createRouter()
    .openapi(getPlaces, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      const { answer, ...told } = await read(districtId, askerOf(c), query, only, (material) =>
        repeatPlacesAnswer(material, districtId, query),
      );
      if (!query.format) return c.json(answer, 200);
      const table = repeatPlacesTable(answer, { ...told, language: query.lang });
      return exportResponse(table, query.format);
    })
    .openapi(getReporters, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      const { accountId, readReach } = callerOf(c);
      // who may see who complained sees it of what they may read, and of nothing else
      const all = await readReach(districtId, "complaints.all");
      const answer = await read(districtId, { accountId, all }, query, only, (material) =>
        repeatReportersAnswer(material, districtId, query, reachOf(c)),
      );
      return c.json(answer, 200);
    })
    .openapi(getReturns, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      const answer = await read(districtId, askerOf(c), query, only, (material) =>
        returnsAnswer(material, districtId, query),
      );
      return c.json(answer, 200);
    });
}
