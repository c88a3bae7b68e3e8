import { useState } from "react";
import { ApiError, type Fault } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { addWords } from "./add-words.ts";
import { FileField } from "./file-field.tsx";
import { useImportVehicles } from "./queries.ts";

/** Enters the vehicles of a file, all of them or none: first it is said what would happen, or which rows are wrong. */
export function AddMany({ choice, onClose }: { choice: React.ReactNode; onClose: () => void }) {
  const say = useWords(addWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const trial = useImportVehicles(districtId);
  const enter = useImportVehicles(districtId);
  const [file, setFile] = useState<File | null>(null);
  const count = (value: number) => formatCount(value, language);
  const told = trial.data;
  const changes = told ? told.added + told.changed : 0;
  const error = enter.error ?? trial.error;
  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      buttons={
        <>
          <Button isDisabled={enter.isPending} onPress={onClose}>
            {enter.isSuccess ? say.close : say.cancel}
          </Button>
          {!enter.isSuccess && (
            <button
              type="button"
              className="button button-main"
              disabled={file === null || changes === 0 || enter.isPending}
              onClick={() => file && enter.mutate({ file, isTrial: false })}
            >
              {enter.isPending ? say.doing : say.begin(count(changes))}
            </button>
          )}
        </>
      }
    >
      {choice}
      <FileField
        label={say.file}
        accept=".csv,.txt"
        file={file}
        onChange={(chosen) => {
          setFile(chosen);
          enter.reset();
          trial.reset();
          if (chosen) trial.mutate({ file: chosen, isTrial: true });
        }}
      />
      <small>{say.columns}</small>
      <div role="status">
        {trial.isPending && <p>{say.reading}</p>}
        {told && !enter.isSuccess && (
          <p>{say.read(count(told.added), count(told.changed), count(told.same))}</p>
        )}
        {enter.data && <p>{say.done(count(enter.data.added), count(enter.data.changed))}</p>}
      </div>
      {error && <Refused error={error} />}
    </Dialog>
  );
}

/** So many are said; the others are like them. */
const MOST_LINES = 20;

function Refused({ error }: { error: Error }) {
  const say = useWords(addWords);
  const faults: readonly Fault[] = (error instanceof ApiError && error.problem.faults) || [];
  return (
    <div className="fleet-lines" role="alert">
      <p className="fleet-warn">{faults.length > 0 ? say.none : error.message}</p>
      <ul>
        {faults.slice(0, MOST_LINES).map(({ row, field, value, remedy }) => (
          <li key={`${row} ${field}`}>{say.fault(row ?? null, field, value ?? "", remedy)}</li>
        ))}
        {faults.length > MOST_LINES && <li>…</li>}
      </ul>
    </div>
  );
}
