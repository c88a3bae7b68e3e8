import { field, nameIn } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import type { ClustersAnswer } from "./clusters-schema.ts";
import { type FileTold, fileTable, mostFrequent } from "./file.ts";

type Cluster = ClustersAnswer["clusters"][number];

/** Clusters as a file, the most complaints first, each with what a cluster was taken to be. */
export function clustersTable(answer: ClustersAnswer, told: FileTold): ExportTable {
  const { epsMeters, epsDays, minPoints } = answer.asked;
  const of = field<Cluster>();
  return fileTable(
    {
      ...{ districtId: answer.districtId, id: "hotspot-clusters", date: answer.period.to },
      title: { zh: "投诉聚集", en: "Clusters of complaints" },
    },
    told,
    [
      of("rank", "名次", "Rank", "integer", (_, place) => place + 1),
      of("street", "道路", "Street", "text", ({ street }) => nameIn(told.language, street)),
      of("unit", "承办单位", "Unit", "text", ({ unit }) => nameIn(told.language, unit)),
      of("complaints", "投诉件数", "Complaints", "integer", ({ complaints }) => complaints),
      of("reporters", "投诉人数", "Reporters", "integer", ({ reporters }) => reporters),
      of(
        "mostOfOne",
        "同一人最多件数",
        "Most of one reporter",
        "integer",
        ({ mostOfOne }) => mostOfOne,
      ),
      of("firstDay", "首次受理日", "First day", "date", ({ days }) => days.from),
      of("lastDay", "末次受理日", "Last day", "date", ({ days }) => days.to),
      of("perDay", "平均每天件数", "Complaints a day", "number", ({ perDay }) => perDay),
      ...mostFrequent(told, ({ category }: Cluster) => category ?? undefined),
      of("radiusMeters", "半径（米）", "Radius, m", "number", ({ radiusMeters }) => radiusMeters),
      of("epsMeters", "相距不超过（米）", "No farther apart than, m", "number", () => epsMeters),
      of("epsDays", "相隔不超过（天）", "No longer apart than, days", "number", () => epsDays),
      of("minPoints", "至少（件）", "At least (complaints)", "integer", () => minPoints),
      of("from", "起", "From", "date", () => answer.period.from),
      of("to", "止", "To", "date", () => answer.period.to),
    ],
    answer.clusters,
    ({ ring, center }, place) => ({
      id: String(place + 1),
      geometry: { type: "Polygon", coordinates: [ring.map((corner) => [...corner])] },
      center,
    }),
  );
}
