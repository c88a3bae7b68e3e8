import type { GivenCandidate } from "./drawn.ts";

/** What is wrong with a file of candidates: nothing of it is taken. */
export type FileFault = { readonly row: number; readonly field: string; readonly remedy: string };

/** Headers, in either language. */
const HEADERS: Record<string, readonly string[]> = {
  lng: ["lng", "lon", "longitude", "经度"],
  lat: ["lat", "latitude", "纬度"],
  name: ["name", "名称"],
  area: ["area", "面积", "可用面积"],
  owner: ["owner", "权属", "产权单位"],
  objection: ["objection", "邻避", "异议"],
  cost: ["cost", "造价", "费用"],
};
const MOST_ROWS = 3_000;

/** Fields of a line of CSV; quoted ones may hold commas and doubled quotes. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  let [field, isQuoted] = ["", false];
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (isQuoted && sign === '"' && line[at + 1] === '"') {
      field += '"';
      at++;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === "," && !isQuoted) {
      fields.push(field.trim());
      field = "";
    } else field += sign;
  }
  return [...fields, field.trim()];
}

/**
 * Candidates of a CSV file, WGS 84.
 *
 * @returns all of them, or what is wrong with the first bad row.
 */
export function candidatesOf(
  text: string,
): { candidates: GivenCandidate[] } | { fault: FileFault } {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  while (lines.at(-1)?.trim() === "") lines.pop();
  const header = fieldsOf(lines[0] ?? "").map((name) => name.toLowerCase());
  const column = Object.fromEntries(
    Object.entries(HEADERS).map(([field, names]) => [
      field,
      header.findIndex((name) => names.includes(name)),
    ]),
  );
  for (const field of ["lng", "lat"])
    if (column[field] === -1)
      return { fault: { row: 1, field, remedy: HEADERS[field]!.join(" / ") } };
  if (lines.length - 1 > MOST_ROWS)
    return { fault: { row: MOST_ROWS + 2, field: "lng", remedy: `≤ ${MOST_ROWS}` } };
  const candidates: GivenCandidate[] = [];
  for (const [i, line] of lines.slice(1).entries()) {
    const row = i + 2;
    const fields = fieldsOf(line);
    const text = (field: string) => fields[column[field] ?? -1] || undefined;
    const [lng, lat] = [Number(text("lng") ?? Number.NaN), Number(text("lat") ?? Number.NaN)];
    if (!(Math.abs(lng) <= 180)) return { fault: { row, field: "lng", remedy: "-180…180" } };
    if (!(Math.abs(lat) <= 90)) return { fault: { row, field: "lat", remedy: "-90…90" } };
    const candidate: GivenCandidate = { id: `row-${row}`, position: [lng, lat] };
    for (const [field, name] of [
      ["area", "usableAreaSquareMeters"],
      ["cost", "costYuan"],
    ] as const) {
      const given = text(field);
      if (given === undefined) continue;
      const value = Number(given);
      if (!(value >= 0)) return { fault: { row, field, remedy: "≥ 0" } };
      if (field === "cost" || value > 0) candidate[name] = value;
    }
    for (const field of ["name", "owner", "objection"] as const) {
      const given = text(field);
      if (given !== undefined) candidate[field] = given;
    }
    candidates.push(candidate);
  }
  return { candidates };
}
