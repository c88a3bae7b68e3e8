import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { photographUrl } from "../api/photograph.ts";
import { useMay, useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { PhotographRow } from "../ui/photograph-row.tsx";
import { AppealCard } from "./appeal-card.tsx";
import { useFoundTitle } from "./found-titles.ts";
import { useMoment } from "./moment.ts";
import { appealsQuery, type Inspection } from "./plan-queries.ts";
import { subjectWords } from "./subject-words.ts";
import { useTold } from "./told.ts";

const InspectionDialog = lazy(() =>
  import("./inspection-dialog.tsx").then((m) => ({ default: m.InspectionDialog })),
);

/** What was found on the spot: deductions, photographs, what was mended, and what was appealed against. */
export function InspectionCard({ inspection }: { inspection: Inspection }) {
  const say = useWords(subjectWords);
  const { districtId } = useView().view.district;
  const moment = useMoment();
  const appeals = useQuery(appealsQuery(districtId, { inspectionId: inspection.inspectionId }));
  const isOut = inspection.isVoid || inspection.withdrawn !== null;
  return (
    <div className="sub-inspection">
      {isOut && <p className="st-failed">{say.notCounted}</p>}
      <Deductions inspection={inspection} />
      <MendedList inspection={inspection} />
      <Photographs inspection={inspection} />
      {inspection.remark && (
        <p>
          <b>{say.remark}</b> {inspection.remark}
        </p>
      )}
      <Signed inspection={inspection} />
      <small>{say.received(moment(inspection.receivedAt))}</small>
      {appeals.data?.appeals.map((appeal) => (
        <AppealCard key={appeal.appealId} {...{ appeal, inspection }} />
      ))}
      <Acts inspection={inspection} />
    </div>
  );
}

function Deductions({ inspection }: { inspection: Inspection }) {
  const { deductions, vetoes, foundVetoes } = inspection;
  const titleOf = useFoundTitle(inspection);
  const say = useWords(subjectWords);
  const { title, score } = useTold();
  return (
    <>
      <h4>{say.deductions}</h4>
      {deductions.length === 0 && foundVetoes.length === 0 && (
        <p className="sub-none">{say.noDeductions}</p>
      )}
      <ul className="sub-list">
        {foundVetoes.map((vetoId) => (
          <li key={vetoId} data-bad={vetoes.includes(vetoId) || undefined}>
            <span>{titleOf(vetoId)}</span>
            <b>{vetoes.includes(vetoId) ? say.vetoed : say.isStruck}</b>
          </li>
        ))}
        {deductions.map((one) => (
          <li key={one.itemId}>
            <span>{title(one.title)}</span>
            <b>{say.lost(score(one.lost), score(one.of))}</b>
            {one.note && <small>{one.note}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Of a re-inspection: what of the one before is mended, and what is not. */
function MendedList({ inspection: { mended } }: { inspection: Inspection }) {
  const say = useWords(subjectWords);
  const { title, score } = useTold();
  if (!mended || mended.length === 0) return null;
  return (
    <>
      <h4>{say.mended}</h4>
      <ul className="sub-list">
        {mended.map((one) => (
          <li key={one.itemId} data-bad={!one.isMended || undefined}>
            <span>{title(one.title)}</span>
            <b>{one.isMended ? say.isMended : say.isNotMended}</b>
            {one.lostBefore !== null && one.lostNow !== null && (
              <small>{say.lostBefore(score(one.lostBefore), score(one.lostNow))}</small>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Photographs({ inspection: { photographs } }: { inspection: Inspection }) {
  const say = useWords(subjectWords);
  const { districtId } = useView().view.district;
  if (photographs.length === 0) return null;
  return (
    <>
      <h4>{say.photographs}</h4>
      <PhotographRow
        isLarge
        photographs={photographs}
        urlOf={(photographId, size) => photographUrl(districtId, photographId, size)}
        say={(count) => say.photograph(String(count))}
      />
    </>
  );
}

/** The strokes as they were drawn, for those who may see them. */
function Signed({ inspection: { isSigned, signature } }: { inspection: Inspection }) {
  const say = useWords(subjectWords);
  if (!isSigned) return <small>{say.unsigned}</small>;
  if (signature === null) return <small>{say.signedHidden}</small>;
  return (
    <svg className="sub-signature" viewBox="0 0 300 100" role="img" aria-label={say.signed}>
      <path d={signature} />
    </svg>
  );
}

export type InspectionAct = "appeal" | "reinspect" | "takeBack";

/** What may be done about it: appealed against, looked at again, taken back. */
function Acts({ inspection }: { inspection: Inspection }) {
  const say = useWords(subjectWords);
  const { day } = useTold();
  const { today } = useView().view.district;
  const accountId = useSession()?.account?.accountId ?? null;
  const mayAppeal = useMay("ratings.appeal") !== null;
  const mayPlan = useMay("ratings.plan") !== null;
  const mayDecide = useMay("ratings.decide") !== null;
  const [act, setAct] = useState<InspectionAct | null>(null);
  if (inspection.isVoid || inspection.withdrawn !== null) return null;
  const isOwn = inspection.inspector === accountId;
  const isInTime = today <= inspection.mayAppealUntil;
  const isOpen = inspection.appeals.some(({ state }) => !CLOSED.has(state));
  const hasFaults = inspection.deductions.length + inspection.vetoes.length > 0;
  return (
    <div className="sub-acts" data-print="hide">
      {mayAppeal && !isOwn && !isOpen && isInTime && (
        <Button onPress={() => setAct("appeal")}>{say.raise}</Button>
      )}
      {mayPlan && hasFaults && <Button onPress={() => setAct("reinspect")}>{say.reinspect}</Button>}
      {(mayDecide || isOwn) && (
        <Button isQuiet onPress={() => setAct("takeBack")}>
          {say.takeBack}
        </Button>
      )}
      <small>{isInTime ? say.appealUntil(day(inspection.mayAppealUntil)) : say.appealOver}</small>
      <Suspense>
        {act && <InspectionDialog {...{ inspection, act }} onClose={() => setAct(null)} />}
      </Suspense>
    </div>
  );
}

const CLOSED: ReadonlySet<string> = new Set(["corrected", "voided", "rejected", "withdrawn"]);
