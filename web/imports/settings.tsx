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
  const values = report.parameters.map(({ value }) => value).join();
  return (
    <details className="quality-settings">
      <summary>{say.settings}</summary>
      <Form key={values} parameters={report.parameters} mayEdit={mayEdit} />
    </details>
  );
}

function Form({ parameters, mayEdit }: { parameters: readonly Parameter[]; mayEdit: boolean }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const settings = useSettings(view.district.districtId);
  const [typed, setTyped] = useState(() =>
    Object.fromEntries(parameters.map(({ id, value }) => [id, String(value)])),
  );
  const isOwn = parameters.some(({ value, preset }) => value !== preset);
  const isTouched = parameters.some(({ id, value }) => typed[id] !== String(value));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    settings.mutate(Object.fromEntries(parameters.map(({ id }) => [id, Number(typed[id])])));
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
          <button className="button" type="submit" disabled={!isTouched || settings.isPending}>
            {say.save}
          </button>
          {isOwn && (
            <Button
              isQuiet
              onPress={() =>
                settings.mutate(Object.fromEntries(parameters.map(({ id }) => [id, null])))
              }
            >
              {say.reset}
            </Button>
          )}
        </div>
      )}
      {settings.error && (
        <p className="quality-failure" role="alert">
          {settings.error.message}
        </p>
      )}
    </form>
  );
}
