import type { Language } from "../ui/language.ts";

/** A number with one decimal, also where it is 0: beside each other, expected counts are read by their point. */
export const formatTenths = (value: number, language: Language) =>
  value.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
