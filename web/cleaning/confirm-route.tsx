import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import {
  type Exceptions,
  isWithin,
  passStanding,
  passToConfirm,
  streetKey,
  type TodayStreet,
  toDraft,
} from "./confirm-pass.ts";
import { confirmSection, useSending } from "./confirm-session.ts";
import { ConfirmException, ConfirmStreet } from "./confirm-street.tsx";
import { confirmWords } from "./confirm-words.ts";
import { withdrawEntry } from "./entry-send.ts";
import { useCleaningLink, useSetCleaningLink } from "./params.ts";
import { PhotographField } from "./photograph-field.tsx";
import { type Entry, entriesQuery, type Today, type TodayPass, todayQuery } from "./queries.ts";
import { useMoments } from "./times.ts";
import { WORK_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

/** The passes of a route today; the one that waits for a word is open. */
export function ConfirmRoute({ routeId }: { routeId: string }) {
  const say = useWords(confirmWords);
  const { districtId } = useView().view.district;
  const today = useQuery(todayQuery(districtId, routeId));
  const set = useSetCleaningLink();
  return (
    <section className="confirm-part">
      <Button
        isQuiet
        icon="left"
        onPress={() => set({ confirmRoute: undefined, confirmPass: undefined }, true)}
      >
        {say.otherRoute}
      </Button>
      <Answer
        to={{ ...today, isFetching: false }}
        isEmpty={({ passes }) => passes.length === 0}
        empty={say.noPasses}
      >
        {(known) => <Route today={known} />}
      </Answer>
    </section>
  );
}

function Route({ today }: { today: Today }) {
  const say = useWords(confirmWords);
  const language = useLanguage();
  const { confirmPass } = useCleaningLink();
  const set = useSetCleaningLink();
  const chosen =
    today.passes.find(({ passId }) => passId === confirmPass) ?? passToConfirm(today.passes);
  return (
    <>
      <h2>
        {nameIn(language, today)}{" "}
        <small>
          {today.code} · {titleIn(language, WORK_TITLES[today.work])}
        </small>
      </h2>
      {today.passes.length > 1 && (
        <fieldset className="confirm-passes" aria-label={say.passes}>
          {today.passes.map((pass) => (
            <PassChoice
              key={pass.passId}
              {...{ pass, today }}
              isChosen={pass === chosen}
              onPress={() => set({ confirmPass: pass.passId })}
            />
          ))}
        </fieldset>
      )}
      {chosen && <Pass key={chosen.passId} today={today} pass={chosen} />}
      <Mine today={today} />
    </>
  );
}

function usePassTold() {
  const say = useWords(confirmWords);
  const { percent } = useTold();
  return (pass: TodayPass) => {
    const { is, done, meters } = passStanding(pass);
    const part = done > 0 && is !== "done" ? ` · ${say.passDonePart(percent(done, meters))}` : "";
    return {
      done: say.passDone,
      open: say.passOpen + part,
      over: say.passOver + part,
      upcoming: say.passUpcoming,
      suspended: say.passSuspended,
    }[is];
  };
}

function PassChoice(props: {
  pass: TodayPass;
  today: Today;
  isChosen: boolean;
  onPress: () => void;
}) {
  const { pass, today } = props;
  const moments = useMoments();
  const tell = usePassTold();
  return (
    <button type="button" aria-pressed={props.isChosen} onClick={props.onPress}>
      <b>{moments.span(pass.fromAt, pass.toAt, today.day)}</b>
      <small>{tell(pass)}</small>
    </button>
  );
}

/** A section: its streets, the exceptions among them, and one button for all the rest. */
function Pass({ today, pass }: { today: Today; pass: TodayPass }) {
  const say = useWords(confirmWords);
  const language = useLanguage();
  const { count, km, percent } = useTold();
  const moments = useMoments();
  const { districtId } = useView().view.district;
  const accountId = useSession()?.account?.accountId ?? null;
  const { unsent, isSending, refused, last } = useSending();
  const [exceptions, setExceptions] = useState<Exceptions>({});
  const [asked, setAsked] = useState<TodayStreet | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const { mayConfirm, isElsewhere, is, meters, byPositions } = passStanding(pass);
  const within = pass.streets.filter(isWithin).length;
  const title = say.passTitle(
    nameIn(language, today),
    moments.span(pass.fromAt, pass.toAt, today.day),
  );
  const waits = unsent.some(
    ({ draft, key }) => draft.passId === pass.passId && refused[key] === undefined,
  );
  const sentKey = last?.title === title ? last.key : null;
  useEffect(() => {
    if (sentKey === null) return;
    setExceptions({}); // it is the server that says them now
    setFiles([]);
  }, [sentKey]);
  const excepted = Object.keys(exceptions).length;
  const confirm = () => {
    if (accountId === null || waits) return;
    void confirmSection({
      ...{ key: crypto.randomUUID(), accountId, districtId, title, files },
      ...{ givenAt: new Date().toISOString(), draft: toDraft(pass, exceptions), entryId: null },
    });
  };
  return (
    <>
      <p className="confirm-facts">
        {say.streets(count(pass.streets.length), km(meters))}
        <small>
          {byPositions > 0 ? say.positionsProve(percent(byPositions, meters)) : say.positionsNone}
        </small>
      </p>
      {last && sentKey !== null && (
        <p className="confirm-line" role="status">
          {say.sent(last.title)}
        </p>
      )}
      {mayConfirm && (
        <p className="confirm-hint">
          {say.tapHint}
          {within < pass.streets.length && ` ${say.onlyWithin(count(within))}`}
        </p>
      )}
      <ul className="confirm-streets">
        {pass.streets.map((street) => (
          <li key={streetKey(street)}>
            <ConfirmStreet
              street={street}
              exception={exceptions[streetKey(street)] ?? null}
              {...(mayConfirm && !waits && isWithin(street)
                ? { onPress: () => setAsked(street) }
                : {})}
            />
          </li>
        ))}
      </ul>
      {mayConfirm ? (
        <div className="confirm-foot">
          <PhotographField files={files} onChange={setFiles} />
          <button
            type="button"
            className="confirm-big"
            disabled={waits || isSending || accountId === null}
            onClick={confirm}
          >
            {waits || isSending ? say.sending : say.confirm}
            <small>
              {say.confirmFacts(count(within - excepted))}
              {excepted > 0 && ` · ${say.exceptions(count(excepted))}`}
            </small>
          </button>
        </div>
      ) : (
        <p className="confirm-hint">
          {is === "done"
            ? say.allDone
            : isElsewhere
              ? say.elsewhere
              : is === "suspended"
                ? `${say.passSuspended} ${pass.suspension?.reason ?? ""}`
                : say.notYet(moments.clock(pass.fromAt))}
        </p>
      )}
      {asked && (
        <ConfirmException
          street={asked}
          reason={exceptions[streetKey(asked)] ?? null}
          onClose={() => setAsked(null)}
          onReason={(reason) => {
            const { [streetKey(asked)]: _, ...others } = exceptions;
            setExceptions(reason === null ? others : { ...others, [streetKey(asked)]: reason });
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

/** What was confirmed of the route today, one's own to be taken back. */
function Mine({ today }: { today: Today }) {
  const say = useWords(confirmWords);
  const { districtId } = useView().view.district;
  const { routeId, day } = today;
  const entries = useQuery(entriesQuery(districtId, { from: day, to: day, routeId })).data;
  if (!entries || entries.entries.length === 0) return null;
  return (
    <section className="confirm-mine">
      <h3>{say.mine}</h3>
      <ul>
        {entries.entries.map((entry) => (
          <li key={entry.entryId}>
            <EntryOf entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryOf({ entry }: { entry: Entry }) {
  const say = useWords(confirmWords);
  const { count } = useTold();
  const moments = useMoments();
  const { districtId } = useView().view.district;
  const account = useSession()?.account;
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => withdrawEntry(districtId, entry.entryId, say.undoReason),
    onSuccess: () => client.invalidateQueries({ queryKey: ["cleaning"] }),
  });
  const not = entry.items.filter(({ outcome }) => outcome === "could_not").length;
  return (
    <>
      <span>
        {say.entry(
          moments.stamp(entry.enteredAt),
          entry.enteredName,
          count(entry.items.length - not),
        )}
        {not > 0 && ` · ${say.entryNot(count(not))}`}
        {undo.error && <small className="clean-why"> {undo.error.message}</small>}
      </span>
      {entry.withdrawn ? (
        <small>{say.entryGone}</small>
      ) : (
        entry.enteredName === account?.displayName && (
          <Button isDisabled={undo.isPending} onPress={() => undo.mutate()}>
            {say.undo}
          </Button>
        )
      )}
    </>
  );
}
