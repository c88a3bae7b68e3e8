import { z } from "@hono/zod-openapi";
import { REPORTS } from "../../data/reports.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import {
  type Desk,
  deskOf,
  enterActivity,
  enterExposure,
  enterInspection,
  judge,
  takeBack,
} from "./record-desk.ts";
import {
  ActivityDraft,
  ActivityWire,
  ChoicesAnswer,
  ExposureDraft,
  ExposureWire,
  InspectionDraft,
  InspectionWire,
  JudgeDraft,
  RecordsAnswer,
  RecordsQuery,
  WithdrawDraft,
} from "./record-schema.ts";
import {
  countRecords,
  MOST_RECORDS,
  readActivities,
  readAreas,
  readExposures,
  readInspections,
} from "./record-store.ts";
import { reportsSetting } from "./settings.ts";

const tags = ["reports"];
const reading = granted("district.read");
const recording = granted("reports.record");
const publishing = { permission: "reports.publish", within: "district" } as const;
const REPORTS_PATH = "/api/districts/{districtId}/reports";
const written = <T>(description: string, schema: T) => ({
  201: { description, ...json(schema) },
  ...failures,
});
const taken = <T>(schema: T) => ({
  ...answers("The record", schema),
  409: failure("It was taken back before"),
});
const ofInspection = inDistrict.extend({ inspectionId: z.string() });
const ofActivity = inDistrict.extend({ activityId: z.string() });
const ofExposure = inDistrict.extend({ exposureId: z.string() });

const getChoices = endpoint({
  ...{ access: recording, tags, method: "get", path: `${REPORTS_PATH}/choices` },
  operationId: "getReportChoices",
  summary: "Areas and items to choose from where an inspection is entered",
  request: { params: inDistrict },
  responses: answers("What there is", ChoicesAnswer),
});
const getRecords = endpoint({
  ...{ access: reading, tags, method: "get", path: `${REPORTS_PATH}/records` },
  operationId: "getReportRecords",
  summary: "Inspections, hygiene days and exposures of a period, withdrawn ones too",
  request: { params: inDistrict, query: RecordsQuery },
  responses: answers("The records", RecordsAnswer),
});
const postInspection = endpoint({
  ...{ access: recording, tags, method: "post", path: `${REPORTS_PATH}/inspections` },
  operationId: "enterCommunityInspection",
  summary: "Enter the inspection of a township, sub-district or community",
  request: { params: inDistrict, body: body(InspectionDraft) },
  responses: written("The inspection", InspectionWire),
});
const withdrawInspection = endpoint({
  ...{ access: recording, tags, method: "post" },
  path: `${REPORTS_PATH}/inspections/{inspectionId}/withdraw` as const,
  operationId: "withdrawCommunityInspection",
  summary: "Take an inspection back: it stays to be read and counts no more",
  request: { params: ofInspection, body: body(WithdrawDraft) },
  responses: taken(InspectionWire),
});
const postActivity = endpoint({
  ...{ access: recording, tags, method: "post", path: `${REPORTS_PATH}/activities` },
  operationId: "enterHygieneActivity",
  summary: "Enter what an area did on a hygiene day",
  request: { params: inDistrict, body: body(ActivityDraft) },
  responses: written("The activity", ActivityWire),
});
const withdrawActivity = endpoint({
  ...{ access: recording, tags, method: "post" },
  path: `${REPORTS_PATH}/activities/{activityId}/withdraw` as const,
  operationId: "withdrawHygieneActivity",
  summary: "Take the activity of a hygiene day back",
  request: { params: ofActivity, body: body(WithdrawDraft) },
  responses: taken(ActivityWire),
});
const postExposure = endpoint({
  ...{ access: recording, tags, method: "post", path: `${REPORTS_PATH}/exposures` },
  operationId: "enterMediaExposure",
  summary: "Enter what the media said of an area, good or bad",
  request: { params: inDistrict, body: body(ExposureDraft) },
  responses: written("The exposure", ExposureWire),
});
const withdrawExposure = endpoint({
  ...{ access: recording, tags, method: "post" },
  path: `${REPORTS_PATH}/exposures/{exposureId}/withdraw` as const,
  operationId: "withdrawMediaExposure",
  summary: "Take an exposure in the media back",
  request: { params: ofExposure, body: body(WithdrawDraft) },
  responses: taken(ExposureWire),
});
const judgeExposure = endpoint({
  ...{ access: publishing, tags, method: "post" },
  path: `${REPORTS_PATH}/exposures/{exposureId}/judge` as const,
  operationId: "judgeMediaExposure",
  summary: "Say whether it was found to be so; only what is upheld counts",
  request: { params: ofExposure, body: body(JudgeDraft) },
  responses: taken(ExposureWire),
});

