import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { recordWords } from "./record-words.ts";

const MOST = 6;
const ACCEPTED = "image/jpeg,image/png,image/webp";

/** Photographs that go along with an inspection, from the camera or the files. */
export function PhotographField(props: {
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
}) {
  const { files, onChange } = props;
  const say = useWords(recordWords);
  const input = useRef<HTMLInputElement>(null);
  return (
    <fieldset className="rep-field" aria-label={say.photographs}>
      <legend>{say.photographs}</legend>
      <div className="rep-photographs">
        {files.map((file) => (
          <Chosen
            key={`${file.name} ${file.lastModified} ${file.size}`}
            file={file}
            onRemove={() => onChange(files.filter((one) => one !== file))}
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
    </fieldset>
  );
}

function Chosen({ file, onRemove }: { file: File; onRemove: () => void }) {
  const say = useWords(recordWords);
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <span className="rec-photograph">
      <img src={url} alt={file.name} />
      <IconButton icon="close" label={say.removePhotograph} onPress={onRemove} />
    </span>
  );
}
