import { COMMON_RULES } from './common';
import { GATEWAY_API_RULES } from './gateway-api';
import { ISTIO_RULES } from './istio';
import { ROUTE_RULES } from './route';
import { SAILOPERATOR_RULES } from './sailoperator';
import type { RuleMaker, Rule } from './types';

export type { Broken, Rule } from './types';

const RULES: Readonly<Record<string, RuleMaker>> = {
  ...COMMON_RULES, ...SAILOPERATOR_RULES, ...ISTIO_RULES, ...GATEWAY_API_RULES, ...ROUTE_RULES,
};

/** The check that a node of a table names, with its arguments (`tools/imports/rules.ts`). */
export function ruleNamed(text: string): Rule {
  const [name, ...args] = text.split(' ');
  if (!Object.hasOwn(RULES, name)) throw new Error(`The schema tables name the rule ${JSON.stringify(text)}, which src/schema/rules does not have`);
  return RULES[name](...args);
}
