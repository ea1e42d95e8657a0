/**
 * What this window keeps for whoever has signed in: it outlives a reload and a way back, and never a sign-out. Storage
 * may be closed to the page, or hold anything.
 */
const ours = 'vafa.mine/';
const owner = `${ours}who`;
/** Told to the other windows of the browser when somebody signs out. */
const left = 'vafa.left';

export const keptForMe = (name: string): unknown => {
  try {
    return JSON.parse(sessionStorage.getItem(ours + name) ?? 'null') as unknown;
  } catch {
    return null;
  }
};

/** Undefined forgets it. */
export const keepForMe = (name: string, value: unknown): void => {
  try {
    if (value === undefined) sessionStorage.removeItem(ours + name);
    else sessionStorage.setItem(ours + name, JSON.stringify(value));
  } catch {
    // Without storage it goes with the page.
  }
};

const forgetHere = (): void => {
  try {
    const names = Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at) ?? '');
    for (const name of names) if (name.startsWith(ours)) sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
};

const whose = (): string | null => {
  try {
    return sessionStorage.getItem(owner);
  } catch {
    return null;
  }
};

/** Nothing of who has signed out stays in any window. */
export const forgetMine = (): void => {
  const who = whose();
  forgetHere();
  if (who === null) return;
  try {
    localStorage.setItem(left, who);
    localStorage.removeItem(left);
  } catch {
    // Other windows find out by their next request.
  }
};

/** Who has signed in; what somebody else left in this window is forgotten. */
export const keepFor = (who: string): void => {
  try {
    if (whose() !== who) forgetHere();
    sessionStorage.setItem(owner, who);
  } catch {
    // As above.
  }
};

/** Follows sign-outs in other windows. */
export const followSignOuts = (): void =>
  addEventListener('storage', ({ key, newValue }) => {
    if (key === left && newValue !== null && newValue === whose()) forgetHere();
  });
