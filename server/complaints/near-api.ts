import { callerOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { atDesk } from "./case-desk.ts";
import { nearOf } from "./near.ts";
import { NearAnswer, NearQuery } from "./near-schema.ts";
import { placesOf } from "./place-find.ts";
import { FoundPlaces, PlaceQuery } from "./place-schema.ts";

const access = { permission: "complaints.take", within: "area" } as const;

const postNear = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/complaints/near",
  operationId: "findNearComplaints",
  tags: ["complaints"],
  summary:
    "What there is already where a complaint is being taken; nothing of the question is kept",
  request: {
    params: inDistrict,
    body: body(NearQuery),
  },
  responses: {
    200: {
      description: "What it may repeat, what is around, and what came from the same number",
      ...json(NearAnswer),
    },
    ...failures,
  },
});

const getPlaces = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/complaints/places",
  operationId: "findPlaces",
  tags: ["complaints"],
  summary: "What a place can be that somebody tells on the telephone",
  request: { params: inDistrict, query: PlaceQuery },
  responses: {
    200: {
      description: "Places, best first",
      ...json(FoundPlaces),
    },
    ...failures,
  },
});

/** What helps while a complaint is taken: where it is, and what is there already. */
export function nearApi(parts: { database: Database; snapshots: Snapshots }) {
  return createRouter()
    .openapi(postNear, async (c) => {
      const { districtId } = c.req.valid("param");
      const asked = c.req.valid("json");
      const answer = await atDesk(parts, districtId, callerOf(c), (desk) => nearOf(desk, asked));
      return c.json(answer, 200);
    })
    .openapi(getPlaces, async (c) => {
      const { districtId } = c.req.valid("param");
      const { q } = c.req.valid("query");
      const places = await atDesk(parts, districtId, callerOf(c), ({ tx }) =>
        placesOf(tx, districtId, q),
      );
      return c.json({ q, places }, 200);
    });
}
