import { randomUUID } from "node:crypto";
import type { Reach } from "../http/caller.ts";
import { recordAudits, SERVER_ACTOR } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import { daysOf, fieldOfPeriod, sharesOfCounts } from "./analysis.ts";
import { centerOf } from "./answer.ts";
import { gathered, locatedIn } from "./located.ts";
import type { Material, Materials } from "./material.ts";
import {
  type AlarmFields,
  insertAlarm,
  lockRule,
  readDueRules,
  readToldCells,
  type StoredRule,
  writeWatch,
} from "./rule-store.ts";
import { type Spot, spotsOf } from "./spots.ts";

/** How often a rule is looked at. */
const AGAIN_MILLISECONDS = 3_600_000;
const DAY_MILLISECONDS = 86_400_000;

const EVERYWHERE: Reach = { isWhole: true, areaIds: [], holds: () => true };

/** What is hot by a rule. */
type Hot = {
  readonly resolution: number;
  readonly hotCells: readonly string[];
  readonly spots: readonly AlarmFields[];
  readonly periodDays: number;
};

/**
 * Hot spots that are new: none of their cells was hot the time before, and none was told in the time one looks back on, so
 * that a spot on the edge of significance is not told again and again.
 */
export function newSpots<S extends { readonly cells: readonly string[] }>(
  spots: readonly S[],
  hotBefore: ReadonlySet<string>,
  told: ReadonlySet<string>,
): S[] {
  return spots.filter(({ cells }) =>
    cells.every((cell) => !hotBefore.has(cell) && !told.has(cell)),
  );
}

function hotIn(material: Material): Hot {
  const { study, period, settings } = material;
  const { counts, field } = fieldOfPeriod(material);
  const spots = spotsOf(field, counts.events, sharesOfCounts(counts), study.touching());
  const located = locatedIn(material, period);
  const spotOf = new Map(spots.flatMap(({ cells }, spot) => cells.map((code) => [code, spot])));
  const members: number[][] = spots.map(() => []);
  located.codes.forEach((code, i) => {
    members[spotOf.get(code) ?? -1]?.push(i);
  });
  const { from, to } = daysOf(period);
  const toAlarm = (spot: Spot, i: number): AlarmFields => {
    const { categories, streetId, unitId } = gathered(located, members[i]!);
    return {
      alarmId: randomUUID(),
      spotId: study.cells[spot.peak]!,
      cells: spot.cells.map((code) => study.cells[code]!),
      center: centerOf(spot, study, counts.complaints),
      ...{ firstDay: from, lastDay: to, observed: spot.observed, expected: spot.expected },
      complaints: members[i]!.length,
      streetId: streetId ?? study.streetsIn(spot.peak)[0]?.streetId ?? null,
      ...{ unitId, category: categories[0]?.value ?? null },
    };
  };
  return {
    resolution: study.resolution,
    hotCells: study.cells.filter((_, code) => field.state[code] === 1),
    spots: spots.map(toAlarm),
    periodDays: settings.periodDays,
  };
}

type Parts = { readonly database: Database; readonly read: Materials };

/**
 * Looks at a rule: what is hot now and was not the time before is told to its role. The first time nothing is told, because
 * nobody knows what of it is new.
 *
 * @param to  the last local day that is looked at; today by default.
 * @returns how many alarms there are; null when somebody else looked at it or wrote it meanwhile.
 */
export async function evaluateRule(
  { database, read }: Parts,
  districtId: string,
  rule: StoredRule,
  now: Date,
  to?: string,
): Promise<number | null> {
  const { categories, measure, resolution } = rule;
  const hot = await read(
    districtId,
    { accountId: null, all: EVERYWHERE },
    {
      measure,
      ...(categories ? { category: categories } : {}),
      ...(resolution ? { resolution } : {}),
      ...(to ? { to } : {}),
    },
    () => [],
    hotIn,
  );
  return database.transaction(
    async (tx) => {
      const current = await lockRule(tx, districtId, rule.ruleId);
      const isSame =
        current?.revision === rule.revision &&
        +(current.evaluatedAt ?? 0) === +(rule.evaluatedAt ?? 0);
      if (!isSame) return null;
      const since = new Date(+now - hot.periodDays * DAY_MILLISECONDS);
      const told = await readToldCells(tx, districtId, rule.ruleId, since);
      const found = rule.hotCells ? newSpots(hot.spots, new Set(rule.hotCells), told) : [];
      await writeWatch(tx, districtId, rule.ruleId, {
        ...{ at: now, resolution: hot.resolution, hotCells: hot.hotCells, spots: hot.spots.length },
      });
      for (const alarm of found) await insertAlarm(tx, districtId, rule, now, alarm);
      if (found.length > 0) {
        await recordAudits(
          tx,
          districtId,
          found.map(({ alarmId, spotId, observed, expected, streetId }) => ({
            ...{ actor: SERVER_ACTOR, action: "hotspot_alarm.raise" },
            ...{ record: "hotspot_alarm", recordId: alarmId, before: null },
            after: { ruleId: rule.ruleId, spotId, observed, expected, streetId, role: rule.role },
          })),
        );
        await recordChange(
          tx,
          districtId,
          "hotspot_alarm",
          found.map(({ alarmId }) => alarmId),
        );
      }
      return found.length;
    },
    { districtId },
  );
}

/**
 * Looks at the rules of a district that are due: those not looked at for an hour, or never.
 *
 * @returns how many alarms there are.
 */
export async function evaluateRules(
  parts: Parts,
  districtId: string,
  now: Date,
  isOver: () => boolean = () => false,
): Promise<number> {
  const since = new Date(+now - AGAIN_MILLISECONDS);
  const due = await parts.database.transaction((tx) => readDueRules(tx, districtId, since), {
    districtId,
  });
  let alarms = 0;
  for (const rule of due) {
    if (isOver()) break;
    alarms += (await evaluateRule(parts, districtId, rule, now)) ?? 0;
  }
  return alarms;
}
