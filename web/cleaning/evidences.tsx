import { formatNumber } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { EntryPhotographs } from "./entry-photographs.tsx";
import { entriesOf, saidOf, type VehicleProof, vehiclesOf } from "./proof.ts";
import { proofWords } from "./proof-words.ts";
import type { Entry, Proof, ProofPass } from "./queries.ts";
import { EvidenceMark } from "./sign.tsx";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** By what one knows of a pass: positions of vehicles, and words of people, each in its own dress. */
export function Evidences(props: { proof: Proof; pass: ProofPass; graceMinutes: number }) {
  const { proof, pass, graceMinutes } = props;
  const say = useWords(words);
  const { percent } = useTold();
  const vehicles = vehiclesOf(proof, pass, graceMinutes);
  const entries = entriesOf(proof, pass);
  const isOver = pass.edges.some(({ state }) => state !== "upcoming");
  const flags = [
    pass.edges.some(({ isTooFast }) => isTooFast) && say.tooFast,
    pass.edges.some(({ isTooSlow }) => isTooSlow) && say.tooSlow,
    pass.edges.some(({ isWorkingUnknown }) => isWorkingUnknown) && say.workingUnknown,
  ].filter(Boolean);
  const isWatched = isOver && pass.proof === "positions" && pass.heardShare !== null;
  if (vehicles.length + entries.length === 0 && !isWatched) return null;
  return (
    <ul className="clean-evidences">
      {vehicles.map((vehicle) => (
        <li key={vehicle.vehicleId} data-evidence="positions">
          <Vehicle vehicle={vehicle} />
        </li>
      ))}
      {isWatched && (
        <li className="clean-quiet">
          {[
            pass.vehicles.map(({ plate }) => plate).join(say.join),
            say.heard(percent(pass.heardShare ?? 0, 1)),
            ...flags,
          ]
            .filter(Boolean)
            .join(" · ")}
        </li>
      )}
      {entries.map((entry) => (
        <li
          key={entry.entryId}
          data-evidence={entry.kind === "confirmed" ? "confirmed" : "completed"}
          data-withdrawn={entry.withdrawn !== null || undefined}
        >
          <Words proof={proof} entry={entry} />
        </li>
      ))}
    </ul>
  );
}

function Vehicle({ vehicle }: { vehicle: VehicleProof }) {
  const say = useWords(proofWords);
  const language = useLanguage();
  const { percent, count } = useTold();
  const moments = useMoments();
  const { speedKmh } = vehicle;
  const number = (value: number) => formatNumber(value, language, 0);
  return (
    <>
      <EvidenceMark evidence="positions" /> <b>{vehicle.plate ?? say.noPlate}</b>{" "}
      {moments.span(vehicle.fromAt, vehicle.toAt)}
      <small>
        {[
          say.covered(percent(vehicle.coveredShare, 1)),
          speedKmh ? say.speed(number(speedKmh[0]), number(speedKmh[1])) : say.noSpeed,
          say.confidence(percent(vehicle.confidence, 1)),
          say.points(count(vehicle.points)),
        ].join(" · ")}
      </small>
    </>
  );
}

function Words({ proof, entry }: { proof: Proof; entry: Entry }) {
  const say = useWords(proofWords);
  const { count } = useTold();
  const moments = useMoments();
  const { done, couldNot, reasons } = saidOf(proof, entry);
  return (
    <>
      {entry.kind === "could_not" ? (
        <span className="clean-evidence" data-evidence="completed">
          <i aria-hidden="true">✎</i>
          {say.couldNot}
        </span>
      ) : (
        <EvidenceMark evidence={entry.kind} />
      )}{" "}
      <b>{entry.enteredName}</b> {moments.stamp(entry.enteredAt)}
      <small>
        {[
          done > 0 && say.doneStretches(count(done)),
          couldNot > 0 && say.couldNotStretches(count(couldNot), reasons.join(say.join)),
          entry.reason !== null && !reasons.includes(entry.reason) && say.because(entry.reason),
          entry.note,
          entry.withdrawn &&
            say.withdrawn(moments.stamp(entry.withdrawn.at), entry.withdrawn.reason ?? ""),
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
      {entry.photographs > 0 && <EntryPhotographs entryId={entry.entryId} />}
    </>
  );
}
