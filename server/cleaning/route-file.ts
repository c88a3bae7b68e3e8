import type { Geometry } from "geojson";
import { field, nameIn, tableOf } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import type { RouteNetwork } from "./route-path.ts";
import type { RoutePage, RunWire } from "./route-schema.ts";
import type { World } from "./world.ts";

const list = (names: RunWire["from"], language: ExportTable["language"]) =>
  names.map((one) => nameIn(language, one)).join(language === "zh" ? "、" : ", ");

/** A route's streets in order as a file, one row a stretch of a street. */
export function routeTable(
  page: RoutePage,
  world: Pick<World, "name" | "isDemo">,
  network: RouteNetwork,
  language: ExportTable["language"],
): ExportTable {
  const of = field<RunWire>();
  const places = new Map(network.edges.map(({ id }, place) => [id, place]));
  const lineOf = ({ first, last }: RunWire): Geometry => ({
    type: "MultiLineString",
    coordinates: page.edgeIds.slice(first, last + 1).flatMap((id) => {
      const place = places.get(id);
      if (place === undefined) return [];
      const line = network.lineBetween(place, 0, network.lengthsMeters[place]!);
      return [line.map(([lng, lat]) => [lng, lat])];
    }),
  });
  return tableOf(
    {
      district: { id: page.districtId, name: world.name, isDemo: world.isDemo },
      id: `cleaning-route-${page.code}`,
      title: language === "zh" ? `作业路线单 ${page.code}` : `Route sheet ${page.code}`,
      ...{ language, date: page.today },
    },
    [
      of("order", "序号", "Order", "integer", (_, place) => place + 1),
      of("street", "道路", "Street", "text", (run) => nameIn(language, run)),
      of("from", "起", "From", "text", ({ from }) => list(from, language)),
      of("to", "止", "To", "text", ({ to }) => list(to, language)),
      of("lengthMeters", "长度（米）", "Length, m", "number", (run) => run.lengthMeters),
      of("grades", "保洁等级", "Grade", "text", ({ grades }) => grades.join("/")),
      of("isMain", "主要道路", "Main road", "boolean", ({ isMain }) => isMain),
      of(
        "weightedKilometers",
        "工作量（公里×等级）",
        "Workload, km × grade",
        "number",
        (run) => run.weightedKilometers,
      ),
    ],
    page.runs,
    (run, place) => ({ id: `${page.code}-${place + 1}`, geometry: lineOf(run) }),
  );
}
