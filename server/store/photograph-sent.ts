import {
  addPhotograph,
  type Linking,
  readPhotographs,
  type StoredPhotograph,
} from "./photograph.ts";
import { type CameraTime, plausibleInstant } from "./photograph-time.ts";

/** A photograph as it was taken in, and what its camera wrote. */
type Sent = {
  readonly photograph: StoredPhotograph;
  readonly exif: {
    readonly taken: CameraTime | null;
    /** WGS 84. */
    readonly position: readonly [lng: number, lat: number] | null;
  };
};

/** Asks whether a record that has so many photographs may have another; throws where not. */
type Room = (count: number) => void;

/** Throws as `room` does where a record may have no other photograph. */
export async function requireRoom(linking: Linking, room: Room): Promise<void> {
  room((await readPhotographs(linking)).length);
}

/**
 * Adds a photograph that was sent, where there is room for it or it is there already.
 *
 * @param timeZone  the district's: of a camera's clock that names none.
 * @returns the photograph as the record now has it; where the camera was, which is told here and not kept.
 */
export async function addSentPhotograph(
  linking: Linking,
  { photograph, exif }: Sent,
  {
    caption,
    timeZone,
    now = new Date(),
    room,
  }: {
    readonly caption: string;
    readonly timeZone: string;
    readonly now?: Date;
    readonly room: Room;
  },
) {
  const isIt = (one: { readonly photographId: string }) =>
    one.photographId === photograph.photographId;
  const there = await readPhotographs(linking);
  if (!there.some(isIt)) room(there.length);
  const takenAt = exif.taken && plausibleInstant(exif.taken, timeZone, now);
  const isNew = await addPhotograph(linking, photograph, { caption, takenAt });
  const kept = (await readPhotographs(linking)).find(isIt)!; // it was just added, or was there
  return { photograph: kept, isNew, positionHint: exif.position && [...exif.position] };
}
