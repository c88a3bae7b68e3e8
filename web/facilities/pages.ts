// what each part needs is listed here and not in what loads first, which names this file alone

export const loadRegisterPanel = async () => ({
  default: (await import("./register-panel.tsx")).RegisterPanel,
});
export const loadWholeFacility = async () => ({
  default: (await import("./whole-page.tsx")).WholeFacility,
});
export const loadWholeStreet = async () => ({
  default: (await import("./whole-page.tsx")).WholeStreet,
});
export const loadSearchBox = async () => ({
  default: (await import("./search-box.tsx")).SearchBox,
});
export const loadSelecting = async () => ({ default: (await import("./selecting.tsx")).Selecting });
export const loadRecordDrawer = async () => ({
  default: (await import("./record-drawer.tsx")).RecordDrawer,
});
export const loadTools = async () => ({ default: (await import("./tools.tsx")).Tools });
