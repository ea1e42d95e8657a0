/** Every page of the web app that there is; each has a heading of the first level. */
export const addresses = ['/till', '/console', '/console/kit', '/club'] as const;
