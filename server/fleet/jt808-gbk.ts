const decoder = new TextDecoder("gbk");
let codes: Map<string, number> | null = null;

/** Every character of two bytes, by decoding all of them: the platform decodes GBK and does not encode it. */
function codesOfGbk() {
  if (codes) return codes;
  codes = new Map();
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      const character = decoder.decode(pair);
      if (character.length === 1 && character !== "\ufffd")
        codes.set(character, (lead << 8) | trail);
    }
  return codes;
}

/** Text in GBK, which may end in the zeros or blanks that fill a field of fixed length. */
export const fromGbk = (bytes: Buffer): string => decoder.decode(bytes).replace(/[\0 ]+$/, "");

/** Text as GBK; what GBK lacks becomes a question mark. */
export function toGbk(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const ascii = character.length === 1 ? character.charCodeAt(0) : 0x80;
    if (ascii < 0x80) {
      bytes.push(ascii);
      continue;
    }
    const code = codesOfGbk().get(character);
    if (code === undefined) bytes.push(0x3f);
    else bytes.push(code >> 8, code & 0xff);
  }
  return Buffer.from(bytes);
}