/** The records that bulletins and rankings are composed of. */
export function reportRecordApi({ database }: { database: Database }) {
  const at = deskOf(database);
  return createRouter()
    .openapi(getChoices, async (c) =>
      c.json(await at(c, c.req.valid("param").districtId, choicesOf), 200),
    )
    .openapi(getRecords, async (c) => {
      const query = c.req.valid("query");
      const list = (desk: Desk) => recordsOf(desk, query);
      return c.json(await at(c, c.req.valid("param").districtId, list), 200);
    })
    .openapi(postInspection, async (c) => {
      const draft = c.req.valid("json");
      const enter = (desk: Desk) => enterInspection(desk, draft);
      return c.json(await at(c, c.req.valid("param").districtId, enter), 201);
    })
    .openapi(withdrawInspection, async (c) => {
      const { districtId, inspectionId } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const taking = (desk: Desk) => takeBack(desk, "inspection", inspectionId, reason);
      return c.json(await at(c, districtId, taking), 200);
    })
    .openapi(postActivity, async (c) => {
      const draft = c.req.valid("json");
      const enter = (desk: Desk) => enterActivity(desk, draft);
      return c.json(await at(c, c.req.valid("param").districtId, enter), 201);
    })
    .openapi(withdrawActivity, async (c) => {
      const { districtId, activityId } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const taking = (desk: Desk) => takeBack(desk, "activity", activityId, reason);
      return c.json(await at(c, districtId, taking), 200);
    })
    .openapi(postExposure, async (c) => {
      const draft = c.req.valid("json");
      const enter = (desk: Desk) => enterExposure(desk, draft);
      return c.json(await at(c, c.req.valid("param").districtId, enter), 201);
    })
    .openapi(withdrawExposure, async (c) => {
      const { districtId, exposureId } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const taking = (desk: Desk) => takeBack(desk, "exposure", exposureId, reason);
      return c.json(await at(c, districtId, taking), 200);
    })
    .openapi(judgeExposure, async (c) => {
      const { districtId, exposureId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const judging = (desk: Desk) => judge(desk, exposureId, draft);
      return c.json(await at(c, districtId, judging), 200);
    });
}

async function choicesOf({ tx, districtId, reach, today }: Desk): Promise<ChoicesAnswer> {
  const rules = await reportsSetting.read(tx, districtId);
  const areas = await readAreas(tx, districtId, today);
  return {
    ...{ districtId, today, deductionsCap: rules.deductionsCap },
    hygieneWeekday: rules.hygieneWeekday,
    areas: areas
      .filter(({ position }) => reach.holds(position))
      .map(({ position: _, ...area }) => area),
    // what deducts nothing is not asked for
    items: REPORTS.items
      .map((item) => ({ ...item, points: rules.points[item.itemId] }))
      .filter(({ points }) => points > 0),
  };
}

async function recordsOf(
  { tx, districtId }: Desk,
  query: z.infer<typeof RecordsQuery>,
): Promise<RecordsAnswer> {
  return {
    ...{ districtId, query },
    counts: {
      inspections: await countRecords(tx, districtId, "inspection", query),
      activities: await countRecords(tx, districtId, "activity", query),
      exposures: await countRecords(tx, districtId, "exposure", query),
    },
    inspections: await readInspections(tx, districtId, query),
    activities: await readActivities(tx, districtId, query),
    exposures: await readExposures(tx, districtId, query),
    greatestCount: MOST_RECORDS,
  };
}
