import { createHash } from "node:crypto";
import type { Position } from "geojson";
import { type RowFault, shown } from "./failure.ts";
import { fieldReader } from "./fields.ts";
import { fieldsOf, WORDS } from "./headers.ts";
import { digest, streetId } from "./key.ts";
import { lengthMeters, type NetworkLine, networkOf } from "./network.ts";
import { streetClassOf } from "./osm-rules.ts";
import type { ImportRecord } from "./record.ts";
import type { RowContext } from "./rows.ts";

/**
 * A node's number from its place: lines meet where they share a vertex to 0.1 m. Negative, so that it is never one of
 * OpenStreetMap's; 52 bits, so that a number holds it.
 */
function nodeOf([lng, lat]: Position) {
  const place = `${Math.round(lng! * 1e6)} ${Math.round(lat! * 1e6)}`;
  const hash = createHash("sha256").update(place).digest("hex");
  return -Number.parseInt(hash.slice(0, 13), 16);
}

type Street = NetworkLine & {
  row: number;
  values: Readonly<Record<string, string | number | boolean | null>>;
};

/**
 * The street network of a file of lines: edges between the places where lines share a vertex, and named streets.
 *
 * @returns records of all rows, and every fault.
 */
export function streetResults(context: RowContext) {
  const { streets, faults } = streetsOf(context);
  const named = new Map<string, ImportRecord>();
  const edges = networkOf(streets).map((edge): ImportRecord => {
    const { values, row } = streets[edge.line]!;
    const name = values.name ? String(values.name) : null;
    const word = String(values.highway ?? "");
    const highway = WORDS.highway.valueOf(word) ?? word;
    const street = streetClassOf({ highway: highway || "road" })!;
    if (name) {
      const nameEn = values.nameEn ?? null;
      const id = streetId(name);
      const isMain = street.class === "arterial" || named.get(id)?.values.is_main === true;
      const fields = { name, name_en: nameEn, is_main: isMain };
      named.set(id, { table: "street", id, row, values: fields });
    }
    return {
      table: "street_edge",
      id: `e-${digest(`${context.source} ${edge.key}`)}`,
      row,
      values: {
        street_id: name && streetId(name),
        from_node: edge.fromNode,
        to_node: edge.toNode,
        class: street.class,
        highway: highway || null,
        grade: values.grade ? Number(values.grade) : street.grade,
        oneway: values.oneway === true ? "forward" : "no",
        is_walkable: street.isWalkable,
        is_drivable: street.isDrivable,
        width_meters: typeof values.width === "number" && values.width > 0 ? values.width : null,
        length_meters: lengthMeters(edge.path),
        path: { type: "LineString", coordinates: edge.path },
        source: context.source,
        source_key: edge.key,
      },
    };
  });
  const redrawn = { source: context.source, lines: streets.map(({ key }) => key) };
  return { records: [...named.values(), ...edges], faults, redrawn };
}

function streetsOf({ table, map, placeOf }: RowContext) {
  const read = fieldReader(table, map);
  const streets: Street[] = [];
  const faults: RowFault[] = [];
  const taken = new Map<string, number>();
  for (const row of table.rows) {
    const { values, faults: wrong } = read(row, fieldsOf("street"));
    const place = placeOf(row);
    const unplaced = row.fault ?? ("fault" in place ? place.fault : undefined);
    faults.push(...wrong, ...(unplaced ? [unplaced] : []));
    if (wrong.length > 0 || "fault" in place || row.fault) continue;
    const { geometry } = place;
    const isLine = geometry?.type === "LineString" || geometry?.type === "MultiLineString";
    if (!isLine) {
      const remedy = "Give the street as a line.";
      faults.push({ row: row.row, field: "geometry", value: shown(geometry?.type ?? ""), remedy });
      continue;
    }
    const lines = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
    for (const path of lines) {
      const base = `street/${values.code ?? digest(JSON.stringify(path))}`;
      const again = taken.get(base) ?? 0;
      taken.set(base, again + 1);
      const nodes = path.map((position) => ({ id: nodeOf(position), position }));
      streets.push({ key: again ? `${base}+${again}` : base, nodes, row: row.row, values });
    }
  }
  return { streets, faults };
}
