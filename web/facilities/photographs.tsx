import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { photographUrl } from "../api/photograph.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { Lightbox, refusalIn } from "./lightbox.tsx";
import { photographsQuery, sendPhotograph } from "./photograph-queries.ts";
import { photographWords } from "./photograph-words.ts";
import "./photographs.css";

/** One file on its way, or refused with a reason. */
type Sending = {
  readonly id: number;
  readonly name: string;
  readonly share: number;
  readonly failure: string | null;
};

let sent = 0;

/** The photographs of a facility: small, large, and new ones from a folder, a drag or the camera. */
export function Photographs({ facilityId }: { facilityId: string }) {
  const say = useWords(photographWords);
  const { view } = useView();
  const { districtId } = view.district;
  const target = { districtId, facilityId };
  const client = useQueryClient();
  const mayRead = useMay("district.read");
  const mayWrite = useMay("facilities.photograph") !== null;
  const list = useQuery({ ...photographsQuery(target), enabled: mayRead !== null });
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [shown, setShown] = useState<number | null>(null);
  const [isOver, setOver] = useState(false);
  if (!mayRead || list.isError) return null;

  const set = (id: number, change: Partial<Sending>) =>
    setSending((now) => now.map((one) => (one.id === id ? { ...one, ...change } : one)));

  /** One after the other: a telephone in the street has one thin line. */
  async function send(files: Iterable<File>) {
    const chosen = [...files].map((file) => ({ file, id: ++sent }));
    setSending((now) => [
      ...now.filter(({ failure }) => failure === null),
      ...chosen.map(({ file, id }) => ({ id, name: file.name, share: 0, failure: null })),
    ]);
    for (const { file, id } of chosen) {
      try {
        await sendPhotograph(target, file, (share) => set(id, { share }));
        setSending((now) => now.filter((one) => one.id !== id));
      } catch (error) {
        set(id, { failure: refusalIn(error, say.failed) });
      }
      await client.invalidateQueries({ queryKey: photographsQuery(target).queryKey });
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (mayWrite) void send(event.dataTransfer.files);
  };
  const photographs = list.data?.photographs ?? [];
  const opened = shown === null ? null : photographs[shown];
  return (
    <Section title={say.title} aside={list.data && String(photographs.length)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three */}
      <div
        className="photographs"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(mayWrite);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Answer to={list} isEmpty={(known) => known.photographs.length === 0} empty={say.empty}>
          {(known) => (
            <ul className="photograph-grid">
              {known.photographs.map((one, index) => (
                <li key={one.photographId}>
                  <button type="button" onClick={() => setShown(index)}>
                    <img
                      src={photographUrl(districtId, one.photographId, "thumbnail")}
                      alt={one.caption || say.one(index + 1)}
                      loading="lazy"
                    />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Answer>
        {sending.map((one) => (
          <p
            key={one.id}
            className="photograph-sending"
            data-wrong={one.failure ? true : undefined}
          >
            <span>{one.name}</span>
            {one.failure ? (
              <small role="alert">{one.failure}</small>
            ) : (
              <progress value={one.share} max={1} />
            )}
          </p>
        ))}
        {mayWrite && <Adding onFiles={(files) => void send(files)} />}
      </div>
      {opened && (
        <Lightbox
          photographs={photographs}
          photograph={opened}
          facilityId={facilityId}
          mayWrite={mayWrite}
          onShow={setShown}
          onClose={() => setShown(null)}
        />
      )}
    </Section>
  );
}

function Adding({ onFiles }: { onFiles: (files: FileList) => void }) {
  const say = useWords(photographWords);
  const [folder, camera] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const [isTouch] = useState(() => matchMedia("(pointer: coarse)").matches);
  const input = (which: typeof folder, isCamera: boolean) => (
    <input
      ref={which}
      type="file"
      hidden
      multiple={!isCamera}
      accept="image/jpeg,image/png,image/webp"
      aria-label={isCamera ? say.camera : say.add}
      {...(isCamera ? { capture: "environment" as const } : {})}
      onChange={(event) => {
        if (event.target.files) onFiles(event.target.files);
        event.target.value = ""; // the same file may be chosen again
      }}
    />
  );
  return (
    <div className="photograph-adding" data-print="hide">
      {input(folder, false)}
      {input(camera, true)}
      <Button icon="plus" onPress={() => folder.current?.click()}>
        {say.add}
      </Button>
      {isTouch && <Button onPress={() => camera.current?.click()}>{say.camera}</Button>}
      <small>{say.hint}</small>
    </div>
  );
}
