import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Select } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { inspectorsQuery } from "./plan-queries.ts";
import { planWords } from "./plan-words.ts";

/** To whom an inspection is given; "" is nobody yet. */
export function Assignee(props: { value: string; onChange: (accountId: string) => void }) {
  const say = useWords(planWords);
  const { districtId } = useView().view.district;
  const inspectors = useQuery(inspectorsQuery(districtId)).data?.inspectors ?? [];
  return (
    <div className="st-field">
      <span>{say.assign}</span>
      <Select
        isBoxed
        label={say.assign}
        value={props.value}
        options={[
          { value: "", title: say.nobody },
          ...inspectors.map(({ accountId, name }) => ({ value: accountId, title: name })),
        ]}
        onChange={props.onChange}
      />
    </div>
  );
}
