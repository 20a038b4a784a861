import ts from 'typescript';
import { CHINESE, WIRING, WORKER } from './rules.js';
import { place, type Source, walk } from './sources.js';

/** Breaches of the manner of the code that can be seen in one file. */
export function mannerBreaches(source: Source): string[] {
  const breaches = [...commentBreaches(source), ...importTimeBreaches(source)];
  walk(source, (node) => {
    for (const [rule, isBroken] of Object.entries(NODE_RULES))
      if (isBroken(node, source)) breaches.push(`${rule}: ${place(source, node)}`);
  });
  return breaches;
}

type NodeRule = (node: ts.Node, source: Source) => boolean;

const NODE_RULES: Readonly<Record<string, NodeRule>> = {
  any: (node) => node.kind === ts.SyntaxKind.AnyKeyword,
  'non-null': (node) => ts.isNonNullExpression(node),
  process: (node, source) => !WIRING.test(source.path) && readsProcess(node),
  chinese: (node, source) => !CHINESE.some((path) => path.test(source.path)) && isChineseLiteral(node),
};

const PROCESS_FIELDS = new Set(['env', 'argv', 'exit', 'exitCode']);

/** `process.env` and the like, or `node:process` imported to get at them. */
function readsProcess(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node))
    return node.expression.getText() === 'process' && PROCESS_FIELDS.has(node.name.text);
  return ts.isImportDeclaration(node) && /^'(node:)?process'$/.test(node.moduleSpecifier.getText());
}

/** Text with Chinese that is there at run time: not a type, not a pattern to look for. */
function isChineseLiteral(node: ts.Node): boolean {
  const isText =
    ts.isJsxText(node) ||
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    isTemplatePart(node);
  return isText && !ts.isLiteralTypeNode(node.parent) && /\p{Script=Han}/u.test(node.getText());
}

function isTemplatePart(node: ts.Node): boolean {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

const UNFINISHED = /\b(TODO|FIXME|XXX|HACK)\b/;
/** A lint rule may be silenced where it stands, since the linter asks for the reason; the compiler may not. */
const SILENCED = /@ts-(ignore|nocheck|expect-error)/;

function commentBreaches(source: Source): string[] {
  const breaches: string[] = [];
  for (const [index, line] of source.tree.text.split('\n').entries()) {
    if (UNFINISHED.test(line)) breaches.push(`unfinished: ${source.path}:${index + 1}`);
    if (SILENCED.test(line)) breaches.push(`silenced: ${source.path}:${index + 1}`);
  }
  return breaches;
}

/** Nothing happens on import: outside the wiring files the top level only declares. */
function importTimeBreaches(source: Source): string[] {
  if (WIRING.test(source.path) || WORKER.test(source.path)) return [];
  return source.tree.statements
    .filter((statement) => !declares(statement))
    .map((statement) => `import-time: ${place(source, statement)}`);
}

function declares(statement: ts.Statement): boolean {
  return (
    ts.isVariableStatement(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement)
  );
}
