import { palettes } from "../map/palette.ts";
import { ratingStyle } from "../map/rating-palette.ts";
import "./sign.css";
import {
  SIGN_HATCH,
  SIGN_SIDE,
  type Sign,
  shapeOf,
  WARNING_MARK,
  WARNING_SHAPE,
  writtenIn,
} from "./signs.ts";

const STYLE = ratingStyle({ light: palettes.light.noData, dark: palettes.dark.noData });

/** The colours of lists, from the palette of the map. */
export const RatingColors = () => <style>{STYLE}</style>;

/** The sign of a subject as the map draws it; what it says is said beside it. */
export function SubjectSign({ sign }: { sign: Sign }) {
  const { standing, stars } = sign;
  const shape = shapeOf(sign.kind);
  const written = writtenIn(sign);
  return (
    <svg
      className="st-sign"
      data-standing={standing}
      data-stars={stars ?? undefined}
      viewBox={`-3 -4 ${SIGN_SIDE + 8} ${SIGN_SIDE + 6}`}
      aria-hidden="true"
    >
      <path className="st-sign-ground" d={shape} />
      {standing === "unknown" && <path className="st-sign-hatch" d={SIGN_HATCH} />}
      <path className="st-sign-edge" d={shape} />
      {standing === "trial" && <path className="st-sign-ring" d={shape} />}
      {written !== "" && (
        <text x={SIGN_SIDE / 2} y={SIGN_SIDE / 2 + 4} fontSize={written.length > 1 ? 9 : 12}>
          {written}
        </text>
      )}
      {sign.hasWarning && (
        <>
          <path className="st-sign-warning" d={WARNING_SHAPE} />
          <path className="st-sign-mark" d={WARNING_MARK} />
        </>
      )}
    </svg>
  );
}
