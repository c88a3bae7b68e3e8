/** Font stacks of map text; both are drawn from files beside the page, never from a glyph server. */
export const MAP_FONT = "Noto Sans SC";
export const MAP_FONT_BOLD = "Noto Sans SC Bold";

type FontFace = { readonly url: string; readonly "unicode-range"?: string[] };

/** What the latin files cover; everything else comes from the Chinese ones. */
const LATIN = ["U+0000-02FF", "U+2000-206F", "U+20AC", "U+2122"];

/**
 * The style's `font-faces`: with these, map labels need neither the network nor a font of the machine.
 *
 * @param root  Absolute address of the folder the files are in, ending in a slash.
 */
export function fontFaces(root: string): Record<string, FontFace[]> {
  const files = (weight: number): FontFace[] => [
    { url: `${root}noto-sans-sc-latin-${weight}-normal.woff2`, "unicode-range": [...LATIN] },
    { url: `${root}noto-sans-sc-chinese-simplified-${weight}-normal.woff2` },
  ];
  return { [MAP_FONT]: files(400), [MAP_FONT_BOLD]: files(700) };
}
