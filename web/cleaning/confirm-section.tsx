import { type ReactNode, useEffect, useState } from "react";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { ownId } from "../ui/own-id.ts";
import "./confirm.css";
import { PhotographField } from "../ui/photograph-field.tsx";
import type { Exceptions } from "./confirm-pass.ts";
import { confirmSection, useSending } from "./confirm-session.ts";
import { confirmWords } from "./confirm-words.ts";
import { ENTRY_PHOTOGRAPHS } from "./entry-photographs.tsx";
import { QUICK_REASONS } from "./entry-words.ts";
import type { EntryDraft } from "./queries.ts";
import { ReasonField } from "./reason-field.tsx";
import { useTold } from "./told.ts";

/** How a part of a section stands in the list. */
export type ShownItem = {
  /** Why it could not be done; null where it is confirmed with the others. */
  readonly exception: string | null;
  /** Left out: there is nothing to confirm of it now. */
  readonly onPress?: (() => void) | undefined;
};

/** A part of a section that may be an exception: a street, or a stop. */
export type SectionItem = {
  readonly key: string;
  readonly name: string;
  /** Whether it lies in one's areas: nothing can be said of what does not. */
  readonly isMine: boolean;
  readonly show: (props: ShownItem) => ReactNode;
};

/** A section: its parts, the exceptions among them, and one button for all the rest. */
export function ConfirmSection(props: {
  /** What it is of, for whoever reads what waits to be sent. */
  title: string;
  passId: string;
  facts: ReactNode;
  hint: string;
  items: readonly SectionItem[];
  /** How many are confirmed, as it is told; and that only so many lie in one's areas. */
  told: (count: number) => string;
  onlyMine: (count: number) => string;
  /** Why there is nothing to confirm; null where there is. */
  not: string | null;
  toDraft: (exceptions: Exceptions) => EntryDraft;
}) {
  const { title, passId, items, not } = props;
  const say = useWords(confirmWords);
  const { count } = useTold();
  const { districtId } = useView().view.district;
  const accountId = useSession()?.account?.accountId ?? null;
  const { unsent, isSending, refused, last } = useSending();
  const [exceptions, setExceptions] = useState<Exceptions>({});
  const [files, setFiles] = useState<readonly File[]>([]);
  const waits = unsent.some(
    ({ draft, key }) => draft.passId === passId && refused[key] === undefined,
  );
  const sentKey = last?.title === title ? last.key : null;
  useEffect(() => {
    if (sentKey === null) return;
    setExceptions({}); // it is the server that says them now
    setFiles([]);
  }, [sentKey]);
  const within = items.filter(({ isMine }) => isMine).length;
  const excepted = Object.keys(exceptions).length;
  const { list, question } = useSectionItems(
    items,
    exceptions,
    not === null && !waits ? setExceptions : undefined,
  );
  const confirm = () => {
    if (accountId === null || waits) return;
    void confirmSection({
      ...{ key: ownId(), accountId, districtId, title, files, entryId: null },
      ...{ givenAt: new Date().toISOString(), draft: props.toDraft(exceptions) },
    });
  };
  return (
    <>
      <p className="confirm-facts">{props.facts}</p>
      {last && sentKey !== null && (
        <p className="confirm-line" role="status">
          {say.sent(last.title)}
        </p>
      )}
      {not === null && (
        <p className="confirm-hint">
          {props.hint}
          {within < items.length && ` ${props.onlyMine(within)}`}
        </p>
      )}
      {list}
      {not === null ? (
        <div className="confirm-foot">
          <PhotographField
            title={say.photograph}
            most={ENTRY_PHOTOGRAPHS}
            files={files}
            onChange={setFiles}
          />
          <button
            type="button"
            className="confirm-big"
            disabled={waits || isSending || accountId === null}
            onClick={confirm}
          >
            {waits || isSending ? say.sending : say.confirm}
            <small>
              {props.told(within - excepted)}
              {excepted > 0 && ` · ${say.exceptions(count(excepted))}`}
            </small>
          </button>
        </div>
      ) : (
        <p className="confirm-hint">{not}</p>
      )}
      {question}
    </>
  );
}

/**
 * The parts of a section; pressing one marks an exception, or takes it back.
 *
 * @param onChange  left out: nothing can be marked.
 * @returns the list, and what it asks over the page: that stands in no form.
 */
export function useSectionItems(
  items: readonly SectionItem[],
  exceptions: Exceptions,
  onChange?: (exceptions: Exceptions) => void,
) {
  const [asked, setAsked] = useState<SectionItem | null>(null);
  const except = ({ key }: SectionItem, reason: string | null) => {
    const { [key]: _, ...others } = exceptions;
    onChange?.(reason === null ? others : { ...others, [key]: reason });
    setAsked(null);
  };
  return {
    list: (
      <ul className="confirm-streets">
        {items.map((item) => (
          <li key={item.key}>
            {item.show({
              exception: exceptions[item.key] ?? null,
              onPress: onChange && item.isMine ? () => setAsked(item) : undefined,
            })}
          </li>
        ))}
      </ul>
    ),
    question: asked && onChange && (
      <Exception
        name={asked.name}
        reason={exceptions[asked.key] ?? null}
        onClose={() => setAsked(null)}
        onReason={(reason) => except(asked, reason)}
      />
    ),
  };
}

/** A part as wide as the telephone: what is known of it, and whether it is an exception. */
export function ConfirmItem(props: { sign: ReactNode; name: string; facts: string } & ShownItem) {
  const { exception, onPress } = props;
  const say = useWords(confirmWords);
  const inside = (
    <>
      {exception === null ? props.sign : <i className="clean-sign" data-sign="could-not" />}
      <strong>{props.name}</strong>
      <small>{exception === null ? props.facts : say.exception(exception)}</small>
    </>
  );
  if (!onPress) return <div className="confirm-street">{inside}</div>;
  return (
    <button
      type="button"
      className="confirm-street"
      aria-pressed={exception !== null}
      onClick={onPress}
    >
      {inside}
    </button>
  );
}

/** Why a part could not be done; or that it was after all. */
function Exception(props: {
  name: string;
  reason: string | null;
  onClose: () => void;
  /** null: it is confirmed with the others. */
  onReason: (reason: string | null) => void;
}) {
  const say = useWords(confirmWords);
  const language = useLanguage();
  const [reason, setReason] = useState(props.reason ?? "");
  return (
    <Dialog
      title={say.exceptionTitle(props.name)}
      onClose={props.onClose}
      onSubmit={() => props.onReason(reason.trim() === "" ? null : reason.trim())}
      buttons={
        <>
          <button type="button" className="button" onClick={() => props.onReason(null)}>
            {say.asDone}
          </button>
          <button type="submit" className="button button-main" disabled={reason.trim() === ""}>
            {say.keep}
          </button>
        </>
      }
    >
      <ReasonField
        quick={QUICK_REASONS.map((title) => titleIn(language, title))}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
}
