import {
  EVIDENCE_TITLES,
  PASS_REASON_TITLES,
  PASS_STATE_TITLES,
  STOP_REASON_TITLES,
  STOP_STATE_TITLES,
  STREET_STATE_TITLES,
  WORK_TITLES,
} from "../../data/cleaning.ts";
import { FACILITY_KIND_TITLES } from "../../data/facility.ts";
import { field, nameIn, tableOf } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import { DUE_STATES } from "./compliance.ts";
import type { ComplianceAnswer } from "./compliance-schema.ts";
import type { ProofAnswer } from "./proof-schema.ts";
import type { StatusAnswer } from "./status-schema.ts";
import type { RoundsAnswer } from "./today-schema.ts";
import type { World } from "./world.ts";

type Language = ExportTable["language"];

const fileOf = (
  { name, isDemo }: Pick<World, "name" | "isDemo">,
  districtId: string,
  language: Language,
  file: { readonly id: string; readonly zh: string; readonly en: string; readonly date: string },
): Omit<ExportTable, "columns" | "rows"> => ({
  district: { id: districtId, name, isDemo },
  ...{ id: file.id, title: file[language], language, date: file.date, hasPlaces: false },
});

/** Compliance, one row a group; the rate is left to whoever reads it, from its two counts. */
export function complianceTable(
  answer: ComplianceAnswer,
  world: World,
  language: Language,
): ExportTable {
  type Group = ComplianceAnswer["groups"][number];
  const of = field<Group>();
  const { query, definition } = answer;
  const due = ({ states }: Group, unit: "meters" | "sections" | "passes") =>
    Math.round(DUE_STATES.reduce((sum, state) => sum + states[state][unit], 0) * 10) / 10;
  return tableOf(
    fileOf(world, answer.districtId, language, {
      ...{ id: "cleaning-compliance", zh: "作业完成情况", en: "Cleaning compliance" },
      date: query.to,
    }),
    [
      of("key", "分组", "Group", "text", ({ key }) => key),
      of("title", "名称", "Name", "text", ({ title }) => title[language]),
      of("dueMeters", "应作业（米次）", "Due, m", "number", (group) => due(group, "meters")),
      of("doneMeters", "已完成（米次）", "Done, m", "number", ({ states }) => states.done.meters),
      of(
        "couldNotMeters",
        "未能作业（米次）",
        "Could not, m",
        "number",
        ({ states }) => states.could_not.meters,
      ),
      of(
        "notDoneMeters",
        "未作业（米次）",
        "Not done, m",
        "number",
        ({ states }) => states.not_done.meters,
      ),
      of(
        "notRecordedMeters",
        "未记录（米次）",
        "Not recorded, m",
        "number",
        ({ states }) => states.not_recorded.meters,
      ),
      of(
        "suspendedMeters",
        "暂停（米次）",
        "Suspended, m",
        "number",
        ({ states }) => states.suspended.meters,
      ),
      of("duePasses", "应作业遍数", "Passes due", "integer", (group) => due(group, "passes")),
      of("donePasses", "已完成遍数", "Passes done", "integer", ({ states }) => states.done.passes),
      of(
        "byPositionsMeters",
        "定位证明（米次）",
        "Done by positions, m",
        "number",
        ({ byPositionsMeters }) => byPositionsMeters,
      ),
      of(
        "byWordsMeters",
        "确认补录（米次）",
        "Done by words, m",
        "number",
        ({ byWordsMeters }) => byWordsMeters,
      ),
      of(
        "workloadMeters",
        "工作量（加权米次）",
        "Workload, weighed m",
        "number",
        ({ workloadMeters }) => workloadMeters,
      ),
      of("from", "起", "From", "date", () => query.from),
      of("to", "止", "To", "date", () => query.to),
      of("definition", "口径", "Definition", "text", () => definition[language]),
    ],
    answer.groups,
    ({ key }, i) => ({ id: key ?? String(i + 1), geometry: null }),
  );
}

/** How streets stand, one row a street. */
export function statusTable(answer: StatusAnswer, world: World, language: Language): ExportTable {
  type Street = StatusAnswer["streets"][number];
  const of = field<Street>();
  const metersOf = (state: StatusAnswer["states"][number]) => (street: Street) =>
    street.metersByState[answer.states.indexOf(state)]!;
  return tableOf(
    fileOf(world, answer.districtId, language, {
      ...{ id: "cleaning-status", zh: "道路作业状态", en: "Streets now", date: answer.day },
    }),
    [
      of("name", "道路", "Street", "text", (street) => nameIn(language, street)),
      of(
        ...(["state", "状态", "State", "text"] as const),
        ({ state }) => answer.states[state]!,
        STREET_STATE_TITLES,
      ),
      of("meters", "长度（米）", "Length, m", "number", ({ meters }) => meters),
      of("behindMeters", "落后（米）", "Behind, m", "number", metersOf("behind")),
      of("noDataMeters", "未记录（米）", "Not recorded, m", "number", metersOf("no_data")),
      of("onTimeMeters", "按时（米）", "On time, m", "number", metersOf("on_time")),
      of("doneMeters", "已完成（米）", "Done, m", "number", metersOf("done")),
      of("oldest", "最久未作业路段的上次作业", "Oldest service", "instant", (street) =>
        street.oldestSeconds === null ? null : new Date(street.oldestSeconds * 1000).toISOString(),
      ),
      of("at", "截至", "As of", "instant", () => answer.at),
    ],
    answer.streets,
    ({ streetId }) => ({ id: streetId, geometry: null }),
  );
}

