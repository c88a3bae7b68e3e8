import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import "./cleaning.css";
import "./confirm.css";
import { ConfirmRoute } from "./confirm-route.tsx";
import { forget, sendAll, useSending } from "./confirm-session.ts";
import { confirmWords } from "./confirm-words.ts";
import { useCleaningLink, useSetCleaningLink } from "./params.ts";
import { type ComplianceGroup, complianceQuery } from "./queries.ts";
import { StandingColors } from "./sign.tsx";
import { PASS_STATES } from "./titles.ts";
import { useTold } from "./told.ts";

const AGAIN_MILLISECONDS = 30_000;

/** Whether the telephone has a line, as far as it says. */
function useOnline(): boolean {
  const [isOnline, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const heard = () => setOnline(navigator.onLine);
    addEventListener("online", heard);
    addEventListener("offline", heard);
    return () => {
      removeEventListener("online", heard);
      removeEventListener("offline", heard);
    };
  }, []);
  return isOnline;
}

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
  useEffect(() => {
    if (accountId === null || !isOnline) return;
    void sendAll(accountId);
    const timer = setInterval(() => void sendAll(accountId), AGAIN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [accountId, isOnline]);
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
            <p>{say.refused(title, refused[key] ?? "")}</p>
            <Button onPress={() => accountId && void forget(accountId, key)}>{say.giveUp}</Button>
          </div>
        ))}
    </>
  );
}

function useTodayBy(by: "team" | "route", team?: string) {
  const { districtId, today } = useView().view.district;
  return useQuery(
    complianceQuery(districtId, {
      ...{ from: today, to: today, by },
      ...(team === undefined ? {} : { team }),
    }),
  );
}

/** The teams of which something is due today. */
function Teams() {
  const say = useWords(confirmWords);
  const teams = useTodayBy("team");
  const set = useSetCleaningLink();
  return (
    <section className="confirm-part">
      <h2>{say.chooseTeam}</h2>
      <Answer to={teams} isEmpty={({ groups }) => groups.length === 0} empty={say.noTeams}>
        {({ groups }) => (
          <ul className="confirm-choices">
            {groups.flatMap((group) =>
              group.key === null ? (
                []
              ) : (
                <li key={group.key}>
                  <Choice
                    group={group}
                    onPress={() => set({ confirmTeam: group.key ?? undefined }, true)}
                  />
                </li>
              ),
            )}
          </ul>
        )}
      </Answer>
    </section>
  );
}

/** The routes of a team of which something is due today. */
function Routes({ team }: { team: string }) {
  const say = useWords(confirmWords);
  const routes = useTodayBy("route", team);
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
      <Answer to={routes} isEmpty={({ groups }) => groups.length === 0} empty={say.noTeams}>
        {({ groups }) => (
          <ul className="confirm-choices">
            {groups.flatMap((group) =>
              group.key === null ? (
                []
              ) : (
                <li key={group.key}>
                  <Choice
                    group={group}
                    onPress={() => set({ confirmRoute: group.key ?? undefined }, true)}
                  />
                </li>
              ),
            )}
          </ul>
        )}
      </Answer>
    </section>
  );
}

/** One team or route, with what is done of its day. */
function Choice({ group, onPress }: { group: ComplianceGroup; onPress: () => void }) {
  const say = useWords(confirmWords);
  const language = useLanguage();
  const { km } = useTold();
  const { states, title, key } = group;
  const all = PASS_STATES.reduce((sum, state) => sum + states[state].meters, 0);
  const open = states.open.meters + states.not_recorded.meters;
  return (
    <button type="button" className="confirm-choice" onClick={onPress}>
      <strong>{(language === "en" ? title.en : title.zh) ?? key}</strong>
      <small>
        {say.teamFacts(km(states.done.meters), km(all))}
        {open > 0 && ` · ${say.openFacts(km(open))}`}
      </small>
      <Icon name="right" size={16} />
    </button>
  );
}
