import { numberFormat } from "../ui/formatters.ts";
import type { Language } from "../ui/language.ts";

/** A number with one decimal, also where it is 0: beside each other, expected counts are read by their point. */
export const formatTenths = (value: number, language: Language) =>
  numberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
