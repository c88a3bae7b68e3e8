import { FACILITY_KIND_TITLES, FACILITY_KINDS } from "../../data/facility.ts";
import { QUALITY_CHECKS, type QualityCheck } from "../../data/quality.ts";
import type { ExportTable } from "../http/export-table.ts";
import { DomainError } from "../http/problem.ts";
import type { District } from "../store/district.ts";
import type { Finding, QualityRow } from "./quality-facilities.ts";
import type { RowsQuery } from "./quality-schema.ts";

/** The rows of a kind and an area, in the order asked for. */
export function chosenRows(finding: Finding, { kind, area, sort }: RowsQuery): QualityRow[] {
  const rows = finding.rows.filter(
    (row) => (!kind || row.kind === kind) && (!area || row.area?.areaId === area),
  );
  const isDescending = sort.startsWith("-");
  const column = isDescending ? sort.slice(1) : sort;
  if (column !== "worst") {
    const kindAt = new Map<string, number>(FACILITY_KINDS.map((each, i) => [each, i]));
    const keyOf = (row: QualityRow) =>
      column === "code" ? row.code : column === "name" ? row.name : (row.area?.name ?? "￿");
    const collator = new Intl.Collator("zh-CN", { numeric: true });
    rows.sort(
      column === "kind"
        ? (a, b) => (kindAt.get(a.kind ?? "") ?? 99) - (kindAt.get(b.kind ?? "") ?? 99)
        : (a, b) => collator.compare(keyOf(a), keyOf(b)),
    );
  }
  return isDescending ? rows.reverse() : rows;
}

/** How many of a check's rows are of each kind, and in each area. */
export function choicesOf({ rows }: Finding) {
  const kinds = FACILITY_KINDS.map((kind) => ({
    kind,
    count: rows.filter((row) => row.kind === kind).length,
  })).filter(({ count }) => count > 0);
  const areas = new Map<string, NonNullable<QualityRow["area"]> & { count: number }>();
  for (const { area } of rows)
    if (area) areas.set(area.areaId, { ...area, count: (areas.get(area.areaId)?.count ?? 0) + 1 });
  return { kinds, areas: [...areas.values()] };
}

/** How near one looks at a record that is opened. */
const ZOOM = 17;

/** The page that opens the repair: a facility's form, beside the place on the map; a complaint's record. */
export function linkOf(districtId: string, { record, layerId, id, position }: QualityRow) {
  const at = position ? `at=${ZOOM}/${position[1].toFixed(5)}/${position[0].toFixed(5)}&` : "";
  const select = `select=${layerId}:${encodeURIComponent(id)}`;
  return `/?district=${districtId}&${at}${select}${record === "facility" ? "&edit=1" : ""}`;
}

/** A row on the wire. */
export const wireRow =
  (districtId: string) =>
  ({ amount: _amount, position, ...row }: QualityRow) => ({
    ...row,
    position: position && [...position],
    link: linkOf(districtId, { amount: _amount, position, ...row }),
  });

/** A page of rows after a cursor. A record that has gone meanwhile does not lose the place. */
export function pageOf(rows: readonly QualityRow[], cursor: string | undefined, limit: number) {
  const from = cursor === undefined ? 0 : placeAfter(rows, cursor);
  const page = rows.slice(from, from + limit);
  const end = from + page.length;
  const last = page.at(-1);
  const next = last && end < rows.length ? cursorOf(end, last.id) : null;
  return { page, next };
}

const cursorOf = (end: number, id: string) => Buffer.from(`${end}.${id}`).toString("base64url");

function placeAfter(rows: readonly QualityRow[], cursor: string): number {
  const [, end, id] = /^(\d{1,9})\.(.+)$/s.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (end === undefined || id === undefined)
    throw new DomainError("query-invalid", "cursor: take it from `next` of the page before", [
      { field: "cursor", value: cursor.slice(0, 200), remedy: "take it from `next`" },
    ]);
  if (rows[Number(end) - 1]?.id === id) return Number(end);
  const found = rows.findIndex((row) => row.id === id);
  return found === -1 ? Number(end) : found + 1;
}

/** The rows as a file. */
export function rowsTable(
  district: District,
  check: QualityCheck,
  rows: readonly QualityRow[],
  { lang, origin }: { lang: "zh" | "en"; origin: string },
): ExportTable {
  const { title, remedy, record } = QUALITY_CHECKS[check];
  const isFacility = record === "facility";
  const column = (name: string, zh: string, en: string, values?: Record<string, string>) => ({
    ...{ name, title: lang === "zh" ? zh : en, type: "text" as const },
    ...(values ? { values } : {}),
  });
  const kinds = Object.fromEntries(
    FACILITY_KINDS.map((kind) => [kind, FACILITY_KIND_TITLES[kind][lang]]),
  );
  return {
    district: { id: district.districtId, name: district.name, isDemo: district.isDemo },
    id: `quality-${check}`,
    title: title[lang],
    language: lang,
    date: district.today,
    hasPlaces: isFacility,
    columns: [
      ...(isFacility ? [column("kind", "类型", "Kind", kinds)] : []),
      isFacility ? column("code", "设施编号", "Code") : column("number", "投诉编号", "Number"),
      isFacility ? column("name", "名称", "Name") : column("name", "类别", "Category"),
      ...(isFacility ? [column("area", "街道", "Sub-district")] : []),
      column("value", "问题", "What is wrong"),
      column("remedy", "处理办法", "Remedy"),
      column("link", "链接", "Link"),
    ],
    rows: rows.map((row) => ({
      id: row.id,
      geometry: row.position && { type: "Point", coordinates: [...row.position] },
      values: [
        ...(isFacility ? [row.kind] : []),
        row.code,
        lang === "en" && row.nameEn ? row.nameEn : row.name,
        ...(isFacility
          ? [row.area && (lang === "en" && row.area.nameEn ? row.area.nameEn : row.area.name)]
          : []),
        row.value?.[lang] ?? title[lang],
        remedy[lang],
        origin + linkOf(district.districtId, row),
      ],
    })),
  };
}
