import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { InspectionSummary } from "./plan-queries.ts";
import { planWords } from "./plan-words.ts";
import { APPEAL_STEP_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

/** What is to be known of an inspection besides its score: what it counts for, and how sure one is that it was there. */
export function InspectionFacts({ of }: { of: InspectionSummary }) {
  const say = useWords(planWords);
  const language = useLanguage();
  const { count } = useTold();
  const { positionCheck: at } = of;
  const meters = at.distanceMeters === null ? "" : count(Math.round(at.distanceMeters));
  const appeal = of.appeal && APPEAL_STEP_TITLES[of.appeal.state];
  const facts: readonly (readonly [string | false, "bad" | "grey" | "plain"])[] = [
    [of.withdrawn !== null && say.taken, "bad"],
    [of.isVoid && say.void, "bad"],
    [of.vetoes.length > 0 && say.vetoed(count(of.vetoes.length)), "bad"],
    [say.gives(count(of.stars)), "plain"],
    [of.deductionCount > 0 && say.deductions(count(of.deductionCount)), "plain"],
    [of.photographCount > 0 && say.photographs(count(of.photographCount)), "plain"],
    [of.isTrial && say.trial, "grey"],
    [of.rubricVersion === 0 ? say.preset : say.version(String(of.rubricVersion)), "grey"],
    [!of.isVersionInForce && say.otherVersion, "grey"],
    [
      at.state === "far"
        ? say.far(meters)
        : at.state === "near"
          ? say.near(meters)
          : say.placeUnknown,
      at.state === "far" ? "bad" : "grey",
    ],
    [at.source === "typed" && say.typed, "grey"],
    [of.reinspectionOf !== null && say.reinspection, "plain"],
    [of.isCorrected && say.corrected, "plain"],
    [appeal !== null && appeal !== undefined && say.appealed(titleIn(language, appeal)), "bad"],
  ];
  return (
    <span className="st-facts">
      {facts.map(([text, is]) =>
        text === false ? null : (
          <span key={text} data-is={is}>
            {text}
          </span>
        ),
      )}
    </span>
  );
}
