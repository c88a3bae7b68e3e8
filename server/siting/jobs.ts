import { randomUUID } from "node:crypto";
import type { Worker } from "node:worker_threads";
import { DomainError, type Problem, problemOf } from "../http/problem.ts";
import { startThread } from "../http/thread.ts";
import { MOST_PAIRS } from "./distances.ts";
import type { SitingAnswer, SitingJob } from "./schema.ts";
import type { SitingResult, SitingTask, Told } from "./work.ts";

/** What a thread says: how far it is, what it found, or why it did not. */
export type ThreadSays =
  | { readonly told: Told }
  | { readonly result: SitingResult }
  | { readonly failure: string; readonly name: string };

/** A question that is ready to be worked out, and what becomes of the result. */
export type Work = {
  readonly districtId: string;
  /** Whose it is: nobody else sees it. */
  readonly owner: string;
  readonly task: SitingTask;
  /** @throws {DomainError} when the result does not stand up. */
  finish(result: SitingResult): Promise<SitingAnswer>;
};

const MOST_QUEUED = 8;
const MOST_KEPT = 100;
const KEPT_MILLISECONDS = 2 * 3600 * 1000;
/** Past the time a solver was given, this is for distances, explaining, and solvers that look at the clock seldom. */
const GRACE_MILLISECONDS = 60_000;

type Job = {
  readonly id: string;
  readonly districtId: string;
  readonly owner: string;
  /** null once it has ended: what it was worked out from is let go. */
  work: Work | null;
  readonly createdAt: number;
  state: SitingJob["state"];
  startedAt: number;
  endedAt: number | null;
  told: Told | null;
  answer: SitingAnswer | null;
  failure: Problem | null;
  stop: (() => void) | null;
};

/**
 * Works questions out one after the other, each in a thread of its own, so that ending the thread ends the work.
 *
 * Nothing outlives the process: a question is asked again after a restart.
 */
