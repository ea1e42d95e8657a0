import type { Json, JsonObject, Path } from '../terms/json.ts';
import type { TermField } from '../terms/shapes.ts';

/** What the field of a term is given, whatever its shape. */
export interface ShapeProps {
  readonly label: string;
  readonly error: string | undefined;
  readonly field: TermField;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly path: Path;
  /** The whole of which it is a field. */
  readonly of: JsonObject;
  readonly kind: string;
}
