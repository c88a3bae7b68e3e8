import { type FormEvent, useState } from "react";

/** Somebody else set the same values since one began. */
export class SettingsChanged<Settings> extends Error {
  /** As they are now. */
  readonly now: Settings;

  constructor(now: Settings) {
    super("Somebody else has set the same values");
    this.now = now;
  }
}

/** What was typed or pressed and is not saved yet, by path. */
export type SettingEdits = Readonly<Record<string, string>>;
export const NO_EDITS: SettingEdits = {};

/** A save as TanStack Query has it. */
type Saving<Write> = {
  readonly isPending: boolean;
  readonly reset: () => void;
  readonly mutate: (
    write: Write,
    then: { onSuccess: () => void; onError: (error: Error) => void },
  ) => void;
};

/** What is edited, from the first letter to the server's answer. */
export function useSettingEdits<Settings>(
  settings: Settings,
  save: Saving<{ readonly seen: Settings; readonly edits: SettingEdits }>,
) {
  const [edits, setEdits] = useState(NO_EDITS);
  // as they were when editing began: whoever sets the same meanwhile is not overwritten unseen
  const [seen, setSeen] = useState(settings);
  const change = (now: (edits: SettingEdits) => SettingEdits) => {
    if (save.isPending) return;
    if (Object.keys(edits).length === 0) setSeen(settings);
    setEdits(now);
    save.reset();
  };
  const set = (write: { readonly seen: Settings; readonly edits: SettingEdits }) =>
    save.mutate(write, {
      onSuccess: () => setEdits(NO_EDITS),
      // what this page shows may not have heard of it yet
      onError: (error) => error instanceof SettingsChanged && setSeen(error.now),
    });
  /** @param wrong  What cannot be saved as it is typed, by path. */
  const submit = (event: FormEvent<HTMLFormElement>, wrong: object) => {
    event.preventDefault();
    if (Object.keys(wrong).length > 0)
      event.currentTarget.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    else if (Object.keys(edits).length > 0 && !save.isPending) set({ seen, edits });
  };
  return { edits, change, set, submit, discard: () => change(() => NO_EDITS) };
}
