import { unzipSync } from "fflate";
import { ImportFailure } from "./failure.ts";

/** Everything an archive may unpack to. A spreadsheet of a million rows is about 150 MB. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
const MAX_ENTRIES = 10_000;

/**
 * The files of a zip archive, by name.
 *
 * Sizes are checked before anything is unpacked, and no entry unpacks to more than it declares.
 *
 * @param wants  which entries to unpack; all are counted against the limit.
 * @throws {ImportFailure} of reason `limit` when the archive would unpack to more than 512 MB.
 */
export function unzip(bytes: Uint8Array, wants: (name: string) => boolean = () => true) {
  let [unpacked, entries] = [0, 0];
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        entries += 1;
        if (unpacked > MAX_UNPACKED_BYTES || entries > MAX_ENTRIES) throw tooLarge();
        return wants(name);
      },
    });
  } catch (error) {
    if (error instanceof ImportFailure) throw error;
    throw new ImportFailure("The archive is damaged or cut off: fetch or save it again.", {
      cause: error,
    });
  }
}

const tooLarge = () =>
  new ImportFailure(
    "The archive unpacks to more than 512 MB or 10,000 files: import its parts one by one.",
    { reason: "limit" },
  );
