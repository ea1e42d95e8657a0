export { CombineFields } from './combine-fields.tsx';
export { ConditionList } from './conditions-editor.tsx';
export { EffectRows } from './effects-editor.tsx';
export { BudgetField, CapFields, ExclusionRows, LimitRows } from './limit-fields.tsx';
