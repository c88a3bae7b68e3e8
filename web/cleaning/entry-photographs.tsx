import { useQuery } from "@tanstack/react-query";
import { photographUrl } from "../api/photograph.ts";
import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import { PhotographRow } from "../ui/photograph-row.tsx";
import { proofWords } from "./proof-words.ts";
import { entryPhotographsQuery } from "./queries.ts";

/** As many as the server keeps of one entry. */
export const ENTRY_PHOTOGRAPHS = 9;

/** What was photographed with an entry. */
export function EntryPhotographs({ entryId }: { entryId: string }) {
  const say = useWords(proofWords);
  const { districtId } = useView().view.district;
  const known = useQuery(entryPhotographsQuery(districtId, entryId)).data;
  return (
    <PhotographRow
      photographs={known?.photographs ?? []}
      urlOf={(photographId, size) => photographUrl(districtId, photographId, size)}
      say={(count) => `${say.photograph} ${count}`}
    />
  );
}
