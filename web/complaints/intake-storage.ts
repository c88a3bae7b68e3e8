const PLACE = "huanwei.intake";

/** What was typed in this tab before the page was loaded again; null when nothing was. */
export function readIntake(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  } catch {
    return null; // the browser keeps nothing, or what is there is no longer read
  }
}

/** Keeps what is typed for this tab alone: it is gone with it, and is in no other storage. */
export function keepIntake(kept: unknown) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // it stays in memory
  }
}

export function forgetIntake() {
  try {
    sessionStorage.removeItem(PLACE);
  } catch {
    // nothing was kept
  }
}
