import { ApiError } from "../api/problem.ts";
import { ownId } from "../ui/own-id.ts";
import { sharedValue } from "../ui/shared-value.ts";
import { BLANK, bodyOf, type Draft, isTyped } from "./intake-draft.ts";
import { type CaseDraft, type CaseRecord, sendComplaint } from "./intake-queries.ts";
import { forgetIntake, keepIntake, readIntake } from "./intake-storage.ts";

/** Pauses before an answer that did not come is asked for again, by itself. */
const PAUSES_MILLISECONDS = [1000, 2000, 4000];

/** Where saving stands. In doubt, nobody knows whether the complaint is there: the same words go again under the same key. */
export type Saving =
  | { readonly is: "typing"; readonly error: unknown }
  | { readonly is: "sending"; readonly attempt: number }
  | { readonly is: "doubt" }
  | {
      readonly is: "saved";
      readonly complaint: CaseRecord;
      /** It had been taken before the answer was lost. */
      readonly wasThere: boolean;
      /** What was changed after the answer was lost is not in it. */
      readonly isEarlier: boolean;
    };

type Intake = {
  /** Whose and where: somebody else at this tab begins anew. */
  readonly owner: string;
  /** Idempotency-Key: one for each form, through every retry and reload. */
  readonly key: string;
  readonly draft: Draft;
  /** What was sent and never answered. */
  readonly sent: CaseDraft | null;
  readonly saving: Saving;
  /** The one that was taken before this. */
  readonly last: { readonly complaintId: string; readonly number: string } | null;
};

const fresh = (owner: string, last: Intake["last"], channel = BLANK.channel): Intake => ({
  ...{ owner, key: ownId(), draft: { ...BLANK, channel }, sent: null, last },
  saving: { is: "typing", error: null },
});

const intake = sharedValue(fresh("", null));

function set(next: Partial<Intake>) {
  const after = { ...intake.now(), ...next };
  const { owner, key, draft, sent } = after;
  if (isTyped(draft) || sent) keepIntake({ owner, key, draft, sent });
  else forgetIntake();
  intake.set(after);
}

/** The complaint that is being taken in this tab. It outlives the panel, and a reload of the page. */
export const useIntake = () => intake.use();

/** Goes on with what this account typed in this district, or begins. */
export function openIntake(owner: string) {
  if (intake.now().owner === owner) return;
  const kept = readIntake() as Partial<Intake> | null; // written here, by `set`
  if (kept?.owner !== owner || !kept.key || !kept.draft) return set(fresh(owner, null));
  const sent = kept.sent ?? null;
  set({
    ...{ owner, key: kept.key, draft: { ...BLANK, ...kept.draft }, sent, last: null },
    saving: sent ? { is: "doubt" } : { is: "typing", error: null },
  });
  if (sent) void save(owner.split(" ")[1]!);
}

export const ownerOf = (accountId: string, districtId: string) => `${accountId} ${districtId}`;

/**
 * What is different in the form; what was refused is forgotten, and asked again when it is sent. While it is being sent and
 * once it is saved nothing changes: what the form finds out by itself may come late.
 */
export function changeDraft(change: Partial<Draft>) {
  const { saving, draft } = intake.now();
  if (saving.is !== "typing") return;
  set({ draft: { ...draft, ...change }, saving: { is: "typing", error: null } });
}

/** Empties the form, for the next complaint or because it is none. */
export function beginAnew() {
  const { owner, saving, last, draft } = intake.now();
  const done = saving.is === "saved" ? saving.complaint : last;
  set(
    fresh(
      owner,
      done && { complaintId: done.complaintId, number: done.number },
      saving.is === "saved" ? draft.channel : BLANK.channel,
    ),
  );
}

/** Whoever does not want to wait for the answer changes the words; the key stays, so that no second one is made. */
export const goOnTyping = () => set({ saving: { is: "typing", error: null } });

/** Nobody knows whether it arrived: no answer at all, or the server failed while answering. */
const isInDoubt = (error: unknown) =>
  error instanceof ApiError && (error.problem.status === 0 || error.problem.status >= 500);

/** Sends it until somebody answers; a refusal is an answer. */
export async function save(districtId: string) {
  const { key, saving, sent: before, draft } = intake.now();
  if (saving.is === "sending" || saving.is === "saved") return;
  const body = saving.is === "doubt" && before ? before : bodyOf(draft);
  set({ sent: before ?? body, saving: { is: "sending", attempt: 0 } });
  for (let attempt = 0; ; attempt++) {
    try {
      const { complaint, wasThere } = await sendComplaint(districtId, key, body);
      return settled(complaint, wasThere, false);
    } catch (error) {
      const { sent } = intake.now();
      const isKeyUsed = error instanceof ApiError && error.problem.rule === "key-reused";
      if (isKeyUsed && sent && sent !== body) return saveEarlier(districtId, key, sent);
      // a refusal is an answer to these words only: what was sent before them is still in doubt
      if (!isInDoubt(error))
        return set({ sent: sent === body ? null : sent, saving: { is: "typing", error } });
      const pause = PAUSES_MILLISECONDS[attempt];
      if (pause === undefined) return set({ saving: { is: "doubt" } });
      set({ saving: { is: "sending", attempt: attempt + 1 } });
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}

/** The first words had arrived after all: they are the complaint. */
async function saveEarlier(districtId: string, key: string, sent: CaseDraft) {
  try {
    settled((await sendComplaint(districtId, key, sent)).complaint, true, true);
  } catch (error) {
    set({ saving: isInDoubt(error) ? { is: "doubt" } : { is: "typing", error } });
  }
}

function settled(complaint: CaseRecord, wasThere: boolean, isEarlier: boolean) {
  const { channel } = intake.now().draft;
  set({
    draft: { ...BLANK, channel },
    sent: null,
    saving: { is: "saved", complaint, wasThere, isEarlier },
  });
}
