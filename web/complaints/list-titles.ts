import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useView } from "../map/view.ts";
import { formatCount, formatDay, formatNumber } from "../ui/format.ts";
import { nameIn, type Title, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { lifeQuery, unitsQuery } from "./case-queries.ts";
import { type ListParam, NONE } from "./list-params.ts";
import { areasQuery } from "./list-queries.ts";
import { listWords } from "./list-words.ts";

/** What a value of a filter is called. */
export type TitleOf = (param: ListParam, value: string) => string;

type Titled = { readonly id: string; readonly title: Title };

/** Names of states, units, areas and all else one can filter by; a value nobody named is said as it is. */
export function useTitles(): TitleOf {
  const say = useWords(listWords);
  const language = useLanguage();
  const { districtId, today } = useView().view.district;
  const life = useQuery(lifeQuery(districtId)).data;
  const units = useQuery(unitsQuery(districtId)).data;
  const areas = useQuery(areasQuery(districtId, today)).data;
  return useMemo(() => {
    const titled = (list: readonly Titled[] = []) =>
      new Map(list.map(({ id, title }) => [id, titleIn(language, title)]));
    const known: { readonly [K in ListParam]?: ReadonlyMap<string, string> } = {
      state: titled(life?.states),
      kind: titled(life?.kinds),
      channel: titled(life?.channels),
      importance: titled(life?.importances),
      satisfaction: titled(life?.satisfactions),
      category: titled(life?.groups.flatMap(({ categories }) => categories)),
      unit: new Map(units?.units.map((unit) => [unit.unitId, nameIn(language, unit)])),
      area: new Map(areas?.map((area) => [area.id, nameIn(language, area)])),
    };
    const nothing: Readonly<Partial<Record<string, string>>> = {
      unit: say.noUnit,
      satisfaction: say.unasked,
      category: say.uncategorised,
    };
    return (param, value) => {
      if (param === "due") return say.dueValue(value);
      if (value === NONE) return nothing[param] ?? say.none;
      if (param === "dueStep") return say.step(value);
      if (param === "placeKind") return say.placeKind(value);
      if (param === "resolved") return say.resolvedValue(value);
      if (value === "true" || value === "false") return say.mark(param, value);
      if (param === "near")
        return say.within(formatNumber(Number(value.split(",")[2]), language, 0));
      if (param === "bbox") return say.inBox;
      if (param === "ids") return say.named(formatCount(value.split(",").length, language));
      if (param === "cells") return say.inCells(formatCount(value.split(",").length, language));
      if (param === "weekday") return value.split(",").map(say.weekday).join(" ");
      if (param === "hours") return say.atHours(value.replace("-", "–"));
      if (param === "facility") return say.ofFacility;
      if (param === "reporter") return say.sameReporter;
      if (param === "q") return `“${value}”`;
      if (["since", "until", "settledFrom", "settledTo"].includes(param))
        return formatDay(value, language);
      return known[param]?.get(value) ?? value;
    };
  }, [say, language, life, units, areas]);
}
