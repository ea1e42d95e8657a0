/** A field by what it is for. The last one is asked for where the page was drawn anew. */
export const focusField = (home: 'member' | 'sale' | 'points'): boolean => {
  const field = document.querySelector<HTMLInputElement>(`[data-home="${home}"]`);
  field?.focus();
  return field !== null;
};

/** Where the hand is when nothing else is asked; while a panel is open or going, once it is gone. */
export const focusHome = (): void =>
  void requestAnimationFrame(() => {
    if (isPanelOpen()) focusHome();
    else focusField('sale');
  });

export const isPanelOpen = (): boolean =>
  document.querySelector('[role=dialog], [role=alertdialog]:not([aria-modal=false])') !== null;
