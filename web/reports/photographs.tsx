import { useQuery } from "@tanstack/react-query";
import { photographUrl } from "../api/photograph.ts";
import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import { PhotographRow } from "../ui/photograph-row.tsx";
import { photographsQuery } from "./queries.ts";
import { words } from "./words.ts";

/** As many as the server keeps of one inspection. */
export const INSPECTION_PHOTOGRAPHS = 9;

/** What was photographed on an inspection. */
export function Photographs({ inspectionId }: { inspectionId: string }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const known = useQuery(photographsQuery(districtId, inspectionId)).data;
  return (
    <PhotographRow
      photographs={known?.photographs ?? []}
      urlOf={(photographId, size) => photographUrl(districtId, photographId, size)}
      say={(count) => `${say.photograph} ${count}`}
    />
  );
}
