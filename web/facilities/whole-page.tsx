import { useNavigate, useParams } from "@tanstack/react-router";
import { createPortal } from "react-dom";
import { Button, IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { CopyLink } from "./copy-link.tsx";
import { FacilityRecord } from "./facility-record.tsx";
import "./record.css";
import { StreetRecord } from "./street-record.tsx";
import { words } from "./words.ts";

/** A facility's page for itself, to read and to print. */
export function WholeFacility() {
  const { id = "" } = useParams({ strict: false });
  return <WholePage>{<FacilityRecord facilityId={id} />}</WholePage>;
}

/** A street's page for itself, to read and to print. */
export function WholeStreet() {
  const { id = "" } = useParams({ strict: false });
  return <WholePage>{<StreetRecord id={id} />}</WholePage>;
}

/** A named page of a style sheet would say the same, but Chromium prints the first page by the unnamed one. */
const UPRIGHT = "@page { size: A4 portrait; margin: 12mm; }";

/** The map goes on behind it: going back is quick and nothing is lost. */
function WholePage({ children }: { children: React.ReactNode }) {
  const say = useWords(words);
  const navigate = useNavigate();
  return createPortal(
    <div className="whole-page">
      <style>{UPRIGHT}</style>
      <header>
        <Button
          icon="left"
          isQuiet
          // the router's type of search is of every page at once; the link's own is kept
          onPress={() => void navigate({ to: "/", search: true as never })}
        >
          {say.backToMap}
        </Button>
        <CopyLink />
        <IconButton icon="print" label={say.print} onPress={() => print()} />
      </header>
      <main>{children}</main>
    </div>,
    document.body,
  );
}
