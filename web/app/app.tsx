import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { districtsQuery } from "../api/district.ts";
import { CurrentDistrict } from "../api/session.ts";
import { type ChangeView, ViewContext } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import {
  type Language,
  LanguageContext,
  nameIn,
  titleIn,
  useLanguage,
  useWords,
} from "../ui/language.ts";
import { capabilities } from "./capabilities.ts";
import { useFieldWords } from "./field-words.ts";
import { storedLanguage, storeLanguage, words } from "./language.ts";
import { changedSearch, parseSearch, type Search, viewOf } from "./search.ts";
import { Shell } from "./shell.tsx";
import { useTheme } from "./theme.ts";

/** The page: language, theme and the view in the link, and the shell around them. */
export function App() {
  const search = parseSearch(useSearch({ strict: false }));
  const [stored, setStored] = useState<Language>(storedLanguage);
  const language = search.lang ?? stored;
  const navigate = useNavigate();
  const chooseLanguage = useCallback(
    (next: Language) => {
      storeLanguage(next);
      setStored(next);
      void navigate({
        to: ".",
        search: ({ lang: _dropped, ...rest }: Search) => rest,
        hash: true,
        replace: true,
      });
    },
    [navigate],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useFieldWords(language);
  return (
    <LanguageContext value={language}>
      <District onLanguage={chooseLanguage} />
    </LanguageContext>
  );
}

/** A server that was not there when the page began is asked again this often. */
const AGAIN_MS = 5_000;

/** Waits for the districts, finds the one the link names, and holds the view of it. */
function District(props: { onLanguage: (language: Language) => void }) {
  const say = useWords(words);
  const asked = useSearch({ strict: false });
  const search = useMemo(() => parseSearch(asked), [asked]);
  const navigate = useNavigate();
  const theme = useTheme();
  const districts = useQuery({
    ...districtsQuery(),
    // nobody stands before a wall to press the button
    refetchInterval: ({ state }) => (state.status === "error" ? AGAIN_MS : false),
  });

  const change: ChangeView = useCallback(
    (step, isStep = false) =>
      void navigate({
        to: ".",
        search: (now: Search) => changedSearch(parseSearch(now), step),
        hash: true, // the page that reads it may still be on its way when the map moves
        replace: !isStep,
      }),
    [navigate],
  );

  const known = districts.data?.districts;
  const district = search.district
    ? known?.find((each) => each.districtId === search.district)
    : known?.[0];
  const view = useMemo(() => district && viewOf(search, district), [search, district]);
  const held = useMemo(() => view && { view, change }, [view, change]);

  const path = useLocation({ select: ({ pathname }) => pathname });
  const language = useLanguage();
  useEffect(() => {
    const page = capabilities
      .flatMap(({ pages = [], sheets = [] }) => [...pages, ...sheets])
      .find((each) => each.path === path && path !== "/");
    const parts = [
      page && titleIn(language, page.title),
      view && nameIn(language, view.district),
      view?.district.isDemo && say.demo,
      say.product,
    ];
    document.title = parts.filter(Boolean).join(" · ");
  }, [path, language, view, say]);

  if (!held || !known) {
    return (
      <Opening
        isWaiting={districts.isPending}
        isUnreachable={districts.isError}
        unknown={known && known.length > 0 ? (search.district ?? null) : null}
        onRetry={() => void districts.refetch()}
        onDefault={() => change({ districtId: known?.[0]?.districtId ?? "" })}
      />
    );
  }
  return (
    <ViewContext value={held}>
      <CurrentDistrict value={held.view.district.districtId}>
        <Shell
          districts={known}
          flavor={theme.flavor}
          onTheme={theme.toggle}
          onLanguage={props.onLanguage}
        />
      </CurrentDistrict>
    </ViewContext>
  );
}

/** What stands on the page before there is a district to show. */
function Opening(props: {
  isWaiting: boolean;
  isUnreachable: boolean;
  unknown: string | null;
  onRetry: () => void;
  onDefault: () => void;
}) {
  const say = useWords(words);
  if (props.isWaiting)
    return (
      <p className="opening" role="status">
        {say.waiting}
      </p>
    );
  if (props.isUnreachable) {
    return (
      <div className="opening" role="alert">
        <p>{say.unreachable}</p>
        <Button onPress={props.onRetry}>{say.retry}</Button>
      </div>
    );
  }
  if (props.unknown) {
    return (
      <div className="opening" role="alert">
        <p>{say.unknownDistrict(props.unknown)}</p>
        <Button onPress={props.onDefault}>{say.openDefault}</Button>
      </div>
    );
  }
  return (
    <div className="opening">
      <p>{say.empty}</p>
      <p className="opening-hint">{say.emptyHint}</p>
    </div>
  );
}
