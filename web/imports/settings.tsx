import { type FormEvent, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Report, useSettings } from "./queries.ts";
import { words } from "./words.ts";

type Parameter = Report["parameters"][number];

/** The numbers the checks go by, each with where its proposal comes from; those who may can set their own. */
export function Settings({ report }: { report: Report }) {
  const say = useWords(words);
  const mayEdit = useMay("settings.edit")?.isWhole === true;
  const { view } = useView();
  const settings = useSettings(view.district.districtId);
  const [before, setBefore] = useState<Own | null>(null);
  const { parameters } = report;
  const values = parameters.map(({ value }) => value).join();
  const save = (own: Own, back: Own | null) =>
    settings.mutate(own, { onSuccess: () => setBefore(back) });
  return (
    <details className="quality-settings">
      <summary>{say.settings}</summary>
      <Form
        key={values}
        parameters={parameters}
        mayEdit={mayEdit}
        isBusy={settings.isPending}
        onSave={(own) => save(own, ownOf(parameters))}
      />
      {before && (
        <p className="quality-said quality-kept" role="status">
          {say.saved}
          <Button isQuiet isDisabled={settings.isPending} onPress={() => save(before, null)}>
            {say.undo}
          </Button>
        </p>
      )}
      {settings.error && (
        <p className="quality-failure" role="alert">
          {settings.error.message}
        </p>
      )}
    </details>
  );
}

/** The district's own numbers; null where it goes by the proposal. */
type Own = Record<string, number | null>;

const ownOf = (parameters: readonly Parameter[]): Own =>
  Object.fromEntries(
    parameters.map(({ id, value, preset }) => [id, value === preset ? null : value]),
  );

function Form(props: {
  parameters: readonly Parameter[];
  mayEdit: boolean;
  isBusy: boolean;
  onSave: (own: Own) => void;
}) {
  const { parameters, mayEdit } = props;
  const say = useWords(words);
  const language = useLanguage();
  const [typed, setTyped] = useState(() =>
    Object.fromEntries(parameters.map(({ id, value }) => [id, String(value)])),
  );
  const isOwn = parameters.some(({ value, preset }) => value !== preset);
  const isTouched = parameters.some(({ id, value }) => typed[id] !== String(value));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSave(Object.fromEntries(parameters.map(({ id }) => [id, Number(typed[id])])));
  };
  return (
    <form onSubmit={submit}>
      {parameters.map((parameter) => (
        <label key={parameter.id}>
          <span>{titleIn(language, parameter.title)}</span>
          <span className="quality-number">
            <input
              type="number"
              required
              min={parameter.least}
              max={parameter.most}
              step={1}
              disabled={!mayEdit}
              value={typed[parameter.id]}
              onChange={(event) => setTyped({ ...typed, [parameter.id]: event.target.value })}
            />
            {titleIn(language, parameter.unit)}
          </span>
          <small>
            {say.preset(String(parameter.preset))} · {titleIn(language, parameter.reason)}
          </small>
        </label>
      ))}
      {mayEdit && (
        <div className="quality-actions">
          <button className="button" type="submit" disabled={!isTouched || props.isBusy}>
            {say.save}
          </button>
          {isOwn && (
            <Button
              isQuiet
              onPress={() =>
                props.onSave(Object.fromEntries(parameters.map(({ id }) => [id, null])))
              }
            >
              {say.reset}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
