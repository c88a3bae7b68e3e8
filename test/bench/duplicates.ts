import { existsSync } from "node:fs";
import { COMPLAINT_DUPLICATES, type DuplicateSettings } from "../../data/standards.ts";
import { duplicateSuggestions, reachOf } from "../../server/complaints/duplicates.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import {
  asCandidate,
  displaced,
  earlierIndex,
  isOpenOn,
  type Request,
  readRequests,
} from "./duplicates-data.ts";
import type { BenchResult } from "./run.ts";

const FILE = "../shared/data/complaints/chicago_sanitation_code_2012_2013.csv";
const SHOWN = 5;
/** How long ago an original may have been received. */
const ORIGINAL_DAYS = 60;
const ERRORS_METERS = [0, 25, 50, 100];

const firstDay = (year: number) => Date.UTC(year, 0, 1) / 86_400_000;
const isOf = (year: number) => (request: Request) =>
  request.day >= firstDay(year) && request.day < firstDay(year + 1);

/** Requests that count as the original of one that was marked; empty when none is known. */
type Definition = (marked: Request) => readonly Request[];

/** The file never names an original. These are ways of telling it, from what the file does have. */
function definitions(requests: readonly Request[]) {
  const group = (key: (request: Request) => string) => {
    const groups = new Map<string, Request[]>();
    for (const request of requests) {
      const list = groups.get(key(request));
      if (list) list.push(request);
      else groups.set(key(request), [request]);
    }
    return (request: Request) =>
      (groups.get(key(request)) ?? []).filter(
        (other) =>
          !other.isMarked && other.rank < request.rank && request.day - other.day <= ORIGINAL_DAYS,
      );
  };
  const atAddress = group(({ address }) => address);
  const closedTogether = group(({ ward, closedDay }) => `${ward} ${closedDay}`);
  return {
    nearest: (marked) => atAddress(marked).slice(-1),
    oldestOpen: (marked) =>
      atAddress(marked)
        .filter((other) => isOpenOn(other, marked.day))
        .slice(0, 1),
    sameNature: (marked) =>
      atAddress(marked)
        .filter(({ nature }) => nature !== null && nature === marked.nature)
        .slice(-1),
    closedTogether: (marked) => (marked.closedDay === null ? [] : closedTogether(marked)),
  } satisfies Record<string, Definition>;
}

/** Numbers in the order in which they are suggested. */
type Ranking = (fresh: Request) => readonly string[];

/** The suggestions for every request, and the plain way: the nearest in the same circle and days. */
function rankings(
  requests: readonly Request[],
  settings: DuplicateSettings,
  isAddressKnown: boolean,
): { suggested: Ranking; nearest: Ranking } {
  const earlier = earlierIndex(requests);
  const { nearest: original } = definitions(requests);
  const linked = new Map(
    requests.filter(({ isMarked }) => isMarked).map((row) => [row.id, original(row)[0]?.id]),
  );
  return {
    suggested: (fresh) => {
      const { radiusMeters, days } = reachOf(settings, fresh.nature);
      const candidates = earlier(fresh, radiusMeters, days).map((other) =>
        asCandidate(other, fresh.day, linked.get(other.id), isAddressKnown),
      );
      const asked = asCandidate(fresh, fresh.day, undefined, isAddressKnown);
      return duplicateSuggestions(asked, candidates, settings).map(({ id }) => id);
    },
    nearest: (fresh) => {
      const { radiusMeters, days } = reachOf(settings, fresh.nature);
      return earlier(fresh, radiusMeters, days)
        .filter(({ isMarked }) => !isMarked)
        .map(({ id, position }) => ({ id, away: distanceMeters(fresh.position!, position!) }))
        .filter(({ away }) => away <= radiusMeters)
        .sort((a, b) => a.away - b.away)
        .slice(0, SHOWN)
        .map(({ id }) => id);
    },
  };
}

/** How many originals are first, and how many among the first five. */
function recall(marked: readonly Request[], originals: Definition, ranking: Ranking) {
  let known = 0;
  let first = 0;
  let among = 0;
  for (const request of marked) {
    const ids = new Set(originals(request).map(({ id }) => id));
    if (ids.size === 0) continue;
    known++;
    const at = ranking(request).findIndex((id) => ids.has(id));
    if (at === 0) first++;
    if (at >= 0 && at < SHOWN) among++;
  }
  return { known, first, among };
}

const TITLES: Record<keyof ReturnType<typeof definitions>, string> = {
  nearest: "same address, the last before it within 60 days",
  oldestOpen: "same address, the oldest that was still open",
  sameNature: "same address and nature, the last within 60 days",
  closedTogether: "same ward, closed on the same day (any of them)",
};

const share = (count: number, of: number) =>
  of === 0 ? "none" : `${((100 * count) / of).toFixed(1)} %`;

function withReach(radiusMeters: number, days: number): DuplicateSettings {
  const { default: preset, categories } = COMPLAINT_DUPLICATES.reach;
  return {
    ...COMPLAINT_DUPLICATES,
    reach: {
      categories,
      default: {
        radiusMeters: { ...preset.radiusMeters, value: radiusMeters },
        days: { ...preset.days, value: days },
      },
    },
  };
}

