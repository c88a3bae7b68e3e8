import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { type DecisionKind, decisionsOf } from "./decision.ts";
import { decide, type SubjectFile } from "./queries.ts";
import { rubricsQuery } from "./rubric-queries.ts";
import { subjectWords } from "./subject-words.ts";
import { To } from "./to.ts";
import { useTold } from "./told.ts";

/** Gives, lowers or takes away a star: what it was, what it will be, from when and why, before it is confirmed. */
export function DecisionDialog({ file, onClose }: { file: SubjectFile; onClose: () => void }) {
  const { subject, districtId } = file;
  const say = useWords(subjectWords);
  const { name } = useTold();
  const id = useId();
  const client = useQueryClient();
  const { today } = useView().view.district;
  const before = subject.rating?.stars ?? null;
  const options = decisionsOf(subject);
  const kinds = [...options.keys()];
  const [kind, setKind] = useState<DecisionKind>(kinds[0]!); // something can always be decided
  const choices = options.get(kind) ?? [];
  const [typedStars, setStars] = useState<number | null>(null);
  const stars = choices.includes(typedStars ?? -1) ? typedStars! : (choices[0] ?? 0);
  const earned = subject.trial?.isApproved && !subject.trial.isSmall ? subject.trial.stars : null;
  const isBelow = kind !== "removal" && choices.length > 0 && earned !== null && stars < earned;
  const [from, setFrom] = useState(today);
  const [reason, setReason] = useState("");
  const validFrom = dayOfText(from);
  const isDayWrong = validFrom === null || validFrom < today;
  const save = useMutation({
    mutationFn: () =>
      decide(districtId, subject, {
        ...{ kind, stars, validFrom: validFrom ?? today, reason: reason.trim() },
      }),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["ratings"] });
    },
  });
  const told = (n: number | null) => (n === null ? say.none : n === 0 ? say.zero : say.starsN(n));
  const months = useValidity(file);
  return (
    <Dialog
      title={say.decideTitle(name(subject))}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button
            type="submit"
            className={kind === "removal" ? "button button-danger" : "button button-main"}
            disabled={save.isPending || isDayWrong || reason.trim() === "" || choices.length === 0}
          >
            {say.confirm}
          </button>
        </>
      }
    >
      <Support file={file} />
      <Segmented
        label={say.kind}
        value={kind}
        options={kinds.map((value) => ({ value, title: say.decision(value) }))}
        onChange={(next) => {
          setKind(next);
          setStars(null);
        }}
      />
      {kind !== "removal" && choices.length > 0 && (
        <Segmented
          label={say.stars}
          value={String(stars)}
          options={choices.map((n) => ({ value: String(n), title: say.starsN(n) }))}
          onChange={(value) => setStars(Number(value))}
        />
      )}
      <div className="st-field">
        <label htmlFor={`${id}-from`}>{say.from}</label>
        <DayInput id={`${id}-from`} text={from} onChange={setFrom} isRequired />
        {isDayWrong && (
          <small className="st-failed" role="alert">
            {say.dayWrong}
          </small>
        )}
      </div>
      <div className="st-field">
        <label htmlFor={`${id}-reason`}>{say.reason}</label>
        <textarea
          id={`${id}-reason`}
          className="input st-words"
          maxLength={500}
          rows={3}
          placeholder={say.reasonHint}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      {isBelow && <p className="st-hint">{say.belowFound(say.starsN(earned))}</p>}
      {choices.length > 0 && (
        <p className="st-sum" aria-live="polite">
          <b>
            {say.decideSays(
              told(before),
              told(kind === "removal" ? 0 : stars),
              kind === "removal" ? say.removalSays : months === null ? "" : say.validFor(months),
            )}
          </b>
        </p>
      )}
      {save.error && (
        <p className="st-failed" role="alert">
          {save.error.message}
        </p>
      )}
    </Dialog>
  );
}

/** For how long a star holds by the version that is scored by; null where it is not known yet. */
function useValidity({ districtId, subject }: SubjectFile): string | null {
  const rubrics = useQuery(rubricsQuery(districtId)).data?.rubrics;
  const rubric = rubrics?.find(({ rubricId }) => rubricId === subject.rubricId);
  const version = rubric?.versions.find((one) => one.version === rubric.scoredBy);
  return version ? String(version.content.validityMonths) : null;
}

/** How many stars the inspections support, or why none can be given. */
function Support({ file: { subject } }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  const { count } = useTold();
  const { trial, rubricId } = subject;
  if (!trial?.isApproved)
    return (
      <p className="st-hint">
        {say.notApproved} <To page={`/ratings/rubrics/${rubricId}`}>{say.toRubric}</To>
      </p>
    );
  if (trial.isSmall)
    return (
      <p className="st-hint">{say.smallSample(count(trial.n), count(trial.leastInspections))}</p>
    );
  return <p>{say.mostStars(count(trial.stars ?? 0), count(trial.n))}</p>;
}
