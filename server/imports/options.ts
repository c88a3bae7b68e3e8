import { parseArgs } from "node:util";
import { type Crs, crsOf } from "../geo/crs.ts";
import { UNKNOWN_CATEGORIES, type UnknownCategory } from "./complaint-words.ts";
import { parseTimeZone } from "./district.ts";
import { ImportFailure } from "./failure.ts";
import type { ColumnMap } from "./headers.ts";

export const USAGE = `npm run import -- FILE --district NAME [options]
npm run import -- --undo ID --district NAME

  --kind KIND[,KIND]   what the rows are; for OSM, what to take of it (all by default)
  --crs auto|wgs84|gcj02|bd09|EPSG:n   coordinate reference system (auto)
  --map COLUMN=FIELD   which column holds which field; may be repeated
  --map-values FILE    of complaints: a table of field, word and meaning, for a city's own words
  --unknown-category reject|keep|none   of complaints: a category that is none here is a bad row, kept as it came, not known
  --dry-run            show the plan and every bad row, write nothing
  --rejects FILE       write the good rows, and the bad ones to FILE
  --undo ID            take one import back whole
  --source NAME        whose rows these are, part of their keys (file)
  --level LEVEL        level of areas whose rows do not say one
  --sheet NAME, --layer NAME, --encoding LABEL   where detection is wrong
  --time-zone ZONE     of a new district (Asia/Shanghai)
  --district-id ID     of a new district (from its name)
  --into-demonstration confirm writing into the demonstration district`;

const OPTIONS = {
  district: { type: "string" },
  "district-id": { type: "string" },
  "time-zone": { type: "string" },
  kind: { type: "string" },
  crs: { type: "string" },
  map: { type: "string", multiple: true },
  "map-values": { type: "string" },
  "unknown-category": { type: "string" },
  source: { type: "string" },
  level: { type: "string" },
  sheet: { type: "string" },
  layer: { type: "string" },
  encoding: { type: "string" },
  rejects: { type: "string" },
  undo: { type: "string" },
  "dry-run": { type: "boolean" },
  "into-demonstration": { type: "boolean" },
  help: { type: "boolean" },
} as const;

export type ImportOptions = ReturnType<typeof parseOptions>;

/**
 * The options of the import command.
 *
 * @param argv  without the program's name.
 * @throws {ImportFailure} naming the option that does not make sense.
 */
export function parseOptions(argv: readonly string[]) {
  const { values, positionals } = parsed(argv);
  const [file, ...more] = positionals;
  if (values.help) return { ...base(values), action: "help" as const, file: "" };
  if (more.length > 0) throw misuse(`Give one file, not ${positionals.join(", ")}.`);
  if (!values.district) throw misuse("Say which district with --district NAME.");
  if (values.undo) return { ...base(values), action: "undo" as const, file: "", undo: values.undo };
  if (!file) throw misuse("Say which file to import.");
  return { ...base(values), action: "import" as const, file };
}

type Values = ReturnType<typeof parsed>["values"];

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw misuse(error instanceof Error ? error.message : String(error), error);
  }
}

const misuse = (message: string, cause?: unknown) =>
  new ImportFailure(`${message}\n\n${USAGE}`, { cause });

function base(values: Values) {
  const districtId = values["district-id"] ?? null;
  if (districtId !== null && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(districtId)) {
    throw misuse("--district-id takes small letters, digits and hyphens.");
  }
  return {
    district: values.district ?? "",
    districtId,
    timeZone: values["time-zone"] === undefined ? null : parseTimeZone(values["time-zone"]),
    kind: values.kind ?? null,
    crs: parseCrs(values.crs ?? "auto"),
    map: parseMap(values.map ?? []),
    mapValues: values["map-values"] ?? null,
    unknownCategory: parseUnknownCategory(values["unknown-category"] ?? "reject"),
    source: values.source ?? "file",
    level: values.level ?? null,
    read: {
      ...(values.sheet !== undefined && { sheet: values.sheet }),
      ...(values.layer !== undefined && { layer: values.layer }),
      ...(values.encoding !== undefined && { encoding: values.encoding }),
    },
    rejects: values.rejects ?? null,
    isDryRun: values["dry-run"] ?? false,
    isDemoAllowed: values["into-demonstration"] ?? false,
  };
}

function parseCrs(name: string): Crs | null {
  if (name === "auto") return null;
  const crs = crsOf(name);
  if (!crs) {
    throw new ImportFailure(
      `The coordinate reference system "${name}" is not known here: give wgs84, gcj02, bd09, or EPSG:n of CGCS2000 (4490–4554), UTM (32601–32760), 3857 or 4326.`,
    );
  }
  return crs;
}

function parseUnknownCategory(text: string): UnknownCategory {
  const known = UNKNOWN_CATEGORIES.find((one) => one === text);
  if (!known) throw misuse(`--unknown-category takes ${UNKNOWN_CATEGORIES.join(", ")}.`);
  return known;
}

function parseMap(pairs: readonly string[]): ColumnMap {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf("=");
      if (at < 1 || at === pair.length - 1)
        throw misuse(`--map takes COLUMN=FIELD, not "${pair}".`);
      return [pair.slice(at + 1), pair.slice(0, at)];
    }),
  );
}
