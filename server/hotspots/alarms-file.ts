import { cellsToMultiPolygon } from "h3-js";
import { field, nameIn } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import type { AlarmsAnswer } from "./alarms-schema.ts";
import { type FileTold, fileTable, mostFrequent } from "./file.ts";

type Alarm = AlarmsAnswer["alarms"][number];

const UNITS = {
  reporters: { zh: "件，同一人当天同一格计一次", en: "complaints, one a reporter, cell and day" },
  complaints: { zh: "件", en: "complaints" },
} as const;

/** Alarms as a file, the most likely first, each with the days it is held against. */
export function alarmsTable(answer: AlarmsAnswer, told: FileTold): ExportTable {
  const { asked, baseline } = answer;
  const unit = UNITS[asked.counts];
  const of = field<Alarm>();
  return fileTable(
    {
      ...{ districtId: answer.districtId, id: "hotspot-alarms", date: baseline.to },
      title: { zh: "突发聚集预警", en: "Alarms of sudden clusters" },
    },
    told,
    [
      of("rank", "名次", "Rank", "integer", (_, place) => place + 1),
      of("street", "道路", "Street", "text", ({ street }) => nameIn(told.language, street)),
      of("unit", "承办单位", "Unit", "text", ({ unit }) => nameIn(told.language, unit)),
      of("from", "起", "From", "date", ({ days }) => days.from),
      of("to", "止", "To", "date", ({ days }) => days.to),
      of(
        "observed",
        `实有（${unit.zh}）`,
        `Observed (${unit.en})`,
        "integer",
        (alarm) => alarm.observed,
      ),
      of("expected", "应有", "Expected", "number", ({ expected }) => expected),
      of(
        "p",
        "p（打乱日期，已计入看过所有地点和时段）",
        "p, by permuting days, corrected for all places and times",
        "number",
        ({ p }) => p,
      ),
      of(
        "recurrenceDays",
        "纯属偶然多久出现一次（天）",
        "By chance once in, days",
        "number",
        ({ recurrenceDays }) => recurrenceDays,
      ),
      of("permutations", "打乱次数", "Permutations", "integer", () => asked.permutations),
      of("complaints", "投诉件数", "Complaints", "integer", ({ complaints }) => complaints),
      of("reporters", "投诉人数", "Reporters", "integer", ({ reporters }) => reporters),
      ...mostFrequent(told, ({ categories }: Alarm) => categories[0]),
      of("radiusMeters", "半径（米）", "Radius, m", "number", ({ radiusMeters }) => radiusMeters),
      of("cells", "格数", "Cells", "integer", ({ cells }) => cells.length),
      of("baselineFrom", "对照期起", "Held against, from", "date", () => baseline.from),
      of("baselineTo", "对照期止", "Held against, to", "date", () => baseline.to),
    ],
    answer.alarms,
    ({ cells, center }, place) => ({
      id: String(place + 1),
      geometry: { type: "MultiPolygon", coordinates: cellsToMultiPolygon([...cells], true) },
      center,
    }),
  );
}