export function createJobs({
  onFailure = () => {},
  now = Date.now,
}: {
  /** Hears of what nobody expected. */
  onFailure?: (error: unknown) => void;
  now?: () => number;
} = {}) {
  const jobs = new Map<string, Job>();
  let running: Job | null = null;
  let isClosed = false;

  const queued = () => [...jobs.values()].filter(({ state }) => state === "queued");

  function end(job: Job, state: SitingJob["state"], failure: Problem | null = null) {
    if (job.endedAt !== null) return;
    job.stop?.();
    Object.assign(job, { state, failure, endedAt: now(), stop: null, work: null });
    if (running !== job) return;
    running = null;
    startNext();
  }

  function startNext() {
    const next = queued()[0];
    if (running || !next || isClosed) return;
    running = next;
    Object.assign(next, { state: "running", startedAt: now() });
    const { task, finish } = next.work!; // it has not ended
    const fail = (error: unknown) => {
      if (next.endedAt !== null || isClosed) return;
      if (!(error instanceof DomainError)) onFailure(error);
      end(next, "failed", problemOf(error));
    };
    const hear = (told: Told) => {
      next.told = told;
    };
    const succeed = (result: SitingResult) => {
      finish(result).then((answer) => {
        if (next.endedAt !== null) return;
        next.answer = answer;
        end(next, "done");
      }, fail);
    };
    const patience = task.seconds * 1000 + GRACE_MILLISECONDS;
    const late = setTimeout(() => fail(undecided(task.seconds)), patience);
    late.unref();
    next.stop = () => clearTimeout(late);
    try {
      const thread = beginWork(task, { hear, succeed, fail });
      next.stop = () => {
        clearTimeout(late);
        void thread.terminate();
      };
    } catch (error) {
      fail(error);
    }
  }

  function sweep() {
    const ended = [...jobs.values()].filter(({ endedAt }) => endedAt !== null);
    const tooMany = Math.max(0, jobs.size - MOST_KEPT);
    for (const [at, job] of ended.entries())
      if (at < tooMany || now() - job.endedAt! > KEPT_MILLISECONDS) jobs.delete(job.id);
  }

  function find(districtId: string, owner: string, jobId: string): Job {
    sweep();
    const job = jobs.get(jobId);
    if (!job || job.owner !== owner || job.districtId !== districtId)
      throw new DomainError("record-unknown", `No question of siting ${jobId}`);
    return job;
  }

  function tell(job: Job): SitingJob {
    const { id: jobId, districtId, state, createdAt, told, answer, failure } = job;
    const seconds = ((job.endedAt ?? now()) - job.startedAt) / 1000;
    const { objective = null, bound = null } = told ?? {};
    const isKnown = objective !== null && bound !== null;
    const away = isKnown ? Math.abs(objective - bound) : null;
    return {
      ...{ jobId, districtId, state },
      ahead: state === "queued" ? queued().indexOf(job) + (running ? 1 : 0) : 0,
      createdAt: new Date(createdAt).toISOString(),
      progress: told && {
        ...{ stage: told.stage, objective, bound, seconds },
        gap: away === null ? null : away / Math.max(Math.abs(objective!), 1e-12),
      },
      ...{ answer, failure },
    };
  }

  return {
    /** @throws {DomainError} `rate-limited` when too many wait already. */
    submit(work: Work): SitingJob {
      sweep();
      if (queued().length >= MOST_QUEUED)
        throw new DomainError("rate-limited", "Too many questions of siting wait already", [], {
          more: { retryAfterSeconds: 20, rule: "siting-queue" },
        });
      const job: Job = {
        ...{ id: randomUUID(), districtId: work.districtId, owner: work.owner, work },
        ...{ createdAt: now(), state: "queued", startedAt: 0, endedAt: null },
        ...{ told: null, answer: null, failure: null, stop: null },
      };
      jobs.set(job.id, job);
      startNext();
      return tell(job);
    },
    /** @throws {DomainError} `record-unknown`, also for what is somebody else's. */
    read: (districtId: string, owner: string, jobId: string) =>
      tell(find(districtId, owner, jobId)),
    /** Ends it, and changes nothing of what has ended already. @throws {DomainError} `record-unknown`. */
    cancel(districtId: string, owner: string, jobId: string): SitingJob {
      const job = find(districtId, owner, jobId);
      end(job, "cancelled");
      return tell(job);
    },
    close() {
      isClosed = true;
      for (const job of jobs.values()) job.stop?.();
    },
  };
}
export type Jobs = ReturnType<typeof createJobs>;

/** @throws {DOMException} when the task cannot be sent. */
function beginWork(
  task: SitingTask,
  {
    hear,
    succeed,
    fail,
  }: {
    hear: (told: Told) => void;
    succeed: (result: SitingResult) => void;
    fail: (error: unknown) => void;
  },
): Worker {
  const thread = startThread(new URL("worker.ts", import.meta.url));
  let isDone = false;
  thread.on("message", (says: ThreadSays) => {
    if ("told" in says) {
      hear(says.told);
      return;
    }
    isDone = true;
    void thread.terminate();
    if ("result" in says) succeed(says.result);
    else fail(failureOf(says, task));
  });
  thread.on("error", (error) => {
    isDone = true;
    fail(error);
  });
  thread.on("exit", (code) => {
    if (!isDone) fail(new Error(`the thread of siting ended with ${code}`));
  });
  try {
    thread.postMessage(task);
  } catch (error) {
    void thread.terminate();
    throw error;
  }
  return thread;
}

const undecided = (seconds: number) =>
  new DomainError(
    "limit-exceeded",
    `After ${seconds} s it is not known whether any choice of sites does`,
    [{ field: "seconds", value: String(seconds), remedy: "more seconds, or fewer candidates" }],
    { more: { rule: "siting-undecided" } },
  );

function failureOf({ failure, name }: { failure: string; name: string }, task: SitingTask): Error {
  if (name === "UndecidedError") return undecided(task.seconds);
  if (name !== "TooManyPairsError") return new Error(failure);
  return new DomainError(
    "limit-exceeded",
    failure,
    [
      {
        field: "farthestMeters",
        remedy: "a nearer farthestMeters, or fewer candidates",
        ...{ rule: "siting-pairs", limit: MOST_PAIRS },
      },
    ],
    { more: { rule: "siting-pairs" } },
  );
}
