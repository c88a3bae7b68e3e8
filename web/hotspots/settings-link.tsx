import { Link } from "@tanstack/react-router";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { words } from "./words.ts";

/** The way to what holds here where nobody chooses otherwise. */
export function SettingsLink() {
  const say = useWords(words);
  return (
    <Link
      className="hot-all"
      to="/hotspots/settings"
      // the router's type of search is of every page at once; the link's own is kept
      search={((now: object) => now) as never}
    >
      {say.settings}
      <Icon name="right" size={12} />
    </Link>
  );
}
