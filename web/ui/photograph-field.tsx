import { useEffect, useState } from "react";
import { IconButton } from "./controls.tsx";
import { useWords } from "./language.ts";
import { PhotographButton } from "./photograph-button.tsx";
import { photographWords } from "./photograph-words.ts";
import "./photograph-field.css";

/**
 * Photographs that go along with what one enters, from the camera or the files.
 *
 * @param most  as many as may go along; what is chosen beyond them is said to be left out.
 * @param add  what the button says, where it is not that of all.
 */
export function PhotographField(props: {
  title: string;
  most: number;
  add?: string;
  hint?: string;
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
}) {
  const { title, most, hint, files, onChange } = props;
  const say = useWords(photographWords);
  const [leftOut, setLeftOut] = useState(0);
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
          <PhotographButton
            label={props.add ?? say.add}
            room={most - files.length}
            onChoose={(chosen, beyond) => {
              setLeftOut(beyond);
              onChange([...files, ...chosen]);
            }}
          />
        )}
      </div>
      {leftOut > 0 && <LeftOut {...{ most, count: leftOut }} />}
      {hint && <small>{hint}</small>}
    </fieldset>
  );
}

/** That some were chosen that have no room. */
export function LeftOut({ most, count }: { most: number; count: number }) {
  const say = useWords(photographWords);
  return (
    <small className="photo-left-out" role="status">
      {say.leftOut(String(most), String(count))}
    </small>
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
