import { ImportFailure } from "./failure.ts";

/** Delimiters tables are written with, the likelier first. */
const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * The text of bytes, and the encoding it was in.
 *
 * A byte order mark decides; else UTF-8 when it is valid; else GB18030 when its bytes come in pairs above 0x7f, as
 * Chinese does; else Windows-1252.
 *
 * @param encoding  a WHATWG label that overrides detection.
 * @throws {ImportFailure} when the encoding is unknown or the bytes are not in it.
 */
export function decodeText(bytes: Uint8Array, encoding?: string) {
  const label = encoding ?? encodingOf(bytes);
  try {
    return {
      text: new TextDecoder(label, { fatal: true }).decode(bytes).replace(/^\ufeff/, ""),
      encoding: label,
    };
  } catch (error) {
    throw new ImportFailure(
      `The text is not in ${label}: give --encoding utf-8, gb18030, utf-16le or windows-1252.`,
      { cause: error },
    );
  }
}

function encodingOf(bytes: Uint8Array) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, 4096);
  const zeros = (start: number) => sample.filter((byte, i) => i % 2 === start && byte === 0).length;
  if (sample.length > 8 && zeros(1) > sample.length / 8) return "utf-16le";
  if (sample.length > 8 && zeros(0) > sample.length / 8) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return isPaired(bytes) ? "gb18030" : "windows-1252";
  }
}

/** Whether most bytes above 0x7f stand in pairs: a Chinese character in GBK is two, an accented letter is one. */
function isPaired(bytes: Uint8Array) {
  let [paired, single] = [0, 0];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x81) continue;
    if ((bytes[i + 1] ?? 0) >= 0x81) {
      paired++;
      i++;
    } else single++;
  }
  return paired > single;
}

/** The delimiter that splits the first lines into most columns, alike in each; quoted text is not looked at. */
export function delimiterOf(text: string) {
  const lines = text
    .slice(0, 64 * 1024)
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 20);
  const score = (delimiter: string) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const alike = counts.filter((count) => count > 0 && count === counts.at(-1)).length;
    return alike * 1000 + Math.min(999, counts.at(-1) ?? 0);
  };
  return DELIMITERS.reduce((best, next) => (score(next) > score(best) ? next : best));
}
