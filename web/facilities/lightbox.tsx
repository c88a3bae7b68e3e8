import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { photographUrl } from "../api/photograph.ts";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Button, IconButton } from "../ui/controls.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { Photograph } from "./photograph-queries.ts";
import { photographWords } from "./photograph-words.ts";
import "./lightbox.css";

/** Why the server refused a photograph or a caption. */
export function refusalIn(error: unknown, otherwise: string): string {
  if (!(error instanceof ApiError)) return otherwise;
  const remedy = error.problem.faults?.[0]?.remedy;
  return remedy && !error.message.includes(remedy) ? `${error.message} ${remedy}` : error.message;
}

/** Photographs one by one over the whole window: to look at first, arrow keys go on, Esc ends. */
export function Lightbox(props: {
  photographs: readonly Photograph[];
  photograph: Photograph;
  facilityId: string;
  mayWrite: boolean;
  onShow: (index: number) => void;
  onClose: () => void;
}) {
  const { photographs, photograph } = props;
  const say = useWords(photographWords);
  const dialog = useRef<HTMLDialogElement>(null);
  const index = photographs.indexOf(photograph);
  const step = (by: 1 | -1) => props.onShow((index + by + photographs.length) % photographs.length);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.focus(); // keys are the pictures', and no field's
  }, []);
  const several = photographs.length > 1;
  return (
    <dialog
      className="lightbox"
      ref={dialog}
      tabIndex={-1}
      aria-label={say.title}
      onClose={props.onClose}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.stopPropagation(); // the page beneath stays
        if (event.target instanceof HTMLInputElement || !several) return;
        if (event.key === "ArrowRight") step(1);
        else if (event.key === "ArrowLeft") step(-1);
      }}
    >
      <header>
        <span role="status">{say.of(index + 1, photographs.length)}</span>
        <h2>{photograph.caption}</h2>
        <IconButton
          icon="close"
          label={say.close}
          tip="left"
          onPress={() => dialog.current?.close()}
        />
      </header>
      <Picture key={photograph.photographId} photograph={photograph} />
      {several && (
        <>
          <IconButton icon="left" label={say.previous} tip="right" onPress={() => step(-1)} />
          <IconButton icon="right" label={say.next} tip="left" onPress={() => step(1)} />
        </>
      )}
      <About key={`${photograph.photographId} ${photograph.caption}`} {...props} />
    </dialog>
  );
}

/** As large as the window allows; pressed, as large as it is. */
function Picture({ photograph }: { photograph: Photograph }) {
  const say = useWords(photographWords);
  const { view } = useView();
  const [isFull, setFull] = useState(false);
  return (
    <button
      type="button"
      className="lightbox-picture"
      aria-label={say.zoom}
      aria-pressed={isFull}
      onClick={() => setFull(!isFull)}
    >
      <img
        src={photographUrl(view.district.districtId, photograph.photographId, "full")}
        alt={photograph.caption || say.title}
        width={photograph.widthPixels}
        height={photograph.heightPixels}
      />
    </button>
  );
}

const toFocus = (input: HTMLInputElement | null) => input?.focus();

/** When and by whom it was taken and added; for those who may, its caption and its end. */
function About(props: {
  photograph: Photograph;
  facilityId: string;
  mayWrite: boolean;
  onClose: () => void;
}) {
  const { photograph, facilityId } = props;
  const { photographId, caption } = photograph;
  const say = useWords(photographWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId, timeZone } = view.district;
  const client = useQueryClient();
  const [doing, setDoing] = useState<"nothing" | "describing" | "removing">("nothing");
  const [failure, setFailure] = useState<string | null>(null);
  const footer = useRef<HTMLElement>(null);
  useEffect(() => {
    // what had the focus is gone: the next key is the pictures' again, and not the page's beneath
    if (doing === "nothing") footer.current?.closest("dialog")?.focus();
  }, [doing]);
  const params = { path: { districtId, facilityId, photographId } };
  const path =
    "/api/districts/{districtId}/facilities/{facilityId}/photographs/{photographId}" as const;
  const time = dateFormat(language, {
    ...{ dateStyle: "medium", timeStyle: "short" },
    timeZone,
  });
  async function change(asked: Promise<unknown>, isLast: boolean) {
    setFailure(null);
    try {
      await asked;
      if (isLast) props.onClose();
      await client.invalidateQueries({ queryKey: ["facilities"] });
      setDoing("nothing");
    } catch (error) {
      setFailure(refusalIn(error, say.failed));
    }
  }
  return (
    <footer ref={footer}>
      <p>
        {photograph.takenAt && `${say.taken(time.format(new Date(photograph.takenAt)))} · `}
        {say.added(photograph.addedBy, time.format(new Date(photograph.addedAt)))}
      </p>
      {failure && <p role="alert">{failure}</p>}
      {props.mayWrite && doing === "nothing" && (
        <div>
          <Button onPress={() => setDoing("describing")}>{say.describe}</Button>
          <Button isQuiet onPress={() => setDoing("removing")}>
            {say.remove}
          </Button>
        </div>
      )}
      {doing === "describing" && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const body = { caption: String(form.get("caption") ?? "") };
            void change(unwrap(api.PATCH(path, { params, body })), false);
          }}
        >
          <input
            ref={toFocus}
            name="caption"
            aria-label={say.caption}
            placeholder={say.caption}
            defaultValue={caption}
            maxLength={200}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.preventDefault(); // what is typed is let go, and not the picture
              setDoing("nothing");
            }}
          />
          <button className="button" type="submit">
            {say.saveCaption}
          </button>
          <Button isQuiet onPress={() => setDoing("nothing")}>
            {say.cancel}
          </Button>
        </form>
      )}
      {doing === "removing" && (
        <div>
          <span>{say.removeAsk}</span>
          <Button onPress={() => void change(unwrap(api.DELETE(path, { params })), true)}>
            {say.remove}
          </Button>
          <Button isQuiet onPress={() => setDoing("nothing")}>
            {say.cancel}
          </Button>
        </div>
      )}
    </footer>
  );
}
