import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, IconButton, Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { useRatingLink, useSetRatingLink } from "./params.ts";
import { awardFlag, type Overview, type RedFlags, redFlagsQuery } from "./queries.ts";
import { sheetOf, To } from "./to.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

type Candidate = RedFlags["candidates"][number];
type Flag = NonNullable<RedFlags["awarded"]>;

/** 流动红旗: who has it in a month by the rule, with the figures of each, and who had it before. */
export function FlagTab({ overview: { rubrics } }: { overview: Overview }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const { starRubric, starMonth } = useRatingLink();
  const set = useSetRatingLink();
  // it belongs to one rubric; the toilets' where none is chosen
  const rubricId =
    starRubric ?? (rubrics.find(({ kind }) => kind === "toilet") ?? rubrics[0])?.rubricId ?? "";
  const month = /^\d{4}-\d\d$/.test(starMonth ?? "") ? starMonth : undefined;
  const flags = useQuery(redFlagsQuery(view.district.districtId, rubricId, month));
  return (
    <>
      {starRubric === undefined && rubrics.length > 1 && (
        <div className="st-by" data-print="hide">
          <Segmented
            label={say.rubric}
            value={rubricId}
            options={rubrics.map((one) => ({
              value: one.rubricId,
              title: say.shortRubric(titleIn(language, one.title)),
            }))}
            onChange={(value) => set({ starRubric: value }, true)}
          />
        </div>
      )}
      <Answer to={{ ...flags, isFetching: flags.isPlaceholderData }}>
        {(known) => <Known known={known} />}
      </Answer>
    </>
  );
}

/** A month so many months on. */
export function monthAfter(month: string, by: number): string {
  const [year, number] = month.split("-").map(Number);
  const all = year! * 12 + number! - 1 + by; // a month has both
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}`;
}

function Known({ known }: { known: RedFlags }) {
  const say = useWords(words);
  const language = useLanguage();
  const { today } = useView().view.district;
  const set = useSetRatingLink();
  const go = (by: number) => set({ starMonth: monthAfter(known.month, by) }, true);
  return (
    <>
      <div className="st-month">
        <IconButton icon="left" label={say.monthBefore} tip="right" onPress={() => go(-1)} />
        <b>{known.month}</b>
        <IconButton
          icon="right"
          label={say.monthAfter}
          isDisabled={known.month >= today.slice(0, 7)}
          onPress={() => go(1)}
        />
      </div>
      {known.holder && known.holder.month !== known.month && (
        <p className="st-past">
          {say.flagHolder} <FlagName flag={known.holder} />{" "}
          <small>{say.flagSince(known.holder.month)}</small>
        </p>
      )}
      <p className="st-note">
        {say.flagRule}: {titleIn(language, known.ruleText)}
      </p>
      {(known.candidates.length > 0 || known.awarded) && <Winner known={known} />}
      {known.candidates.length === 0 ? (
        <p className="answer-empty">{say.flagNone}</p>
      ) : (
        <ol className="st-flags">
          {known.candidates.map((one) => (
            <CandidateRow
              key={one.subjectId}
              one={one}
              isTied={known.tied.includes(one.subjectId)}
            />
          ))}
        </ol>
      )}
      <History known={known} />
    </>
  );
}

function CandidateRow({ one, isTied }: { one: Candidate; isTied: boolean }) {
  const say = useWords(words);
  const { count, name, score } = useTold();
  return (
    <li data-out={one.place === null || undefined}>
      <span>{one.place === null ? "—" : count(one.place)}</span>
      <To page={sheetOf(one)}>{name(one)}</To>
      <b>{one.score === null ? say.noScore : score(one.score)}</b>
      <small>
        {say.n(count(one.n))} · {say.complaints(count(one.complaints))}
        {one.failed.map((why) => ` · ${say.flagFails(why)}`)}
        {isTied && ` · ${say.flagTied}`}
      </small>
    </li>
  );
}

function Winner({ known }: { known: RedFlags }) {
  const say = useWords(words);
  const { name } = useTold();
  const mayDecide = useMay("ratings.decide")?.isWhole === true;
  const [isAsking, setAsking] = useState(false);
  const winner = known.candidates.find(({ subjectId }) => subjectId === known.winnerId);
  if (known.awarded)
    return (
      <p className="st-flag">
        <FlagSign />
        <span>
          <FlagName flag={known.awarded} />
          <small>{say.flagSince(known.month)}</small>
        </span>
      </p>
    );
  return (
    <>
      <p className="st-flag" data-open="true">
        <FlagSign isOpen />
        <span>
          {winner ? name(winner) : say.flagNoWinner}
          {winner && <small>{say.flagWinner}</small>}
        </span>
        {winner && mayDecide && known.isOver && (
          <Button onPress={() => setAsking(true)}>{say.flagAward}</Button>
        )}
      </p>
      {!known.isOver && <p className="st-note">{say.flagNotOver}</p>}
      {isAsking && winner && (
        <AwardDialog known={known} winner={winner} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

function AwardDialog(props: { known: RedFlags; winner: Candidate; onClose: () => void }) {
  const { known, winner, onClose } = props;
  const say = useWords(words);
  const { name } = useTold();
  const client = useQueryClient();
  const award = useMutation({
    mutationFn: () =>
      awardFlag(known.districtId, {
        ...{ rubricId: known.rubricId, month: known.month, subjectId: winner.subjectId },
      }),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["ratings"] });
    },
  });
  return (
    <Dialog
      title={say.flagAsk(name(winner), known.month)}
      onClose={onClose}
      onSubmit={() => award.mutate()}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={award.isPending}>
            {say.flagAward}
          </button>
        </>
      }
    >
      <p>{say.flagSays}</p>
      {award.error && (
        <p className="st-failed" role="alert">
          {award.error.message}
        </p>
      )}
    </Dialog>
  );
}

function History({ known: { history } }: { known: RedFlags }) {
  const say = useWords(words);
  const { score } = useTold();
  return (
    <Section title={say.flagHistory}>
      {history.length === 0 && <p className="answer-empty">{say.flagNobody}</p>}
      <ul className="st-past">
        {history
          .flatMap((flag) => flag ?? [])
          .map((flag) => (
            <li key={flag.month}>
              <b>{flag.month}</b>
              <FlagName flag={flag} />
              <small>
                {score(flag.figures.score)} · {say.n(String(flag.figures.n))}
              </small>
            </li>
          ))}
      </ul>
    </Section>
  );
}

function FlagName({ flag }: { flag: Flag }) {
  const say = useWords(words);
  const { name } = useTold();
  return flag.subject ? (
    <To page={sheetOf(flag)}>{name(flag.subject)}</To>
  ) : (
    <span>
      {flag.subjectId} ({say.flagGone})
    </span>
  );
}

/** A pennant; open where it is not given yet. */
const FlagSign = ({ isOpen }: { isOpen?: boolean }) => (
  <svg
    className="st-flag-sign"
    data-open={isOpen || undefined}
    viewBox="0 0 24 28"
    aria-hidden="true"
  >
    <path d="M4 2v25" />
    <path className="st-flag-cloth" d="M4 3l18 6.5l-18 7z" />
  </svg>
);
