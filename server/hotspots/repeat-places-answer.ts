import type { Position } from "geojson";
import type { CaseFilters } from "../complaints/case-filters.ts";
import { repeatability } from "../complaints/case-repetition.ts";
import { readCategoryTitles } from "../complaints/category-settings.ts";
import type { ExportTable } from "../http/export-table.ts";
import { dateOf, NO_DAY } from "../store/column.ts";
import { daysOf } from "./analysis.ts";
import { listOfIds, listWith } from "./list-link.ts";
import type { Material } from "./material.ts";
import { type Names, readNames } from "./names.ts";
import { type RepeatPlace, repeatPlaces } from "./repeat-places.ts";
import { placeReturns, RETURNS } from "./repeat-returns.ts";
import type { RepeatPlacesAnswer, RepeatPlacesQuery } from "./repeat-schema.ts";
import { placesDefinition } from "./repeat-words.ts";
import { readTold } from "./spot-answer.ts";

type TitleById = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
type Place = RepeatPlacesAnswer["places"][number];

/** Rows of all places that are judged, by what became of them. */
function outcomes(
  { index, scope, counted, period, today }: Material,
  places: readonly RepeatPlace[],
  asked: { readonly radiusMeters: number; readonly returnDays: number },
): Map<number, number> {
  const { columns, now } = counted;
  // what comes back comes after what was received in the period, whatever the question leaves out
  const { rows } = index.chosen({ filters: { receivedFrom: period.from }, scope, now });
  const settled = Uint32Array.from(
    places.flatMap((place) => place.rows.filter((row) => columns.at.settledDays[row] !== NO_DAY)),
  );
  const found = placeReturns(columns, rows, { ...asked, settled, today });
  return new Map([...settled].map((row, i) => [row, found[i]!]));
}

/** How the register opens the complaints of a place; too many to name are asked for by place and category, and counted. */
function listsOf(
  { index, scope, counted, filters }: Material,
  query: RepeatPlacesQuery,
  place: RepeatPlace,
  returned: readonly number[],
): Place["lists"] {
  const { ids } = counted.columns;
  const named = place.rows.map((row) => ids.word(row));
  const all = listOfIds(named);
  const back = listOfIds(returned.map((row) => ids.word(row)));
  const opened = place.open > 0 ? listOfIds(named, { open: "true" }) : null;
  if (all !== null) return { all, isExact: true, open: opened, returned: back };
  const radiusMeters = Math.ceil(place.reachMeters) + 1;
  const alike: CaseFilters = {
    ...filters,
    ...{ category: [place.category], isDuplicate: false },
    ...{ receivedFrom: place.firstDay, receivedTo: place.lastDay },
    near: { position: place.position, radiusMeters },
  };
  const { rows } = index.chosen({ filters: alike, scope, now: counted.now });
  return {
    all: listWith(query, {
      ...{ category: place.category, duplicate: "false" },
      near: [...place.position, radiusMeters].join(","),
      ...{ since: dateOf(place.firstDay), until: dateOf(place.lastDay) },
    }),
    isExact: rows.length === place.rows.length,
    ...{ open: null, returned: back },
  };
}

