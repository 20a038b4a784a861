import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { LAYERS, OWNERS, PRODUCT } from './rules.js';

/** Breaches of import directions, of sole owners and of the ban on cycles (types count) below `root`. */
export async function importBreaches(root: string): Promise<string[]> {
  const { output } = await cruise(Object.keys(LAYERS), {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...directions(), ...owners(), cycles()] },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  });
  if (typeof output === 'string')
    throw new Error('dependency-cruiser gave text where a result was asked for');
  return (output satisfies ICruiseResult).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
  );
}

function directions(): IForbiddenRuleType[] {
  return Object.entries(LAYERS).map(([folder, allowed]) => ({
    name: `direction-${folder}`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: `^(${Object.keys(LAYERS).join('|')})/`, pathNot: `^(${[folder, ...allowed].join('|')})/` },
  }));
}

function owners(): IForbiddenRuleType[] {
  return OWNERS.map(({ packages, owner }) => ({
    name: `owner-${packages[0]}`,
    severity: 'error',
    from: { path: `^(${PRODUCT.join('|')})/`, pathNot: owner.source },
    to: { path: `(^|/)node_modules/(@types/)?(${packages.join('|')})/` },
  }));
}

function cycles(): IForbiddenRuleType {
  return { name: 'cycle', severity: 'error', from: {}, to: { circular: true } };
}
