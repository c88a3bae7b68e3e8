import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { copyText } from "../ui/clipboard.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { followLink } from "./open-mine.ts";
import { sendReportPhotograph, type TakenReport } from "./open-queries.ts";
import { openWords } from "./open-words.ts";

type State = { readonly name: string; readonly failure: string | null; readonly isDone: boolean };

/** What a report became: its number, large, and where it is followed. Photographs follow it one by one. */
export function Sent(props: {
  report: TakenReport;
  files: readonly File[];
  onAnother: () => void;
}) {
  const { report, files } = props;
  const say = useWords(openWords);
  const photographs = useSending(report, files);
  const [isCopied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="open-sent">
      <h2 ref={heading} tabIndex={-1}>
        {say.sent}
      </h2>
      <p className="open-number">
        <small>{say.number}</small>
        <output>{report.number}</output>
      </p>
      <p>{say.keepNumber}</p>
      <div className="open-actions">
        <Link
          className="button button-main"
          to={"/open/follow" as never} // routes are built from the capabilities, so no path is known by its type
          search={((now: object) => ({ ...now, number: report.number })) as never}
          hash={report.followToken}
        >
          {say.followThis}
        </Link>
        <Button icon="link" onPress={() => void copyText(followLink(report)).then(setCopied)}>
          {isCopied ? say.copied : say.copyLink}
        </Button>
        <Button icon="plus" onPress={props.onAnother}>
          {say.another}
        </Button>
      </div>
      {photographs.map((one) => (
        <p key={one.name} role="status" data-wrong={one.failure !== null || undefined}>
          {one.name}: {one.failure ?? (one.isDone ? say.photographSent : say.photographSending)}
        </p>
      ))}
    </div>
  );
}

/** Sends the photographs one after the other: a telephone in the street has one thin line. */
function useSending(report: TakenReport, files: readonly File[]): readonly State[] {
  const { view } = useView();
  const { districtId } = view.district;
  const [states, setStates] = useState<readonly State[]>(() =>
    files.map(({ name }) => ({ name, failure: null, isDone: false })),
  );
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const set = (i: number, change: Partial<State>) =>
      setStates((now) => now.map((one, k) => (k === i ? { ...one, ...change } : one)));
    void (async () => {
      for (const [i, file] of files.entries())
        await sendReportPhotograph(districtId, report, file).then(
          () => set(i, { isDone: true }),
          (error: Error) => set(i, { failure: error.message }),
        );
    })();
  }, [districtId, report, files]);
  return states;
}
