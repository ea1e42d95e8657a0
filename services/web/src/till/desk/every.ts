/** Does something again and again, so long after it was done last. Answers how to stop. */
export const every = (ms: number, act: () => unknown): (() => void) => {
  let timer: ReturnType<typeof setTimeout>;
  let isOver = false;
  const again = (): void => {
    timer = setTimeout(async () => {
      await act();
      if (!isOver) again();
    }, ms);
  };
  again();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
};
