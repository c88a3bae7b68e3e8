import { palettes } from "../map/palette.ts";
import { standingStyle } from "../map/standing-palette.ts";
import { titleIn, useLanguage } from "../ui/language.ts";
import {
  EVIDENCE_TITLES,
  type Evidence,
  PASS_STATE_TITLES,
  type PassState,
  SIGN_OF_PASS,
  type StreetState,
  signOfStreet,
} from "./titles.ts";

const STYLE = standingStyle({ light: palettes.light.noData, dark: palettes.dark.noData });

/** The colours of lists and tables, from the palette of the map. */
export const StandingColors = () => <style>{STYLE}</style>;

/** The sign of how a street stands, as the map draws it. */
export const StreetSign = ({ state }: { state: StreetState }) => (
  <i className="clean-sign" data-sign={signOfStreet(state)} />
);

/** What became of a pass, in a sign and a word. */
export function PassMark({ state }: { state: PassState }) {
  const language = useLanguage();
  return (
    <span className="clean-mark">
      <i className="clean-sign" data-sign={SIGN_OF_PASS[state]} />
      {titleIn(language, PASS_STATE_TITLES[state])}
    </span>
  );
}

/** By what one knows: positions have a frame, what a person said is set in quotation marks. Never by colour alone. */
export function EvidenceMark({
  evidence,
  children,
}: {
  evidence: Evidence;
  children?: React.ReactNode;
}) {
  const language = useLanguage();
  return (
    <span className="clean-evidence" data-evidence={evidence}>
      <i aria-hidden="true">{evidence === "positions" ? "◉" : "✎"}</i>
      {titleIn(language, EVIDENCE_TITLES[evidence])}
      {children}
    </span>
  );
}
