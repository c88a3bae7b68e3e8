import { Link } from "@tanstack/react-router";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { capabilities } from "./capabilities.ts";
import { words } from "./language.ts";
import type { Search } from "./search.ts";

/** The pages that exist, and no others; the view goes along from page to page. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <nav className="navigation" aria-label={say.navigation}>
      {capabilities.map(
        ({ id, page }) =>
          page && (
            <Link
              key={id}
              to={page.path}
              onClick={onGo}
              search={(now: Search) => now}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              <Icon name={page.icon} />
              <span>{titleIn(language, page.title)}</span>
            </Link>
          ),
      )}
    </nav>
  );
}
