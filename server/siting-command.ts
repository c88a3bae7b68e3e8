import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { CommandError, runCommand, tell } from "./command.ts";
import {
  columnOf,
  failWith,
  faultAt,
  numbersOf,
  parseTable,
  ReferenceFailure,
  type ReferenceTable,
} from "./hotspots/reference-table.ts";
import { ImportFailure } from "./imports/failure.ts";
import { decodeText, delimiterOf } from "./imports/text.ts";
import { graphDemand, parseGraph, SitingFileError } from "./siting/graph.ts";
import { MOST_POINTS, pointDemand } from "./siting/points.ts";
import { type Obstacle, type SitingProblem, UndecidedError } from "./siting/problem.ts";
import { solveSiting } from "./siting/siting.ts";

/** As long as nobody says otherwise. */
const PRESET_SECONDS = 100;

const USAGE = `npm run -s siting -- FILE.txt [--problem pmedian|pcenter] [--p N] [--seconds S]
npm run -s siting -- FILE.csv --problem mclp|lscp --radius R [--sites N] [--seconds S]

  FILE.txt      a graph as OR-Library writes it: line 1 "n m p", then m lines "vertex vertex cost"; vertices from 1,
                edges both ways, one that is listed again replaces the earlier; each vertex weighs 1 and is a candidate
  pmedian       least sum of distances to the nearest site (preset)
  pcenter       least distance of the vertex that is farthest from its nearest site
  --p           how many sites; line 1's p without it
  FILE.csv      points with the columns x,y,demand; each is a candidate, and serves what is at most R from it, in the plane
  mclp          most demand served by at most N sites
  lscp          fewest sites that serve every point, also points whose demand is 0
  --radius      R, in the unit of x and y, the distance included
  --sites       N, for mclp
  --seconds     stop solving after this long and answer with the best so far and its gap (preset ${PRESET_SECONDS})

Answer, on stdout: {problem,status,objective,bound,gap,sites,seconds}. sites are vertex numbers, or the numbers of points:
the first row after the header is 1. Exit code 0 proven best, 2 bad input, 3 infeasible (with reason), 4 time was up.`;

const OPTIONS = {
  problem: { type: "string" },
  p: { type: "string" },
  sites: { type: "string" },
  radius: { type: "string" },
  seconds: { type: "string" },
  help: { type: "boolean" },
} as const;

const misuse = (message: string) => new CommandError(2, `${message}\n${USAGE}`);

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw misuse(error instanceof Error ? error.message : String(error));
  }
}

type Values = ReturnType<typeof parsed>["values"];

const numberOf = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));

