import { useState } from "react";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { addWords } from "./add-words.ts";
import { FileField } from "./file-field.tsx";
import { useEnterVehicle } from "./queries.ts";
import { type VehicleLine, vehiclesOfCsv } from "./vehicle-file.ts";

type Progress = {
  readonly done: number;
  readonly isOver: boolean;
  readonly failed: readonly { readonly of: VehicleLine; readonly why: string }[];
};

/** Enters the vehicles of a file one by one, and says of each that could not be entered why. */
export function AddMany({ choice, onClose }: { choice: React.ReactNode; onClose: () => void }) {
  const say = useWords(addWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const enter = useEnterVehicle(districtId);
  const [read, setRead] = useState<ReturnType<typeof vehiclesOfCsv> | undefined>();
  const [file, setFile] = useState<File | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const count = (value: number) => formatCount(value, language);
  const vehicles = read?.vehicles ?? [];
  const begin = async () => {
    let now: Progress = { done: 0, isOver: false, failed: [] };
    setProgress(now);
    for (const { line, ...vehicle } of vehicles) {
      const why = await enter.mutateAsync(vehicle).then(
        () => null,
        (error: Error) => error.message,
      );
      const failed = why === null ? now.failed : [...now.failed, { of: { line, ...vehicle }, why }];
      now = { ...now, done: now.done + 1, failed };
      setProgress(now);
    }
    setProgress({ ...now, isOver: true });
  };
  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      buttons={
        <>
          <Button isDisabled={progress !== null && !progress.isOver} onPress={onClose}>
            {progress?.isOver ? say.close : say.cancel}
          </Button>
          {!progress?.isOver && (
            <button
              type="button"
              className="button button-main"
              disabled={vehicles.length === 0 || progress !== null}
              onClick={() => void begin()}
            >
              {progress
                ? say.doing(count(progress.done), count(vehicles.length))
                : say.begin(count(vehicles.length))}
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
          setProgress(null);
          setFile(chosen);
          void chosen?.text().then((text) => setRead(vehiclesOfCsv(text)));
        }}
      />
      <small>{say.columns}</small>
      {read === null && (
        <p role="alert" className="fleet-warn">
          {say.noPlateColumn}
        </p>
      )}
      {read && !progress && <p role="status">{say.read(count(vehicles.length))}</p>}
      {read && read.faults.length > 0 && !progress && (
        <Lines title={say.faults(count(read.faults.length))} lines={read.faults.map(say.fault)} />
      )}
      {progress?.isOver && (
        <p role="status">{say.done(count(progress.done - progress.failed.length))}</p>
      )}
      {progress && progress.failed.length > 0 && (
        <Lines
          title={say.notDone(count(progress.failed.length))}
          lines={progress.failed.map(({ of, why }) =>
            say.notDoneLine(count(of.line), of.plate, why),
          )}
        />
      )}
    </Dialog>
  );
}

/** So many are said; the others are like them. */
const MOST_LINES = 20;

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div className="fleet-lines">
      <p>{title}</p>
      <ul>
        {lines.slice(0, MOST_LINES).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > MOST_LINES && <li>…</li>}
      </ul>
    </div>
  );
}