/** Answers which places are complained of again and again. */
export async function repeatPlacesAnswer(
  material: Material,
  districtId: string,
  query: RepeatPlacesQuery,
): Promise<{ answer: RepeatPlacesAnswer; name: string; today: number }> {
  const { tx, counted, settings, period, today } = material;
  const { columns, rows, now } = counted;
  const { radiusMeters, days, returnDays, fewest } = { ...settings.repeats, ...given(query) };
  const asked = { radiusMeters, days, returnDays, fewest };
  const places = repeatPlaces(columns, rows, asked);
  const shown = query.format ? places : places.slice(0, query.limit);
  const outcome = outcomes(material, shown, asked);
  const { name, isDemo } = await readTold(tx, districtId);
  const titles = await readCategoryTitles(tx, districtId);
  const idsOf = (key: "streetId" | "unitId" | "areaId") => [
    ...new Set(shown.flatMap((place) => place[key] ?? [])),
  ];
  const names = await readNames(tx, districtId, {
    ...{ streets: idsOf("streetId"), units: idsOf("unitId"), areas: idsOf("areaId") },
  });
  const told = (place: RepeatPlace): Place => {
    const judged = place.rows.filter((row) => {
      const became = outcome.get(row);
      return became === RETURNS.stayed || became === RETURNS.returned;
    });
    const returned = judged.filter((row) => outcome.get(row) === RETURNS.returned);
    return {
      placeId: columns.ids.word(place.rows[0]!),
      ...toldOf(place, titles, names),
      settled: place.rows.filter((row) => outcome.has(row)).length,
      ...{ judged: judged.length, returned: returned.length },
      lists: listsOf(material, query, place, returned),
    };
  };
  return {
    ...{ name, today },
    answer: {
      ...{ districtId, isDemo, period: daysOf(period), definition: placesDefinition(asked) },
      ...asked,
      complaints: rows.length,
      repeatable: rows.filter(repeatability(columns)).length,
      inPlaces: places.reduce((sum, place) => sum + place.rows.length, 0),
      total: places.length,
      places: shown.map(told),
      askedAt: new Date(now).toISOString(),
    },
  };
}

/** What the question says itself, so that presets hold for the rest. */
export const given = <T extends object>(query: T) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

const nameIn = (names: Names[keyof Names], id: string | null) => {
  if (id === null) return null;
  return { id, ...(names.get(id) ?? { name: id, nameEn: null }) };
};

function toldOf(place: RepeatPlace, titles: TitleById, names: Names) {
  const { category, reporters, withoutReporter, mostOfOne, open, position } = place;
  return {
    position: [position[0], position[1]] as [number, number],
    reachMeters: Math.ceil(place.reachMeters),
    ...{ category, categoryTitle: { ...(titles[category] ?? { zh: category, en: category }) } },
    ...{ count: place.rows.length, reporters, withoutReporter, mostOfOne, open },
    ...{ firstDay: dateOf(place.firstDay), lastDay: dateOf(place.lastDay) },
    street: nameIn(names.streets, place.streetId),
    unit: nameIn(names.units, place.unitId),
    area: nameIn(names.areas, place.areaId),
  };
}

/** Repeat places as a file: nothing of who complained but how many they were. */
export function repeatPlacesTable(
  { districtId, isDemo, places }: RepeatPlacesAnswer,
  { name, today, language }: { name: string; today: number; language: "zh" | "en" },
): ExportTable {
  const isChinese = language === "zh";
  const column = (
    zh: string,
    en: string,
    key: string,
    type: "text" | "integer" | "date" = "text",
  ) => ({ name: key, title: isChinese ? zh : en, type });
  const called = (one: Place["street"]) => one && (isChinese ? one.name : (one.nameEn ?? one.name));
  return {
    district: { id: districtId, name, isDemo },
    ...{ id: "repeat-places", title: isChinese ? "重复投诉点位" : "Repeat places" },
    ...{ language, date: dateOf(today) },
    columns: [
      column("类别", "Category", "category"),
      column("件数", "Complaints", "count", "integer"),
      column("投诉人数", "Reporters", "reporters", "integer"),
      column("同一人最多件数", "Most of one reporter", "mostOfOne", "integer"),
      column("首次受理日", "First day", "firstDay", "date"),
      column("末次受理日", "Last day", "lastDay", "date"),
      column("在办", "Open", "open", "integer"),
      column("已办结", "Settled", "settled", "integer"),
      column("办结后可判断", "Judged", "judged", "integer"),
      column("办结后再投诉", "Came back", "returned", "integer"),
      column("道路", "Street", "street"),
      column("承办单位", "Handling unit", "unit"),
      column("街道", "Sub-district", "area"),
    ],
    rows: places.map((place) => ({
      id: place.placeId,
      geometry: { type: "Point" as const, coordinates: [...place.position] as Position },
      values: [
        ...[place.categoryTitle[language], place.count, place.reporters, place.mostOfOne],
        ...[place.firstDay, place.lastDay, place.open, place.settled, place.judged],
        ...[place.returned, called(place.street), called(place.unit), called(place.area)],
      ],
    })),
  };
}
