import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type SitingJob, useCancel } from "./queries.ts";
import { STAGE_TITLES, STATE_TITLES, words } from "./words.ts";

/** A run on its way: how good the best is, how good any can be, and how to end it. */
export function Running({ job }: { job: SitingJob }) {
  const say = useWords(words);
  const language = useLanguage();
  const cancel = useCancel(useView().view.district.districtId);
  const { progress, state, ahead, jobId } = job;
  const amount = (value: number) => formatCount(Math.round(value), language);
  return (
    <section className="sit-running" aria-live="polite">
      <p>
        <strong>{titleIn(language, STATE_TITLES[state])}</strong>
        {state === "queued" && ahead > 0 && ` · ${say.ahead(amount(ahead))}`}
        {progress && (
          <small>
            {" "}
            {titleIn(language, STAGE_TITLES[progress.stage] ?? { zh: "", en: "" })} ·{" "}
            {say.elapsed(formatNumber(progress.seconds, language))}
          </small>
        )}
      </p>
      <progress
        aria-label={titleIn(language, STATE_TITLES[state])}
        {...(progress && progress.gap !== null ? { value: 1 - Math.min(1, progress.gap) } : {})}
      />
      {progress && progress.objective !== null && (
        <p className="cov-note">
          {say.best} {amount(progress.objective)}
          {progress.bound !== null && ` · ${say.bound} ${amount(progress.bound)}`}
          {progress.gap !== null &&
            ` · ${say.gap} ${formatNumber(progress.gap * 100, language, 2)}%`}
        </p>
      )}
      <Button onPress={() => cancel.mutate(jobId)} isDisabled={cancel.isPending}>
        {say.cancel}
      </Button>
    </section>
  );
}
