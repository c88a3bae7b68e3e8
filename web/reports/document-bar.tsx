import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { FileMenu, TABLE_FORMATS } from "../ui/file-menu.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { useCompose } from "./compose-dialog.tsx";
import {
  drop,
  fileUrl,
  publish,
  type Report,
  recompose,
  reportQuery,
  saveRemarks,
} from "./queries.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** What one may do with a bulletin or ranking, and what became of its records meanwhile. */
export function DocumentBar({ report }: { report: Report }) {
  const mayPublish = useMay("reports.publish")?.isWhole === true;
  return (
    <div className="rep-bar" data-plain={report.isPublished || undefined} data-print="hide">
      <Since report={report} />
      {!report.isPublished && mayPublish ? (
        <Review report={report} />
      ) : (
        <span className="rep-acts">
          {mayPublish && report.isPublished && report.correctedBy === null && (
            <Correct report={report} />
          )}
          <Take report={report} />
        </span>
      )}
    </div>
  );
}

function Since({ report: { since, isPublished } }: { report: Report }) {
  const say = useWords(words);
  const { count } = useTold();
  if (since.withdrawn + since.added === 0) return null;
  return (
    <p className="rep-since" role="status">
      {say.since(count(since.withdrawn), count(since.added))} {isPublished && say.sincePublished}
    </p>
  );
}

/** The same as a file, or on paper. */
function Take({ report }: { report: Report }) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  return (
    <>
      <FileMenu label={say.files} text={say.files}>
        {TABLE_FORMATS.map(({ format, title }) => (
          <li key={format}>
            <a
              href={fileUrl(districtId, report.reportId, {
                format,
                lang: language === "en" ? "en" : "zh",
              })}
              download
            >
              {title}
            </a>
          </li>
        ))}
      </FileMenu>
      <Button icon="print" isQuiet onPress={() => print()}>
        {say.print}
      </Button>
    </>
  );
}

function Correct({ report }: { report: Report }) {
  const say = useWords(words);
  const composing = useCompose();
  const { kind, from, to, reportId } = report;
  return (
    <>
      {composing.error && (
        <span className="rep-why" role="alert">
          {composing.error.message}
        </span>
      )}
      <Button
        isDisabled={composing.isPending}
        onPress={() => composing.mutate({ kind, from, to, corrects: reportId })}
      >
        {say.makeCorrection}
      </Button>
    </>
  );
}

/** A draft's remarks, and what is done with it at last. */
function Review({ report }: { report: Report }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState(report.remarks);
  const [asked, setAsked] = useState<"publish" | "drop" | null>(null);
  const { reportId, revision } = report;
  const take = (now: Report) => {
    client.setQueryData(reportQuery(districtId, reportId).queryKey, now);
    void client.invalidateQueries({ queryKey: ["reports"] });
  };
  const save = useMutation({
    mutationFn: () => saveRemarks(districtId, reportId, { remarks: text.trim(), revision }),
    onSuccess: take,
  });
  const anew = useMutation({ mutationFn: () => recompose(districtId, reportId), onSuccess: take });
  const end = useMutation({
    mutationFn: async () => {
      if (asked === "drop") await drop(districtId, reportId);
      else take(await publish(districtId, reportId, revision));
    },
    onSuccess: () => {
      const isGone = asked === "drop";
      setAsked(null);
      if (!isGone) return;
      client.removeQueries({ queryKey: reportQuery(districtId, reportId).queryKey });
      void client.invalidateQueries({ queryKey: ["reports", "overview"] });
      // the router's type of search is of every page at once; the link's own is kept
      void navigate({ to: "/reports" as never, search: ((now: object) => now) as never });
    },
  });
  const isUnsaved = text.trim() !== report.remarks;
  const isBusy = save.isPending || anew.isPending || end.isPending;
  const error = save.error ?? anew.error ?? (asked === null ? end.error : null);
  return (
    <>
      <p>{say.draftSays}</p>
      <div className="rep-field">
        <label htmlFor={id}>{say.remarks}</label>
        <textarea
          id={id}
          className="input"
          rows={3}
          maxLength={4000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      {error && (
        <p className="rep-why" role="alert">
          {error.message}
        </p>
      )}
      <span className="rep-acts">
        <Button isQuiet isDisabled={isBusy} onPress={() => setAsked("drop")}>
          {say.drop}
        </Button>
        <Button isQuiet icon="refresh" isDisabled={isBusy} onPress={() => anew.mutate()}>
          {say.recompose}
        </Button>
        <Take report={report} />
        <Button isDisabled={isBusy || !isUnsaved} onPress={() => save.mutate()}>
          {say.saveRemarks}
        </Button>
        <button
          type="button"
          className="button button-main"
          disabled={isBusy || isUnsaved}
          title={isUnsaved ? say.unsavedRemarks : undefined}
          onClick={() => setAsked("publish")}
        >
          {say.publish}
        </button>
      </span>
      {asked && (
        <Dialog
          title={asked === "publish" ? say.publish : say.drop}
          onClose={() => setAsked(null)}
          onSubmit={() => end.mutate()}
          buttons={
            <>
              <Button onPress={() => setAsked(null)}>{say.cancel}</Button>
              <button
                type="submit"
                className={asked === "drop" ? "button button-danger" : "button button-main"}
                disabled={isBusy}
              >
                {asked === "publish" ? say.publishDo : say.drop}
              </button>
            </>
          }
        >
          <p>{asked === "publish" ? say.publishAsk : say.dropAsk}</p>
          {end.error && (
            <p className="rep-why" role="alert">
              {end.error.message}
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
