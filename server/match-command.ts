import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { CommandError, runCommand, tell } from "./command.ts";
import type { MatchFix } from "./fleet/candidates.ts";
import { EdgeFileError, type EdgeName, parseEdges } from "./fleet/edge-file.ts";
import { matchOf } from "./fleet/match.ts";
import {
  failWith,
  faultAt,
  numbersOf,
  parseTable,
  ReferenceFailure,
  type ReferenceTable,
} from "./hotspots/reference-table.ts";
import { ImportFailure } from "./imports/failure.ts";
import { decodeText, delimiterOf } from "./imports/text.ts";

/** How far apart fixes are taken to be whose time is missing. */
const MISSING_SECONDS = 10;
/** Greater numbers are milliseconds: as seconds they would be after the year 5138. */
const MOST_EPOCH_SECONDS = 1e11;

const USAGE = `npm run -s match -- POINTS.csv --network EDGES.geojson

  POINTS.csv    positions of a vehicle with the columns time,lng,lat in any order: ISO 8601 (UTC where it has no zone) or epoch
                seconds, degrees in WGS 84; a missing time is ${MISSING_SECONDS} s after the one before. Taken if there: accuracy (meters)
  --network     GeoJSON FeatureCollection of LineString or MultiLineString with id or eid; oneway true, yes or 1 along,
                -1 against, absent or no both ways; lines meet where an end of one lies on a vertex of another

Answer, on stdout: {edges,gaps}. edges are the ids in the order driven, repeats in a row named once; gaps are times {from,to,reason} of
which nobody knows where it was: silence, no-street or no-way. Exit code 0, or 2 for bad input.`;

const misuse = (message: string) => new CommandError(2, `${message}\n${USAGE}`);

function parsed(argv: readonly string[]) {
  try {
    const options = { network: { type: "string" }, help: { type: "boolean" } } as const;
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw misuse(error instanceof Error ? error.message : String(error));
  }
}

function readText(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new CommandError(2, `${path} cannot be read${why}: give the path of a file.`, {
      cause: error,
    });
  }
  return decodeText(bytes).text;
}

/** Names by which a column is known, the first the one that is asked for. */
const COLUMNS = {
  time: ["time", "timestamp", "datetime", "t"],
  lng: ["lng", "lon", "longitude"],
  lat: ["lat", "latitude"],
  accuracy: ["accuracy"],
} as const;

function columnIn({ columns }: ReferenceTable, field: keyof typeof COLUMNS): number {
  return COLUMNS[field].map((name) => columns.indexOf(name)).find((at) => at >= 0) ?? -1;
}

/** @returns milliseconds; null for nothing, NaN for what is no time. */
function timeOf(text: string): number | null {
  if (text === "") return null;
  const number = Number(text);
  if (Number.isFinite(number)) return number > MOST_EPOCH_SECONDS ? number : number * 1000;
  const iso =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i.exec(
      text,
    );
  if (!iso) return Number.NaN;
  const [, day, clock, zone = "Z"] = iso;
  const hours = /^[+-]\d{2}$/.test(zone)
    ? `${zone}:00`
    : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  return Date.parse(`${day}T${clock!.replace(",", ".")}${hours.toUpperCase()}`);
}

/** The fixes of a table in order of time, and whether the times are those of the file. */
function fixesOf(table: ReferenceTable) {
  const [time, lng, lat] = [
    columnIn(table, "time"),
    columnIn(table, "lng"),
    columnIn(table, "lat"),
  ];
  const missing = Object.entries({ lng, lat }).filter(([, at]) => at < 0);
  if (missing.length > 0) {
    const names = missing.map(([name]) => `"${name}"`).join(" and ");
    throw new ReferenceFailure(
      `${table.file}, row 1: there is no column ${names}, only ${table.columns.join(", ")}; the header is time,lng,lat.`,
    );
  }
  const lngs = degreesOf(table, lng, 180);
  const lats = degreesOf(table, lat, 90);
  const times = table.rows.map(({ cells }) => (time < 0 ? null : timeOf(cells[time]!)));
  failWith(
    table.rows
      .filter((_, i) => Number.isNaN(times[i]))
      .map((row) =>
        faultAt(
          table,
          row,
          time,
          "give a time, such as 2026-03-31T08:00:00Z, or seconds since 1970",
        ),
      ),
  );
  const accuracy = columnIn(table, "accuracy");
  let beforeMs = -MISSING_SECONDS * 1000;
  const fixes = table.rows.map(({ cells }, i): MatchFix => {
    beforeMs = times[i] ?? beforeMs + MISSING_SECONDS * 1000;
    const meters = accuracy < 0 || cells[accuracy] === "" ? Number.NaN : Number(cells[accuracy]);
    return {
      ...{ atMs: beforeMs, position: [lngs[i]!, lats[i]!] },
      accuracyMeters: Number.isFinite(meters) ? meters : null,
    };
  });
  const isTimed = !times.includes(null);
  return { fixes: isTimed ? fixes.toSorted((a, b) => a.atMs - b.atMs) : fixes, isTimed };
}

function degreesOf(table: ReferenceTable, column: number, most: number): Float64Array {
  const degrees = numbersOf(table, column);
  failWith(
    table.rows
      .filter((_, i) => Math.abs(degrees[i]!) > most)
      .map((row) => faultAt(table, row, column, `give degrees from -${most} to ${most}, WGS 84`)),
  );
  return degrees;
}

function answer(argv: readonly string[]): object {
  const { values, positionals } = parsed(argv);
  if (values.help) {
    tell(USAGE);
    return { usage: USAGE };
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw misuse(`Give one file of points, not ${positionals.length}.`);
  if (values.network === undefined) throw misuse("Say which streets: --network EDGES.geojson.");
  const text = readText(file);
  const { fixes, isTimed } = fixesOf(parseTable(text, basename(file), delimiterOf(text)));
  const { network, names } = parseEdges(readText(values.network), basename(values.network));
  // nothing can be said of the speed where times are made up
  const settings = isTimed ? {} : { topSpeedKmh: Number.POSITIVE_INFINITY };
  const { passages, gaps, snapped } = matchOf(network, fixes, settings);
  // who only stood was on a street all the same
  const places = passages.length > 0 ? passages : snapped.filter((snap) => snap !== null);
  const edges: EdgeName[] = [];
  for (const { edge } of places) if (edges.at(-1) !== names[edge]) edges.push(names[edge]!);
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    edges,
    gaps: gaps.map(({ fromMs, toMs, reason }) => ({ from: iso(fromMs), to: iso(toMs), reason })),
  };
}

/** `npm run match`: which streets a vehicle drove, of files, so that the answers can be compared with a known truth. */
await runCommand(async () => {
  try {
    return answer(process.argv.slice(2));
  } catch (error) {
    if (error instanceof ImportFailure || error instanceof EdgeFileError)
      throw new CommandError(2, error.message, { cause: error });
    if (!(error instanceof ReferenceFailure)) throw error;
    const { message, faults } = error;
    throw new CommandError(2, message, { cause: error, details: { faults } });
  }
});
