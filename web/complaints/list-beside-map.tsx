import { useEffect, useMemo } from "react";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { link, useListMap } from "./list-mapped.ts";
import { type ListLinked, useSetListLinked } from "./list-params.ts";
import type { CaseLine } from "./list-queries.ts";
import { listWords } from "./list-words.ts";

/** So many places are drawn; with more, the map says how many of how many. */
const MOST_MAPPED = 2000;

/** Gives the map what is listed, and says how much of it stands there. */
export function ListBesideMap(props: {
  linked: ListLinked;
  lines: readonly CaseLine[];
  total: number;
  /** Whether there are more lines, and none on their way. */
  canRead: boolean;
  onMore: () => void;
}) {
  const { linked, lines, total, canRead, onMore } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  const set = useSetListLinked();
  const { seen } = useListMap();
  const mapped = useMemo(
    () =>
      lines.slice(0, MOST_MAPPED).flatMap(({ complaintId, number, position, dueStatus }) => {
        const [lng, lat] = position ?? [];
        if (lng === undefined || lat === undefined) return [];
        const isLate = dueStatus === "late" || dueStatus === "late-3";
        return [{ id: complaintId, number, position: [lng, lat] as const, isLate }];
      }),
    [lines],
  );
  useEffect(() => link({ mapped }), [mapped]);
  useEffect(() => () => link({ mapped: null, pointedId: null, pressedId: null }), []);
  const isWanted = canRead && lines.length < MOST_MAPPED;
  useEffect(() => {
    if (isWanted) onMore();
  }, [isWanted, onMore]);
  const around = () =>
    seen?.()
      .map((degrees) => degrees.toFixed(5))
      .join(",");
  return (
    <div className="cases-map-bar" data-print="hide">
      <small role="status">
        {say.onMap(formatCount(mapped.length, language), formatCount(total, language))}
      </small>
      <Button
        isPressed={linked.bbox !== undefined}
        onPress={() => set({ bbox: linked.bbox === undefined ? around() : undefined }, true)}
      >
        {say.onlyInView}
      </Button>
    </div>
  );
}
