import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { operations } from "../api/schema.gen.ts";
import { isDay } from "../ui/format.ts";
import { useSetLink } from "../ui/link.ts";
import { LIST_LINKED } from "./list-linked.ts";

export type ListParam = (typeof LIST_LINKED)[number];
/** The register's part of the link. */
export type ListLinked = { readonly [K in ListParam]?: string };
/** What the server is asked: filters and order, without page and format. */
export type ListAsked = Omit<
  NonNullable<operations["getComplaints"]["parameters"]["query"]>,
  "limit" | "cursor" | "format" | "lang" | "histogram"
>;

/** Filters of several values, each with the name of its counts. */
export const FACETS = [
  { param: "state", facet: "state" },
  { param: "due", facet: "due" },
  { param: "unit", facet: "unitId" },
  { param: "category", facet: "category" },
  { param: "area", facet: "areaId" },
  { param: "channel", facet: "channel" },
  { param: "kind", facet: "kind" },
  { param: "importance", facet: "importance" },
  { param: "dueStep", facet: "dueStep" },
  { param: "satisfaction", facet: "satisfaction" },
  { param: "resolved", facet: "isResolved" },
  { param: "placeKind", facet: "placeKind" },
] as const;
export type Facet = (typeof FACETS)[number];

/** Filters that are true or false, each with the name of its counts. */
export const MARKS = [
  { param: "reopened", facet: "isReopened", value: "true" },
  { param: "supervised", facet: "isSupervised", value: "true" },
  { param: "repeated", facet: "hasDuplicates", value: "true" },
  { param: "duplicate", facet: "isDuplicate", value: "true" },
  { param: "located", facet: "hasPosition", value: "false" },
] as const;

/** "Without a value", as links and the server write it. */
export const NONE = "none";

const TRUTHS: readonly ListParam[] = ["open", "confidential", ...MARKS.map(({ param }) => param)];
const DAYS: readonly ListParam[] = ["since", "until", "settledFrom", "settledTo"];
const SORTS = ["received", "due", "number", "settled"] as const;
const numbersOf = (text: string) => text.split(",").map(Number);

function isSound(name: ListParam, value: string): boolean {
  if (TRUTHS.includes(name)) return value === "true" || value === "false";
  if (DAYS.includes(name)) return isDay(value);
  if (name === "sort") return (SORTS as readonly string[]).includes(value);
  if (name === "direction") return value === "asc" || value === "desc";
  if (name === "bbox" || name === "near") {
    const numbers = numbersOf(value);
    return numbers.length === (name === "bbox" ? 4 : 3) && numbers.every(Number.isFinite);
  }
  if (name === "weekday") return /^[1-7](,[1-7])*$/.test(value);
  if (name === "hours") return /^\d{1,2}-\d{1,2}$/.test(value);
  if (name === "cells") return /^[0-9a-f]{15}(,[0-9a-f]{15}){0,399}$/.test(value);
  if (name === "ids") return value.split(",").length <= 200;
  return value.length <= (name === "q" ? 200 : 2000);
}

/** The register's parameters of a link; what makes no sense is dropped. */
export function listLinkedOf(search: Readonly<Record<string, unknown>>): ListLinked {
  return Object.fromEntries(
    LIST_LINKED.flatMap((name) => {
      const value = search[name];
      return typeof value === "string" && value !== "" && isSound(name, value)
        ? [[name, value]]
        : [];
    }),
  );
}

/** Not about which complaints are meant. */
const NO_FILTER: readonly ListParam[] = [
  ...(["sort", "direction", "tab", "by", "order", "map", "complaint"] as const),
];
/** Parameters that choose complaints. */
export const FILTERS = LIST_LINKED.filter((name) => !NO_FILTER.includes(name));

/** A change that takes every filter out of the link. */
export const WITHOUT_FILTERS: ListLinkedChange = Object.fromEntries(
  FILTERS.map((name) => [name, undefined]),
);
/** A change that takes all of the register out of the link. */
export const WITHOUT_LIST: ListLinkedChange = Object.fromEntries(
  LIST_LINKED.map((name) => [name, undefined]),
);
export type ListLinkedChange = { readonly [K in ListParam]?: string | undefined };