/** Proof of service on a street, one row a stretch and pass. */
export function proofTable(answer: ProofAnswer, world: World, language: Language): ExportTable {
  const rows = answer.passes.flatMap((pass) => pass.edges.map((edge) => ({ pass, edge })));
  const of = field<(typeof rows)[number]>();
  const lengths = new Map(answer.edges.map((edge) => [edge.edgeId, edge.lengthMeters]));
  return tableOf(
    fileOf(world, answer.districtId, language, {
      ...{ id: `service-proof-${answer.streetId}`, date: answer.to },
      ...{ zh: `${answer.name}作业证明`, en: `Proof of service, ${answer.nameEn ?? answer.name}` },
    }),
    [
      of("day", "日期", "Day", "date", ({ pass }) => pass.day),
      of("code", "线路编号", "Route code", "text", ({ pass }) => pass.code),
      of("route", "线路", "Route", "text", ({ pass }) => nameIn(language, pass)),
      of("work", "作业", "Work", "text", ({ pass }) => pass.work, WORK_TITLES),
      of("team", "班组", "Team", "text", ({ pass }) => pass.team),
      of("from", "应作业起", "Due from", "instant", ({ pass }) => pass.fromAt),
      of("to", "应作业止", "Due until", "instant", ({ pass }) => pass.toAt),
      of("edge", "路段", "Stretch", "text", ({ edge }) => edge.edgeId),
      of("meters", "长度（米）", "Length, m", "number", ({ edge }) => lengths.get(edge.edgeId)!),
      of("state", "状态", "State", "text", ({ edge }) => edge.state, PASS_STATE_TITLES),
      of("reason", "原因", "Reason", "text", ({ edge }) => edge.reason, PASS_REASON_TITLES),
      of("words", "未能作业原因", "Why not", "text", ({ edge }) => edge.words),
      of("evidence", "证据", "Evidence", "text", ({ edge }) =>
        edge.evidence.map((one) => EVIDENCE_TITLES[one][language]).join(" "),
      ),
      of("covered", "覆盖比例", "Share covered", "number", ({ edge }) => edge.coveredShare),
      of("servicedAt", "完成时间", "Serviced at", "instant", ({ edge }) => edge.servicedAt),
      of("plate", "车辆", "Vehicle", "text", ({ edge }) => edge.plate),
      of("tooFast", "超速", "Too fast", "boolean", ({ edge }) => edge.isTooFast),
      of("heard", "车辆在线比例", "Share heard", "number", ({ pass }) => pass.heardShare),
    ],
    rows,
    ({ pass, edge }) => ({ id: `${pass.passId}:${edge.edgeId}`, geometry: null }),
  );
}

/** Collection rounds of a day, one row a stop. */
export function roundsTable(answer: RoundsAnswer, world: World, language: Language): ExportTable {
  const rows = answer.rounds.flatMap((round) =>
    round.stops.map((stop, i) => ({ round, stop, number: i + 1 })),
  );
  const of = field<(typeof rows)[number]>();
  return tableOf(
    {
      ...fileOf(world, answer.districtId, language, {
        ...{ id: "collection-rounds", zh: "收运班次", en: "Collection rounds", date: answer.day },
      }),
      hasPlaces: true,
    },
    [
      of("day", "日期", "Day", "date", ({ round }) => round.day),
      of("code", "线路编号", "Route code", "text", ({ round }) => round.code),
      of("route", "线路", "Route", "text", ({ round }) => nameIn(language, round)),
      of("team", "班组", "Team", "text", ({ round }) => round.team),
      of("from", "应收运起", "Due from", "instant", ({ round }) => round.fromAt),
      of("to", "应收运止", "Due until", "instant", ({ round }) => round.toAt),
      of("number", "序号", "Number in order", "integer", ({ number }) => number),
      of("stopCode", "站点编号", "Stop code", "text", ({ stop }) => stop.code),
      of("stop", "站点", "Stop", "text", ({ stop }) => nameIn(language, stop)),
      of("kind", "类别", "Kind", "text", ({ stop }) => stop.kind, FACILITY_KIND_TITLES),
      of("state", "状态", "State", "text", ({ stop }) => stop.state, STOP_STATE_TITLES),
      of("reason", "原因", "Reason", "text", ({ stop }) => stop.reason, STOP_REASON_TITLES),
      of("words", "未能收运原因", "Why not", "text", ({ stop }) => stop.words),
      of("evidence", "证据", "Evidence", "text", ({ stop }) =>
        stop.evidence.map((one) => EVIDENCE_TITLES[one][language]).join(" "),
      ),
      of("emptiedAt", "收运时间", "Emptied at", "instant", ({ stop }) => stop.emptiedAt),
      of("plate", "车辆", "Vehicle", "text", ({ stop }) => stop.plate),
      of("vehicles", "应到车辆", "Vehicles of the round", "text", ({ round }) =>
        round.vehicles.map(({ plate }) => plate).join(" "),
      ),
      of("heard", "车辆在线比例", "Share heard", "number", ({ round }) => round.heardShare),
      of("asOf", "截至", "As of", "instant", () => answer.asOf),
    ],
    rows,
    ({ round, stop: { facilityId, position } }) => ({
      id: `${round.passId}:${facilityId}`,
      geometry: position && { type: "Point", coordinates: position },
    }),
  );
}
