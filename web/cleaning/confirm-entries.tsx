import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import "./confirm.css";
import { confirmWords } from "./confirm-words.ts";
import { withdrawEntry } from "./entry-send.ts";
import { type Entry, entriesQuery } from "./queries.ts";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";

/** What people said of a route on a day, one's own to be taken back. */
export function EntriesOfRoute({ routeId, day }: { routeId: string; day: string }) {
  const say = useWords(confirmWords);
  const { districtId } = useView().view.district;
  const entries = useQuery(entriesQuery(districtId, { from: day, to: day, routeId })).data;
  if (!entries || entries.entries.length === 0) return null;
  return (
    <section className="confirm-mine">
      <h3>{say.mine}</h3>
      <ul>
        {entries.entries.map((entry) => (
          <li key={entry.entryId}>
            <EntryOf entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryOf({ entry }: { entry: Entry }) {
  const say = useWords(confirmWords);
  const { count } = useTold();
  const moments = useMoments();
  const { districtId } = useView().view.district;
  const account = useSession()?.account;
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => withdrawEntry(districtId, entry.entryId, say.undoReason),
    onSuccess: () => client.invalidateQueries({ queryKey: ["cleaning"] }),
  });
  const isRound = entry.work === "collection";
  const not = entry.items.filter(({ outcome }) => outcome === "could_not").length;
  return (
    <>
      <span>
        {(isRound ? say.entryStops : say.entry)(
          moments.stamp(entry.enteredAt),
          entry.enteredName,
          count(entry.items.length - not),
        )}
        {not > 0 && ` · ${(isRound ? say.entryStopsNot : say.entryNot)(count(not))}`}
        {undo.error && <small className="clean-why"> {undo.error.message}</small>}
      </span>
      {entry.withdrawn ? (
        <small>{say.entryGone}</small>
      ) : (
        entry.enteredName === account?.displayName && (
          <Button isDisabled={undo.isPending} onPress={() => undo.mutate()}>
            {say.undo}
          </Button>
        )
      )}
    </>
  );
}
