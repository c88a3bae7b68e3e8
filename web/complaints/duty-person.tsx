import { useId } from "react";
import { useWords } from "../ui/language.ts";
import type { Account, Person } from "./duty-queries.ts";
import { dutyWords } from "./duty-words.ts";

/** Somebody by what was typed: the account of that name where there is one. */
export function personOf(text: string, accounts: readonly Account[]) {
  const name = text.trim();
  if (name === "") return null;
  const account = accounts.find((one) => one.name === name);
  return account ? { accountId: account.accountId, name } : { accountId: null, name };
}

/** People by lines of text, in that order. */
export const peopleOf = (text: string, accounts: readonly Account[]): Person[] =>
  text.split(/[\n,，、;；]/).flatMap((line) => personOf(line, accounts) ?? []);

/** A person on the roster: typed, or picked among the accounts of the district. */
export function PersonField(props: {
  label: string;
  value: string;
  accounts: readonly Account[];
  onChange: (name: string) => void;
  isRequired?: boolean;
}) {
  const say = useWords(dutyWords);
  const id = useId();
  return (
    <div className="duty-field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        className="input"
        list={`${id}-known`}
        autoComplete="off"
        maxLength={60}
        required={props.isRequired}
        placeholder={say.nameHint}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
      />
      <datalist id={`${id}-known`}>
        {props.accounts.map(({ accountId, name }) => (
          <option key={accountId} value={name} />
        ))}
      </datalist>
    </div>
  );
}

/** A time of day, the same in every browser; the platform's own field would write it in the browser's language. */
export function TimeInput(props: {
  id?: string;
  label?: string;
  value: string;
  onChange: (time: string) => void;
}) {
  return (
    <input
      id={props.id}
      aria-label={props.label}
      className="input duty-time"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      placeholder="08:00"
      pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
      maxLength={5}
      required
      value={props.value}
      onChange={({ target }) => props.onChange(target.value)}
      onBlur={() => {
        const [, hours = "", minutes = ""] =
          /^([0-9]{1,2}):?([0-9]{2})$/.exec(props.value.normalize("NFKC").trim()) ?? [];
        if (hours) props.onChange(`${hours.padStart(2, "0")}:${minutes}`);
      }}
    />
  );
}
