import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { changeDraft, goOnTyping, save, useIntake } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";

/** What the server refuses, by field. */
export function faultsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  const { faults, rule } = error.problem;
  const isPlace = rule === "outside-areas" || rule === "needs-whole";
  return {
    ...(isPlace ? { position: error.message } : {}),
    ...Object.fromEntries((faults ?? []).map(({ field, remedy }) => [field ?? "", remedy])),
  };
}

/** Saving, and how it stands. */
export function IntakeFoot({ hasWrong }: { hasWrong: boolean }) {
  const say = useWords(intakeWords);
  const { view } = useView();
  const { draft, saving } = useIntake();
  const { duplicateOf } = draft;
  const error = saving.is === "typing" ? saving.error : null;
  const isSending = saving.is === "sending";
  return (
    <footer className="intake-foot">
      {duplicateOf && (
        <p className="intake-merge">
          <span>{say.mergedInto(duplicateOf.number)}</span>
          {saving.is === "typing" && (
            <Button isQuiet onPress={() => changeDraft({ duplicateOf: null })}>
              {say.unmerge}
            </Button>
          )}
        </p>
      )}
      {isSending && (
        <p role="status">{saving.attempt > 0 ? say.retrying(saving.attempt) : say.saving}</p>
      )}
      {saving.is === "doubt" && <p role="alert">{say.doubt}</p>}
      {(error !== null || hasWrong) && (
        <p className="intake-fault" role="alert">
          {error === null
            ? say.wrong
            : `${say.refused}：${error instanceof Error ? error.message : String(error)}`}
        </p>
      )}
      {saving.is === "doubt" ? (
        <p className="intake-acts">
          <button
            type="button"
            className="button button-main"
            onClick={() => void save(view.district.districtId)}
          >
            {say.retry}
          </button>
          <Button isQuiet onPress={goOnTyping}>
            {say.goOn}
          </Button>
        </p>
      ) : (
        <button className="button button-main" type="submit" disabled={isSending}>
          {duplicateOf ? say.saveMerged : say.save} <kbd>Ctrl Enter</kbd>
        </button>
      )}
    </footer>
  );
}
