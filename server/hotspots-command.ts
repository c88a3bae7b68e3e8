import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { CommandError, runCommand, tell } from "./command.ts";
import { emergingCubeAnswer } from "./hotspots/reference-cube.ts";
import { emergingAnswer } from "./hotspots/reference-emerging.ts";
import { localGAnswer, type Nearness } from "./hotspots/reference-points.ts";
import { mannKendallAnswer } from "./hotspots/reference-series.ts";
import { columnOf, parseTable, ReferenceFailure } from "./hotspots/reference-table.ts";
import { ImportFailure } from "./imports/failure.ts";
import { decodeText, delimiterOf } from "./imports/text.ts";

const USAGE = `npm run -s hotspots -- gi|gistar FILE.csv (--band METERS | --neighbors FILE.csv) [--binary]
npm run -s hotspots -- mannkendall FILE.csv
npm run -s hotspots -- emerging FILE.csv [--band METERS | --neighbors FILE.csv]

  gi, gistar    of id,x,y,value: Getis-Ord Gi or Gi* of each point
  --band        neighbors are within this distance, in the unit of x and y, the distance included
  --binary      each weighs 1, also in a file with weights; else those within a band add up to 1, which gives the same z
  --neighbors   pairs id,neighbor[,weight]; a pair of an id with itself is its own weight for gistar
  mannkendall   of id,t,value: trend and Sen's slope of each series
  emerging      of id,states,trend or id,t,value (Gi* z of each step): what the history is called;
                of counts id,t,value[,x,y] with --band or --neighbors the whole analysis in space and time`;

const OPTIONS = {
  band: { type: "string" },
  binary: { type: "boolean" },
  neighbors: { type: "string" },
  help: { type: "boolean" },
} as const;

function readTable(path: string) {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new CommandError(2, `${path} cannot be read${why}: give the path of a CSV file.`, {
      cause: error,
    });
  }
  const { text } = decodeText(bytes);
  return parseTable(text, basename(path), delimiterOf(text));
}

function misuse(message: string) {
  return new CommandError(2, `${message}\n${USAGE}`);
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw misuse(error instanceof Error ? error.message : String(error));
  }
}

type Values = ReturnType<typeof parsed>["values"];

function nearnessOf({ band, binary, neighbors }: Values): Nearness | null {
  if (band !== undefined && neighbors !== undefined)
    throw misuse("Give --band or --neighbors, not both.");
  if (neighbors !== undefined) return { pairs: readTable(neighbors), isBinary: binary === true };
  if (band === undefined) return null;
  const meters = band.trim() === "" ? Number.NaN : Number(band);
  if (!(meters >= 0 && meters < Number.POSITIVE_INFINITY))
    throw misuse(`--band is a distance of 0 or more, not ${band}.`);
  return { band: meters, isBinary: binary === true };
}

function answer(argv: readonly string[]): object {
  const { values, positionals } = parsed(argv);
  const [action, file, ...more] = positionals;
  if (values.help) {
    tell(USAGE);
    return { usage: USAGE };
  }
  if (action === undefined) throw misuse("Say what to work out.");
  if (!["gi", "gistar", "mannkendall", "emerging"].includes(action))
    throw misuse(`There is no ${action}: give gi, gistar, mannkendall or emerging.`);
  if (file === undefined || more.length > 0)
    throw misuse(`Give one file, not ${positionals.length - 1}.`);
  if (action === "mannkendall") return mannKendallAnswer(readTable(file));
  const nearness = nearnessOf(values);
  const table = readTable(file);
  const hasPlaces = columnOf(table, "x") >= 0 && columnOf(table, "y") >= 0;
  if (action === "emerging" && nearness === null && !hasPlaces) return emergingAnswer(table);
  if (nearness === null) throw misuse("Say what is near: --band METERS or --neighbors FILE.csv.");
  if (action === "emerging") return emergingCubeAnswer(table, nearness);
  return localGAnswer(table, nearness, action === "gistar");
}

/** `npm run hotspots`: the statistics of hot spots, of files, so that they can be compared with any other program's. */
await runCommand(async () => {
  try {
    return answer(process.argv.slice(2));
  } catch (error) {
    if (error instanceof ImportFailure) throw new CommandError(2, error.message, { cause: error });
    if (!(error instanceof ReferenceFailure)) throw error;
    const { message, faults } = error;
    throw new CommandError(2, message, { cause: error, details: { faults } });
  }
});
