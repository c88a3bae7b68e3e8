import { useWords } from "../ui/language.ts";
import { RubricBases } from "./rubric-bases.tsx";
import type { Fault } from "./rubric-draft.ts";
import { RubricGroups } from "./rubric-groups.tsx";
import { RubricNumbers } from "./rubric-numbers.tsx";
import type { RubricContent } from "./rubric-queries.ts";
import { RubricVetoes } from "./rubric-vetoes.tsx";
import { rubricWords } from "./rubric-words.ts";

/** Gets what was changed, and the field it was typed into; null makes it a step of its own. */
export type EditRubric = (content: RubricContent, at?: string | null) => void;

export type RubricPartProps = {
  content: RubricContent;
  /** Left out, it is only read. */
  edit?: EditRubric | undefined;
  /** What is wrong, by its place. */
  wrong?: ReadonlySet<string>;
};

/** What is not right at which place. */
export const placesOf = (faults: readonly Fault[]): ReadonlySet<string> =>
  new Set(
    faults.flatMap((fault) =>
      "at" in fault
        ? [`${fault.is} ${fault.at}`]
        : fault.is === "order"
          ? [`range stars ${fault.stars}`]
          : [],
    ),
  );

/** A whole rubric, to be read or written: items in groups, vetoes, thresholds, how often it is inspected, sources. */
export function RubricBody(props: RubricPartProps & { aside?: React.ReactNode }) {
  const say = useWords(rubricWords);
  const { aside, ...part } = props;
  return (
    <div className="rub-columns" data-editing={props.edit !== undefined || undefined}>
      <div>
        <RubricGroups {...part} />
        <RubricVetoes {...part} />
        <RubricBases {...part} />
      </div>
      <aside aria-label={say.thresholds}>
        <RubricNumbers {...part}>{aside}</RubricNumbers>
      </aside>
    </div>
  );
}
