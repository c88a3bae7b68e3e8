import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { dictionary, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { Facts } from "./facts.tsx";

const words = dictionary({ title: "内部资料" }, { title: "For staff" });
const NONE_NOTED = { zh: "未记录", en: "None noted" };

const plotQuery = (districtId: string, plotId: string) =>
  queryOptions({
    queryKey: ["layers", districtId, "plots", "staff", plotId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/plots/{plotId}", {
          params: { path: { districtId, plotId } },
          signal,
        }),
      ),
    meta: { kinds: ["plot"] },
  });

/** Whose a plot is and what neighbours object to, for those who may read what is not public; nothing for others. */
export function PlotForStaff({ plotId }: { plotId: string }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const may = useMay("district.read")?.isWhole === true;
  const { data } = useQuery({ ...plotQuery(districtId, plotId), enabled: may });
  if (!may || !data) return null;
  return (
    <Section title={say.title}>
      <Facts
        facts={[
          { label: { zh: "权属单位", en: "Owner" }, value: data.owner, shown: null },
          {
            label: { zh: "邻避意见", en: "Neighbours' objection" },
            value: data.objection,
            shown: data.objection === null ? NONE_NOTED : null,
          },
        ]}
      />
    </Section>
  );
}
