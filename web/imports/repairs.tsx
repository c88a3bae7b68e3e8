import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Repair, repairsQuery, type Undone, useUndoRepair } from "./queries.ts";
import { KIND_TITLES, READING_TITLES, words } from "./words.ts";

/** The repairs that were made, and the way back. */
export function Repairs({ mayUndo }: { mayUndo: boolean }) {
  const say = useWords(words);
  const { view } = useView();
  const { districtId } = view.district;
  const repairs = useQuery(repairsQuery(districtId));
  const undo = useUndoRepair(districtId);
  return (
    <section className="repairs">
      <h3>{say.repairs}</h3>
      <Answer to={repairs} isEmpty={(data) => data.repairs.length === 0} empty={say.noRepairs}>
        {(data) => (
          <ul>
            {data.repairs.map((repair) => (
              <li key={repair.repairId}>
                <Line repair={repair} />
                {mayUndo && !repair.undoneAt && (
                  <Undo
                    count={repair.count}
                    isWriting={undo.isPending}
                    onUndo={() => undo.mutate(repair.repairId)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {undo.isSuccess && <Result undone={undo.data} />}
      {undo.error && (
        <p className="quality-failure" role="alert">
          {undo.error.message}
        </p>
      )}
    </section>
  );
}

function Line({ repair }: { repair: Repair }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const time = dateFormat(language, {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone: view.district.timeZone },
  });
  const { undoneAt, undoneBy, kept } = repair;
  return (
    <p>
      <strong>
        {titleIn(language, KIND_TITLES[repair.kind]!)} × {formatCount(repair.count, language)}
      </strong>{" "}
      {titleIn(language, READING_TITLES[repair.reading]!)} → WGS 84
      <small>
        {repair.origin || say.byHand} ·{" "}
        {say.repairLine(time.format(new Date(repair.at)), repair.actorName)}
        {undoneAt && ` · ${say.undoneLine(time.format(new Date(undoneAt)), undoneBy ?? "")}`}
        {kept > 0 && ` · ${say.keptLine(formatCount(kept, language))}`}
      </small>
    </p>
  );
}

function Undo(props: { count: number; isWriting: boolean; onUndo: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <Button isDisabled={props.isWriting} onPress={() => setAsking(true)}>
        {say.undo}
      </Button>
    );
  return (
    <div className="repair-sure" role="alert">
      <p>{say.undoSure(formatCount(props.count, language))}</p>
      <div className="quality-actions">
        <Button isDisabled={props.isWriting} onPress={props.onUndo}>
          {say.undo}
        </Button>
        <Button isQuiet onPress={() => setAsking(false)}>
          {say.cancel}
        </Button>
      </div>
    </div>
  );
}

/** What became of taking it back: those that were left as they are, by name. */
function Result({ undone: { restored, kept } }: { undone: Undone }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <div className="quality-said" role="status">
      <p>{say.undone(formatCount(restored, language))}</p>
      {kept.length > 0 && (
        <>
          <p>{say.keptSince(formatCount(kept.length, language))}</p>
          <ul>
            {kept.map(({ facilityId, code, name }) => (
              <li key={facilityId}>
                <span className="code">{code ?? facilityId}</span> {name ?? say.goneRecord}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
