import { useEffect, useState } from "react";
import { useAtlas } from "../map/atlas-context.ts";
import { useView } from "../map/view.ts";
import { copyText } from "../ui/clipboard.ts";
import { IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { shareUrl } from "./share.ts";
import { words } from "./words.ts";

/** How long "copied" stands on the screen. */
const SAID_MILLISECONDS = 2500;

/** Copies a link to exactly what is on screen. */
export function CopyLink(props: { tip?: "left" | "below" }) {
  const say = useWords(words);
  const { view } = useView();
  const atlas = useAtlas();
  const [said, setSaid] = useState<"copied" | "copyFailed" | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SAID_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    const isCopied = await copyText(shareUrl(location.href, view, atlas?.camera() ?? null));
    setSaid(isCopied ? "copied" : "copyFailed");
  };
  return (
    <span className="copy-link">
      <IconButton
        icon={said === "copied" ? "check" : "link"}
        label={say.copyLink}
        tip={props.tip ?? "below"}
        onPress={() => void copy()}
      />
      <span className="copy-said" role="status">
        {said && say[said]}
      </span>
    </span>
  );
}
