import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { FILE_FORMATS, FileMenu } from "../ui/file-menu.tsx";
import { addDays, dayOfText } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { changeOf } from "./route-draft.ts";
import { useSetRouteLink } from "./route-link.ts";
import {
  endRoute,
  forgetRoutes,
  type RoutePage,
  routeFile,
  routeQuery,
  takeBackRoute,
} from "./route-queries.ts";
import { setEditing } from "./route-session.ts";
import { routeWords } from "./route-words.ts";

/** What may be done with a version: change it, print it, take it along, end it, or take it back. */
export function RouteActs({ page, mayEdit }: { page: RoutePage; mayEdit: boolean }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { districtId, routeId, validTo, today, versions, canTakeBack } = page;
  const [asked, setAsked] = useState<"end" | "take-back" | null>(null);
  const isYoungest = versions.at(-1)?.routeId === routeId;
  const isOver = validTo !== null && validTo <= today;
  const end = useEnding(page);
  return (
    <div className="rt-acts">
      {mayEdit && isYoungest && (
        <Button onPress={() => setEditing(changeOf(page))}>{say.edit}</Button>
      )}
      <Link
        className="button button-quiet"
        to={"/cleaning/routes/sheet" as never}
        // the router's type of search is of every page at once; the link's own is kept
        search={((now: object) => ({ ...now, route: routeId })) as never}
      >
        {say.sheet}
      </Link>
      <FileMenu label={say.files} text={say.files}>
        {FILE_FORMATS.map(({ format, title }) => (
          <li key={format}>
            <a download href={routeFile(districtId, routeId, format, language)}>
              {title}
            </a>
          </li>
        ))}
      </FileMenu>
      {mayEdit && isYoungest && !isOver && validTo === null && (
        <Button isQuiet onPress={() => setAsked("end")}>
          {say.end}
        </Button>
      )}
      {mayEdit && isYoungest && !isOver && validTo !== null && (
        <Button isQuiet isDisabled={end.isPending} onPress={() => end.mutate(null)}>
          {say.takeBackEnd}
        </Button>
      )}
      {mayEdit && canTakeBack && (
        <Button isQuiet onPress={() => setAsked("take-back")}>
          {say.takeBack}
        </Button>
      )}
      {end.error && (
        <p className="answer-why" role="alert">
          {end.error.message}
        </p>
      )}
      {asked === "end" && <EndAsk page={page} onClose={() => setAsked(null)} />}
      {asked === "take-back" && <TakeBackAsk page={page} onClose={() => setAsked(null)} />}
    </div>
  );
}

function useEnding(page: RoutePage) {
  const client = useQueryClient();
  const { districtId, routeId } = page;
  return useMutation({
    mutationFn: (validTo: string | null) => endRoute(districtId, page, validTo),
    onSuccess: (told) => {
      client.setQueryData(routeQuery(districtId, routeId).queryKey, told);
      return forgetRoutes(client, districtId);
    },
  });
}

/** From which day on a route is not done any more. */
function EndAsk({ page, onClose }: { page: RoutePage; onClose: () => void }) {
  const say = useWords(routeWords);
  const [text, setText] = useState(
    addDays(page.today > page.validFrom ? page.today : page.validFrom, 1),
  );
  const end = useEnding(page);
  const day = dayOfText(text);
  return (
    <Dialog
      title={say.endTitle}
      onClose={onClose}
      onSubmit={() => day && end.mutate(day, { onSuccess: onClose })}
      buttons={
        <>
          <Button isQuiet onPress={onClose}>
            {say.cancel}
          </Button>
          <button type="submit" className="button button-main" disabled={!day || end.isPending}>
            {say.confirm}
          </button>
        </>
      }
    >
      <label className="rt-field" htmlFor="rt-end">
        <span>{say.endFrom}</span>
        <DayInput id="rt-end" text={text} onChange={setText} isRequired />
      </label>
      <p className="rt-hint">{say.endHint}</p>
      {end.error && (
        <p className="answer-why" role="alert">
          {end.error.message}
        </p>
      )}
    </Dialog>
  );
}

function TakeBackAsk({ page, onClose }: { page: RoutePage; onClose: () => void }) {
  const say = useWords(routeWords);
  const client = useQueryClient();
  const set = useSetRouteLink();
  const { districtId } = page;
  const takeBack = useMutation({
    mutationFn: () => takeBackRoute(districtId, page),
    onSuccess: ({ restored }) => {
      onClose();
      set({ route: restored ?? undefined });
      return forgetRoutes(client, districtId);
    },
  });
  return (
    <Dialog
      title={say.takeBack}
      onClose={onClose}
      buttons={
        <>
          <Button isQuiet onPress={onClose}>
            {say.cancel}
          </Button>
          <button
            type="button"
            className="button button-main"
            disabled={takeBack.isPending}
            onClick={() => takeBack.mutate()}
          >
            {say.confirm}
          </button>
        </>
      }
    >
      <p>{say.takeBackAsk}</p>
      {takeBack.error && (
        <p className="answer-why" role="alert">
          {takeBack.error.message}
        </p>
      )}
    </Dialog>
  );
}
