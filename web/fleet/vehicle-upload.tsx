import { type FormEvent, useState } from "react";
import { Select } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { FileField } from "./file-field.tsx";
import { type Datum, type Taken, type Target, useUploadTrack } from "./queries.ts";
import { REASON_TITLES } from "./titles.ts";
import { vehicleWords } from "./vehicle-words.ts";

const DATUMS: readonly Datum[] = ["wgs84", "gcj02", "bd09"];

/** Positions of a vehicle from a file, and what became of them. */
export function VehicleUpload({ target }: { target: Target }) {
  const say = useWords(vehicleWords);
  const upload = useUploadTrack(target);
  const [file, setFile] = useState<File | null>(null);
  const [datum, setDatum] = useState<Datum>("wgs84");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file && !upload.isPending) upload.mutate({ file, datum });
  };
  return (
    <section className="vehicle-card" aria-label={say.upload} data-print="hide">
      <div className="vehicle-card-head">
        <h3>{say.upload}</h3>
      </div>
      <p className="vehicle-quiet">{say.uploadSays}</p>
      <form className="vehicle-upload" onSubmit={submit}>
        <FileField
          label={say.file}
          accept=".gpx,.csv,.txt"
          file={file}
          onChange={(chosen) => {
            setFile(chosen);
            upload.reset();
          }}
        />
        <div className="fleet-field">
          <span>{say.datum}</span>
          <Select
            isBoxed
            label={say.datum}
            value={datum}
            options={DATUMS.map((value) => ({ value, title: say[value] }))}
            onChange={setDatum}
          />
        </div>
        <button
          type="submit"
          className="button button-main"
          disabled={file === null || upload.isPending}
        >
          {upload.isPending ? say.sending : say.send}
        </button>
      </form>
      {upload.data && <Outcome taken={upload.data} />}
      {upload.error && (
        <p role="alert" className="fleet-warn">
          {upload.error.message}
        </p>
      )}
    </section>
  );
}

const REASONS = Object.keys(REASON_TITLES) as (keyof typeof REASON_TITLES)[]; // a record's own keys

function Outcome({ taken }: { taken: Taken }) {
  const say = useWords(vehicleWords);
  const language = useLanguage();
  const count = (value: number) => formatCount(value, language);
  const refused = REASONS.filter((reason) => taken.rejected[reason] > 0);
  return (
    <div className="vehicle-outcome" role="status">
      <p>
        <b>{say.uploaded(count(taken.received))}</b>
      </p>
      <ul>
        <li>{say.stored(count(taken.stored))}</li>
        {taken.late > 0 && <li>{say.late(count(taken.late))}</li>}
        <li>{say.duplicates(count(taken.duplicates))}</li>
        {refused.map((reason) => (
          <li key={reason} data-refused>
            {say.refused(titleIn(language, REASON_TITLES[reason]), count(taken.rejected[reason]))}
          </li>
        ))}
      </ul>
    </div>
  );
}
