import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { IconButton } from "../ui/controls.tsx";
import { FILE_FORMATS, type FileFormat, FileMenu } from "../ui/file-menu.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { askForPicture } from "./keeping.tsx";
import { FILTERS, useHotLink } from "./params.ts";
import { choicesQuery } from "./queries.ts";
import type { HotSheet, Look } from "./sheet.ts";
import { words } from "./words.ts";

/** Files one can have of a way of looking. */
export type HotFile = {
  /** Behind `/hotspots/`. */
  readonly path: string;
  /** What the same answer was asked. */
  readonly asked: object;
  /** What its rows are; left out where a tab has but one kind. */
  readonly title?: string;
};

/** The language and colours of the screen, for a sheet. */
export const useLook = (): Look => ({
  language: useLanguage(),
  colors: palettes[useFlavor()],
});

/**
 * What one sees as a file and as a picture, and the page on paper.
 *
 * @param sheet  What stands beside the map; null while the answer on screen is that of an earlier question.
 */
export function Exports({ files, sheet }: { files: readonly HotFile[]; sheet: HotSheet | null }) {
  const say = useWords(words);
  const told = useFiltersTold();
  return (
    <span className="hot-exports" data-print="hide">
      <HotFileMenu files={files}>
        <li>
          <button
            type="button"
            disabled={!sheet}
            onClick={() => sheet && askForPicture({ ...sheet, asked: [...sheet.asked, ...told] })}
          >
            {say.picture}
          </button>
        </li>
      </HotFileMenu>
      <IconButton icon="print" label={say.print} tip="left" onPress={() => window.print()} />
    </span>
  );
}

/** The formats of each file, behind one button; what stands before them is `children`. */
export function HotFileMenu(props: {
  files: readonly HotFile[];
  formats?: readonly FileFormat[];
  children?: ReactNode;
}) {
  const { files, formats = FILE_FORMATS, children } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const urlOf = ({ path, asked }: HotFile, format: string) => {
    const given = Object.entries(asked).map(([name, value]) => [name, String(value)]);
    const query = new URLSearchParams(given);
    query.set("format", format);
    query.set("lang", language === "en" ? "en" : "zh");
    return `/api/districts/${districtId}/hotspots/${path}?${query}`;
  };
  return (
    <FileMenu label={say.save}>
      {children}
      {files.map((file) => (
        <Formats key={JSON.stringify(file)} title={file.title}>
          {formats.map(({ format, title }) => (
            <li key={format}>
              <a href={urlOf(file, format)} download>
                {title}
              </a>
            </li>
          ))}
        </Formats>
      ))}
    </FileMenu>
  );
}

function Formats({ title, children }: { title: string | undefined; children: ReactNode }) {
  if (title === undefined) return children;
  return (
    <li className="hot-formats">
      <small>{title}</small>
      <ul aria-label={title}>{children}</ul>
    </li>
  );
}

/** Which complaints count, where it is not all of them. */
function useFiltersTold(): string[] {
  const say = useWords(words);
  const language = useLanguage();
  const linked = useHotLink();
  const choices = useQuery(choicesQuery(useView().view.district.districtId)).data;
  const among = (options: readonly { id: string; title: { zh: string; en: string } }[] = []) => {
    const titles = new Map(options.map(({ id, title }) => [id, titleIn(language, title)]));
    return (ids: string) =>
      ids
        .split(",")
        .map((id) => titles.get(id) ?? id)
        .join("/");
  };
  const inWords: Record<(typeof FILTERS)[number], (value: string) => string> = {
    hotCategory: among(choices?.categories),
    hotChannel: among(choices?.channels),
    hotArea: among(choices?.areas),
    hotUnit: among(choices?.units),
    hotWeekday: (days) =>
      `${say.weekdays} ${days
        .split(",")
        .map((day) => say.weekday(Number(day)))
        .join("/")}`,
    hotHours: (range) => say.hourRange(range.split("-")[0] ?? "", range.split("-")[1] ?? ""),
    hotDuplicates: () => say.withoutDuplicates,
  };
  return FILTERS.flatMap((name) => {
    const value = linked[name];
    return value === undefined ? [] : inWords[name](value);
  });
}

/** What stands under the map on paper: what was asked, and what its colours mean. */
export function OnPaper({ sheet }: { sheet: HotSheet | null }) {
  const say = useWords(words);
  const language = useLanguage();
  const told = useFiltersTold();
  if (!sheet) return null;
  return (
    <div className="hot-paper" data-print="only">
      <p>{[...sheet.asked, ...told].join(" · ")}</p>
      <ul className="hot-legend" aria-label={say.legend}>
        {sheet.legend.map(({ title, sign, count, depth }) => (
          <li key={title}>
            {"color" in sign && depth === 0 && (
              <i data-sign={sign.type} style={{ background: sign.color }} />
            )}
            {title}
            {count !== null && ` ${formatCount(count, language)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
