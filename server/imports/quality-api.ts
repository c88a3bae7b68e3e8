import { z } from "@hono/zod-openapi";
import { QUALITY_CHECK_IDS, QUALITY_CHECKS, type QualityCheck } from "../../data/quality.ts";
import { QUALITY_PRESETS } from "../../data/standards.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import { changeSetting, readSetting } from "../store/setting.ts";
import { type Examination, type Examinations, parametersOf, QUALITY_SETTING } from "./quality.ts";
import { isWrong } from "./quality-groups.ts";
import { choicesOf, chosenRows, pageOf, rowsTable, wireRow } from "./quality-rows.ts";
import {
  DatumGroups,
  QualityReport,
  QualityRows,
  QualitySettings,
  RowsQuery,
} from "./quality-schema.ts";

const tags = ["imports"];
const reading = { permission: "district.read", within: "district" } as const;
const { "text/csv": csv } = fileContent;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" as const;

const getQuality = endpoint({
  access: reading,
  method: "get",
  path: "/api/districts/{districtId}/quality",
  operationId: "getQuality",
  tags,
  summary: "What is to be mended in a district's records: a figure for each check",
  request: { params: inDistrict },
  responses: answers("The figures", QualityReport),
});
const getGroups = endpoint({
  access: reading,
  method: "get",
  path: "/api/districts/{districtId}/quality/datum-groups",
  operationId: "getDatumGroups",
  tags,
  summary: "In which datum positions are stored, by kind and where they came from",
  request: { params: inDistrict },
  responses: answers("The groups", DatumGroups),
});
const putSettings = endpoint({
  access: { permission: "settings.edit", within: "district" },
  method: "put",
  path: "/api/districts/{districtId}/quality/settings",
  operationId: "setQualitySettings",
  tags,
  summary: "What the checks go by in this district",
  request: { params: inDistrict, body: body(QualitySettings) },
  responses: answers("The figures by it", QualityReport),
});
const getRows = endpoint({
  access: reading,
  method: "get",
  path: "/api/districts/{districtId}/quality/{check}",
  operationId: "getQualityRows",
  tags,
  summary: "The records a check counts, with what opens their repair; as a page or as a file",
  request: { params: inDistrict.extend({ check: z.enum(QUALITY_CHECK_IDS) }), query: RowsQuery },
  responses: {
    200: {
      description: "A page, or the file that format asks for",
      content: { "application/json": { schema: QualityRows }, "text/csv": csv, [XLSX]: csv },
    },
    ...failures,
  },
});

/** What is to be mended in a district's records. */
export function qualityApi({ database, examine }: { database: Database; examine: Examinations }) {
  async function requireDistrict(districtId: string): Promise<District> {
    const found = (await readDistricts(database)).find((one) => one.districtId === districtId);
    if (!found) throw new DomainError("district-unknown", `No district ${districtId}`);
    return found;
  }

  const report = async (district: District) => reportOf(district, await examine(district));

  return createRouter()
    .openapi(getQuality, async (c) =>
      c.json(await report(await requireDistrict(c.req.valid("param").districtId)), 200),
    )
    .openapi(getGroups, async (c) => {
      const district = await requireDistrict(c.req.valid("param").districtId);
      return c.json(groupsOf(district.districtId, await examine(district)), 200);
    })
    .openapi(putSettings, async (c) => {
      const district = await requireDistrict(c.req.valid("param").districtId);
      const { districtId } = district;
      const asked = c.req.valid("json");
      await database.transaction(
        async (tx) => {
          const before = await readSetting(tx, districtId, QUALITY_SETTING);
          const own = { ...(before as object | null), ...asked }; // the setting is written here alone
          const after = Object.fromEntries(
            Object.entries(own).filter(([, value]) => value !== null && value !== undefined),
          );
          const [was, is] = [parametersOf(before), parametersOf(after)];
          await changeSetting(tx, districtId, callerOf(c), {
            ...{ key: QUALITY_SETTING, before: before ?? {}, after },
            told: { before: was, after: is },
          });
        },
        { districtId },
      );
      return c.json(await report(district), 200);
    })
    .openapi(getRows, async (c) => {
      const { districtId, check } = c.req.valid("param");
      const query = c.req.valid("query");
      const district = await requireDistrict(districtId);
      const finding = (await examine(district)).findings[check];
      const rows = chosenRows(finding, query);
      if (query.format) {
        const { origin } = new URL(c.req.url);
        return exportResponse(
          rowsTable(district, check, rows, { lang: query.lang, origin }),
          query.format,
        );
      }
      const { page, next } = pageOf(rows, query.cursor, query.limit);
      return c.json(
        {
          ...{ districtId, check, unknown: finding.unknown, total: rows.length },
          ...choicesOf(finding),
          rows: page.map(wireRow(districtId)),
          next,
        },
        200,
      );
    });
}

/** The figures, the worst share first; what cannot be told after those, what is in order at the end. */
function reportOf({ districtId, today }: District, { findings, parameters }: Examination) {
  const shareOf = (check: QualityCheck) => {
    const { rows, of, unknown } = findings[check];
    return unknown ? 0 : rows.length === 0 ? -1 : rows.length / of;
  };
  const checks = [...QUALITY_CHECK_IDS]
    .sort((a, b) => shareOf(b) - shareOf(a))
    .map((check) => {
      const { record, title, definition, remedy, bulk } = QUALITY_CHECKS[check];
      const { rows, of, unknown } = findings[check];
      return {
        ...{ check, record, title, remedy, of, unknown },
        definition: definition(parameters),
        bulk: [...bulk],
        count: unknown ? null : rows.length,
      };
    });
  return {
    districtId,
    date: today,
    checks,
    parameters: QUALITY_PRESETS.map(({ value: preset, basis, ...rest }) => ({
      ...rest,
      ...{ preset, value: parameters[rest.id] },
      source: `${basis.standard} · ${basis.confidence}`,
    })),
  };
}

function groupsOf(districtId: string, { groups, findings }: Examination) {
  const badness = (group: (typeof groups)[number]) => (isWrong(group) ? 1e12 : 0) + group.count;
  return {
    districtId,
    unknown: findings["facility-datum"].unknown,
    groups: [...groups]
      .sort((a, b) => badness(b) - badness(a))
      .map((group) => {
        const { groupId, record, kind, origin, count, verdict } = group;
        const { points, outcome, reading, fits, margin } = verdict;
        return {
          ...{ groupId, record, kind, count, points, outcome, reading },
          origin: { by: origin.by, name: origin.by === "hand" ? null : origin.name },
          isWrong: isWrong(group),
          canRepair: record === "facility" && isWrong(group),
          fits: fits.map(({ reading, inside, medianMeters, score }) => ({
            ...{ reading, inside, medianMeters, score },
          })),
          margin,
        };
      }),
  };
}
