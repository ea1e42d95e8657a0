// Comments of .proto files, read by line.

/** Comment lines that stand right above line `at`. */
export const commentAbove = (lines, at) => {
  const said = [];
  for (let i = at - 1; i >= 0 && lines[i].trim().startsWith('//'); i--) said.unshift(lines[i].trim().slice(2).trim());
  return said.join(' ');
};
