import { useId } from "react";
import { useWords } from "../ui/language.ts";
import { vehicleWords } from "./vehicle-words.ts";

/** A file to be chosen, in the words of the page: the platform's own field speaks the browser's language. */
export function FileField(props: {
  label: string;
  accept: string;
  file: File | null;
  onChange: (file: File | null) => void;
}) {
  const say = useWords(vehicleWords);
  const id = useId();
  return (
    <div className="fleet-field">
      <span>{props.label}</span>
      <span className="fleet-file">
        <input
          id={id}
          type="file"
          className="visually-hidden"
          accept={props.accept}
          onChange={({ target: { files } }) => props.onChange(files?.[0] ?? null)}
        />
        <label className="button" htmlFor={id}>
          {say.chooseFile}
        </label>
        <small>{props.file?.name ?? say.noFile}</small>
      </span>
    </div>
  );
}
