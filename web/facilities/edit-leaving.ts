/** Records that this tab is removing or has removed, and when that is decided. */
const leaving = new Map<string, Promise<boolean>>();

/**
 * Reads of a record once it is known whether it stays: while its removal is on the way, and after it, nobody asks the
 * server for what is gone.
 *
 * @throws {Error} when it is gone; what showed it is being left.
 */
export async function whileThere<T>(facilityId: string, read: () => Promise<T>): Promise<T> {
  if (await leaving.get(facilityId)) throw new Error(`${facilityId} was removed in this tab`);
  return read();
}

/** Runs what removes a record. @throws whatever it throws; the record then stays. */
export async function removing<T>(facilityId: string, remove: () => Promise<T>): Promise<T> {
  let decide = (_isGone: boolean) => {};
  leaving.set(facilityId, new Promise((resolve) => (decide = resolve)));
  try {
    const gone = await remove();
    decide(true);
    return gone;
  } catch (error) {
    leaving.delete(facilityId);
    decide(false);
    throw error;
  }
}

/** The record is there again. */
export const isBack = (facilityId: string) => leaving.delete(facilityId);
