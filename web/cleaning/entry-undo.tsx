import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { withdrawEntry } from "./entry-send.ts";
import { entryWords } from "./entry-words.ts";

/** An entry that was just made. */
export type UndoTarget = { readonly entryId: string };

/** Says that it was entered, and takes it back. */
export function EntryUndo({ entry, onGone }: { entry: UndoTarget; onGone: () => void }) {
  const say = useWords(entryWords);
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => withdrawEntry(districtId, entry.entryId, say.undoReason),
    onSuccess: () => client.invalidateQueries({ queryKey: ["cleaning"] }),
  });
  return (
    <div className="clean-undo" role="status">
      <p>{undo.isSuccess ? say.undone : (undo.error?.message ?? say.entered)}</p>
      {!undo.isSuccess && (
        <Button isQuiet isDisabled={undo.isPending} onPress={() => undo.mutate()}>
          {say.undo}
        </Button>
      )}
      <Button isQuiet onPress={onGone}>
        {say.close}
      </Button>
    </div>
  );
}