/** What the server is asked for a link, by the list, its files and the comparison alike. */
export function listAsked(linked: ListLinked): ListAsked {
  const { since, until, ...same } = linked;
  const asked = Object.fromEntries(
    Object.entries(same).filter(
      ([name]) => name === "sort" || name === "direction" || FILTERS.includes(name as ListParam),
    ),
  );
  // each of them was checked by `isSound`, and is named as the server names it
  return {
    ...asked,
    ...(since ? { from: since } : {}),
    ...(until ? { to: until } : {}),
  } as ListAsked;
}

/** The filters alone, without order. */
export function filtersAsked(linked: ListLinked): Omit<ListAsked, "sort" | "direction"> {
  const { sort: _, direction: __, ...filters } = listAsked(linked);
  return filters;
}

export const valuesOf = (linked: ListLinked, param: ListParam): readonly string[] =>
  linked[param]?.split(",") ?? [];

/** One value of a filter chosen besides the others, or no longer. */
export function toggled(linked: ListLinked, param: ListParam, value: string): ListLinkedChange {
  const values = valuesOf(linked, param);
  const left = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { [param]: left.length > 0 ? left.join(",") : undefined };
}

/** What a duty officer asks for all day: 待办, 将到期, 超期, 全部. */
export const PRESETS = [
  { id: "todo", choice: { open: "true" } },
  { id: "soon", choice: { open: "true", due: "soon" } },
  { id: "late", choice: { open: "true", due: "late,late-3" } },
  { id: "all", choice: {} },
] as const satisfies readonly { id: string; choice: ListLinked }[];
export type PresetId = (typeof PRESETS)[number]["id"];

const OF_PRESETS = ["open", "due", "state"] as const;

/** A change to a preset; other filters stay. */
export const presetChange = (choice: ListLinked): ListLinkedChange => ({
  ...Object.fromEntries(OF_PRESETS.map((name) => [name, undefined])),
  ...choice,
});

/** The preset that a link stands for; null when its state or term was chosen otherwise. */
export const presetOf = (linked: ListLinked): PresetId | null =>
  PRESETS.find(({ choice }: { choice: ListLinked }) =>
    OF_PRESETS.every((name) => linked[name] === choice[name]),
  )?.id ?? null;

/** A filter that is on, as a chip: which values, and what taking it out changes. */
export type Chosen = {
  readonly param: ListParam;
  readonly value: string;
  readonly without: ListLinkedChange;
};

/** More values of one filter than this are one chip together. */
const MOST_CHIPS = 6;

/** Every filter that is on, one for each value; very many values of one filter together. */
export function chosenOf(linked: ListLinked): readonly Chosen[] {
  const facets = FACETS.flatMap(({ param }): readonly Chosen[] => {
    const values = valuesOf(linked, param);
    if (values.length > MOST_CHIPS)
      return [{ param, value: values.join(","), without: { [param]: undefined } }];
    return values.map((value) => ({ param, value, without: toggled(linked, param, value) }));
  });
  const others = FILTERS.filter((name) => !FACETS.some(({ param }) => param === name)).flatMap(
    (param): Chosen[] => {
      const value = linked[param];
      return value === undefined ? [] : [{ param, value, without: { [param]: undefined } }];
    },
  );
  return [...facets, ...others];
}

/** The filters of a link as they are kept under a name: one query string. */
export const filterText = (linked: ListLinked): string =>
  new URLSearchParams(
    Object.entries(linked).filter(([name]) => FILTERS.includes(name as ListParam)),
  ).toString();

/** The change to filters that were kept. */
export const filterChange = (text: string): ListLinkedChange => ({
  ...WITHOUT_FILTERS,
  ...listLinkedOf(Object.fromEntries(new URLSearchParams(text))),
});

/** The months of a comparison as days of receipt. */
export function monthDays(month: string): { since: string; until: string } {
  const [year, number] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
  return { since: `${month}-01`, until: last };
}

export function useListLinked(): ListLinked {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return useMemo(() => listLinkedOf(search), [search]);
}

export const useSetListLinked = useSetLink<ListParam>;
