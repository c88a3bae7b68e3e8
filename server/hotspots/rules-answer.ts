import { ROLE_TITLES } from "../../data/roles.ts";
import { readCategoryTitles } from "../complaints/category-settings.ts";
import { dayOf } from "../store/column.ts";
import type { Queryable } from "../store/database.ts";
import { listOfCells } from "./list-link.ts";
import { type Called, named, readCalled } from "./located.ts";
import { orNull, rounded } from "./rounding.ts";
import { readRules, type StoredAlarm, type StoredRule } from "./rule-store.ts";
import { type Rule, type RuleAlarmsAnswer, RuleDraft, type RulesAnswer } from "./rules-schema.ts";
import { hotspotSetting } from "./settings.ts";

type Categories = Called["categories"];

const titled = (categories: Categories, value: string) => {
  const { zh, en } = categories[value] ?? { zh: value, en: value };
  return { value, title: { zh, en } };
};

/** A rule as it goes over the wire. */
export const ruleAnswer =
  (titles: Categories) =>
  ({ createdAt, evaluatedAt, hotCells: _, categories, ...rule }: StoredRule): Rule => ({
    ...rule,
    categories,
    categoryTitles: categories?.map((category) => titled(titles, category)) ?? null,
    createdAt: createdAt.toISOString(),
    evaluatedAt: evaluatedAt?.toISOString() ?? null,
  });

const definitionOf = (days: number) => ({
  zh: `每小时查看最近 ${days} 天的热点：其中任何一格上次都不热、${days} 天内也没有提醒过的，为新热点，提醒所选角色。规则写好或改动后第一次查看只记下已有的热点，不提醒。`,
  en: `Once an hour the hotspots of the last ${days} days are looked at: one of which no cell was hot the time before, nor was told of within ${days} days, is new, and the role is told. The first time after a rule was written or changed only notes what is hot, and tells nothing.`,
});

/** The rules of a district as they go over the wire. */
export async function rulesAnswer(tx: Queryable, districtId: string): Promise<RulesAnswer> {
  const { periodDays } = await hotspotSetting.read(tx, districtId);
  const titles = await readCategoryTitles(tx, districtId);
  return {
    districtId,
    roles: RuleDraft.shape.role.options.map((value) => ({ value, title: ROLE_TITLES[value] })),
    ...{ periodDays, definition: definitionOf(periodDays) },
    rules: (await readRules(tx, districtId)).map(ruleAnswer(titles)),
  };
}

/** Alarms are counted so far; who has more has not looked for months. */
const MOST_UNSEEN = 999;

/** Alarms as they go over the wire, of those that may be read. */
export async function ruleAlarmsAnswer(
  tx: Queryable,
  districtId: string,
  alarms: readonly StoredAlarm[],
  limit: number,
): Promise<RuleAlarmsAnswer> {
  const told = alarms.slice(0, limit);
  const { names, categories: titles } = await readCalled(tx, districtId, {
    streets: told.map(({ streetId }) => streetId),
    units: told.map(({ unitId }) => unitId),
  });
  return {
    districtId,
    unseen: Math.min(MOST_UNSEEN, alarms.filter(({ seenAt }) => seenAt === null).length),
    alarms: told.map(({ lng, lat, foundAt, seenAt, ...alarm }) => {
      const { firstDay, lastDay, streetId, unitId, category, categories, ...same } = alarm;
      const span = { from: dayOf(firstDay), to: dayOf(lastDay) };
      return {
        ...same,
        cells: [...same.cells],
        center: [rounded(lng, 6), rounded(lat, 6)],
        expected: orNull(same.expected)!,
        ...{ foundAt: foundAt.toISOString(), seenAt: seenAt?.toISOString() ?? null },
        period: { from: firstDay, to: lastDay },
        categories: categories?.map((value) => titled(titles, value)) ?? null,
        category: category === null ? null : titled(titles, category),
        ...{ street: named(names.streets, streetId), unit: named(names.units, unitId) },
        ...listOfCells(categories ? { category: categories } : {}, span, same.cells),
      };
    }),
    isMore: alarms.length > limit,
  };
}
