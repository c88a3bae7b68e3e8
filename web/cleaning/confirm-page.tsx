import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer, type Asked } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { useOnline } from "../ui/online.ts";
import { useSendingAgain } from "../ui/outbox.ts";
import "./cleaning.css";
import "./confirm.css";
import { ChoiceButton } from "./confirm-choice.tsx";
import { type Choice, choicesOf } from "./confirm-choices.ts";
import { ConfirmRoute } from "./confirm-route.tsx";
import { confirmations, forget, sendAll, useSending } from "./confirm-session.ts";
import { confirmWords } from "./confirm-words.ts";
import { useCleaningLink, useSetCleaningLink } from "./params.ts";
import { complianceQuery } from "./queries.ts";
import { roundsQuery } from "./round-queries.ts";
import { StandingColors } from "./sign.tsx";
import { useTold } from "./told.ts";

/** Where a team leader says, section by section, that the work was done: one press for all of it, exceptions marked. */
export function ConfirmPage() {
  const { confirmTeam, confirmRoute } = useCleaningLink();
  return (
    <div className="confirm">
      <StandingColors />
      <Line />
      {confirmTeam === undefined ? (
        <Teams />
      ) : confirmRoute === undefined ? (
        <Routes team={confirmTeam} />
      ) : (
        <ConfirmRoute routeId={confirmRoute} />
      )}
    </div>
  );
}

/** What waits to be sent, and what was refused; it sends by itself once there is a line. */
function Line() {
  const say = useWords(confirmWords);
  const accountId = useSession()?.account?.accountId ?? null;
  const client = useQueryClient();
  const isOnline = useOnline();
  const { unsent, isSending, refused, last } = useSending();
  const waiting = unsent.filter(({ key }) => refused[key] === undefined);
  const { count } = useTold();
  useSendingAgain(confirmations, accountId, isOnline);
  const lastKey = last?.key;
  useEffect(() => {
    if (lastKey !== undefined) void client.invalidateQueries({ queryKey: ["cleaning"] });
  }, [client, lastKey]);
  return (
    <>
      {!isOnline && (
        <p className="confirm-line" role="status">
          {say.offline}
        </p>
      )}
      {waiting.length > 0 && (
        <div className="confirm-line" role="status">
          <p>{isSending ? say.sending : say.kept(count(waiting.length))}</p>
          <ul>
            {waiting.map(({ key, title }) => (
              <li key={key}>{title}</li>
            ))}
          </ul>
          {!isSending && isOnline && (
            <Button onPress={() => accountId && void sendAll(accountId)}>{say.sendNow}</Button>
          )}
        </div>
      )}
      {unsent
        .filter(({ key }) => refused[key] !== undefined)
        .map(({ key, title }) => (
          <div className="confirm-line" data-refused="true" role="alert" key={key}>
            <p>{say.refused(title, refused[key]?.message ?? "")}</p>
            <Button onPress={() => accountId && void forget(accountId, key)}>{say.giveUp}</Button>
          </div>
        ))}
    </>
  );
}

/** What is due today, by team or by the routes of one: streets to sweep, and rounds. */
function useToday(team?: string) {
  const { districtId, today } = useView().view.district;
  const streets = useQuery(
    complianceQuery(districtId, {
      ...{ from: today, to: today },
      ...(team === undefined ? { by: "team" } : { by: "route", team }),
    }),
  );
  const rounds = useQuery(roundsQuery(districtId, undefined));
  const data =
    streets.data &&
    rounds.data &&
    choicesOf(
      streets.data.groups,
      rounds.data.rounds.filter((round) => team === undefined || round.team === team),
      team === undefined ? (round) => round.team : ({ routeId }) => routeId,
    );
  return {
    ...{ data, error: streets.error ?? rounds.error },
    isFetching: streets.isPlaceholderData,
    refetch: () => Promise.all([streets.refetch(), rounds.refetch()]),
  };
}

/** The teams of which something is due today. */
function Teams() {
  const say = useWords(confirmWords);
  const set = useSetCleaningLink();
  return (
    <section className="confirm-part">
      <h2>{say.chooseTeam}</h2>
      <Choices to={useToday()} onChoose={(confirmTeam) => set({ confirmTeam }, true)} />
    </section>
  );
}

/** The routes of a team of which something is due today. */
function Routes({ team }: { team: string }) {
  const say = useWords(confirmWords);
  const set = useSetCleaningLink();
  return (
    <section className="confirm-part">
      <header>
        <h2>
          {team} · {say.chooseRoute}
        </h2>
        <Button isQuiet icon="left" onPress={() => set({ confirmTeam: undefined }, true)}>
          {say.otherTeam}
        </Button>
      </header>
      <Choices to={useToday(team)} onChoose={(confirmRoute) => set({ confirmRoute }, true)} />
    </section>
  );
}

function Choices(props: { to: Asked<readonly Choice[]>; onChoose: (key: string) => void }) {
  const say = useWords(confirmWords);
  return (
    <Answer to={props.to} isEmpty={(choices) => choices.length === 0} empty={say.noTeams}>
      {(choices) => (
        <ul className="confirm-choices">
          {choices.map((choice) => (
            <li key={choice.key}>
              <ChoiceButton choice={choice} onPress={() => props.onChoose(choice.key)} />
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}
