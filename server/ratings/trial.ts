import { type Assessment, assessmentOf } from "../../data/rubric-score.ts";
import { addDays } from "./days.ts";
import type { RubricVersion } from "./rubric-store.ts";
import type { ScoredInspection } from "./scored-store.ts";

/** 试评: what the inspections of a window give. */
export type Trial = Assessment & {
  readonly version: RubricVersion;
  readonly from: string;
  readonly to: string;
};

/** The inspections of a version's window that ends with a day. */
export const inWindow = (
  inspections: readonly ScoredInspection[],
  { content }: Pick<RubricVersion, "content">,
  day: string,
) => {
  const from = addDays(day, 1 - content.sampling.windowDays);
  return inspections.filter((one) => from <= one.day && one.day <= day);
};

/** What the inspections of the window give; also where there are none. */
export function trialOf(
  inspections: readonly ScoredInspection[],
  version: RubricVersion,
  day: string,
): Trial {
  const { content } = version;
  return {
    ...assessmentOf(content, inWindow(inspections, version, day)),
    ...{ version, from: addDays(day, 1 - content.sampling.windowDays), to: day },
  };
}
