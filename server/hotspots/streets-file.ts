import type { Position } from "geojson";
import { field, nameIn } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import { EXACT_P, type FileTold, fileTable, mostFrequent, VERDICTS, verdictOf } from "./file.ts";
import type { StreetsAnswer } from "./streets-schema.ts";

/** What the rows of a file of streets are. */
export const STREET_ROWS = ["stretches", "streets"] as const;

const positions = (line: StreetsAnswer["stretches"]["line"][number]): Position[] =>
  line.map((position) => [...position]);

/** Stretches of street as a file, as they lie on the map: each with the rank of the hot street it is part of. */
export function stretchesTable(answer: StreetsAnswer, told: FileTold): ExportTable {
  const { stretches: at, streets, asked, period } = answer;
  const { unit, level } = asked;
  const rankOf = new Map(
    streets.flatMap((street, i) => street.stretches.map((stretch) => [stretch, i + 1] as const)),
  );
  const of = field<number>(); // a place in the columns
  return fileTable(
    {
      ...{ districtId: answer.districtId, id: "hotspot-stretches", date: period.to },
      title: { zh: "道路投诉热点路段", en: "Hot stretches of street" },
    },
    told,
    [
      of("rank", "热点道路名次", "Rank of its hot street", "integer", (i) => rankOf.get(i) ?? null),
      of("street", "道路", "Street", "text", (i) =>
        nameIn(told.language, { name: at.name[i]!, nameEn: at.nameEn[i]! }),
      ),
      of("meters", "长度（米）", "Length, m", "number", (i) => at.meters[i]!),
      of("complaints", "投诉件数", "Complaints", "integer", (i) => at.count[i]!),
      of("per100m", "每百米投诉件数", "Complaints per 100 m", "number", (i) => at.per100m[i]!),
      of(
        "events",
        `本段实有（${unit.zh}）`,
        `Observed on it (${unit.en})`,
        "integer",
        (i) => at.events[i]!,
      ),
      of(
        "neighbourhood",
        `连同邻段实有（${unit.zh}）`,
        `Observed with its neighbours (${unit.en})`,
        "integer",
        (i) => at.neighbourhood[i]!,
      ),
      of(
        "expected",
        `连同邻段应有（${unit.zh}）`,
        `Expected with its neighbours (${unit.en})`,
        "number",
        (i) => at.expected[i]!,
      ),
      of("z", "Gi* z", "Gi* z", "number", (i) => at.z[i]!),
      of("p", EXACT_P.zh, EXACT_P.en, "number", (i) => at.p[i]!),
      of("verdict", "判断", "Verdict", "text", (i) => verdictOf(at.state[i]!), VERDICTS),
      of("level", "错误发现率", "False discovery rate", "number", () => level),
      of("from", "起", "From", "date", () => period.from),
      of("to", "止", "To", "date", () => period.to),
    ],
    [...at.line.keys()],
    (i) => ({
      id: String(i + 1),
      geometry: { type: "LineString", coordinates: positions(at.line[i]!) },
    }),
  );
}

/** Hot streets as a file, as they are listed: the greatest excess first. */
export function hotStreetsTable(answer: StreetsAnswer, told: FileTold): ExportTable {
  const { stretches, asked, period } = answer;
  const { unit, level } = asked;
  const of = field<StreetsAnswer["streets"][number]>();
  return fileTable(
    {
      ...{ districtId: answer.districtId, id: "hotspot-streets", date: period.to },
      title: { zh: "投诉热点道路", en: "Hot streets" },
    },
    told,
    [
      of("rank", "名次", "Rank", "integer", (_, place) => place + 1),
      of("street", "道路", "Street", "text", (street) => nameIn(told.language, street)),
      of("unit", "承办单位", "Unit", "text", ({ unit }) => nameIn(told.language, unit)),
      of("meters", "热的长度（米）", "Hot length, m", "number", ({ meters }) => meters),
      of(
        "stretches",
        "热的路段数",
        "Hot stretches",
        "integer",
        (street) => street.stretches.length,
      ),
      of(
        "observed",
        `实有（${unit.zh}）`,
        `Observed (${unit.en})`,
        "integer",
        ({ observed }) => observed,
      ),
      of("expected", "应有", "Expected", "number", ({ expected }) => expected),
      of("excess", "超出", "Excess", "number", ({ excess }) => excess),
      of("complaints", "投诉件数", "Complaints", "integer", ({ complaints }) => complaints),
      of("reporters", "投诉人数", "Reporters", "integer", ({ reporters }) => reporters),
      of("before", "前期件数", "Before", "integer", ({ before }) => before),
      of("yearAgo", "去年同期件数", "A year ago", "integer", ({ yearAgo }) => yearAgo),
      ...mostFrequent(told, (street: StreetsAnswer["streets"][number]) => street.categories[0]),
      of("z", "Gi* z", "Gi* z", "number", ({ z }) => z),
      of("p", EXACT_P.zh, EXACT_P.en, "number", ({ p }) => p),
      of("level", "错误发现率", "False discovery rate", "number", () => level),
      of("from", "起", "From", "date", () => period.from),
      of("to", "止", "To", "date", () => period.to),
    ],
    answer.streets,
    (street, i) => ({
      id: String(i + 1),
      geometry: {
        type: "MultiLineString",
        coordinates: street.stretches.map((stretch) => positions(stretches.line[stretch]!)),
      },
      center: street.center,
    }),
  );
}
