import { z } from "@hono/zod-openapi";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { atDesk, type Desk } from "./desk.ts";
import { InspectionId } from "./inspection-schema.ts";
import { change, draw, drop, inspectorsOf, planOf, reinspect } from "./plan-desk.ts";
import {
  DrawAnswer,
  DrawDraft,
  DropDraft,
  InspectorsAnswer,
  PlanAnswer,
  PlanQuery,
  ReinspectionDraft,
  TaskChange,
  TaskWire,
} from "./plan-schema.ts";

const tags = ["ratings"];
const path = "/api/districts/{districtId}/ratings/plan";
const planning = granted("ratings.plan");
const task = inDistrict.extend({ taskId: z.string() });
const changed = { ...answers("The task", TaskWire), 409: failure("It is done or dropped already") };

const getPlan = endpoint({
  ...{ access: granted("district.read"), tags, method: "get", path },
  operationId: "getInspectionPlan",
  summary: "What is to be inspected, by when and why, and what became of it",
  request: { params: inDistrict, query: PlanQuery },
  responses: answers("The plan", PlanAnswer),
});
const previewPlan = endpoint({
  ...{ access: planning, tags, method: "post", path: `${path}/preview` as const },
  operationId: "previewInspectionPlan",
  summary: "What a draw would give; nothing is written",
  request: { params: inDistrict, body: body(DrawDraft) },
  responses: answers("What would be drawn, with the seed that draws the same", DrawAnswer),
});
const postPlan = endpoint({
  ...{ access: planning, tags, method: "post", path },
  operationId: "drawInspectionPlan",
  summary: "Draw what is to be inspected in a period",
  request: { params: inDistrict, body: body(DrawDraft) },
  responses: { 201: { description: "What was drawn", ...json(DrawAnswer) }, ...failures },
});
const getInspectors = endpoint({
  ...{ access: planning, tags, method: "get", path: `${path}/inspectors` as const },
  operationId: "getInspectors",
  summary: "Accounts to which an inspection can be given",
  request: { params: inDistrict },
  responses: answers("The accounts", InspectorsAnswer),
});
const patchTask = endpoint({
  ...{ access: planning, tags, method: "patch", path: `${path}/tasks/{taskId}` as const },
  operationId: "changeInspectionTask",
  summary: "Give an inspection to somebody, or another due day",
  request: { params: task, body: body(TaskChange) },
  responses: changed,
});
const postDrop = endpoint({
  ...{ access: planning, tags, method: "post", path: `${path}/tasks/{taskId}/drop` as const },
  operationId: "dropInspectionTask",
  summary: "Say that an inspection is not to be made, and why",
  request: { params: task, body: body(DropDraft) },
  responses: changed,
});
const postReinspection = endpoint({
  ...{ access: planning, tags, method: "post" },
  path: "/api/districts/{districtId}/ratings/inspections/{inspectionId}/reinspection" as const,
  operationId: "orderReinspection",
  summary: "Have what was found wanting looked at again",
  request: {
    params: inDistrict.extend({ inspectionId: InspectionId }),
    body: body(ReinspectionDraft),
  },
  responses: {
    201: { description: "The task", ...json(TaskWire) },
    ...failures,
    409: failure("Nothing was found wanting, or it is ordered already"),
  },
});

/** What is to be inspected. */
export function planApi({ database }: { database: Database }) {
  const reading = { isReading: true };
  return createRouter()
    .openapi(getPlan, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (desk: Desk) => planOf(desk, c.req.valid("query"));
      return c.json(await atDesk(database, c, districtId, read, reading), 200);
    })
    .openapi(previewPlan, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (desk: Desk) => draw(desk, c.req.valid("json"), false);
      return c.json(await atDesk(database, c, districtId, read, reading), 200);
    })
    .openapi(postPlan, async (c) => {
      const { districtId } = c.req.valid("param");
      const work = (desk: Desk) => draw(desk, c.req.valid("json"), true);
      return c.json(await atDesk(database, c, districtId, work), 201);
    })
    .openapi(getInspectors, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json({ inspectors: await atDesk(database, c, districtId, inspectorsOf) }, 200);
    })
    .openapi(patchTask, async (c) => {
      const { districtId, taskId } = c.req.valid("param");
      const work = (desk: Desk) => change(desk, taskId, c.req.valid("json"));
      return c.json(await atDesk(database, c, districtId, work), 200);
    })
    .openapi(postDrop, async (c) => {
      const { districtId, taskId } = c.req.valid("param");
      const work = (desk: Desk) => drop(desk, taskId, c.req.valid("json").reason);
      return c.json(await atDesk(database, c, districtId, work), 200);
    })
    .openapi(postReinspection, async (c) => {
      const { districtId, inspectionId } = c.req.valid("param");
      const work = (desk: Desk) => reinspect(desk, inspectionId, c.req.valid("json"));
      return c.json(await atDesk(database, c, districtId, work), 201);
    });
}
