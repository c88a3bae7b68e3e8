/**
 * Work that never overtakes itself: while it is being done, wishes for more of it become one, done after it.
 *
 * @param work  What is done; its failure is its own to tell, and holds nothing up.
 * @returns how to wish for it.
 */
export function oneAtATime(work: () => Promise<unknown>): () => void {
  let isBusy = false;
  let isWished = false;
  async function run() {
    isBusy = true;
    while (isWished) {
      isWished = false;
      await work().catch(() => {});
    }
    isBusy = false;
  }
  return () => {
    isWished = true;
    if (!isBusy) void run();
  };
}
