import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';

export interface Source {
  /** Relative to the project's root, with forward slashes. */
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly lines: number;
}

/** Every TypeScript source below the given folders of `root`. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readSource(root, `${folder}/${name.split(sep).join('/')}`)),
  );
}

function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return { path, tree, lines: text.trimEnd().split('\n').length };
}

/** Calls `visit` for every node of the file. */
export function walk(source: Source, visit: (node: ts.Node) => void): void {
  const each = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, each);
  };
  each(source.tree);
}

/** `path:line` of a node, for an editor to jump to. */
export function place(source: Source, node: ts.Node): string {
  return `${source.path}:${source.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
