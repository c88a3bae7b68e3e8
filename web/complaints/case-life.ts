import { type Language, type Title, titleIn } from "../ui/language.ts";
import type { CaseRecord, Life, OfferedStep } from "./case-queries.ts";

type Titled = { readonly id: string; readonly title: Title };

/** What a code of the register is called; the code itself where it is not known, as an import may bring it. */
export const titleOf = (
  language: Language,
  coded: readonly Titled[] | undefined,
  id: string | null,
): string => {
  const known = coded?.find((one) => one.id === id);
  return known ? titleIn(language, known.title) : (id ?? "—");
};

/** What an action is called. */
export const actionTitle = (language: Language, life: Life, action: string): string => {
  const known = life.actions[action];
  return known ? titleIn(language, known) : action;
};

/** What a category is called. */
export const categoryTitle = (language: Language, life: Life, category: string | null): string =>
  titleOf(
    language,
    life.groups.flatMap(({ categories }) => categories),
    category,
  );

/** The steps that lead on from a state; others are taken now and then. */
const ONWARD: Readonly<Record<string, readonly string[]>> = {
  registered: ["assign", "triage-leader", "triage-meeting", "instruct"],
  assigned: ["accept"],
  accepted: ["arrive", "report"],
  "on-site": ["report"],
  handled: ["feedback"],
  replied: ["settle"],
  merged: ["unmerge"],
  "in-review": ["review"],
  "in-recheck": ["recheck"],
};
/** What waits for somebody's word comes first, whatever the state. */
const WAITING = ["grant-waiver", "refuse-waiver", "grant-extension", "refuse-extension"];

/** The steps one is offered, those that lead on first. */
export function orderedSteps({ state, steps }: Pick<CaseRecord, "state" | "steps">): {
  onward: readonly OfferedStep[];
  others: readonly OfferedStep[];
} {
  const first = [...(ONWARD[state] ?? []), ...WAITING, "answer-supervision"];
  const onward = first.flatMap((action) => steps.find((step) => step.action === action) ?? []);
  return { onward, others: steps.filter((step) => !onward.includes(step)) };
}

/** Marks that it needs and that nothing has met. */
export const missingMarks = ({ marks }: Pick<CaseRecord, "marks">) =>
  marks.filter(({ isNeeded, how }) => isNeeded && how === "missing").map(({ mark }) => mark);

const MINUTE = 60_000;

/** A time in the two greatest units that matter, from minutes to days. */
export function spanOf(milliseconds: number): { days: number; hours: number; minutes: number } {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
  const days = Math.floor(minutes / 1440);
  return {
    days,
    hours: Math.floor((minutes % 1440) / 60),
    minutes: days > 0 ? 0 : minutes % 60,
  };
}
