import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { ownId } from "../ui/own-id.ts";
import type { Draft } from "./inspect-draft.ts";
import { addPhotograph, dropPhotograph, photographsOf, useDrafts } from "./inspect-drafts.ts";
import type { Kit } from "./inspect-kit.ts";
import type { OwnPhotograph } from "./inspect-storage.ts";
import { inspectWords } from "./inspect-words.ts";

const ACCEPTED = "image/jpeg,image/png,image/webp";
const MOST = 30;

type Shown = {
  draft: Draft;
  /** The item or veto; null: the whole. */
  itemId: string | null;
  title: string;
};

/** Takes a photograph of an item, of a veto or of the whole, by the camera or from the files. */
export function PhotographButton(props: Shown & { kit: Kit | null }) {
  const { draft, kit, itemId, title } = props;
  const say = useWords(inspectWords);
  const input = useRef<HTMLInputElement>(null);
  const count = photographsOf(useDrafts().photographs, draft.draftId).length;
  const most = kit?.limits.photographs ?? MOST;
  const add = (files: FileList | null) => {
    for (const blob of [...(files ?? [])].slice(0, most - count))
      void addPhotograph({
        ...{ key: ownId(), draftId: draft.draftId, itemId, blob },
        addedAt: new Date().toISOString(),
      });
  };
  if (count >= most) return <small>{say.photographsFull(String(most))}</small>;
  return (
    <>
      <Button icon="plus" isQuiet onPress={() => input.current?.click()}>
        {say.photograph}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        capture="environment"
        aria-label={`${title} · ${say.photograph}`}
        onChange={({ target }) => {
          add(target.files);
          target.value = ""; // the same one again is a change again
        }}
      />
    </>
  );
}

/** The photographs that were taken of it. */
export function Photographs({ draft, itemId, title }: Shown) {
  const say = useWords(inspectWords);
  const own = photographsOf(useDrafts().photographs, draft.draftId).filter(
    (one) => one.itemId === itemId,
  );
  if (own.length === 0) return null;
  return (
    <div className="inspect-photographs">
      {own.map((one) => (
        <Thumbnail key={one.key} photograph={one} alt={say.photographOf(title)} />
      ))}
    </div>
  );
}

function Thumbnail({ photograph, alt }: { photograph: OwnPhotograph; alt: string }) {
  const say = useWords(inspectWords);
  const [url, setUrl] = useState<string>();
  const { blob, key } = photograph;
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return (
    <span className="inspect-photograph">
      <img src={url} alt={alt} />
      <IconButton
        icon="close"
        label={say.removePhotograph}
        onPress={() => void dropPhotograph(key)}
      />
    </span>
  );
}
