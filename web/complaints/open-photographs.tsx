import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import type { TakenReport } from "./open-queries.ts";
import { SendingStates, useSending } from "./open-sending.tsx";
import { openWords } from "./open-words.ts";

const MOST = 3;
const ACCEPTED = "image/jpeg,image/png,image/webp";

/** Photographs that go along once the report is there. */
export function PhotographPicker(props: {
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
}) {
  const say = useWords(openWords);
  const input = useRef<HTMLInputElement>(null);
  const { files, onChange } = props;
  return (
    <fieldset className="open-photographs">
      <legend>{say.photographs}</legend>
      <div>
        {files.map((file, i) => (
          <Chosen
            key={`${file.name} ${file.lastModified} ${file.size}`}
            file={file}
            onRemove={() => onChange(files.filter((_, k) => k !== i))}
          />
        ))}
        {files.length < MOST && (
          <Button icon="plus" onPress={() => input.current?.click()}>
            {say.addPhotograph}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept={ACCEPTED}
          aria-label={say.addPhotograph}
          onChange={({ target }) => {
            onChange([...files, ...(target.files ?? [])].slice(0, MOST));
            target.value = ""; // the same one again is a change again
          }}
        />
      </div>
      <small>{say.photographHint}</small>
    </fieldset>
  );
}

/**
 * Photographs for a report that is there already; they go as they are chosen.
 *
 * @param mayAdd  Whether the report takes any still.
 */
export function PhotographsLater(props: {
  report: TakenReport;
  photographs: number;
  mayAdd: boolean;
  /** Hears that some have come. */
  onSent: () => void;
}) {
  const say = useWords(openWords);
  const input = useRef<HTMLInputElement>(null);
  const { states, isBusy, send } = useSending(props.report);
  const room = MOST - props.photographs;
  if (!props.mayAdd && states.length === 0) return null;
  return (
    <div className="open-photographs">
      {props.mayAdd && (
        <div>
          <Button icon="plus" isDisabled={isBusy} onPress={() => input.current?.click()}>
            {say.addPhotograph}
          </Button>
          <small>{say.photographRoom(room)}</small>
          <input
            ref={input}
            type="file"
            hidden
            multiple
            accept={ACCEPTED}
            aria-label={say.addPhotograph}
            onChange={({ target }) => {
              const files = [...(target.files ?? [])].slice(0, room);
              target.value = ""; // the same one again is a change again
              void send(files).then(props.onSent);
            }}
          />
        </div>
      )}
      <SendingStates states={states} />
      {props.mayAdd && <small>{say.photographHint}</small>}
    </div>
  );
}

function Chosen({ file, onRemove }: { file: File; onRemove: () => void }) {
  const say = useWords(openWords);
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <span className="open-photograph">
      <img src={url} alt={file.name} />
      <IconButton icon="close" label={say.removePhotograph} onPress={onRemove} />
    </span>
  );
}
