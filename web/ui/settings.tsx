import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "./controls.tsx";
import { formatCount } from "./format.ts";
import { useLanguage, useWords } from "./language.ts";
import { SettingsChanged } from "./setting-edits.ts";
import { settingsPageWords } from "./settings-words.ts";
import "./settings.css";

/** A group of settings: its place on the page, and what it is called. */
export type SettingsGroup = { readonly id: string; readonly title: string };

const placeOf = (id: string) => `set-page-${id}`;

/** Leads to each group: the page is longer than a screen. */
export function SettingsContents({ groups }: { groups: readonly SettingsGroup[] }) {
  const say = useWords(settingsPageWords);
  return (
    <nav className="set-page-contents" aria-label={say.groups} data-print="hide">
      {groups.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          onClick={() => document.getElementById(placeOf(id))?.scrollIntoView()}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}

/** Settings of one subject, in a card. */
export function SettingsCard(props: SettingsGroup & { does: string; children: ReactNode }) {
  const { id, title, does, children } = props;
  return (
    <section className="set-page-card" id={placeOf(id)} aria-label={title}>
      <h2>
        {title} <small className="set-page-about">{does}</small>
      </h2>
      {children}
    </section>
  );
}

/** What became of saving, and what is not saved yet. */
export function SettingsFoot(props: {
  /** Why it was not saved; null where that is said at a value. */
  error: Error | null;
  /** What is said once all is saved. */
  saved: string | false;
  children: ReactNode;
}) {
  const { error, saved } = props;
  const say = useWords(settingsPageWords);
  return (
    <div className="set-page-foot">
      {error && (
        <p role="alert" className="set-page-failed">
          {error instanceof SettingsChanged ? say.stale : error.message}
        </p>
      )}
      {saved && (
        <p role="status" className="set-page-done">
          {saved}
        </p>
      )}
      {props.children}
    </div>
  );
}

/** What is not saved yet, and the one button that saves it. */
export function SettingsSaveBar(props: {
  count: number;
  wrongCount: number;
  isBusy: boolean;
  /** What changes, each as it is and as it will be. */
  changes: ReactNode;
  onDiscard: () => void;
}) {
  const { count, wrongCount, isBusy } = props;
  const say = useWords(settingsPageWords);
  const language = useLanguage();
  return (
    <div className="set-page-card set-page-save" data-print="hide">
      <p role="status">
        <b>{say.changes(formatCount(count, language))}</b>
        {wrongCount > 0 && (
          <span data-wrong="true">{say.wrongCount(formatCount(wrongCount, language))}</span>
        )}
      </p>
      {props.changes}
      <span className="set-page-acts">
        <Button isQuiet isDisabled={isBusy} onPress={props.onDiscard}>
          {say.discard}
        </Button>
        <button type="submit" className="button button-main" disabled={isBusy}>
          {say.save}
        </button>
      </span>
    </div>
  );
}

/** Asks before what was typed is lost: by leaving the page, the district or the browser. */
export function useLeaveAsking(isUnsaved: boolean) {
  const say = useWords(settingsPageWords);
  const addressOf = ({ pathname, search }: { pathname: string; search: unknown }) =>
    `${pathname} ${(search as { district?: unknown }).district}`; // the router's type is of every page at once
  useBlocker({
    enableBeforeUnload: isUnsaved,
    shouldBlockFn: ({ current, next }) =>
      isUnsaved && addressOf(current) !== addressOf(next) && !confirm(say.leaveAsk),
  });
}
