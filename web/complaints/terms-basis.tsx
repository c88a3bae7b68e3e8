import { useLanguage, useWords } from "../ui/language.ts";
import type { TermBasis } from "./terms-draft.ts";
import { termsWords } from "./terms-words.ts";

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** What a value stands on, and how sure that is. */
export function Basis({ of }: { of: TermBasis }) {
  const say = useWords(termsWords);
  const language = useLanguage();
  const { standard, clause, edition, confidence, isLaw, note } = of;
  if (standard === "own proposal")
    return (
      <span className="terms-basis" title={language === "en" ? note : undefined}>
        {say.noStandard}
      </span>
    );
  // notes and clauses of unnamed sources are in English only
  const parts = [
    say.standard(standard),
    language === "en" || isChinese(clause) ? clause : null,
    /\d/.test(edition) ? edition.replace(/^(\d{4})-.*/, "$1") : null,
  ].filter((part) => part !== null);
  const isOwn = of.source === "set by the district";
  return (
    <span className="terms-basis" title={language === "en" ? note : undefined}>
      {parts.join(language === "en" ? ", " : "，")}
      {!isOwn && (
        <i className="watch-tag" data-tone={isLaw ? "law" : undefined}>
          {isLaw ? say.law : say.basis(confidence)}
        </i>
      )}
    </span>
  );
}
