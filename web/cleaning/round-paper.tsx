import { useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { useView } from "../map/view.ts";
import { DemoBadge } from "../ui/figure.tsx";
import { formatDay } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { RoundsHead } from "./round-head.tsx";
import { useRoundsAsked } from "./round-link.ts";
import { useHeardTold } from "./round-list.tsx";
import type { Round, Rounds } from "./round-queries.ts";
import { useStopKind, useStopName, useWhyNot } from "./round-stops.tsx";
import { roundWords } from "./round-words.ts";
import { allIn, keyOf, type NumberedStop, stopsIn, stopsShown } from "./rounds.ts";
import { StopMark } from "./stop-sign.tsx";
import { useMoments } from "./times.ts";
import { type PassState, STOP_STATE_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

/** Whether the page is on its way to paper. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
  return isPrinting;
}

/** What the printer gets in place of the screen: the day's rounds, what was missed and what nobody can know. */
export function RoundsPaper({ rounds }: { rounds: Rounds }) {
  const isPrinting = usePrinting();
  return createPortal(
    <div className="rnd-paper prints-itself" data-print="only">
      {isPrinting && <Paper known={rounds} />}
    </div>,
    document.body,
  );
}

const LISTS: readonly PassState[] = ["not_done", "not_recorded", "could_not"];

function Paper({ known }: { known: Rounds }) {
  const say = useWords(roundWords);
  const language = useLanguage();
  const moments = useMoments();
  const { district } = useView().view;
  const { open } = useRoundsAsked();
  const one = known.rounds.find((round) => keyOf(round) === open);
  const rounds = one ? [one] : known.rounds;
  return (
    <>
      <header>
        <h1>{say.paperTitle}</h1>
        <p>
          {nameIn(language, district)} · {formatDay(known.day, language)} ·{" "}
          {say.paperAsOf(moments.stamp(known.asOf))}
        </p>
        {district.isDemo && <DemoBadge />}
      </header>
      <RoundsHead counts={stopsIn(rounds)} />
      <h2>{say.paperRounds}</h2>
      <RoundTable rounds={rounds} day={known.day} />
      {one ? (
        <StopTable
          title={say.stops}
          rows={stopsShown(one, null).map((row) => ({ ...row, round: one }))}
        />
      ) : (
        LISTS.map((state) => <Missed key={state} state={state} rounds={rounds} />)
      )}
      <p className="clean-note">{titleIn(language, known.definition)}</p>
    </>
  );
}

function RoundTable({ rounds, day }: { rounds: readonly Round[]; day: string }) {
  const say = useWords(roundWords);
  const language = useLanguage();
  const { count } = useTold();
  const moments = useMoments();
  const nameOf = useRoundName();
  const heard = useHeardTold();
  return (
    <table>
      <thead>
        <tr>
          <th>{say.columnRoute}</th>
          <th>{say.columnTime}</th>
          <th>{say.team}</th>
          <th>{say.vehicles}</th>
          <th>{say.columnAll}</th>
          <th>{say.columnDone}</th>
          {LISTS.map((state) => (
            <th key={state}>{titleIn(language, STOP_STATE_TITLES[state])}</th>
          ))}
          <th>{say.columnOther}</th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => {
          const { counts } = round;
          const plates = round.vehicles.map(({ plate }) => plate).join(say.join);
          return (
            <tr key={round.passId}>
              <td>{nameOf(round)}</td>
              <td>{moments.span(round.fromAt, round.toAt, day)}</td>
              <td>{round.team ?? say.noTeam}</td>
              <td>{[plates, heard(round)].filter(Boolean).join(" · ")}</td>
              <td>{count(allIn(counts))}</td>
              <td>{count(counts.done)}</td>
              {LISTS.map((state) => (
                <td key={state}>{count(counts[state])}</td>
              ))}
              <td>
                {count(counts.open)} / {count(counts.upcoming)} / {count(counts.suspended)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Missed({ state, rounds }: { state: PassState; rounds: readonly Round[] }) {
  const say = useWords(roundWords);
  const rows = rounds.flatMap((round) =>
    stopsShown(round, new Set([state])).map((row) => ({ ...row, round })),
  );
  const title = {
    ...{ not_done: say.paperMissed, not_recorded: say.paperUnknown },
    could_not: say.paperCould,
  }[state as "not_done" | "not_recorded" | "could_not"]; // those that are listed
  if (rows.length === 0 && state !== "not_done") return null;
  return <StopTable title={title} rows={rows} />;
}

function StopTable(props: {
  title: string;
  rows: readonly (NumberedStop & { readonly round: Round })[];
}) {
  const say = useWords(roundWords);
  const { count } = useTold();
  const moments = useMoments();
  const nameOf = useRoundName();
  const stopName = useStopName();
  const kindOf = useStopKind();
  const whyNot = useWhyNot();
  return (
    <>
      <h2>
        {props.title} <small>{count(props.rows.length)}</small>
      </h2>
      {props.rows.length === 0 ? (
        <p>{say.paperNone}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{say.columnRoute}</th>
              <th>{say.columnNumber}</th>
              <th>{say.columnStop}</th>
              <th>{say.columnKind}</th>
              <th>{say.columnState}</th>
              <th>{say.columnWhy}</th>
            </tr>
          </thead>
          <tbody>
            {props.rows.map(({ stop, number, round }) => (
              <tr key={`${round.passId} ${stop.facilityId}`}>
                <td>{nameOf(round)}</td>
                <td>{count(number)}</td>
                <td>{stopName(stop)}</td>
                <td>{kindOf(stop)}</td>
                <td>
                  <StopMark state={stop.state} />
                </td>
                <td>
                  {whyNot(stop) ??
                    [stop.emptiedAt && say.emptiedAt(moments.clock(stop.emptiedAt)), stop.plate]
                      .filter(Boolean)
                      .join(" ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function useRoundName() {
  const language = useLanguage();
  return ({ code, name, nameEn }: Round) =>
    [code, name !== null && nameIn(language, { name, nameEn })].filter(Boolean).join(" ");
}
