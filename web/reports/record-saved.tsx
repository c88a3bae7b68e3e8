import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import type { RecordKind } from "./params.ts";
import { sendPhotograph, withdrawRecord } from "./queries.ts";
import { recordWords } from "./record-words.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** What was just saved; its photographs follow it. */
export type SavedRecord = {
  readonly kind: RecordKind;
  readonly id: string;
  readonly area: string;
  readonly files: readonly File[];
};

/** Says that it was saved, sends its photographs, and takes it back. */
export function Saved({ saved, onGone }: { saved: SavedRecord; onGone: () => void }) {
  const say = useWords(recordWords);
  const shared = useWords(words);
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const { count } = useTold();
  const place = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState(saved.files);
  const sending = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        await sendPhotograph(districtId, saved.id, file);
        setLeft((now) => now.filter((one) => one !== file));
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["reports"] }),
  });
  const undo = useMutation({
    mutationFn: () => withdrawRecord(districtId, saved.kind, saved.id, say.undoReason),
    onSuccess: () => client.invalidateQueries({ queryKey: ["reports"] }),
  });
  const { mutate: send } = sending;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it was saved
  useEffect(() => {
    place.current?.scrollIntoView({ block: "center" }); // the form was long, and begins anew
    if (saved.files.length > 0) send(saved.files);
  }, []);
  return (
    <div className="rec-saved" role="status" ref={place}>
      <p>
        {undo.isSuccess ? say.undone : (undo.error?.message ?? say.saved(saved.area))}
        {sending.error && !undo.isSuccess && (
          <span className="rep-why">
            {say.photographFailed(count(left.length), sending.error.message)}
          </span>
        )}
      </p>
      {sending.error && !undo.isSuccess && (
        <Button isQuiet isDisabled={sending.isPending} onPress={() => send(left)}>
          {say.again}
        </Button>
      )}
      {!undo.isSuccess && (
        <Button isQuiet isDisabled={undo.isPending} onPress={() => undo.mutate()}>
          {say.undo}
        </Button>
      )}
      <IconButton icon="close" label={shared.close} tip="left" onPress={onGone} />
    </div>
  );
}
