import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { formatDay } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { AreaField } from "./area-field.tsx";
import {
  type Period,
  RECORD_KINDS,
  recordKindOf,
  useReportLink,
  useSetReportLink,
} from "./params.ts";
import { Photographs } from "./photographs.tsx";
import {
  type Activity,
  type Exposure,
  type Inspection,
  type Records,
  recordsQuery,
} from "./queries.ts";
import { ReasonDialog, type ReasonFor } from "./reason-dialog.tsx";
import { ITEM_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** Inspections, hygiene days and exposures of a period: everything a figure is made of. */
export function RecordList({ period }: { period: Period }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const { reportArea, reportRecords } = useReportLink();
  const set = useSetReportLink();
  const kind = recordKindOf(reportRecords);
  const records = useQuery(
    recordsQuery(districtId, {
      ...period,
      ...(reportArea === undefined ? {} : { areaId: reportArea }),
    }),
  );
  const { count } = useTold();
  const counts = records.data?.counts;
  const title = {
    inspection: counts ? say.kindCount(say.inspection, count(counts.inspections)) : say.inspection,
    activity: counts ? say.kindCount(say.activity, count(counts.activities)) : say.activity,
    exposure: counts ? say.kindCount(say.exposure, count(counts.exposures)) : say.exposure,
  };
  return (
    <section className="rep-card" aria-label={say.recordsTitle} data-print="hide">
      <header className="rep-card-head">
        <h3>{say.recordsTitle}</h3>
        <Segmented
          label={say.recordKind}
          value={kind}
          options={RECORD_KINDS.map((value) => ({ value, title: title[value] }))}
          onChange={(value) => set({ reportRecords: value === "inspection" ? undefined : value })}
        />
        <AreaField
          areaId={reportArea ?? null}
          onPick={(areaId) => set({ reportArea: areaId ?? undefined })}
        />
      </header>
      <Answer to={records}>{(known) => <Listed known={known} kind={kind} />}</Answer>
    </section>
  );
}

function Listed({ known, kind }: { known: Records; kind: (typeof RECORD_KINDS)[number] }) {
  const say = useWords(words);
  const { count } = useTold();
  const [asked, setAsked] = useState<ReasonFor | null>(null);
  const rows =
    kind === "inspection"
      ? known.inspections.map((one) => (
          <InspectionRow key={one.inspectionId} one={one} onAsk={setAsked} />
        ))
      : kind === "activity"
        ? known.activities.map((one) => (
            <ActivityRow key={one.activityId} one={one} onAsk={setAsked} />
          ))
        : known.exposures.map((one) => (
            <ExposureRow key={one.exposureId} one={one} onAsk={setAsked} />
          ));
  if (rows.length === 0) return <p className="answer-empty">{say.noRecords}</p>;
  return (
    <>
      <ul className="rep-records">{rows}</ul>
      {rows.length === known.greatestCount && (
        <p className="rep-quiet">{say.isCut(count(known.greatestCount))}</p>
      )}
      {asked && <ReasonDialog of={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

type Asks = { readonly onAsk: (asked: ReasonFor) => void };
type Common = Pick<
  Inspection,
  "areaName" | "areaNameEn" | "day" | "enteredAt" | "enteredBy" | "withdrawn"
>;

/** What every record says: where and when, by whom, and whether it still counts. */
function RecordRow(props: {
  one: Common;
  side: React.ReactNode;
  children: React.ReactNode;
  acts: React.ReactNode;
}) {
  const { one } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { stamp } = useTold();
  return (
    <li data-withdrawn={one.withdrawn !== null || undefined}>
      <p className="rep-record-head">
        <b>{nameIn(language, { name: one.areaName, nameEn: one.areaNameEn })}</b>
        <span>{formatDay(one.day, language)}</span>
        {props.side}
      </p>
      <div>{props.children}</div>
      <p className="rep-record-foot">
        <small>{say.by(one.enteredBy, stamp(one.enteredAt))}</small>
        {one.withdrawn ? <small>{say.withdrawn(one.withdrawn.reason)}</small> : props.acts}
      </p>
    </li>
  );
}

function Withdraw({ of, onAsk }: Asks & { of: ReasonFor }) {
  const say = useWords(words);
  const mayRecord = useMay("reports.record") !== null;
  return mayRecord ? (
    <Button isQuiet onPress={() => onAsk(of)}>
      {say.withdraw}
    </Button>
  ) : null;
}

function InspectionRow({ one, onAsk }: Asks & { one: Inspection }) {
  const say = useWords(words);
  const { points } = useTold();
  return (
    <RecordRow
      one={one}
      side={
        <b className="rep-deducted">{one.deducted > 0 && say.pointsOff(points(one.deducted))}</b>
      }
      acts={
        <Withdraw
          of={{ act: "withdraw", kind: "inspection", id: one.inspectionId }}
          onAsk={onAsk}
        />
      }
    >
      <FoundList found={one.found} />
      {one.note !== "" && <p className="rep-quiet">{one.note}</p>}
      {one.photographs > 0 && <Photographs inspectionId={one.inspectionId} />}
    </RecordRow>
  );
}

/** What was found, each with its places; nothing is said too. */
export function FoundList({ found }: { found: Inspection["found"] }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count } = useTold();
  if (found.length === 0) return <p className="rep-clean">{say.clean}</p>;
  return (
    <ul className="rep-found">
      {found.map(({ itemId, places }) => (
        <li key={itemId}>
          {titleIn(language, ITEM_TITLES[itemId] ?? { zh: itemId, en: itemId })}{" "}
          <small>{say.places(count(places))}</small>
        </li>
      ))}
    </ul>
  );
}

function ActivityRow({ one, onAsk }: Asks & { one: Activity }) {
  const say = useWords(words);
  const { count } = useTold();
  return (
    <RecordRow
      one={one}
      side={one.people !== null && <span>{say.people(count(one.people))}</span>}
      acts={
        <Withdraw of={{ act: "withdraw", kind: "activity", id: one.activityId }} onAsk={onAsk} />
      }
    >
      <p>{one.done}</p>
    </RecordRow>
  );
}

function ExposureRow({ one, onAsk }: Asks & { one: Exposure }) {
  const say = useWords(words);
  const mayJudge = useMay("reports.publish")?.isWhole === true;
  const { judged } = one;
  const stands = judged === null ? say.notJudged : judged.isUpheld ? say.upheld : say.notUpheld;
  return (
    <RecordRow
      one={one}
      side={
        <span>
          {one.isGood ? say.good : say.bad} · {stands}
        </span>
      }
      acts={
        <span>
          {mayJudge && (
            <Button
              isQuiet
              onPress={() => onAsk({ act: "judge", kind: "exposure", id: one.exposureId })}
            >
              {say.judge}
            </Button>
          )}
          <Withdraw of={{ act: "withdraw", kind: "exposure", id: one.exposureId }} onAsk={onAsk} />
        </span>
      }
    >
      <p>
        {one.medium}: {one.title}
      </p>
      {judged && <p className="rep-quiet">{judged.reason}</p>}
    </RecordRow>
  );
}