function wholeOf(name: "p" | "sites", text: string): number {
  const count = numberOf(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw misuse(`--${name} is a whole number of 1 or more, not ${text}.`);
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

function graphProblem(path: string, kind: "pmedian" | "pcenter", values: Values): SitingProblem {
  if (values.radius !== undefined || values.sites !== undefined)
    throw misuse(`${kind} takes --p, and neither --radius nor --sites.`);
  const asked = values.p === undefined ? null : wholeOf("p", values.p);
  const graph = parseGraph(readText(path), basename(path));
  return { kind, demand: graphDemand(graph), count: asked ?? graph.count };
}

function pointProblem(path: string, kind: "mclp" | "lscp", values: Values): SitingProblem {
  if (values.p !== undefined) throw misuse(`${kind} takes --sites, not --p.`);
  if (values.radius === undefined) throw misuse(`${kind} needs --radius.`);
  const radiusMeters = numberOf(values.radius);
  if (!(radiusMeters >= 0 && radiusMeters < Number.POSITIVE_INFINITY))
    throw misuse(`--radius is a distance of 0 or more, not ${values.radius}.`);
  if (kind === "lscp" && values.sites !== undefined)
    throw misuse("lscp finds how many sites are needed: leave --sites out, or ask for mclp.");
  if (kind === "mclp" && values.sites === undefined) throw misuse("mclp needs --sites.");
  const count = values.sites === undefined ? 0 : wholeOf("sites", values.sites);
  const text = readText(path);
  const demand = pointDemand(
    pointsOf(parseTable(text, basename(path), delimiterOf(text))),
    radiusMeters,
  );
  return kind === "mclp" ? { kind, demand, radiusMeters, count } : { kind, demand, radiusMeters };
}

function pointsOf(table: ReferenceTable) {
  const [x, y] = [columnOf(table, "x"), columnOf(table, "y")];
  const demand = table.columns.indexOf("demand");
  const missing = Object.entries({ x, y, demand }).filter(([, at]) => at < 0);
  if (missing.length > 0) {
    const names = missing.map(([name]) => `"${name}"`).join(" and ");
    throw new ReferenceFailure(
      `${table.file}, row 1: there is no column ${names}, only ${table.columns.join(", ")}; the header is x,y,demand.`,
    );
  }
  if (table.rows.length > MOST_POINTS)
    throw new ReferenceFailure(
      `${table.file} has ${table.rows.length} points: at most ${MOST_POINTS} can be worked on; leave some out, or put near ones together.`,
    );
  const weights = numbersOf(table, demand);
  failWith(
    table.rows
      .filter((_, i) => weights[i]! < 0)
      .map((row) => faultAt(table, row, demand, "give a demand of 0 or more")),
  );
  return { xs: numbersOf(table, x), ys: numbersOf(table, y), weights };
}

function askedOf(argv: readonly string[]) {
  const { values, positionals } = parsed(argv);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw misuse(`Give one file, not ${positionals.length}.`);
  const seconds = values.seconds === undefined ? PRESET_SECONDS : numberOf(values.seconds);
  if (!(seconds > 0)) throw misuse(`--seconds is more than 0, not ${values.seconds}.`);
  const isTable = /\.csv$/i.test(file);
  const kind = values.problem ?? (isTable ? undefined : "pmedian");
  if (kind === "mclp" || kind === "lscp")
    return { problem: pointProblem(file, kind, values), seconds };
  if (kind === "pmedian" || kind === "pcenter") {
    if (isTable) throw misuse(`${kind} is asked of a graph (FILE.txt); of points, mclp or lscp.`);
    return { problem: graphProblem(file, kind, values), seconds };
  }
  if (kind === undefined) throw misuse("Say what to ask of the points: --problem mclp or lscp.");
  throw misuse(`There is no ${kind}: give pmedian, pcenter, mclp or lscp.`);
}

const MOST_NAMED = 10;

function reasonOf(obstacle: Obstacle): string {
  if (obstacle.why === "conflicts") return "Sites that are needed are too near each other.";
  if (obstacle.why === "out-of-reach") {
    const named = obstacle.demands.slice(0, MOST_NAMED).map((row) => row + 1);
    const more = obstacle.demands.length - named.length;
    return `No candidate reaches ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
  }
  const needed =
    obstacle.needed === null ? "more are needed" : `at least ${obstacle.needed} are needed`;
  return `${obstacle.count} ${obstacle.count === 1 ? "site" : "sites"} cannot reach everything, because not all of it is connected: ${needed}.`;
}

/** `npm run siting`: where sites do most, of files, so that the answers can be compared with any other program's. */
async function answer(): Promise<object> {
  const asked = askedOf(process.argv.slice(2));
  if (!asked) {
    tell(USAGE);
    return { usage: USAGE };
  }
  const { problem, seconds } = asked;
  const { weights, siteCount } = problem.demand;
  tell(`${problem.kind} of ${weights.length} rows and ${siteCount} candidates`);
  let told = "";
  const { answer: found } = await solveSiting(problem, {
    seconds,
    onProgress: ({ objective, bound }) => {
      const line = `best ${objective ?? "none yet"}, bound ${bound ?? "none yet"}`;
      if (line !== told) tell(line);
      told = line;
      return undefined;
    },
  });
  if (found.status === "infeasible") {
    const nothing = { objective: null, bound: null, gap: null, sites: [] };
    const reason = reasonOf(found.obstacle);
    const details = {
      problem: problem.kind,
      status: found.status,
      ...nothing,
      seconds: found.seconds,
      reason,
    };
    throw new CommandError(3, reason, { details });
  }
  const { status, objective, bound, gap, sites, seconds: took } = found;
  const named = sites.map((site) => site + 1);
  const details = {
    problem: problem.kind,
    status,
    objective,
    bound,
    gap,
    sites: named,
    seconds: took,
  };
  if (status === "optimal") return details;
  throw new CommandError(4, `After ${seconds} s this is the best found, and not proven best.`, {
    details,
  });
}

await runCommand(async () => {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof UndecidedError) throw new CommandError(4, error.message, { cause: error });
    if (error instanceof ImportFailure || error instanceof SitingFileError)
      throw new CommandError(2, error.message, { cause: error });
    if (!(error instanceof ReferenceFailure)) throw error;
    const { message, faults } = error;
    throw new CommandError(2, message, { cause: error, details: { faults } });
  }
});
