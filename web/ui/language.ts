import { createContext, useContext } from "react";

/** What the screen is written in; zh-CN is what its users see first. */
export type Language = "zh-CN" | "en";

type Phrase = string | ((...values: never[]) => string);
type Spoken<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/** The words of one part of the screen in every language; a missing word does not compile. */
export type Dictionary<T> = Readonly<Record<Language, Spoken<T>>>;

/** Pairs the words of a capability: Chinese first, and English with exactly the same keys. */
export function dictionary<T extends Record<string, Phrase>>(
  zh: T,
  en: Spoken<NoInfer<T>>,
): Dictionary<T> {
  return { "zh-CN": zh as Spoken<T>, en }; // Spoken only widens literal strings
}

/** A name in both languages, as the server titles layers, columns and classes. */
export type Title = { readonly zh: string; readonly en: string };

export const LanguageContext = createContext<Language>("zh-CN");

/** The language of the screen. */
export const useLanguage = () => useContext(LanguageContext);

/** The words of a dictionary in the language of the screen. */
export const useWords = <T>(words: Dictionary<T>): Spoken<T> => words[useLanguage()];

/** A server's title in the language of the screen. */
export const titleIn = (language: Language, title: Title) =>
  language === "en" ? title.en : title.zh;

/** A record's name in the language of the screen; the Chinese one where no other is known. */
export const nameIn = (
  language: Language,
  record: { readonly name: string; readonly nameEn?: string | null | undefined },
) => (language === "en" && record.nameEn ? record.nameEn : record.name);
