import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../ui/language.ts";
import { adminWords } from "./administration-words.ts";

/** Asks before something is done that no click takes back. */
export function Confirm(props: {
  question: string;
  verb: string;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { question, verb, isBusy, onConfirm, onClose } = props;
  const say = useWords(adminWords);
  return (
    <Dialog
      title={verb}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button
            className="button button-danger"
            type="button"
            disabled={isBusy}
            onClick={onConfirm}
          >
            {verb}
          </button>
        </>
      }
    >
      <p>{question}</p>
    </Dialog>
  );
}
