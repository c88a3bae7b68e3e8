import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { useWords } from "../ui/language.ts";
import { previewQuery, type RubricContent, type RubricPreview } from "./rubric-queries.ts";
import { rubricWords } from "./rubric-words.ts";
import { sheetOf, To } from "./to.ts";
import { useTold } from "./told.ts";

/** A typist's pause before it is worked out anew. */
const PAUSE_MILLISECONDS = 500;

/** What a rubric would do to today's stars: who goes up, who down, and of whom nothing can be said. */
export function RubricPreviewPart(props: { rubricId: string | null; content: RubricContent }) {
  const say = useWords(rubricWords);
  const { districtId } = useView().view.district;
  const content = useSettled(props.content);
  const preview = useQuery({
    ...previewQuery(districtId, { rubricId: props.rubricId, content }),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="rub-card rub-preview" aria-label={say.preview}>
      <h3>{say.preview}</h3>
      <Answer to={{ ...preview, isFetching: preview.isFetching || content !== props.content }}>
        {(known) => <Known preview={known} />}
      </Answer>
    </section>
  );
}

/** What was typed, once one pauses. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

type Change = RubricPreview["subjects"][number]["change"];
const CHANGES: readonly Change[] = ["up", "down", "same", "unknown"];

function Known({ preview }: { preview: RubricPreview }) {
  const say = useWords(rubricWords);
  const { count } = useTold();
  const titles: Readonly<Record<Change, string>> = {
    ...{ up: say.ups, down: say.downs, same: say.sames, unknown: say.unknowns },
  };
  const { counts, notYetScored, comparedWith } = preview;
  const seen = Math.max(0, ...notYetScored.map(({ inspections }) => inspections));
  return (
    <>
      <p className="rub-note">
        {comparedWith === null ? say.comparedNone : say.compared(say.version(String(comparedWith)))}
        {" · "}
        {say.previewDo}
      </p>
      {notYetScored.length > 0 && (
        <p className="rub-note">{say.notYetScored(count(notYetScored.length), count(seen))}</p>
      )}
      {CHANGES.map((change) => (
        <details key={change} data-is={change} open={change === "up" || change === "down"}>
          <summary>
            {titles[change]} <b data-testid={`preview-${change}`}>{count(counts[change])}</b>
            {change === "unknown" && <small>{say.unknownSays}</small>}
          </summary>
          <ul>
            {preview.subjects
              .filter((one) => one.change === change)
              .map((one) => (
                <Row key={one.subjectId} one={one} />
              ))}
          </ul>
        </details>
      ))}
    </>
  );
}

function Row({ one }: { one: RubricPreview["subjects"][number] }) {
  const say = useWords(rubricWords);
  const { count, name, score } = useTold();
  const told = ({ stars, score: mean }: typeof one.now) =>
    `${stars === null ? "?" : stars === 0 ? say.none0 : say.starsN(stars)}${mean === null ? "" : ` (${score(mean)})`}`;
  return (
    <li>
      <To page={sheetOf(one)}>{name(one)}</To>
      <span>
        {told(one.now)} → {told(one.after)}
      </span>
      <small>
        {say.n(count(one.after.n))}
        {one.after.isSmall && ` · ${say.small}`}
        {one.official !== null && one.official > 0 && ` · ${say.official(count(one.official))}`}
      </small>
    </li>
  );
}
