import { useMay } from "../api/session.ts";
import { useWords } from "../ui/language.ts";
import { words } from "./words.ts";

/** What one sees where no vehicle is registered: how there come to be some. It stands in a paragraph. */
export function EmptyFleet({ onAdd }: { onAdd: () => void }) {
  const say = useWords(words);
  const mayEdit = useMay("fleet.edit");
  return (
    <span className="fleet-empty">
      <strong>{say.emptyTitle}</strong>
      <span>{say.emptyHow}</span>
      <span>{say.emptyCsv}</span>
      {mayEdit ? (
        <button type="button" className="button button-main" onClick={onAdd}>
          {say.add}
        </button>
      ) : (
        <span>{say.emptyNobody}</span>
      )}
    </span>
  );
}
