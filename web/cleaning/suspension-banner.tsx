import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { endSuspension, type Suspension, suspensionsQuery } from "./queries.ts";
import { useMoments, useNow } from "./times.ts";
import type { Work } from "./titles.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

const DAY_MILLISECONDS = 86_400_000;

/** Those that hold now or begin within a day. */
export const currentSuspensions = (suspensions: readonly Suspension[], now: number) =>
  suspensions.filter(
    ({ fromAt, toAt, withdrawn }) =>
      withdrawn === null && Date.parse(toAt) > now && Date.parse(fromAt) < now + DAY_MILLISECONDS,
  );

/** Which work is suspended, until when and why; whoever edits routes ends it. @param works  left out, any. */
export function SuspensionBanner({ works }: { works?: readonly Work[] }) {
  const { districtId } = useView().view.district;
  const known = useQuery(suspensionsQuery(districtId)).data;
  const now = useNow(60);
  const told = currentSuspensions(known?.suspensions ?? [], now).filter(
    (one) => !works || one.works.some((work) => works.includes(work)),
  );
  return told.map((suspension) => (
    <Banner
      key={suspension.suspensionId}
      suspension={suspension}
      hasBegun={Date.parse(suspension.fromAt) <= now}
    />
  ));
}

function Banner({ suspension, hasBegun }: { suspension: Suspension; hasBegun: boolean }) {
  const say = useWords(words);
  const { work } = useTold();
  const moments = useMoments();
  const mayEdit = useMay("cleaning.edit")?.isWhole === true;
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => endSuspension(districtId, suspension.suspensionId),
    onSuccess: () => client.invalidateQueries({ queryKey: ["cleaning"] }),
  });
  const titles = suspension.works.map(work).join(say.join);
  return (
    <div className="clean-suspended" role="status">
      <p>
        {hasBegun
          ? say.suspended(titles, moments.stamp(suspension.toAt), suspension.reason)
          : say.suspendedLater(
              titles,
              moments.span(suspension.fromAt, suspension.toAt),
              suspension.reason,
            )}
      </p>
      {mayEdit && (
        <Button isQuiet isDisabled={end.isPending} onPress={() => end.mutate()}>
          {say.endSuspension}
        </Button>
      )}
      {end.error && <p className="clean-why">{end.error.message}</p>}
    </div>
  );
}
