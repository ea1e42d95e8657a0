const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Runtimes of before V8 13 have it as a property. */
const zonesOf = (region: Intl.Locale): readonly string[] => {
  const asked = region as { getTimeZones?: () => string[] | undefined; timeZones?: string[] };
  return asked.getTimeZones?.() ?? asked.timeZones ?? [];
};

const canonical = (timeZone: string): string => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;

/** Codes that CLDR knows beside ISO 3166-1: private ones, unions, and islands that ISO only keeps free. */
const noCountry = /^(AA|Q[M-Z]|X[A-Z]|ZZ|EU|EZ|UN|AC|CP|CQ|DG|EA|IC|TA)$/;

/** Whether ISO 3166-1 knows it, two capital letters; codes of the past are none. */
export const isCountry = (code: string): boolean => {
  if (!/^[A-Z]{2}$/.test(code) || noCountry.test(code)) return false;
  return (
    new Intl.Locale(`und-${code}`).region === code &&
    new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code) !== undefined
  );
};

const regions = function* (): Generator<Intl.Locale> {
  for (const first of letters) {
    for (const second of letters) {
      const region = new Intl.Locale(`und-${first}${second}`);
      // A code of the past is read as its successor.
      if (region.region === `${first}${second}` && !noCountry.test(region.region)) yield region;
    }
  }
};

let countries: Map<string, string> | undefined;

/** Asking takes a third of a second, and few processes ever ask. */
const countriesOfZones = (): ReadonlyMap<string, string> => {
  if (countries) return countries;
  countries = new Map();
  for (const region of regions()) for (const zone of zonesOf(region)) countries.set(zone, region.region ?? '');
  return countries;
};

/**
 * The country whose people live by a time zone, as CLDR's zones of each region say; empty for zones of no country
 * (UTC). It is a proposal: asked once, when a club is made, and then stored, so that no later zone data moves a club
 * abroad.
 */
export const countryOf = (timeZone: string): string => {
  // Offsets under a name, though the zone data link them to towns.
  if (/^[EHM]ST$/.test(timeZone)) return '';
  return countriesOfZones().get(canonical(timeZone)) ?? '';
};
