import { ImportFailure } from "./failure.ts";
import type { Cell } from "./source.ts";

/** Code pages by the language byte of the header, those that China and its neighbours use. */
const LANGUAGES: Readonly<Record<number, string>> = {
  3: "windows-1252",
  77: "gb18030",
  78: "euc-kr",
  79: "big5",
  87: "windows-1252",
  122: "gb18030",
};

/** Labels a `.cpg` file uses that the encoding standard does not know. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  "936": "gb18030",
  cp936: "gb18030",
  gbk: "gb18030",
  gb2312: "gb18030",
  "65001": "utf-8",
  utf8: "utf-8",
  "950": "big5",
  "1252": "windows-1252",
};

/**
 * The rows of a dBASE table; deleted ones are null, so that rows stay beside their shapes.
 *
 * Own reader: the one in shpjs reads deleted rows as living ones, and empty numbers as NaN.
 *
 * @param label  the content of the `.cpg` file, or what the user says; it goes before the header's language byte.
 */
export function readDbf(bytes: Uint8Array, label: string | undefined) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw new ImportFailure("The .dbf file is cut off: fetch it again.");
  const count = view.getUint32(4, true);
  const [headerBytes, rowBytes] = [view.getUint16(8, true), view.getUint16(10, true)];
  if (headerBytes + count * rowBytes > bytes.length + 1) {
    throw new ImportFailure(`The .dbf file is cut off: it should hold ${count} rows.`);
  }
  const encoding = encodingOf(label, view.getUint8(29), bytes.subarray(headerBytes));
  const decoder = new TextDecoder(encoding);
  const fields: { name: string; type: string; length: number; at: number }[] = [];
  for (let at = 32, start = 1; at + 32 <= headerBytes && bytes[at] !== 0x0d; at += 32) {
    const length = view.getUint8(at + 16);
    const name = decoder.decode(bytes.subarray(at, at + 11)).split("\0")[0]!;
    fields.push({ name, type: String.fromCharCode(view.getUint8(at + 11)), length, at: start });
    start += length;
  }
  const rows = Array.from({ length: count }, (_, i) => {
    const start = headerBytes + i * rowBytes;
    if (bytes[start] === 0x2a) return null;
    return Object.fromEntries(
      fields.map(({ name, type, length, at }) => {
        const text = decoder.decode(bytes.subarray(start + at, start + at + length));
        return [name, cellOf(text.replaceAll("\0", "").trim(), type)];
      }),
    );
  });
  return { rows, encoding };
}

function cellOf(text: string, type: string): Cell {
  if (text === "" || /^\*+$/.test(text)) return null;
  if (type === "N" || type === "F") return Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === "L") return /^[yt]$/i.test(text) ? true : /^[nf]$/i.test(text) ? false : null;
  if (type === "D") return text.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  return text;
}

function encodingOf(label: string | undefined, language: number, body: Uint8Array) {
  if (label) {
    const name = label
      .trim()
      .toLowerCase()
      .replace(/^ansi\s+/, "");
    const known = CODE_PAGES[name] ?? name;
    try {
      return new TextDecoder(known).encoding;
    } catch (error) {
      throw new ImportFailure(
        `The encoding "${label.trim()}" is not known: give --encoding gb18030 or utf-8.`,
        {
          cause: error,
        },
      );
    }
  }
  const named = LANGUAGES[language];
  if (named && named !== "windows-1252") return named;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(body.subarray(0, 1 << 20));
    return "utf-8";
  } catch {
    return "gb18030"; // Chinese shapefiles often carry neither a .cpg nor a truthful language byte
  }
}
