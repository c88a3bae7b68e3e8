import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useSession } from "../api/session.ts";
import { Button } from "../ui/controls.tsx";
import { formatNumber } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { useSendingAgain } from "../ui/outbox.ts";
import { useSetInspectLink } from "./inspect-link.ts";
import { conflictOf, PhotographRefused } from "./inspect-send.ts";
import { giveUp, mend, outbox, sendAll, useUnsent, withoutPhotograph } from "./inspect-session.ts";
import type { UnsentInspection } from "./inspect-storage.ts";
import { inspectWords } from "./inspect-words.ts";

/** What waits to be sent, what was refused and what to do about it, and what arrived last. */
export function InspectLine(props: {
  accountId: string;
  isOnline: boolean;
  /** Told that another has arrived: what is to be inspected is less by its task. */
  onArrived: () => void;
}) {
  const { accountId, isOnline, onArrived } = props;
  const say = useWords(inspectWords);
  const language = useLanguage();
  const client = useQueryClient();
  const { unsent, isSending, refused, last, isLasting } = useUnsent();
  const isEnded = useSession()?.isEnded === true;
  useSendingAgain(outbox, accountId, isOnline);
  const lastKey = last?.key;
  useEffect(() => {
    if (lastKey === undefined) return;
    void client.invalidateQueries({ queryKey: ["ratings"] });
    onArrived();
  }, [client, lastKey, onArrived]);
  const waiting = unsent.filter(({ key }) => refused[key] === undefined);
  return (
    <>
      {!isLasting && (
        <p className="inspect-told" data-is="warning" role="alert">
          {say.notLasting}
        </p>
      )}
      {waiting.length > 0 && (
        <section
          className="inspect-told"
          role="status"
          aria-label={say.unsent(String(waiting.length))}
        >
          <header>
            <strong>{say.unsent(formatNumber(waiting.length, language, 0))}</strong>
            {isSending ? (
              <span>{say.sending}</span>
            ) : (
              isOnline && <Button onPress={() => void sendAll(accountId)}>{say.sendNow}</Button>
            )}
          </header>
          {isEnded && <p>{say.signIn}</p>}
          <ol>
            {waiting.map(({ key, title, isEntered }) => (
              <li key={key}>
                {title}
                {isEntered && <small> {say.onlyPhotographs}</small>}
              </li>
            ))}
          </ol>
        </section>
      )}
      {unsent.map((one) => {
        const why = refused[one.key];
        return why && <Refused key={one.key} unsent={one} why={why} />;
      })}
      {last && (
        <section className="inspect-told" data-is="good" role="status">
          <header>
            <strong>{say.arrived(last.title)}</strong>
            <SubjectLink subject={last.sent.subject} name={nameIn(language, last.sent.subject)} />
          </header>
          {last.sent.stars !== null && (
            <p>
              {say.result(
                last.sent.score === null ? say.noScore : formatNumber(last.sent.score, language),
                String(last.sent.stars),
              )}
            </p>
          )}
        </section>
      )}
    </>
  );
}

/** The page of what was inspected. */
export function SubjectLink(props: {
  subject: { readonly kind: string; readonly id: string };
  name: string;
}) {
  const say = useWords(inspectWords);
  const path = props.subject.kind === "street" ? "/streets" : "/facilities";
  return (
    <Link
      className="button"
      // the router's type of paths is of those it knows when it is made
      to={`${path}/${encodeURIComponent(props.subject.id)}` as never}
      aria-label={`${props.name} · ${say.toSubject}`}
    >
      {say.toSubject}
    </Link>
  );
}

function Refused({ unsent, why }: { unsent: UnsentInspection; why: Error }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  const set = useSetInspectLink();
  const [isGivingUp, setGivingUp] = useState(false);
  const { title } = unsent;
  const conflict = conflictOf(why);
  const goOn = async (isAnother: boolean) =>
    set({ inspectDraft: await mend(unsent, isAnother), inspectPart: "sign" }, true);
  if (why instanceof PhotographRefused)
    return (
      <section className="inspect-told" data-is="warning" role="alert">
        <strong>
          {title} · {say.photographRefused}
        </strong>
        <p>{why.message}</p>
        <Button onPress={() => void withoutPhotograph(unsent, why.photographKey)}>
          {say.withoutPhotograph}
        </Button>
      </section>
    );
  return (
    <section className="inspect-told" data-is="warning" role="alert">
      <strong>{conflict ? say.conflict(title) : say.refused(title)}</strong>
      <p>
        {conflict
          ? say.conflictKept(
              conflict.inspectorName,
              new Date(conflict.inspectedAt).toLocaleString(language),
              conflict.score === null ? say.noScore : formatNumber(conflict.score, language),
            )
          : why.message}
      </p>
      <footer>
        <Button onPress={() => void goOn(conflict !== null)}>
          {conflict ? say.asAnother : say.mend}
        </Button>
        {isGivingUp ? (
          <>
            <span>{say.giveUpSure}</span>
            <Button onPress={() => void giveUp(unsent)}>{say.giveUpYes}</Button>
            <Button isQuiet onPress={() => setGivingUp(false)}>
              {say.cancel}
            </Button>
          </>
        ) : (
          <Button isQuiet onPress={() => setGivingUp(true)}>
            {conflict ? say.keepTheirs : say.giveUp}
          </Button>
        )}
      </footer>
    </section>
  );
}
