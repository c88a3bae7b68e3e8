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

/** The photographs of an item, of a veto or of the whole, from the camera or the files. */
export function InspectPhotographs(props: {
  draft: Draft;
  kit: Kit | null;
  itemId: string | null;
  title: string;
}) {
  const { draft, kit, itemId, title } = props;
  const say = useWords(inspectWords);
  const input = useRef<HTMLInputElement>(null);
  const all = photographsOf(useDrafts().photographs, draft.draftId);
  const own = all.filter((one) => one.itemId === itemId);
  const most = kit?.limits.photographs ?? MOST;
  const add = (files: FileList | null) => {
    for (const blob of [...(files ?? [])].slice(0, most - all.length))
      void addPhotograph({
        ...{ key: ownId(), draftId: draft.draftId, itemId, blob },
        addedAt: new Date().toISOString(),
      });
  };
  return (
    <div className="inspect-photographs">
      {own.map((one) => (
        <Thumbnail key={one.key} photograph={one} alt={say.photographOf(title)} />
      ))}
      {all.length < most ? (
        <Button icon="plus" isQuiet onPress={() => input.current?.click()}>
          {say.photograph}
        </Button>
      ) : (
        <small>{say.photographsFull(String(most))}</small>
      )}
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
