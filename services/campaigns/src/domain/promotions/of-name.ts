/** What stands under a name that people chose: never what every object has, such as `constructor`. */
export const ofName = <V>(named: Readonly<Record<string, V>> | undefined, name: string): V | undefined =>
  named && Object.hasOwn(named, name) ? named[name] : undefined;
