import { useQuery } from "@tanstack/react-query";
import { Asking } from "../coverage/asking.tsx";
import "../coverage/coverage.css";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import { Conditions } from "./conditions.tsx";
import { SitingFound } from "./found.tsx";
import { useSetSitingLink, useSitingLink, useSitingQuestion } from "./params.ts";
import { jobQuery, useSolve } from "./queries.ts";
import { Running } from "./running.tsx";
import "./siting.css";
import { words } from "./words.ts";

/** Where the next facility does most: the question, the run, and the answer explained. */
export function SitingPanel() {
  const say = useWords(words);
  const { run } = useSitingLink();
  const set = useSetSitingLink();
  const { districtId } = useView().view.district;
  const question = useSitingQuestion();
  const solve = useSolve(districtId);
  const job = useQuery({ ...jobQuery(districtId, run ?? ""), enabled: run !== undefined });
  const state = run === undefined ? null : job.data?.state;
  const isRunning = solve.isPending || state === "queued" || state === "running";
  const { corners, plots, given, areas } = question.candidates;
  const hasCandidates = corners || plots || (given ?? []).length > 0 || (areas ?? []).length > 0;
  const begin = () =>
    solve.mutate(question, {
      onSuccess: ({ jobId }) => set({ run: jobId, newSite: undefined }, true),
    });
  return (
    <Panel title={say.title}>
      <Asking asked={job.data?.answer?.kinds[0]?.asked ?? null} />
      <Conditions />
      <div className="sit-solve">
        <Button onPress={begin} isDisabled={isRunning || !hasCandidates} icon="play">
          {state === "done" ? say.again : say.solve}
        </Button>
        {!hasCandidates && <small>{say.needCandidates}</small>}
        {solve.error && (
          <p className="answer-why" role="alert">
            {solve.error.message}
          </p>
        )}
      </div>
      {run === undefined && <p className="answer-empty">{say.empty}</p>}
      {run !== undefined && job.error && <p className="answer-empty">{say.lost}</p>}
      {run !== undefined && job.data && isRunning && <Running job={job.data} />}
      {job.data?.failure && (
        <p className="answer-failed" role="alert">
          {job.data.failure.detail ?? job.data.failure.title}
        </p>
      )}
      {run !== undefined && job.data?.answer && <SitingFound answer={job.data.answer} />}
    </Panel>
  );
}
