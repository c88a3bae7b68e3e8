import { useWords } from "../ui/language.ts";
import type { FacilityForm } from "./edit-queries.ts";
import { useFieldWord, useValueWords } from "./edit-values.ts";
import { editWords } from "./edit-words.ts";
import "./edit-changes.css";

/** Fields of a record with what was and what is, in words. */
export function Changes(props: {
  form: FacilityForm | undefined;
  changes: readonly { readonly key: string; readonly before: unknown; readonly after: unknown }[];
}) {
  const say = useWords(editWords);
  const fieldWord = useFieldWord(props.form);
  const valueWord = useValueWords(props.form);
  return (
    <dl className="changes">
      {props.changes.map(({ key, before, after }) => (
        <div key={key}>
          <dt>{fieldWord(key)}</dt>
          <dd>
            <del>{valueWord(key, before)}</del>
            <i aria-hidden="true">→</i>
            <span className="visually-hidden">{say.becomes}</span>
            <ins>{valueWord(key, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
