import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "./controls.tsx";
import { useWords } from "./language.ts";
import { photographWords } from "./photograph-words.ts";
import "./photograph-field.css";

const ACCEPTED = "image/jpeg,image/png,image/webp";

/**
 * Photographs that go along with what one enters, from the camera or the files.
 *
 * @param most  as many as may go along; what is chosen beyond them is said to be left out.
 */
export function PhotographField(props: {
  title: string;
  most: number;
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
}) {
  const { title, most, files, onChange } = props;
  const say = useWords(photographWords);
  const [leftOut, setLeftOut] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const add = (chosen: FileList | null) => {
    const all = [...files, ...(chosen ?? [])];
    setLeftOut(Math.max(0, all.length - most));
    onChange(all.slice(0, most));
  };
  return (
    <fieldset className="photo-field" aria-label={title}>
      <legend>{title}</legend>
      <div>
        {files.map((file) => (
          <Chosen
            key={`${file.name} ${file.lastModified} ${file.size}`}
            file={file}
            onRemove={() => {
              setLeftOut(0);
              onChange(files.filter((one) => one !== file));
            }}
          />
        ))}
        {files.length < most && (
          <Button icon="plus" onPress={() => input.current?.click()}>
            {say.add}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept={ACCEPTED}
          aria-label={say.add}
          onChange={({ target }) => {
            add(target.files);
            target.value = ""; // the same one again is a change again
          }}
        />
      </div>
      {leftOut > 0 && <small role="status">{say.leftOut(String(most), String(leftOut))}</small>}
    </fieldset>
  );
}

function Chosen({ file, onRemove }: { file: File; onRemove: () => void }) {
  const say = useWords(photographWords);
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <span className="photo-chosen">
      <img src={url} alt={file.name} />
      <IconButton icon="close" label={say.remove(file.name)} onPress={onRemove} />
    </span>
  );
}
