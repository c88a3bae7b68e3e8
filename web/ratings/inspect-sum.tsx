import { useState } from "react";
import { Button, Select } from "../ui/controls.tsx";
import { formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Draft, groupsOf, type Level, missingOf, scoreSoFar } from "./inspect-draft.ts";
import type { ChangeDraft } from "./inspect-form.tsx";
import type { Kit } from "./inspect-kit.ts";
import { useSetInspectLink } from "./inspect-link.ts";
import { PlaceTold } from "./inspect-place.tsx";
import { submit } from "./inspect-session.ts";
import { InspectSignature } from "./inspect-signature.tsx";
import { inspectWords } from "./inspect-words.ts";

/** What the inspection comes to, before it is signed and sent. */
export function InspectSum(props: {
  draft: Draft;
  change: ChangeDraft;
  go: (part: string) => void;
  kit: Kit | null;
}) {
  const { draft, change, go, kit } = props;
  const say = useWords(inspectWords);
  const language = useLanguage();
  const set = useSetInspectLink();
  const [isSending, setSending] = useState(false);
  const missing = missingOf(draft);
  const send = async () => {
    setSending(true);
    const { subject, rubric } = draft;
    const title = `${nameIn(language, subject)} · ${titleIn(language, rubric.title)}`;
    await submit(draft, title);
    set({ inspectDraft: undefined, inspectPart: undefined });
  };
  return (
    <section className="inspect-part">
      <h3>{say.sign}</h3>
      <Score draft={draft} />
      <Deductions draft={draft} />
      <PlaceTold {...{ draft, kit }} />
      {(kit?.levels.length ?? 0) > 1 && (
        <div className="inspect-level">
          <span>{say.level}</span>
          <Select<Level | "">
            isBoxed
            label={say.level}
            value={draft.level ?? ""}
            options={[
              { value: "", title: say.levelHint },
              ...(kit?.levels ?? []).map((level) => ({ value: level, title: say.levels(level) })),
            ]}
            onChange={(level) => change((now) => ({ ...now, level: level === "" ? null : level }))}
          />
        </div>
      )}
      <h3>{say.signature}</h3>
      <InspectSignature {...{ draft, change }} />
      {missing.length > 0 && <Missing {...{ draft, go }} />}
      <footer className="inspect-foot">
        <button
          type="button"
          className="inspect-big"
          disabled={missing.length > 0 || isSending}
          onClick={() => void send()}
        >
          {say.submit}
        </button>
      </footer>
    </section>
  );
}

function Score({ draft }: { draft: Draft }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  const { score, stars, cappedFrom, vetoes } = scoreSoFar(draft);
  const because = [
    vetoes.length > 0 && say.byVeto,
    cappedFrom !== null && say.byNeeded(String(cappedFrom)),
  ].filter(Boolean);
  return (
    <div className="inspect-score">
      <p>
        <span>{say.scoreSoFar}</span>
        <strong>{score === null ? "–" : formatNumber(score, language)}</strong>
        <small>{say.ofHundred}</small>
      </p>
      <p>
        {stars > 0 ? say.wouldGive(String(stars)) : say.noStar}
        {because.length > 0 && ` (${because.join(" · ")})`}
      </p>
      {draft.rubric.isTrial && <small>{say.trialHint}</small>}
    </div>
  );
}

function Deductions({ draft }: { draft: Draft }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  const { deductions } = scoreSoFar(draft);
  const items = groupsOf(draft).flatMap((group) => group.items);
  const found = draft.rubric.vetoes.filter(({ vetoId }) => draft.vetoes.includes(vetoId));
  if (deductions.length + found.length === 0)
    return <p className="inspect-hint">{say.noDeductions}</p>;
  return (
    <>
      <h4>{say.deductions(String(deductions.length))}</h4>
      <ul className="inspect-deductions">
        {found.map(({ vetoId, title }) => (
          <li key={vetoId} data-found="true">
            <span>{titleIn(language, title)}</span>
            <strong>{say.vetoes}</strong>
          </li>
        ))}
        {deductions.map(({ itemId, lost, of, note }) => {
          const title = items.find((item) => item.itemId === itemId)?.title;
          return (
            <li key={itemId}>
              <span>
                {title ? titleIn(language, title) : itemId}
                {note !== "" && <small>{note}</small>}
              </span>
              <strong>{say.lost(formatNumber(lost, language), formatNumber(of, language))}</strong>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** What is still to do, each with the way there. */
function Missing({ draft, go }: { draft: Draft; go: (part: string) => void }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  return (
    <div className="inspect-told" role="status">
      <strong>{say.missing}</strong>
      <ul>
        {missingOf(draft).map(({ part, count }) => {
          const group = groupsOf(draft).find(({ groupId }) => part === `group-${groupId}`);
          const what = group
            ? `${titleIn(language, group.title)} · ${say.missingMarks(String(count))}`
            : part === "vetoes"
              ? say.missingVetoes
              : part === "level"
                ? say.missingLevel
                : say.missingSign;
          const isHere = part === "level" || part === "sign";
          return (
            <li key={part}>{isHere ? what : <Button onPress={() => go(part)}>{what}</Button>}</li>
          );
        })}
      </ul>
    </div>
  );
}
