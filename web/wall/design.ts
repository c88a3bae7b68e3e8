/** What the wall is drawn for; every screen shows it larger or smaller. */
const DESIGN = { width: 1920, height: 1080 } as const;

/** The share of a screen that is as wide as the design and a half: there is room for a second column at each side. */
const WIDE = 1.5;

/** A map of more pixels than this is drawn coarser: an 8K screen would need a graphics card of its own. */
const MOST_MAP_PIXELS = 16_000_000;

export type Design = {
  /** Pixels of the page for one of the design. */
  readonly unit: number;
  /** The screen in pixels of the design: one of them is that of the design, the other at least. */
  readonly width: number;
  readonly height: number;
  /** Columns of panels at each side of the map. */
  readonly columns: 1 | 2;
  /** Pixels of the map for one of the design. */
  readonly mapPixels: number;
};

/**
 * How a screen shows the design: as large as fits, what is over is the map's and, where it is much, more columns'.
 *
 * @param screen  In pixels of the page.
 * @param devicePixels  Pixels of the device for one of the page.
 */
export function designOf(
  screen: { readonly width: number; readonly height: number },
  devicePixels: number,
): Design {
  const unit = Math.max(0.1, Math.min(screen.width / DESIGN.width, screen.height / DESIGN.height));
  const [width, height] = [screen.width / unit, screen.height / unit];
  const native = unit * devicePixels;
  return {
    ...{ unit, width, height },
    columns: width >= DESIGN.width * WIDE ? 2 : 1,
    mapPixels: Math.min(native, Math.sqrt(MOST_MAP_PIXELS / (width * height))),
  };
}
