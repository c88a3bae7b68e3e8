import { type Language, nameIn } from "../ui/language.ts";

/** A name of the register in the language of the page; null where it has none. */
export const named = (
  language: Language,
  { name, nameEn }: { readonly name: string | null; readonly nameEn: string | null },
) => (name === null ? null : nameIn(language, { name, nameEn }));
