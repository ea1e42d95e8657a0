/** What the kit hands to a text: counts as the language writes them, a form by number, a form by name. */
export interface TextForms {
  number(value: number): string;
  plural(count: number, forms: Readonly<Record<string, string | (() => string)>>): string;
  select(forms: Readonly<Record<string, string | (() => string)>>, value: string): string;
}

type Arguments = Readonly<Record<string, never>>;

export type KitText = string | ((given: Arguments, forms: TextForms) => string);

/** Texts that the components of React Aria say themselves, by its packages. */
export type KitPack = Readonly<Record<string, Readonly<Record<string, KitText>>>>;
