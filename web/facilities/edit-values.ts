import { formatDay, isDay } from "../ui/format.ts";
import { type Language, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { keyOf } from "./edit-form.ts";
import type { FacilityForm } from "./edit-queries.ts";
import { editWords } from "./edit-words.ts";
import { KIND_TITLES, STATUS_TITLES } from "./words.ts";

type Said = { nothing: string; nobody: string; yes: string; no: string };

/** A value of a record's field as people say it: states, kinds and choices by their names, days written out. */
export function valueWords(
  form: FacilityForm | undefined,
  key: string,
  value: unknown,
  language: Language,
  say: Said,
): string {
  if (value === "" && key === "manager") return say.nobody;
  if (value === null || value === undefined || value === "") return say.nothing;
  if (typeof value === "boolean") return value ? say.yes : say.no;
  if (Array.isArray(value)) return value.map((degrees) => Number(degrees).toFixed(6)).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  if (key === "status" && STATUS_TITLES[text]) return titleIn(language, STATUS_TITLES[text]);
  if (key === "kind" && KIND_TITLES[text]) return titleIn(language, KIND_TITLES[text]);
  const field = form?.fields.find((one) => keyOf(one) === key);
  const option = field?.options?.find((one) => one.value === value);
  if (option) return titleIn(language, option.title);
  return typeof value === "string" && isDay(value) ? formatDay(value, language) : text;
}

/** How to say the values of a form's fields. */
export function useValueWords(form: FacilityForm | undefined) {
  const language = useLanguage();
  const say = useWords(editWords);
  return (key: string, value: unknown) => valueWords(form, key, value, language, say);
}

/** What a field is called, by the form of its kind. */
export function useFieldWord(form: FacilityForm | undefined) {
  const say = useWords(editWords);
  const language = useLanguage();
  return (key: string) => {
    const field = form?.fields.find((one) => keyOf(one) === key);
    if (field) return titleIn(language, field.title);
    const word = say[key as keyof typeof say]; // words of fields are keyed by their wire names
    return typeof word === "string" ? word : key;
  };
}