/** What a reach finds and what it costs, on the year that settings are chosen on. */
function reachRow(requests: readonly Request[], radiusMeters: number, days: number): string {
  const isChosenOn = isOf(2012);
  const settings = withReach(radiusMeters, days);
  const cells = ERRORS_METERS.map((error) => {
    const world = displaced(requests, error);
    const marked = world.filter((row) => row.isMarked && isChosenOn(row));
    const { suggested } = rankings(world, settings, error === 0);
    const { among, known } = recall(marked, definitions(world).nearest, suggested);
    return share(among, known);
  });
  const { suggested } = rankings(requests, settings, false);
  const unmarked = requests.filter((row) => !row.isMarked && isChosenOn(row));
  const counts = unmarked.map((row) => suggested(row).length);
  const any = counts.filter((count) => count > 0).length;
  const each = counts.reduce((sum, count) => sum + count, 0) / unmarked.length;
  return `| ${radiusMeters} m, ${days} days | ${cells.join(" | ")} | ${share(any, unmarked.length)} | ${each.toFixed(2)} |`;
}

/** One line for each definition: the suggestions and the plain way, on the year that nothing was chosen on. */
function recallRows(requests: readonly Request[], errorMeters: number): string[] {
  const world = displaced(requests, errorMeters);
  const marked = world.filter((row) => row.isMarked && isOf(2013)(row));
  const { suggested, nearest } = rankings(world, COMPLAINT_DUPLICATES, errorMeters === 0);
  return Object.entries<Definition>(definitions(world)).map(([name, originals]) => {
    const ours = recall(marked, originals, suggested);
    const plain = recall(marked, originals, nearest);
    return [
      `| ${errorMeters} m | ${TITLES[name as keyof typeof TITLES]} | ${ours.known}`,
      `**${share(ours.among, ours.known)}**`,
      share(ours.among, marked.length),
      share(plain.among, plain.known),
      share(ours.first, ours.known),
      `${share(plain.first, plain.known)} |`,
    ].join(" | ");
  });
}

/** How many that were marked have an original at all. */
function definitionRows(requests: readonly Request[]): string[] {
  return Object.entries<Definition>(definitions(requests)).map(([name, originals]) => {
    const cells = [2012, 2013].map((year) => {
      const marked = requests.filter((row) => row.isMarked && isOf(year)(row));
      const without = marked.filter((row) => originals(row).length === 0).length;
      return `${marked.length - without} of ${marked.length} | ${without}`;
    });
    return `| ${TITLES[name as keyof typeof TITLES]} | ${cells.join(" | ")} |`;
  });
}

/** How often the first suggestion was closed on the same day: for those marked, and for those not. */
function closedWithFirst(requests: readonly Request[]): string[] {
  const { suggested } = rankings(requests, COMPLAINT_DUPLICATES, true);
  const byId = new Map(requests.map((row) => [row.id, row]));
  return [true, false].map((isMarked) => {
    const asked = requests.filter((row) => row.isMarked === isMarked && isOf(2013)(row));
    const pairs = asked.flatMap((row) => {
      const first = byId.get(suggested(row)[0] ?? "");
      return first && row.closedDay !== null ? [first.closedDay === row.closedDay] : [];
    });
    return `${share(pairs.filter(Boolean).length, pairs.length)} of ${pairs.length}`;
  });
}

/** Finds what the city marked as duplicates: settings chosen on 2012, figures of 2013. */
export const benchDuplicates = async (): Promise<BenchResult> => {
  if (!existsSync(FILE)) return { skipped: `${FILE} is missing` };
  const requests = readRequests(FILE);
  const { radiusMeters, days } = reachOf(COMPLAINT_DUPLICATES, null);
  const [closedMarked, closedOther] = closedWithFirst(requests);
  const report = `
## Duplicates

${requests.length.toLocaleString("en")} sanitation requests of Chicago, 2012 and 2013 (${FILE}; of a repeated number the first row). The city
marked some as duplicates (\`- Dup\`) and never says of which, so "the original" is a definition, always of an earlier request that is
not marked itself; order within a day is that of the numbers:

| the original is | 2012: has one | none | 2013: has one | none |
|---|---|---|---|---|
${definitionRows(requests).join("\n")}

**What this does and does not show.** The city's marks follow the address almost without exception, and in this file an address is a
position: to look there and find it there is a circle, so the lines at 0 m say only that nothing is lost on the way. Three things lie
outside of it. (1) Each position is moved by a normal error of 25, 50 and 100 m to the east and to the north, the new one's as well as the
original's, and addresses are hidden: as if placed by hand. (2) "Closed on the same day" takes nothing but the ward and a day that nobody
knows when a request comes in; it is loose, because several of a ward are closed on a day. (3) The first suggestion was closed on the same day
as the request itself for ${closedMarked} marked ones of 2013 with a suggestion, and ${closedOther} others.
A file of places where duplicates are reported from across the street, with reporters and text, would say more; those weights are proposals.

Reach, chosen on 2012 (share of originals, by the first definition, among the first ${SHOWN}; what it costs: requests not marked that get any suggestion,
and how many on average):

| reach | 0 m | 25 m | 50 m | 100 m | any | each |
|---|---|---|---|---|---|---|
${[
  [100, 14],
  [200, 3],
  [200, 7],
  [200, 14],
  [200, 28],
  [300, 14],
]
  .map(([radius, back]) => reachRow(requests, radius!, back!))
  .join("\n")}

Result on 2013, ${radiusMeters} m and ${days} days, against the plain way: the ${SHOWN} nearest not marked in the same circle and days:

| position wrong by | the original is | n | recall@5 | of all marked | plain @5 | first | plain first |
|---|---|---|---|---|---|---|---|
${ERRORS_METERS.flatMap((error) => recallRows(requests, error)).join("\n")}

Few requests lie in one circle of this city in ${days} days, so five places hold nearly all of them, and recall@5 is decided by the reach; the
order shows in how often the original comes first.
`;
  return { report };
};
