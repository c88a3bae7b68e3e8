import { z } from "@hono/zod-openapi";
import { HOTSPOT_MEASURES } from "../../data/hotspots.ts";
import { COMPLAINT_CHANNELS } from "../../data/standards.ts";
import { readCategories } from "../complaints/category-settings.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { MEASURE_TITLES } from "./definitions.ts";
import { PATTERNS } from "./emerging.ts";
import { title } from "./parts-schema.ts";
import { patternWords } from "./patterns.ts";
import { hotspotSetting } from "./settings.ts";

const choice = z.object({ id: z.string(), title });

const HotspotChoices = z
  .object({
    districtId: z.string(),
    isDemo: z.boolean(),
    periodDays: z.number().int().describe("Days of the period where nobody says which"),
    level: z.number(),
    minimum: z.number().int(),
    rings: z.number().int(),
    resolutions: z.object({ least: z.number().int(), greatest: z.number().int() }),
    measures: z.array(choice.extend({ definition: title.describe("口径") })),
    patterns: z
      .array(choice.extend({ short: title, meaning: title }))
      .describe("Emerging hot spot categories"),
    categories: z.array(choice),
    channels: z.array(choice),
    units: z.array(choice),
    areas: z.array(choice).describe("Sub-districts in force"),
  })
  .openapi("HotspotChoices");

const getChoices = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/choices",
  operationId: "getHotspotChoices",
  tags: ["hotspots"],
  summary:
    "What the questions about hotspots can be narrowed to, and what they are where nobody says",
  request: { params: inDistrict },
  responses: answers("Choices with their titles", HotspotChoices),
});

type NameRow = { id: string; name: string; name_en: string | null };
const titled = ({ id, name, name_en }: NameRow) => ({
  id,
  title: { zh: name, en: name_en ?? name },
});

/** What questions can be narrowed to. */
export const hotspotChoicesApi = (database: Database) =>
  createRouter().openapi(getChoices, async (c) => {
    const { districtId } = c.req.valid("param");
    const answer = await database.transaction(
      async (tx) => {
        const [district] = await tx.query<{ is_demo: boolean }>(
          "select is_demo from district where district_id = $1",
          [districtId],
        );
        if (!district) throw new DomainError("district-unknown", `No district ${districtId}`);
        const { periodDays, level, minimumEvents, rings, resolutions } = await hotspotSetting.read(
          tx,
          districtId,
        );
        const units = await tx.query<NameRow>(
          "select unit_id as id, name, name_en from unit where district_id = $1 order by name",
          [districtId],
        );
        const areas = await tx.query<NameRow>(
          `select area_id as id, name, name_en from area
           where district_id = $1 and level = 'subdistrict' and valid_to is null order by code`,
          [districtId],
        );
        const { least, greatest } = resolutions;
        return {
          ...{ districtId, isDemo: district.is_demo, periodDays, level, rings },
          ...{ minimum: minimumEvents, resolutions: { least, greatest } },
          measures: HOTSPOT_MEASURES.map((id) => {
            const { title: name, definition } = MEASURE_TITLES[id];
            return { id, title: { ...name }, definition: { ...definition } };
          }),
          patterns: PATTERNS.map((id) => {
            const { title: name, short, meaning } = patternWords(id);
            return { id, title: { ...name }, short: { ...short }, meaning: { ...meaning } };
          }),
          categories: (await readCategories(tx, districtId)).map(({ id, title: own }) => ({
            id,
            title: { ...own },
          })),
          channels: COMPLAINT_CHANNELS.map(({ id, title: own }) => ({ id, title: { ...own } })),
          units: units.map(titled),
          areas: areas.map(titled),
        };
      },
      { districtId },
    );
    return c.json(answer, 200);
  });
