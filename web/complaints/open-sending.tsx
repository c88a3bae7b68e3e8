import { useState } from "react";
import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import { sendReportPhotograph, type TakenReport } from "./open-queries.ts";
import { openWords } from "./open-words.ts";

type State = {
  /** Telephones call every photograph the same. */
  readonly id: number;
  readonly name: string;
  readonly failure: string | null;
  readonly isDone: boolean;
};

/** Sends photographs of a report one after the other: a telephone in the street has one thin line. */
export function useSending(report: TakenReport) {
  const { districtId } = useView().view.district;
  const [states, setStates] = useState<readonly State[]>([]);
  const isBusy = states.some(({ failure, isDone }) => failure === null && !isDone);
  async function send(files: readonly File[]) {
    setStates(files.map(({ name }, id) => ({ id, name, failure: null, isDone: false })));
    const set = (i: number, change: Partial<State>) =>
      setStates((now) => now.map((one, k) => (k === i ? { ...one, ...change } : one)));
    for (const [i, file] of files.entries())
      await sendReportPhotograph(districtId, report, file).then(
        () => set(i, { isDone: true }),
        (error: Error) => set(i, { failure: error.message }),
      );
  }
  return { states, isBusy, send };
}

/** How far each photograph has come. */
export function SendingStates({ states }: { states: readonly State[] }) {
  const say = useWords(openWords);
  return states.map(({ id, name, failure, isDone }) => (
    <p key={id} role="status" data-wrong={failure !== null || undefined}>
      {name}: {failure ?? (isDone ? say.photographSent : say.photographSending)}
    </p>
  ));
}
