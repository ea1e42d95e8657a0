/**
 * Remembers what texts were read as; columns of prices, days and branches repeat few of them. Starts anew when it is
 * full.
 */
export const remembered = <T>(read: (text: string) => T, entriesMax = 20_000): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = read(text);
    if (known.size >= entriesMax) known.clear();
    // Long texts are not worth their memory.
    if (text.length <= 64) known.set(text, value);
    return value;
  };
};
