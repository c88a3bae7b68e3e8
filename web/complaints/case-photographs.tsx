import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { photographUrl } from "../api/photograph.ts";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../ui/language.ts";
import {
  type CasePhotograph,
  type CasePhotographs as CasePhotographsOf,
  casePhotographsQuery,
  type PhotographPart,
  removePhotograph,
  sendPhotograph,
  type Target,
} from "./case-queries.ts";
import { useTime } from "./case-time.ts";
import { words } from "./case-words.ts";

/** Why the server refused: its sentence and what would be right. */
function refusalIn(error: unknown, otherwise: string): string {
  if (!(error instanceof ApiError)) return otherwise;
  const remedy = error.problem.faults?.[0]?.remedy;
  return remedy && !error.message.includes(remedy) ? `${error.message} ${remedy}` : error.message;
}

/** Whether one may add photographs of a part. */
const mayAddTo = (part: PhotographPart, { mayAdd, mayAddMinutes }: CasePhotographsOf) =>
  part === "minutes" ? mayAddMinutes : mayAdd;

function useTitles(): Readonly<Record<PhotographPart, string>> {
  const { before, after, meetingMinutes } = useWords(words);
  return { before, after, minutes: meetingMinutes };
}

/** What it looked like and what was done, side by side; below them the minutes that decided on it. */
export function CasePhotographs({ target }: { target: Target }) {
  const say = useWords(words);
  const titles = useTitles();
  const list = useQuery(casePhotographsQuery(target));
  const [shown, show] = useState<{ part: PhotographPart; photograph: CasePhotograph } | null>(null);
  const { data } = list;
  if (!data) return null;
  const parts: PhotographPart[] = [];
  if (data.mayAdd || data.before.length + data.after.length > 0) parts.push("before", "after");
  if (data.mayAddMinutes || data.minutes.length > 0) parts.push("minutes");
  if (parts.length === 0) return null;
  return (
    <section className="case-card">
      <h3>{say.photographs}</h3>
      <div className="case-photographs">
        {parts.map((part) => (
          <div key={part}>
            <h4>{titles[part]}</h4>
            {data[part].length === 0 && !mayAddTo(part, data) && <p>{say.noPhotographs}</p>}
            <ul>
              {data[part].map((photograph, index) => (
                <li key={photograph.photographId}>
                  <button
                    type="button"
                    className="case-thumb"
                    onClick={() => show({ part, photograph })}
                  >
                    <img
                      src={photographUrl(target.districtId, photograph.photographId, "thumbnail")}
                      alt={photograph.caption || say.picture(titles[part], index + 1)}
                      loading="lazy"
                    />
                  </button>
                </li>
              ))}
            </ul>
            {mayAddTo(part, data) && <CaseAdding target={target} part={part} />}
          </div>
        ))}
      </div>
      {shown && (
        <Shown
          {...shown}
          target={target}
          mayRemove={mayAddTo(shown.part, data)}
          onClose={() => show(null)}
        />
      )}
    </section>
  );
}

type Sending = { readonly id: number; readonly name: string; readonly share: number };
type Failure = { readonly id: number; readonly name: string; readonly why: string };

let sent = 0;

/** New photographs, from the camera or a folder. */
export function CaseAdding({ target, part }: { target: Target; part: PhotographPart }) {
  const say = useWords(words);
  const titles = useTitles();
  const client = useQueryClient();
  const [folder, camera] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const [isTouch] = useState(() => matchMedia("(pointer: coarse)").matches);
  const [sending, setSending] = useState<Sending | null>(null);
  const [count, setCount] = useState(0);
  const [failures, setFailures] = useState<readonly Failure[]>([]);

  /** One after the other: a telephone in the street has one thin line. */
  async function send(files: readonly File[]) {
    setFailures([]);
    for (const file of files) {
      const id = ++sent;
      try {
        await sendPhotograph(target, part, file, (share) =>
          setSending({ id, name: file.name, share }),
        );
        setCount((now) => now + 1);
      } catch (error) {
        const why = refusalIn(error, say.failed);
        setFailures((now) => [...now, { id, name: file.name, why }]);
      }
      await client.invalidateQueries({ queryKey: casePhotographsQuery(target).queryKey });
    }
    setSending(null);
  }
  const input = (which: typeof folder, isCamera: boolean) => (
    <input
      ref={which}
      type="file"
      hidden
      multiple={!isCamera}
      accept="image/jpeg,image/png,image/webp"
      aria-label={`${isCamera ? say.camera : say.addPhotograph} ${titles[part]}`}
      {...(isCamera ? { capture: "environment" as const } : {})}
      onChange={(event) => {
        void send([...(event.target.files ?? [])]);
        event.target.value = ""; // the same file may be chosen again
      }}
    />
  );
  return (
    <div className="case-adding" data-print="hide">
      {input(folder, false)}
      {input(camera, true)}
      {isTouch && <Button onPress={() => camera.current?.click()}>{say.camera}</Button>}
      <Button icon="plus" onPress={() => folder.current?.click()}>
        {`${say.addPhotograph}（${titles[part]}）`}
      </Button>
      {!sending && count > 0 && <p role="status">{say.addedCount(count)}</p>}
      {sending && (
        <p role="status">
          {sending.name} <progress value={sending.share} max={1} />
        </p>
      )}
      {failures.map(({ id, name, why }) => (
        <p key={id} role="alert">
          {name}: {why}
        </p>
      ))}
    </div>
  );
}

/** One photograph, large, and its end for those who may. */
function Shown(props: {
  target: Target;
  part: PhotographPart;
  photograph: CasePhotograph;
  mayRemove: boolean;
  onClose: () => void;
}) {
  const { target, part, photograph } = props;
  const say = useWords(words);
  const titles = useTitles();
  const time = useTime();
  const client = useQueryClient();
  const { districtId } = useView().view.district;
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  async function remove() {
    try {
      await removePhotograph(target, part, photograph.photographId);
      await client.invalidateQueries({ queryKey: casePhotographsQuery(target).queryKey });
      props.onClose();
    } catch (error) {
      setFailure(refusalIn(error, say.failed));
    }
  }
  return (
    <Dialog
      title={photograph.caption || titles[part]}
      onClose={props.onClose}
      buttons={
        <>
          {props.mayRemove && (
            <Button isQuiet onPress={() => (isAsking ? void remove() : setAsking(true))}>
              {isAsking ? `${say.remove} — ${say.removeAsk}` : say.remove}
            </Button>
          )}
          <Button onPress={props.onClose}>{say.close}</Button>
        </>
      }
    >
      <img
        className="case-picture"
        src={photographUrl(districtId, photograph.photographId, "full")}
        alt={photograph.caption || titles[part]}
        width={photograph.widthPixels}
        height={photograph.heightPixels}
      />
      <small>
        {photograph.takenAt && `${say.taken(time(photograph.takenAt))} · `}
        {say.added(photograph.addedBy, time(photograph.addedAt))}
      </small>
      {failure && <p role="alert">{failure}</p>}
    </Dialog>
  );
}
