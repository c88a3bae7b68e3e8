import { useEffect } from "react";
import type { Language } from "../ui/language.ts";
import { words } from "./language.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Refusal = Partial<Record<keyof ValidityState, boolean>>;

/** Why the platform refuses what stands in a field; null where the field has words of its own. */
export function refusalWords(
  say: (typeof words)["en"],
  validity: Refusal,
  { min = "", max = "", minLength = 0 }: { min?: string; max?: string; minLength?: number },
): string | null {
  if (validity.customError) return null;
  if (validity.valueMissing) return say.fieldMissing;
  if (validity.badInput) return say.fieldNumber;
  if (validity.rangeUnderflow) return say.fieldLeast(min);
  if (validity.rangeOverflow) return say.fieldMost(max);
  if (validity.stepMismatch) return say.fieldWhole;
  if (validity.tooShort) return say.fieldShort(minLength);
  return say.fieldWrong;
}

/** What the platform says beside a field that it refuses is said in the language of the page, not of the browser. */
export function useFieldWords(language: Language) {
  useEffect(() => {
    const worded = new Set<Control>();
    const refuse = ({ target }: Event) => {
      const control = target as Control; // only controls of forms are refused
      const why = refusalWords(words[language], control.validity, control as HTMLInputElement);
      if (why === null) return;
      control.setCustomValidity(why);
      worded.add(control);
    };
    // whatever is done next is judged anew
    const forget = () => {
      for (const control of worded) control.setCustomValidity("");
      worded.clear();
    };
    const begins = ["pointerdown", "keydown", "input"] as const;
    document.addEventListener("invalid", refuse, true);
    for (const kind of begins) document.addEventListener(kind, forget, true);
    return () => {
      document.removeEventListener("invalid", refuse, true);
      for (const kind of begins) document.removeEventListener(kind, forget, true);
      forget();
    };
  }, [language]);
}
