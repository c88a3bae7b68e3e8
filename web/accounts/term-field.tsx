import { Select } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { adminWords } from "./administration-words.ts";

/** How long a token holds, days; empty is without end. */
const TERMS = ["30", "90", "365", ""] as const;
export type Term = (typeof TERMS)[number];

/** How long a token is to hold. */
export function TermField(props: { term: Term; onChange: (term: Term) => void }) {
  const say = useWords(adminWords);
  return (
    <div className="field">
      <span className="field-title">{say.term}</span>
      <Select
        isBoxed
        label={say.term}
        value={props.term}
        options={TERMS.map((value) => ({
          value,
          title: value === "" ? say.forever : say.days(Number(value)),
        }))}
        onChange={props.onChange}
      />
    </div>
  );
}
