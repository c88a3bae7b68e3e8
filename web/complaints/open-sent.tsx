import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { copyText } from "../ui/clipboard.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { followLink } from "./open-mine.ts";
import type { TakenReport } from "./open-queries.ts";
import { SendingStates, useSending } from "./open-sending.tsx";
import { openWords } from "./open-words.ts";

/** What a report became: its number, large, and where it is followed. Photographs follow it one by one. */
export function Sent(props: {
  report: TakenReport;
  files: readonly File[];
  onAnother: () => void;
}) {
  const { report, files } = props;
  const say = useWords(openWords);
  const { states, send } = useSending(report);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void send(files);
  }, [files, send]);
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
      <SendingStates states={states} />
    </div>
  );
}
