import { FIELD_TITLES, type FieldTitle, PERSONAL_VALUE } from "../../data/audit-fields.ts";
import type { LayerColumn } from "../store/layer.ts";
import { localInstant } from "../store/local-day.ts";
import type { AuditEntry, NamedArea } from "./audit-schema.ts";

type Titled = Pick<LayerColumn, "name" | "title" | "values">;

/**
 * What every field of the trail is called: as the layers call it, and else as data/audit-fields.ts does.
 *
 * @param columns  of the layers whose records are edited; the first of a name counts.
 */
export function fieldTitles(columns: readonly Titled[]): Readonly<Record<string, FieldTitle>> {
  const ofLayers: Record<string, FieldTitle> = {};
  for (const { name, title, values } of columns)
    ofLayers[name] ??= { title, ...(values ? { values } : {}) };
  return { ...ofLayers, ...FIELD_TITLES };
}

/** How a reader of a file is spoken to. */
export type Speech = {
  readonly language: "zh" | "en";
  readonly timeZone: string;
  readonly titles: Readonly<Record<string, FieldTitle>>;
  readonly areas: readonly NamedArea[];
};

const WORDS = {
  zh: { yes: "是", no: "否", empty: "空", whole: "全区", personal: "已修改（个人信息不留底）" },
  en: {
    yes: "yes",
    no: "no",
    empty: "empty",
    whole: "whole district",
    personal: "changed (personal)",
  },
} as const;

/** An instant as JSON writes it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function valueWords(name: string, value: unknown, speech: Speech): string {
  const { language, titles, areas, timeZone } = speech;
  const say = WORDS[language];
  if (name === "areaIds" && value === null) return say.whole;
  if (value === null || value === undefined || value === "") return say.empty;
  if (value === PERSONAL_VALUE) return say.personal;
  if (typeof value === "boolean") return value ? say.yes : say.no;
  if (Array.isArray(value))
    return value.map((one) => valueWords(name, one, speech)).join(language === "zh" ? "、" : ", ");
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  const title = titles[name]?.values?.[text];
  if (title) return title[language];
  if (name === "areaIds")
    return areaName(
      areas.find(({ areaId }) => areaId === text),
      text,
      language,
    );
  return INSTANT.test(text) ? localInstant(new Date(text), timeZone) : text;
}

const areaName = (area: NamedArea | undefined, id: string, language: "zh" | "en") =>
  (language === "en" && area?.nameEn) || area?.name || id;

/**
 * Fields in words, for a cell: each with its title, in the order of the titles. null where there are none.
 *
 * @param isAlone  there is no other side: what it does not say is no field.
 */
export function fieldsWords(
  fields: AuditEntry["before"],
  { isAlone }: { isAlone: boolean },
  speech: Speech,
): string | null {
  if (!fields) return null;
  const { language, titles } = speech;
  const [colon, semicolon] = language === "zh" ? ["：", "；"] : [": ", "; "];
  const order = Object.keys(titles);
  const place = (name: string) => {
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  return Object.entries(fields)
    .filter(([name]) => name !== "note")
    .filter(([name, value]) => !isAlone || name === "areaIds" || (value ?? "") !== "")
    .sort(([one], [other]) => place(one) - place(other))
    .map(([name, value]) => {
      const title = titles[name]?.title[language] ?? name;
      return `${title}${colon}${valueWords(name, value, speech)}`;
    })
    .join(semicolon);
}
