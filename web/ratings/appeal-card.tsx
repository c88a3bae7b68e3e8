import { lazy, Suspense, useState } from "react";
import { useMay, useSession } from "../api/session.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { useFoundTitle } from "./found-titles.ts";
import { useMoment } from "./moment.ts";
import type { Appeal, Inspection } from "./plan-queries.ts";
import { subjectWords } from "./subject-words.ts";
import { APPEAL_STEP_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

const AppealDialog = lazy(() =>
  import("./appeal-dialog.tsx").then((m) => ({ default: m.AppealDialog })),
);

export type NextStep = Appeal["nextSteps"][number];
type Correction = NonNullable<Appeal["trail"][number]["corrections"]>[number];

/** An appeal with each step of its decision, and the steps that may follow. */
export function AppealCard({ appeal, inspection }: { appeal: Appeal; inspection: Inspection }) {
  const say = useWords(subjectWords);
  const { title } = useTold();
  const moment = useMoment();
  return (
    <section className="sub-appeal" aria-label={say.appeals}>
      <h4>{say.appeals}</h4>
      <ol>
        {appeal.trail.map((entry) => {
          const step = APPEAL_STEP_TITLES[entry.step];
          return (
            <li key={`${entry.at} ${entry.step}`}>
              <b>{step ? title(step) : entry.step}</b>
              <small>
                {entry.actorName} · {moment(entry.at)}
              </small>
              <p>{entry.words}</p>
              {entry.corrections && <Corrections of={entry.corrections} inspection={inspection} />}
            </li>
          );
        })}
      </ol>
      <Steps {...{ appeal, inspection }} />
    </section>
  );
}

function Corrections(props: { of: readonly Correction[]; inspection: Inspection }) {
  const say = useWords(subjectWords);
  const { score } = useTold();
  const titleOf = useFoundTitle(props.inspection);
  return (
    <ul>
      {props.of.map((one) => (
        <li key={"itemId" in one ? one.itemId : one.vetoId}>
          {"itemId" in one
            ? say.corrected(
                titleOf(one.itemId),
                one.points === null ? say.notApply : score(one.points),
              )
            : say.struck(titleOf(one.vetoId))}
        </li>
      ))}
    </ul>
  );
}

/** The steps that may follow, by those who may take them. */
function Steps({ appeal, inspection }: { appeal: Appeal; inspection: Inspection }) {
  const say = useWords(subjectWords);
  const mayDecide = useMay("ratings.decide") !== null;
  const mayAppeal = useMay("ratings.appeal") !== null;
  const name = useSession()?.account?.displayName;
  const [step, setStep] = useState<NextStep | null>(null);
  const steps = appeal.nextSteps.filter((one) =>
    one === "withdrawn" ? mayAppeal && name === appeal.raisedBy : mayDecide,
  );
  const isWaiting = !appeal.isClosed && appeal.nextSteps.every((one) => one === "withdrawn");
  return (
    <div className="sub-acts" data-print="hide">
      {steps.map((one) => (
        <Button key={one} isQuiet={one === "withdrawn"} onPress={() => setStep(one)}>
          {say.step(one)}
        </Button>
      ))}
      {isWaiting && <small>{say.waits}</small>}
      <Suspense>
        {step && <AppealDialog {...{ appeal, inspection, step }} onClose={() => setStep(null)} />}
      </Suspense>
    </div>
  );
}
